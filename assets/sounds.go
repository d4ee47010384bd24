package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// pack is the folder of the embedded clips, and the one below Prefix that clips are served from.
const pack = "sounds/zh"

// clipsModule is the name by which scripts import the URL of every clip.
const clipsModule = "clips"

var clipFile = regexp.MustCompile(`^[A-Za-z0-9_]+\.wav$`)

// OpenWith is Open with the clips of recordings, files like "hao.wav" at its top, in place of the embedded ones of the same name; all
// else in it is left alone. It may be nil. What is recorded is served as it is: a browser has to be able to decode it.
func OpenWith(recordings fs.FS) (*Bundle, error) {
	return open(embedded, recordings)
}

// Clip returns the URL path of a clip such as "hao_chuangkou". The names of English letters are the same in both languages: a pack
// without "en_A" says its "A".
func (b *Bundle) Clip(name string) (url string, ok bool) {
	url, ok = b.clips[name]
	return url, ok
}

// ClipNames gives the names of all clips, sorted.
func (b *Bundle) ClipNames() []string { return slices.Sorted(maps.Keys(b.clips)) }

// Sound gives the content of a clip; nil when there is none of that name. The caller must not change it.
func (b *Bundle) Sound(clip string) []byte {
	f := b.files[strings.TrimPrefix(b.clips[clip], Prefix)]
	return f.bytes()
}

// Has tells whether a URL path is that of a file of the bundle.
func (b *Bundle) Has(path string) bool {
	name, ok := strings.CutPrefix(path, Prefix)
	_, found := b.files[name]
	return ok && found
}

// addClips takes the clips of source's pack, and the recordings, which may be nil, in place of those of the same name.
func (o *output) addClips(source, recordings fs.FS) error {
	own, err := fs.Sub(source, pack)
	if err != nil {
		return err
	}
	o.clips = map[string]string{}
	names := map[string]string{}
	for n, folder := range []fs.FS{own, recordings} {
		if folder == nil {
			continue
		}
		entries, err := fs.ReadDir(folder, ".")
		if err != nil {
			return err
		}
		for _, e := range entries {
			if !e.Type().IsRegular() || !clipFile.MatchString(e.Name()) {
				continue
			}
			content, err := fs.ReadFile(folder, e.Name())
			if err != nil {
				return err
			}
			clip := strings.TrimSuffix(e.Name(), ".wav")
			sum := sha256.Sum256(content)
			delete(o.files, names[clip])
			names[clip] = path.Join(pack, clip+"."+strings.ToUpper(hex.EncodeToString(sum[:4]))+".wav")
			f := file{content: content, kind: kindOf(e.Name())}
			if n == 0 && source == fs.FS(embedded) {
				f = file{kind: f.kind, as: path.Join(pack, e.Name())}
			}
			o.files[names[clip]] = f
		}
	}
	for clip, name := range names {
		o.clips[clip] = Prefix + name
	}
	for letter := 'A'; letter <= 'Z'; letter++ {
		english := "en_" + string(letter)
		if url, ok := o.clips[string(letter)]; ok && o.clips[english] == "" {
			o.clips[english] = url
		}
	}
	return nil
}

// clipsSource is what scripts get that import clipsModule.
func (o *output) clipsSource() (string, error) {
	source, err := json.Marshal(o.clips)
	return string(source), err
}
