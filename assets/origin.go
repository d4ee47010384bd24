package assets

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Origin is a hash of all that a Bundle is made of.
type Origin [sha256.Size]byte

// OriginOf gives the origin of what the program in that file makes of recordings, which may be nil. All else that goes into a
// Bundle is in that file, too, and read through it: reading it where the program has it mapped would keep it in memory.
func OriginOf(program string, recordings fs.FS) (o Origin, err error) {
	file, err := os.Open(program)
	if err != nil {
		return o, err
	}
	defer func() { _ = file.Close() }()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return o, err
	}
	if recordings != nil {
		if err := addFiles(sum, recordings); err != nil {
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
