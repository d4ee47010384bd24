package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// syncOf fails the n-th sync of a file of that name, and those after it.
func syncOf(name string, n int) func(string) bool {
	return func(path string) bool {
		if filepath.Base(path) == name {
			n--
		}
		return filepath.Base(path) == name && n <= 0
	}
}

// TestAFailedSyncEndsTheProgram has the real program meet a disk that fails to sync its database, for the pages of a transaction and for
// the page that makes it count: nobody is told that anything was done, no screen shows it, the program ends with 3 and says why; the
// next one has all that was acknowledged and nothing by halves, and what had no answer is done once.
func TestAFailedSyncEndsTheProgram(t *testing.T) {
	t.Parallel()
	for n, of := range map[int]string{1: "pages", 2: "page that makes them count"} {
		t.Run(of, func(t *testing.T) {
			if n > 1 {
				inLongSuite(t)
			}
			data := newData(t)
			token := func(args ...string) *crashClient {
				return newCrashClient(strings.TrimSpace(must(t, append([]string{"token", "--data", data, "--role"}, args...)...)))
			}
			kiosk, clerk, admin := token("kiosk"), token("counter", "--window", "2", "--staff", "1002"), token("admin")
			disk := &sickDisk{}
			p := startCommand(t, disk.command(t, "serve", "--data", data, "--listen", "127.0.0.1:0"))
			ask := func(c *crashClient, url, path, key string) (int, string) {
				t.Helper()
				status, answer, err := c.send(t.Context(), http.MethodPost, url+"/api/v1/"+path, key, `{"service":"social"}`)
				if err != nil {
					return 0, err.Error()
				}
				return status, string(answer)
			}
			if status, answer := ask(clerk, p.url, "windows/2/sign-in", "in"); status != http.StatusOK {
				t.Fatal(status, answer)
			}
			if status, answer := ask(kiosk, p.url, "tickets", "first"); status != http.StatusCreated {
				t.Fatal(status, answer)
			}
			screen, _, err := dial(t, p.url, "/ws/hall/1F")
			if err != nil {
				t.Fatal(err)
			}
			durable, _, _ := frame(t, screen)

			disk.fail(syncOf("paidui.db", n))
			if status, answer := ask(clerk, p.url, "windows/2/next", "call"); status != 0 && status != http.StatusServiceUnavailable {
				t.Errorf("the call was answered: %d %s", status, answer)
			}
			if status, answer := ask(kiosk, p.url, "tickets", "second"); status != 0 && status != http.StatusServiceUnavailable {
				t.Errorf("the number was given: %d %s", status, answer)
			}
			showsNothingAfter(t, screen, durable)
			endsUnknown(t, p)
			if len(disk.failed()) == 0 {
				t.Fatal("no sync has failed")
			}

			must(t, "verify", "--data", data)
			p = start(t, "serve", "--data", data, "--listen", "127.0.0.1:0")
			if n == 1 && strings.Contains(journalOf(t, admin, p.url), `"kind":"called"`) {
				t.Error("the call is in the journal, though its pages were not")
			}
			for range 2 {
				if status, answer := ask(clerk, p.url, "windows/2/next", "call"); status != http.StatusOK || !strings.Contains(answer, `"A001"`) {
					t.Errorf("the call that had no answer: %d %s", status, answer)
				}
				if status, answer := ask(kiosk, p.url, "tickets", "second"); status != http.StatusCreated || !strings.Contains(answer, `"A002"`) {
					t.Errorf("the number that had no answer: %d %s", status, answer)
				}
			}
			journal := journalOf(t, admin, p.url)
			if called, issued := strings.Count(journal, `"kind":"called"`), strings.Count(journal, `"kind":"issued"`); called != 1 || issued != 2 {
				t.Errorf("%d calls, %d numbers", called, issued)
			}
			if code := p.stop(t); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// showsNothingAfter reads what a screen is sent until its line ends.
func showsNothingAfter(t *testing.T, screen *websocket.Conn, durable uint64) {
	t.Helper()
	for {
		_, text, err := screen.ReadMessage()
		if err != nil {
			return
		}
		var f struct {
			Seq   uint64
			Speak []any
		}
		if err := json.Unmarshal(text, &f); err != nil || f.Seq > durable || len(f.Speak) > 0 {
			t.Errorf("the screen was sent %s, %v", text, err)
		}
	}
}

// endsUnknown waits for the end of a program that no longer knows what its journal holds.
func endsUnknown(t *testing.T, p *process) {
	t.Helper()
	select {
	case <-p.rest:
	case <-time.After(30 * time.Second):
		t.Fatalf("it did not end, logs:\n%s", p.logs)
	}
	_ = p.cmd.Wait()
	if code := p.cmd.ProcessState.ExitCode(); code != exitUnknown {
		t.Errorf("exit code %d", code)
	}
	lines := strings.Split(strings.TrimSpace(p.logs.String()), "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "paidui: the hall has ended by itself: ") || !strings.HasSuffix(last, syscall.EIO.Error()) {
		t.Errorf("its last words were %q", last)
	}
}

func journalOf(t *testing.T, admin *crashClient, url string) string {
	t.Helper()
	status, answer, err := admin.send(t.Context(), http.MethodGet, url+"/api/v1/journal?limit=1000", "", "")
	if err != nil || status != http.StatusOK {
		t.Fatal(status, err)
	}
	return string(answer)
}

// TestOtherFailedSyncs: what is not the journal fails alone, is told to whoever asked for it, leaves nothing that looks done, and works
// again when the disk does.
func TestOtherFailedSyncs(t *testing.T) {
	t.Parallel()
	inLongSuite(t)
	data, folder := newData(t), t.TempDir()
	token := func(role string) *crashClient {
		return newCrashClient(strings.TrimSpace(must(t, "token", "--data", data, "--role", role)))
	}
	kiosk, admin := token("kiosk"), token("admin")
	disk := &sickDisk{}
	disk.fail(func(path string) bool { return strings.HasPrefix(path, filepath.Join(data, "pages")) })
	p := startCommand(t, disk.command(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--backups", folder))
	if kept, err := os.ReadDir(filepath.Join(data, "pages")); err != nil || len(kept) > 0 {
		t.Errorf("pages: %v, %v", kept, err)
	}
	keys := 0
	ask := func(c *crashClient, method, path, body string, want int) string {
		t.Helper()
		keys++
		status, answer, err := c.send(t.Context(), method, p.url+"/api/v1/"+path, fmt.Sprint("key-", keys), body)
		if err != nil || status != want {
			t.Errorf("%s: %d %s, %v", path, status, answer, err)
		}
		return string(answer)
	}
	withID := `{"service":"social","id_number":"` + youngID + `"}`
	isKey := func(path string) bool { return strings.Contains(filepath.Base(path), "day-") }
	isKeys := func(path string) bool { return path == filepath.Join(data, "keys") }
	for what, fails := range map[string]func(string) bool{"the day's key": isKey, "the name of it": isKeys} {
		disk.fail(fails)
		if answer := ask(kiosk, http.MethodPost, "tickets", withID, http.StatusServiceUnavailable); !strings.Contains(answer, "storage_unavailable") {
			t.Errorf("%s: %s", what, answer)
		}
		if left, err := filepath.Glob(filepath.Join(data, "keys", "day-*")); err != nil || len(left) > 0 {
			t.Errorf("%s: left are %v, %v", what, left, err)
		}
	}
	backedUp := func() (v backupsView) {
		t.Helper()
		ask(admin, http.MethodPost, "backups", "{}", http.StatusAccepted)
		for range 100 {
			if err := admin.get(p.url+"/api/v1/backups", &v); err != nil {
				t.Fatal(err)
			}
			if !v.Running {
				return v
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatal("the backup does not end")
		return v
	}
	for what, in := range map[string]string{"the backup": folder, "the trial of it": filepath.Join(data, "trial-")} {
		disk.fail(func(path string) bool { return strings.HasPrefix(path, in) })
		v := backedUp()
		if left, err := os.ReadDir(folder); v.Trouble != troubleFailed || len(v.Backups) > 0 || err != nil || len(left) > 0 {
			t.Errorf("%s: %+v, left are %v, %v", what, v, left, err)
		}
	}
	disk.fail(nil)
	ask(kiosk, http.MethodPost, "tickets", withID, http.StatusCreated)
	if v := backedUp(); v.Trouble != "" || len(v.Backups) != 1 {
		t.Errorf("on a disk that is well: %+v", v)
	}
	// What is no entry ends the program as well.
	disk.fail(syncOf("paidui.db", 1))
	ask(admin, http.MethodPost, "devices/codes", `{"grant":{"role":"kiosk"}}`, http.StatusServiceUnavailable)
	endsUnknown(t, p)
	must(t, "verify", "--data", data)
}

// TestFailedSyncOfACommand: a command on a disk that fails to sync says so and leaves nothing that looks whole.
func TestFailedSyncOfACommand(t *testing.T) {
	t.Parallel()
	data := newData(t)
	dir := t.TempDir()
	backup := filepath.Join(dir, "backup.db")
	must(t, "backup", "--data", data, backup)
	for _, c := range []struct {
		args []string
		left string // what must not be there
	}{
		{[]string{"init", "--data", filepath.Join(dir, "new")}, filepath.Join(dir, "new", "paidui.db")},
		{[]string{"backup", "--data", data, filepath.Join(dir, "second.db")}, filepath.Join(dir, "second.db")},
		{[]string{"restore", backup, "--data", filepath.Join(dir, "restored")}, filepath.Join(dir, "restored", "paidui.db")},
		{[]string{"token", "--data", data, "--role", "kiosk"}, ""},
	} {
		for what, fails := range map[string]func(string) bool{
			"file":      func(path string) bool { return c.left == "" || strings.HasPrefix(path, c.left) },
			"directory": func(path string) bool { return c.left == "" || path == filepath.Dir(c.left) },
		} {
			disk := &sickDisk{}
			disk.fail(fails)
			var out, logs strings.Builder
			cmd := disk.command(t, c.args...)
			cmd.Stdout, cmd.Stderr = &out, &logs
			err := cmd.Run()
			if code := cmd.ProcessState.ExitCode(); code != exitFailed || out.String() != "" || !strings.Contains(logs.String(), syscall.EIO.Error()) {
				t.Errorf("paidui %v, %s: %v, said %q %q", c.args, what, err, &out, &logs)
			}
			if _, err := os.Stat(c.left); c.left != "" && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("paidui %v, %s: left %s, %v", c.args, what, c.left, err)
			}
		}
	}
	must(t, "verify", "--data", data)
}
