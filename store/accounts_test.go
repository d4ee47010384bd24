package store

import (
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

func account(name queue.AccountName) queue.Account {
	return queue.Account{Name: name, Roles: []queue.Role{queue.RoleDesk}, Password: "$argon2id$x", CreatedAt: 5}
}

func TestAccountsAndLogIns(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	if all, err := s.Accounts(); len(all) != 0 || err != nil {
		t.Errorf("accounts of a new hall: %v, %v", all, err)
	}
	if _, ok, err := s.Account("wang"); ok || err != nil {
		t.Errorf("an unknown account: %v, %v", ok, err)
	}
	if err := s.PutAccounts(account("wang"), account("1001")); err != nil {
		t.Fatal(err)
	}
	for _, hash := range []string{"aa", "bb", "cc"} {
		if err := s.PutLogIn(hash, queue.LogIn{ID: hash, Account: "wang"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.PutLogIn("dd", queue.LogIn{ID: "dd", Account: "wang", Locked: true}, "aa", "none"); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteLogIns("bb", "none"); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	s = openStore(t, dir)
	if all, err := s.Accounts(); err != nil || len(all) != 2 || all[0].Name != "1001" || asJSON(all[1]) != asJSON(account("wang")) {
		t.Errorf("accounts %+v, %v", all, err)
	}
	logIns, err := s.LogIns()
	if l, ok, again := s.LogIn("dd"); err != nil || again != nil || !ok || !l.Locked || len(logIns) != 2 || logIns["cc"].ID != "cc" {
		t.Errorf("log-ins %+v, %+v, %v, %v", logIns, l, err, again)
	}
	closeStore(t, s)
	if _, err := Verify(dir); err != nil {
		t.Errorf("verify: %v", err)
	}
}

func TestRestoreKeepsPeopleAndEndsTheirLogIns(t *testing.T) {
	dir := played(t, 30)
	s := openStore(t, dir)
	if err := s.PutAccounts(account("wang")); err != nil {
		t.Fatal(err)
	}
	if err := s.PutLogIn("aa", queue.LogIn{Account: "wang"}); err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
	file, other := filepath.Join(t.TempDir(), "monday.db"), filepath.Join(t.TempDir(), "restored")
	if err := Backup(dir, file); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(file, other); err != nil {
		t.Fatal(err)
	}
	saved := filepath.Join(t.TempDir(), "saved")
	if _, err := Salvage(dir, "", saved); err != nil {
		t.Fatal(err)
	}
	for _, made := range []string{other, saved} {
		r := openStore(t, made)
		if a, ok, err := r.Account("wang"); !ok || err != nil || a.Password != account("wang").Password {
			t.Errorf("%s: account %+v, %v, %v", made, a, ok, err)
		}
		if l, err := r.LogIns(); len(l) != 0 || err != nil {
			t.Errorf("%s: log-ins %v, %v", made, l, err)
		}
		closeStore(t, r)
	}
}

// TestOneByteOfAnAccountShows edits what is kept of people behind the store's back.
func TestOneByteOfAnAccountShows(t *testing.T) {
	dir := played(t, 30)
	s := openStore(t, dir)
	if err := s.PutAccounts(account("wang"), account("li")); err != nil {
		t.Fatal(err)
	}
	err := s.update(func(tx *bbolt.Tx) error {
		b := tx.Bucket(accountsBucket)
		value := append([]byte(nil), b.Get([]byte("wang"))...)
		value[len(value)/2] ^= 1
		return b.Put([]byte("wang"), value)
	})
	if err != nil {
		t.Fatal(err)
	}
	if all, err := s.Accounts(); err == nil || len(all) != 1 || all[0].Name != "li" {
		t.Errorf("accounts %+v, %v; want what can be read, and an error", all, err)
	}
	if _, _, err := s.Account("wang"); err == nil {
		t.Error("a damaged account is read")
	}
	closeStore(t, s)
	if _, err := Verify(dir); err == nil {
		t.Error("verify finds nothing")
	}
}
