package escpostest

import (
	"bytes"
	"io"
	"net"
	"sync"
	"testing"
)

// Behaviour is how a printer is and what it does wrong. The zero Behaviour prints and answers.
type Behaviour struct {
	Offline, PaperLow, PaperOut, CoverOpen, Fault bool

	Silent        bool // prints and answers nothing
	Hang          bool // takes the connection and reads nothing
	NoConfirm     bool // answers DLE EOT but not GS r
	NoPaperAnswer bool // answers DLE EOT 1 to 3 but not 4
	DropAfter     int  // hangs up after so many bytes of a job; 0 does not
	OutAfter      int  // the paper ends after so many bytes of a job; 0 does not
}

// Printer is a printer that serves one connection after the other.
type Printer struct {
	Addr string // host:port on loopback

	mu   sync.Mutex
	is   Behaviour
	jobs [][]byte
	open []net.Conn
}

// Start runs a printer until the test ends.
func Start(t testing.TB, is Behaviour) *Printer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Printer{Addr: l.Addr().String(), is: is}
	var serving sync.WaitGroup
	serving.Go(func() { p.accept(l) })
	t.Cleanup(func() {
		l.Close()
		p.mu.Lock()
		for _, c := range p.open {
			c.Close()
		}
		p.mu.Unlock()
		serving.Wait()
	})
	return p
}

// Become changes how the printer is, also for a connection that is open.
func (p *Printer) Become(is Behaviour) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.is = is
}

// Jobs gives what was printed or begun, without the questions in between.
func (p *Printer) Jobs() [][]byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out [][]byte
	for _, job := range p.jobs {
		out = append(out, bytes.Clone(job))
	}
	return out
}

func (p *Printer) accept(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		p.open = append(p.open, conn)
		hang := p.is.Hang
		p.mu.Unlock()
		if !hang {
			p.Serve(conn)
			conn.Close()
		}
	}
}

// Serve speaks with one connection, a network's or a serial line's, until it ends or the printer hangs up.
func (p *Printer) Serve(conn io.ReadWriter) {
	var job []byte
	at := -1 // where job lies in p.jobs
	var b [1]byte
	for {
		if n, err := conn.Read(b[:]); err != nil || n == 0 {
			return
		}
		job = append(job, b[0])
		var answer []byte
		job, answer = p.answer(job)
		if len(job) > 0 && !pending(job) {
			if at = p.keep(at, job); p.drops(len(job)) {
				return
			}
		}
		if answer == nil {
			continue
		}
		if _, err := conn.Write(answer); err != nil {
			return
		}
	}
}

// pending tells whether job is only the beginning of a question.
func pending(job []byte) bool {
	return len(job) < 3 && (bytes.HasPrefix([]byte{0x10, 0x04}, job) || bytes.HasPrefix([]byte{0x1D, 'r'}, job))
}

func (p *Printer) keep(at int, job []byte) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at < 0 {
		at = len(p.jobs)
		p.jobs = append(p.jobs, nil)
	}
	p.jobs[at] = job
	if p.is.OutAfter > 0 && len(job) >= p.is.OutAfter {
		p.is.PaperOut, p.is.Offline = true, true
	}
	return at
}

func (p *Printer) drops(received int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.is.DropAfter > 0 && received >= p.is.DropAfter
}

// answer takes a question off the end of job and gives what the printer says to it.
func (p *Printer) answer(job []byte) (rest, answer []byte) {
	if len(job) < 3 {
		return job, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	rest, end := job[:len(job)-3], job[len(job)-3:]
	switch {
	case end[0] == 0x10 && end[1] == 0x04 && end[2] >= 1 && end[2] <= 4:
		if p.is.Silent || p.is.NoPaperAnswer && end[2] == 4 {
			return rest, nil
		}
		return rest, []byte{p.is.status(end[2])}
	case end[0] == 0x1D && end[1] == 'r' && end[2] == 1:
		if p.is.Silent || p.is.NoConfirm || p.is.Offline || p.is.PaperOut || p.is.CoverOpen {
			return rest, nil
		}
		if p.is.PaperLow {
			return rest, []byte{0x03}
		}
		return rest, []byte{0x00}
	}
	return job, nil
}

// status is the byte that answers DLE EOT n.
func (b Behaviour) status(n byte) byte {
	out := byte(0x12)
	set := func(on bool, bits byte) {
		if on {
			out |= bits
		}
	}
	switch n {
	case 1:
		set(b.Offline || b.PaperOut || b.CoverOpen || b.Fault, 0x08)
	case 2:
		set(b.CoverOpen, 0x04)
		set(b.PaperOut, 0x20)
		set(b.Fault, 0x40)
	case 3:
		set(b.Fault, 0x08)
	case 4:
		set(b.PaperLow || b.PaperOut, 0x0C)
		set(b.PaperOut, 0x60)
	}
	return out
}
