package assets

import (
	"encoding/gob"
	"io"
)

// sealed is a Bundle on its way from one process to another.
type sealed struct {
	Hash  string
	Pages map[string]sealedPage
	Files map[string]sealedFile
	Clips map[string]string
}

type sealedFile struct {
	Content, Small []byte
	Kind, As       string
}

type sealedPage struct {
	File               sealedFile
	Tag, Script, Style string
}

func sealFile(f file) sealedFile { return sealedFile{f.content, f.small, f.kind, f.as} }

func (s sealedFile) file() file { return file{s.Content, s.Kind, s.Small, s.As} }

// Send writes the bundle for a Receive of the same program in another process: lowering takes many times the memory and
// the code that serving does, and a process that ends gives both back.
func (b *Bundle) Send(out io.Writer) error {
	s := sealed{Hash: b.hash, Pages: map[string]sealedPage{}, Files: map[string]sealedFile{}, Clips: b.clips}
	for name, p := range b.pages {
		s.Pages[name] = sealedPage{sealFile(p.file), p.tag, p.own.script, p.own.style}
	}
	for name, f := range b.files {
		s.Files[name] = sealFile(f)
	}
	return gob.NewEncoder(out).Encode(s)
}

// Receive gives the bundle that Send has written.
func Receive(in io.Reader) (*Bundle, error) {
	var s sealed
	if err := gob.NewDecoder(in).Decode(&s); err != nil {
		return nil, err
	}
	b := &Bundle{hash: s.Hash, pages: map[string]*Page{}, files: map[string]file{}, clips: s.Clips}
	for name, p := range s.Pages {
		b.pages[name] = &Page{file: p.File.file(), tag: p.Tag, own: inline{p.Script, p.Style}}
	}
	for name, f := range s.Files {
		b.files[name] = f.file()
	}
	return b, nil
}
