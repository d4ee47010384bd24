package powerloss

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// states gives every state that some tries find at a moment, as "path=content" of its files.
func states(t *testing.T, d *Disk, moment int) map[string]bool {
	t.Helper()
	walk, r, found := d.Walk(), rand.New(rand.NewPCG(1, 2)), map[string]bool{}
	walk.To(moment)
	for range 120 {
		dir := t.TempDir()
		if err := walk.Crash(r).Write(dir); err != nil {
			t.Fatal(err)
		}
		var files []string
		_ = filepath.Walk(dir, func(path string, info os.FileInfo, _ error) error {
			if !info.IsDir() {
				text, _ := os.ReadFile(path)
				name, _ := filepath.Rel(dir, path)
				files = append(files, name+"="+strings.TrimRight(string(text), "\x00"))
			}
			return nil
		})
		found[strings.Join(files, " ")] = true
	}
	return found
}

func none(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNotSyncedMayBeLost(t *testing.T) {
	root := t.TempDir()
	d := Record(root)
	defer d.Stop()
	f, err := CreateTemp(root, "t")
	none(t, err)
	name, temp := filepath.Join(root, "file"), filepath.Base(f.Name())
	_, err = f.Write([]byte("one"))
	none(t, err)
	written := d.Len()
	none(t, f.Sync())
	none(t, Link(f.Name(), name))
	linked := d.Len()
	dir, err := Open(root)
	none(t, err)
	none(t, dir.Sync())
	named := d.Len()
	_, err = f.Write([]byte("two"))
	none(t, err)
	none(t, Remove(f.Name()))
	for _, at := range []struct {
		moment int
		may    []string
	}{
		{0, []string{""}},
		{written, []string{"", temp + "=", temp + "=one"}},
		{linked, []string{"", temp + "=one", "file=one " + temp + "=one", "file=one"}},
		{named, []string{"file=one " + temp + "=one"}},
		{d.Len(), []string{"file=one " + temp + "=one", "file=one", "file=onetwo", "file=onetwo " + temp + "=onetwo"}},
	} {
		found := states(t, d, at.moment)
		for state := range found {
			if !slices.Contains(at.may, state) {
				t.Errorf("after %d: %q may not be", at.moment, state)
			}
		}
		if len(found) != len(at.may) {
			t.Errorf("after %d: found %v of %v", at.moment, found, at.may)
		}
	}
}

// A write may be there in part, by sectors, and a later one without an earlier.
func TestWritesAreTornAndReordered(t *testing.T) {
	root := t.TempDir()
	d := Record(root)
	defer d.Stop()
	f, err := CreateTemp(root, "t")
	none(t, err)
	dir, err := Open(root)
	none(t, err)
	none(t, dir.Sync())
	write := WriteAt(f.file)
	_, err = write([]byte(strings.Repeat("a", 2*sector)), 0)
	none(t, err)
	_, err = write([]byte("b"), 3*sector)
	none(t, err)
	var torn, reordered bool
	for state := range states(t, d, d.Len()) {
		a := strings.Count(state, "a")
		if a != 0 && a != sector && a != 2*sector {
			t.Errorf("%d bytes of a write are there", a)
		}
		torn, reordered = torn || a == sector, reordered || a == 0 && strings.Contains(state, "b")
	}
	if !torn || !reordered {
		t.Errorf("torn %v, reordered %v", torn, reordered)
	}
}

func TestASyncThatIsForgotten(t *testing.T) {
	root := t.TempDir()
	d := Record(root)
	defer d.Stop()
	d.Forgets = func(kind Sync) bool { return kind == SyncDirectory }
	none(t, Mkdir(filepath.Join(root, "in"), 0o700))
	dir, err := Open(root)
	none(t, err)
	none(t, dir.Sync())
	f, err := CreateTemp(filepath.Join(root, "in"), "t")
	none(t, err)
	if n := d.Len(); n != 2 {
		t.Errorf("%d things are recorded, want two names", n)
	}
	none(t, Rename(f.Name(), filepath.Join(root, "in", "file")))
	if found := states(t, d, d.Len()); !found[""] || !found["in/file="] {
		t.Errorf("found %v", found)
	}
}
