package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

func message(id string, at queue.Instant) queue.Message {
	return queue.Message{
		ID: id, Type: queue.MessageCalled, At: at, Ticket: "20261123-A001", Sealed: "day.x", Data: json.RawMessage(`{"n":1}`), NextTry: at,
	}
}

func ids(t *testing.T, list func() ([]queue.Message, error)) (ids []string) {
	t.Helper()
	all, err := list()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		ids = append(ids, m.ID)
	}
	return ids
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func good(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestOutbox follows messages through all there is, over a closing of the database at each step.
func TestOutbox(t *testing.T) {
	dir := t.TempDir()
	var s *Store
	reopen := func() {
		if s != nil {
			closeStore(t, s)
		}
		s = openStore(t, dir)
	}
	reopen()
	if _, ok, err := s.MessageMark(); ok || err != nil {
		t.Errorf("a new database has a mark: %v %v", ok, err)
	}
	commits := s.Commits()
	good(t, s.DropMessageMark())
	if s.Commits() != commits {
		t.Error("dropping no mark was written")
	}
	mark := queue.MessageMark{Seq: 7, Date: monday}
	good(t, s.PutMessages(mark, message("b", 2), message("a", 3), message("c", 1)))
	if s.Commits() != commits+1 {
		t.Errorf("%d commits for one PutMessages", s.Commits()-commits)
	}
	reopen()
	if got, ok, err := s.MessageMark(); !ok || err != nil || got != mark {
		t.Errorf("mark %v %v %v", got, ok, err)
	}
	equal(t, "pending", ids(t, s.PendingMessages), []string{"c", "b", "a"})

	tried, dead := message("b", 2), message("a", 3)
	tried.Tries, tried.LastError = 1, "the gateway answered 500"
	dead.DeadAt, dead.Tries = 9, 34
	dropped, err := s.SettleMessages([]string{"c", "unknown"}, []queue.Message{tried}, []queue.Message{dead})
	good(t, err)
	equal(t, "dropped", dropped, nil)
	reopen()
	pending, err := s.PendingMessages()
	if err != nil || len(pending) != 1 || !reflect.DeepEqual(pending[0], tried) {
		t.Errorf("pending %+v %v, want %+v", pending, err, tried)
	}
	equal(t, "dead", ids(t, s.DeadMessages), []string{"a"})
	if p, d, err := s.MessageCounts(); p != 1 || d != 1 || err != nil {
		t.Errorf("counts %d %d %v", p, d, err)
	}
	again, found, err := s.RetryMessage("a", 20)
	if err != nil || !found || again == nil || again.Tries != 0 || again.NextTry != 20 || again.DeadAt != 0 {
		t.Errorf("retry: %+v %v %v", again, found, err)
	}
	if again, found, err := s.RetryMessage("a", 30); again != nil || !found || err != nil {
		t.Errorf("retry of what is pending: %+v %v %v", again, found, err)
	}
	if again, found, err := s.RetryMessage("none", 30); again != nil || found || err != nil {
		t.Errorf("retry of nothing: %+v %v %v", again, found, err)
	}
	equal(t, "dead", ids(t, s.DeadMessages), nil)
	good(t, s.DropMessageMark())
	if _, ok, err := s.MessageMark(); ok || err != nil {
		t.Errorf("the mark was dropped and is there: %v", err)
	}
	closeStore(t, s)
	if _, err := Verify(dir); err != nil {
		t.Error(err)
	}
}

func TestDeadMessagesAreBounded(t *testing.T) {
	s := openStore(t, t.TempDir())
	var dead []queue.Message
	for i := range mostDead {
		m := message(fmt.Sprintf("m%04d", mostDead-i), 1)
		m.DeadAt = queue.Instant(100 + i)
		dead = append(dead, m)
	}
	if dropped, err := s.SettleMessages(nil, nil, dead); dropped != nil || err != nil {
		t.Fatalf("dropped %v %v", dropped, err)
	}
	more := []queue.Message{message("x", 1), message("y", 1)}
	more[0].DeadAt, more[1].DeadAt = 5000, 5001
	dropped, err := s.SettleMessages(nil, nil, more)
	good(t, err)
	equal(t, "dropped", dropped, []string{"m1000", "m0999"}) // given up first, whatever their names
	if _, n, _ := s.MessageCounts(); n != mostDead {
		t.Errorf("%d dead", n)
	}
}

func TestVerifyReadsTheOutbox(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	good(t, s.PutMessages(queue.MessageMark{Seq: 1}, message("a", 1)))
	file := filepath.Join(t.TempDir(), "backup.db")
	f, err := os.Create(file)
	good(t, err)
	_, err = s.Backup(f)
	good(t, errors.Join(err, f.Close()))
	if _, err := VerifyFile(file); err != nil {
		t.Error(err)
	}
	good(t, s.update(func(tx *bbolt.Tx) error {
		key := messageKey(pendingHead, "a")
		value := bytes.Clone(tx.Bucket(outboxBucket).Get(key))
		value[len(value)-2] ^= 1
		return tx.Bucket(outboxBucket).Put(key, value)
	}))
	var damaged *ErrDamaged
	if _, err := s.PendingMessages(); !errors.As(err, &damaged) {
		t.Errorf("a changed message is read: %v", err)
	}
	closeStore(t, s)
	if _, err := Verify(dir); !errors.As(err, &damaged) {
		t.Errorf("a changed message is not found: %v", err)
	}
}
