package powerloss

import (
	"io/fs"
	"os"
	"path/filepath"
)

// WriteAt gives f's WriteAt, recorded.
func WriteAt(f *os.File) func([]byte, int64) (int, error) {
	return func(b []byte, offset int64) (int, error) {
		n, err := f.WriteAt(b, offset)
		wrote(f.Name(), b[:n], offset)
		return n, err
	}
}

// Synced records that f was synced, unless err says otherwise, and gives err.
func Synced(f *os.File, kind Sync, err error) error {
	if err == nil {
		synced(f.Name(), kind)
	}
	return err
}

// Resized records that f was given a length, unless err says otherwise, and gives err.
func Resized(f *os.File, size int64, err error) error {
	if err == nil {
		resized(f.Name(), size)
	}
	return err
}

// File is an *os.File that is written from its beginning to its end, under a name that it keeps meanwhile.
type File struct {
	file *os.File
	at   int64
}

// Name is that of os.File.
func (f *File) Name() string { return f.file.Name() }

// Read is that of os.File.
func (f *File) Read(b []byte) (int, error) { return f.file.Read(b) }

// Close is that of os.File.
func (f *File) Close() error { return f.file.Close() }

// Sync is that of os.File, recorded.
func (f *File) Sync() error { return Synced(f.file, SyncFile, f.file.Sync()) }

// Write is that of os.File, recorded.
func (f *File) Write(b []byte) (int, error) {
	n, err := f.file.Write(b)
	wrote(f.Name(), b[:n], f.at)
	f.at += int64(n)
	return n, err
}

// Open is os.Open.
func Open(name string) (*File, error) { return OpenFile(name, os.O_RDONLY, 0) }

// OpenFile is os.OpenFile for a file that is there.
func OpenFile(name string, flag int, perm fs.FileMode) (*File, error) {
	f, err := os.OpenFile(name, flag&^os.O_CREATE, perm)
	if err != nil {
		return nil, err
	}
	return &File{file: f}, nil
}

// CreateTemp is os.CreateTemp, recorded.
func CreateTemp(dir, pattern string) (*File, error) {
	f, err := os.CreateTemp(dir, pattern)
	if err != nil {
		return nil, err
	}
	created(f.Name(), nil)
	return &File{file: f}, nil
}

// WriteFile is os.WriteFile for a file that is there, recorded.
func WriteFile(name string, data []byte, perm fs.FileMode) error {
	err := os.WriteFile(name, data, perm)
	if err == nil {
		resized(name, 0)
		wrote(name, data, 0)
	}
	return err
}

// Mkdir is os.Mkdir, recorded.
func Mkdir(name string, perm fs.FileMode) error {
	err := os.Mkdir(name, perm)
	if err == nil {
		created(name, names{})
	}
	return err
}

func created(path string, within names) {
	note(path, func(d *Disk, dir, _ int, name string) { d.made(dir, name, within) })
}

// Link is os.Link within one directory, recorded.
func Link(from, to string) error {
	err := os.Link(from, to)
	if err == nil {
		var linked int
		note(from, func(_ *Disk, _, node int, _ string) { linked = node })
		note(to, func(d *Disk, dir, _ int, name string) { d.add(op{node: dir, names: names{name: linked}}) })
	}
	return err
}

// Rename is os.Rename within one directory, recorded as one change.
func Rename(from, to string) error {
	err := os.Rename(from, to)
	if err == nil {
		var moved int
		var old string
		note(from, func(d *Disk, _, node int, name string) {
			moved, old = node, name
			if within, err := filepath.Rel(d.root, from); err == nil {
				d.moved[within] = node // whoever has it open goes on writing to it by its old name
			}
		})
		note(to, func(d *Disk, dir, _ int, name string) { d.add(op{node: dir, names: names{old: noNode, name: moved}}) })
	}
	return err
}

// Remove is os.Remove, recorded.
func Remove(name string) error {
	err := os.Remove(name)
	if err == nil {
		note(name, func(d *Disk, dir, _ int, name string) { d.add(op{node: dir, names: names{name: noNode}}) })
	}
	return err
}

// Decided is called by the patched store where a transaction has all that is to be written in it, and nothing of that
// is on the disk.
func Decided() {
	if d := recording.Load(); d != nil && d.AtDecision != nil {
		d.AtDecision()
	}
}
