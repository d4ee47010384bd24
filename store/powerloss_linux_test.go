package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/paidui/paidui/queue/measured"
	"github.com/paidui/paidui/store/powerloss"
)

// crashStates is how many states of the disk after a power failure are looked at; PAIDUI_LONG looks at ten times as many.
const crashStates = 20_000

// closely is how many states there are for each that is verified whole and worked on with.
const closely = 250

// inside tells the test that it runs in the program that TestPowerLoss has built.
const inside = "PAIDUI_TEST_POWERLOSS"

// TestPowerLoss records what this store and bbolt do to the disk while a hall is made, opens and works, and is backed up
// and restored, and looks at what may be left when the power fails: each state opens, and holds all that was
// acknowledged by then. It runs itself again in a program built with a patched bbolt.
func TestPowerLoss(t *testing.T) {
	if os.Getenv(inside) != "" {
		for _, c := range crashTests {
			t.Run(c.name, c.run)
		}
		return
	}
	t.Parallel()
	modfile, overlay := patchedBuild(t)
	cmd := exec.Command("go", "test", "-count=1", "-v", "-modfile", modfile, "-overlay", overlay, "-run", "^TestPowerLoss$", ".")
	cmd.Env = append(os.Environ(), inside+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		if _, said, ok := strings.Cut(line, ".go:"); ok {
			_, said, _ = strings.Cut(said, ": ")
			t.Log(strings.TrimSpace(said))
		}
	}
}

// replacement is what a file is changed in, everywhere or, when once is set, in the first place alone.
type replacement struct {
	old, new string
	once     bool
}

// boltPatches have bbolt tell of its writes and syncs.
var boltPatches = map[string][]replacement{
	"db.go": {
		{"db.ops.writeAt = db.file.WriteAt", "db.ops.writeAt = powerloss.WriteAt(db.file)", false},
		{"err := db.file.Truncate(int64(sz))", "err := powerloss.Resized(db.file, int64(sz), db.file.Truncate(int64(sz)))", false},
		{"err := db.file.Sync()", "err := powerloss.Synced(db.file, powerloss.SyncSize, db.file.Sync())", false},
		{"err := fdatasync(db)", "err := powerloss.Synced(db.file, powerloss.SyncSize, fdatasync(db))", false},
	},
	"tx.go": {
		{"err := fdatasync(tx.db)", "err := powerloss.Synced(tx.db.file, powerloss.SyncPages, fdatasync(tx.db))", true},
		{"err := fdatasync(tx.db)", "err := powerloss.Synced(tx.db.file, powerloss.SyncMeta, fdatasync(tx.db))", true},
	},
}

// storePatches have the store tell of its own files. The one in write.go is where an acknowledgement would come too early.
var storePatches = map[string][]replacement{
	"backup.go": fileCalls, "create.go": fileCalls, "key.go": fileCalls, "periodkeys.go": fileCalls,
	"archive.go": fileCalls, "archivecopy.go": fileCalls,
	"write.go": {{"refused = write(tx)", "refused = write(tx)\n\t\t\tpowerloss.Decided()", true}},
}

var fileCalls = []replacement{
	{"os.CreateTemp(", "powerloss.CreateTemp(", false}, {"os.OpenFile(", "powerloss.OpenFile(", false}, {"os.Open(", "powerloss.Open(", false},
	{"os.Link(", "powerloss.Link(", false}, {"os.Rename(", "powerloss.Rename(", false}, {"os.Remove(", "powerloss.Remove(", false},
	{"os.Mkdir(", "powerloss.Mkdir(", false}, {"os.WriteFile(", "powerloss.WriteFile(", false},
}

// patchedBuild makes a copy of bbolt and of this package's files that tell package powerloss what they do, and gives the
// flags -modfile and -overlay to build with them.
func patchedBuild(t *testing.T) (modfile, overlay string) {
	t.Helper()
	dir := t.TempDir()
	bolt := filepath.Join(dir, "bbolt")
	original := goCommand(t, "list", "-m", "-f", "{{.Dir}}", "go.etcd.io/bbolt")
	copySources(t, original, bolt)
	for name, changes := range boltPatches {
		patch(t, filepath.Join(original, name), filepath.Join(bolt, name), changes)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	replaced := map[string]string{}
	for name, changes := range storePatches {
		replaced[filepath.Join(here, name)] = filepath.Join(dir, name)
		patch(t, name, filepath.Join(dir, name), changes)
	}
	list, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		t.Fatal(err)
	}
	mod := goCommand(t, "env", "GOMOD")
	modfile, overlay = filepath.Join(dir, "go.mod"), filepath.Join(dir, "overlay.json")
	writeFile(t, overlay, string(list))
	writeFile(t, modfile, readFile(t, mod)+"\nreplace go.etcd.io/bbolt => "+bolt+"\n")
	writeFile(t, filepath.Join(dir, "go.sum"), readFile(t, strings.TrimSuffix(mod, "mod")+"sum"))
	return modfile, overlay
}

