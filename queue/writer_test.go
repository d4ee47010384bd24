package queue

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

// asked is what came of a command that was given in the background.
type asked struct {
	entry Entry
	err   error
}

// inBackground gives h a command in the background.
func inBackground(h *Hall, o Origin, c Command) <-chan asked {
	answer := make(chan asked, 1)
	go func() {
		e, err := h.Do(context.Background(), o, c)
		answer <- asked{e, err}
	}()
	return answer
}

// decided waits until the writer has decided something that the journal has not been given.
func decided(t *testing.T, h *Hall) {
	t.Helper()
	for range 1000 {
		if h.ViewAhead(func(*State) {}) == 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("nothing is decided while the disk writes")
}

// number gives what was answered, which must be a number.
func number(t *testing.T, answer <-chan asked) TicketNo {
	t.Helper()
	got := <-answer
	if got.err != nil {
		t.Fatal(got.err)
	}
	return got.entry.Ticket().Number
}

var takeOne = Take{Service: "social", Class: ClassNormal, Source: SourceKiosk}

// first has a number's entry written, which the journal holds until it is given leave.
func first(h *Hall, o Origin) <-chan asked {
	writing := h.Writing()
	answer := inBackground(h, o, takeOne)
	<-writing
	return answer
}

// twoAsked opens a hall whose journal writes one number, with a second one decided behind it.
func twoAsked(t *testing.T) (h *Hall, j *held, one, two <-chan asked) {
	h, j = heldHall(t)
	one = first(h, Origin{})
	two = inBackground(h, Origin{}, takeOne)
	decided(t, h)
	return h, j, one, two
}

// isItsJournal holds what the hall's readers see to what is in its journal.
func isItsJournal(t *testing.T, h *Hall, j Journal) {
	t.Helper()
	if is, want := live(h), replayed(t, j); is != want {
		t.Errorf("the hall is\n%s\nand its journal\n%s", is, want)
	}
}

// While the disk writes the next batch is decided; it goes there as one, and is answered after it.
func TestDecidesWhileTheDiskWrites(t *testing.T) {
	h, j, one, two := twoAsked(t)
	three := inBackground(h, Origin{}, takeOne)
	time.Sleep(50 * time.Millisecond) // were three not there yet, it would have a commit of its own, which had no leave
	j.leave <- nil
	if no := number(t, one); no != "A001" {
		t.Errorf("the first number is %s", no)
	}
	select {
	case got := <-two:
		t.Fatalf("%v was answered before it was durable", got)
	case <-time.After(50 * time.Millisecond):
	}
	j.leave <- nil
	if a, b := number(t, two), number(t, three); a != "A002" || b != "A003" {
		t.Errorf("then come %s and %s", a, b)
	}
	isItsJournal(t, h, j)
}

// What was decided behind a batch that the disk refuses is refused with it, and leaves no trace.
func TestWhatFollowsARefusedBatch(t *testing.T) {
	h, j, one, two := twoAsked(t)
	j.leave <- fmt.Errorf("%w: no space left on device", ErrNotWritten)
	for _, answer := range []<-chan asked{one, two} {
		if got := <-answer; !errors.Is(got.err, ErrStorage) {
			t.Errorf("answered %v, %v", got.entry, got.err)
		}
	}
	isItsJournal(t, h, j) // which has nothing of either
	close(j.leave)
	if e := mustDo(t, h, takeOne); e.Ticket().Number != "A001" {
		t.Errorf("the next number is %s", e.Ticket().Number)
	}
	isItsJournal(t, h, j)
}

// An entry that breaks while another is being written takes nothing of that one, nor of what was decided before it.
func TestAnEntryThatBreaksWhileTheDiskWrites(t *testing.T) {
	h, j, one, two := twoAsked(t)
	three := inBackground(h, Origin{}, givePoison{})
	time.Sleep(50 * time.Millisecond)
	close(j.leave)
	if a, b := number(t, one), number(t, two); a != "A001" || b != "A002" {
		t.Errorf("numbers %s and %s", a, b)
	}
	if got := <-three; !errors.Is(got.err, ErrInternal) {
		t.Errorf("poison: %v", got.err)
	}
	if e := mustDo(t, h, takeOne); e.Ticket().Number != "A003" {
		t.Errorf("after poison comes %s", e.Ticket().Number)
	}
	isItsJournal(t, h, j)
}

// A request that is repeated while its entry is being written, or has been decided only, gets that entry.
func TestRepeatedWhileTheDiskWrites(t *testing.T) {
	h, j := heldHall(t)
	one := first(h, Origin{Request: "one"})
	two := inBackground(h, Origin{Request: "two"}, takeOne)
	decided(t, h)
	again := []<-chan asked{inBackground(h, Origin{Request: "one"}, takeOne), inBackground(h, Origin{Request: "two"}, takeOne)}
	time.Sleep(50 * time.Millisecond)
	close(j.leave)
	for i, answer := range [][2]<-chan asked{{one, again[0]}, {two, again[1]}} {
		if a, b := number(t, answer[0]), number(t, answer[1]); a != b || a != ticketNo("A", i+1) {
			t.Errorf("request %d was answered %s and then %s", i+1, a, b)
		}
	}
}

// A hall that is closed while the disk writes answers all that it has taken.
func TestClosesBehindTheDisk(t *testing.T) {
	h, j, one, two := twoAsked(t)
	closed := make(chan error)
	go func() { closed <- h.Close() }()
	select {
	case <-closed:
		t.Fatal("closed while the disk writes")
	case <-time.After(50 * time.Millisecond):
	}
	close(j.leave)
	if a, b := number(t, one), number(t, two); a != "A001" || b != "A002" {
		t.Errorf("numbers %s and %s", a, b)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
}

// A hall whose journal neither writes nor can be read ends, and says so, though it is being closed.
func TestClosesWithAJournalThatIsLost(t *testing.T) {
	h, j, one, two := twoAsked(t)
	closed := make(chan error)
	go func() { closed <- h.Close() }()
	j.unreadable.Store(true)
	j.leave <- fmt.Errorf("%w: no space left on device", ErrNotWritten)
	if err := <-closed; !errors.Is(err, errBroken) {
		t.Errorf("closed with %v", err)
	}
	for _, answer := range []<-chan asked{one, two} {
		if got := <-answer; got.err == nil {
			t.Errorf("%v was answered", got.entry)
		}
	}
}
