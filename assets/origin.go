package assets

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
)

// lowering is the code that makes a Bundle: where it changes, so may what it makes of the same sources.
//
//go:embed *.go
var lowering embed.FS

// Origin is a hash of all that a Bundle is made of.
type Origin [sha256.Size]byte

// OriginOf gives the origin of what OpenWith makes of recordings, which may be nil: of the program and its libraries, of what
// is embedded, and of the recordings. It reads all of these, some 8 MB.
func OriginOf(recordings fs.FS) (o Origin, err error) {
	sum := sha256.New()
	if build, ok := debug.ReadBuildInfo(); ok {
		fmt.Fprintln(sum, build)
	}
	for _, folder := range []fs.FS{lowering, embedded, recordings} {
		if folder == nil {
			continue
		}
		if err := addFiles(sum, folder); err != nil {
			return o, err
		}
	}
	sum.Sum(o[:0])
	return o, nil
}

// addFiles writes the names and contents of all files of a folder, so that no two folders give the same.
func addFiles(out io.Writer, folder fs.FS) error {
	return fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := fs.ReadFile(folder, name)
		fmt.Fprintf(out, "%q %d\n", name, len(content))
		_, _ = out.Write(content)
		return err
	})
}