// copySources copies a module's source without its tests and programs.
func copySources(t *testing.T, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		within, _ := filepath.Rel(from, path)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (within == "cmd" || within == "tests" || within == "scripts"):
			return filepath.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, within), 0o700)
		case strings.HasSuffix(path, "_test.go") || filepath.Ext(path) != ".go" && within != "go.mod":
			return nil
		}
		writeFile(t, filepath.Join(to, within), readFile(t, path))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// patch writes a source file with changes, of which at least one must apply, and each that is for once.
func patch(t *testing.T, from, to string, changes []replacement) {
	t.Helper()
	text, changed := readFile(t, from), false
	for _, c := range changes {
		n := strings.Count(text, c.old)
		if c.once && n == 0 {
			t.Fatalf("%s has no %q any more", from, c.old)
		}
		changed = changed || n > 0
		if c.once {
			n = 1
		}
		text = strings.Replace(text, c.old, c.new, n)
	}
	if !changed {
		t.Fatalf("%s has nothing that is to be patched", from)
	}
	head, rest, _ := strings.Cut(text, "\nimport (\n")
	writeFile(t, to, head+"\nimport (\n\t\"github.com/paidui/paidui/store/powerloss\"\n"+rest)
}

func goCommand(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// crashTests are the store as it is, and with each of the faults that the simulation must find.
var crashTests = []struct {
	name string
	run  func(*testing.T)
}{
	{"as it is", func(t *testing.T) {
		states := crashStates
		if os.Getenv("PAIDUI_LONG") != "" {
			states *= 10
		}
		h := recordHall(t, faults{})
		looked, different, err := h.crash(t, states)
		if err != nil {
			t.Fatal(err)
		}
		measured.Tell(t, "power loss: %d states of the disk around %d writes and syncs, with %d different databases: 0 lost", looked, h.disk.Len(), different)
	}},
	{"no sync", mutated(faults{forgets: everySync})},
	{"pages are not synced", mutated(faults{forgets: func(kind powerloss.Sync) bool { return kind == powerloss.SyncPages }})},
	{"directories are not synced", mutated(faults{forgets: syncOfDirectories})},
	{"acknowledged before the commit", mutated(faults{early: true})},
	{"no sync while days are moved", mutated(faults{forgets: everySync, night: true})},
	{"directories are not synced while days are moved", mutated(faults{forgets: syncOfDirectories, night: true})},
}

func everySync(powerloss.Sync) bool              { return true }
func syncOfDirectories(kind powerloss.Sync) bool { return kind == powerloss.SyncDirectory }

// mutated gives a test that a fault is found.
func mutated(f faults) func(*testing.T) {
	return func(t *testing.T) {
		looked, _, err := recordHall(t, f).crash(t, crashStates)
		if err == nil {
			t.Fatalf("%d states were looked at and nothing was found: the simulation proves nothing", looked)
		}
		measured.Tell(t, "power loss, %s: found after %d states", filepath.Base(t.Name()), looked)
		t.Log(err)
	}
}

// crash looks at that many states, and gives how many it has looked at, how many different databases it has seen, and
// what is wrong with one of them.
func (h *crashHistory) crash(t *testing.T, states int) (looked, different int, err error) {
	t.Helper()
	var mu sync.Mutex
	var stop atomic.Bool
	seen := map[string]found{}
	var working sync.WaitGroup
	workers, moments := runtime.GOMAXPROCS(0), h.disk.Len()
	for n := range workers {
		l := &looker{h, t.TempDir(), h.disk.Walk(), rand.New(rand.NewPCG(11, uint64(n))), map[string]found{}}
		working.Go(func() {
			done := 0
			var fault error
			for ; done < states/workers && fault == nil && !stop.Load(); done++ {
				moment := done * (moments + 1) / (states / workers)
				if fault = l.look(t, moment, done%closely == 0); fault != nil {
					fault = fmt.Errorf("power fails after %d of %d writes and syncs: %w", moment, moments, fault)
					stop.Store(true)
				}
			}
			mu.Lock()
			defer mu.Unlock()
			looked, err = looked+done, errors.Join(err, fault)
			maps.Copy(seen, l.seen)
		})
	}
	working.Wait()
	return looked, len(seen), err
}
