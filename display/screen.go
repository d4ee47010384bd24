package display

import (
	"crypto/tls"
	"net"
	"sync"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

// screen is one connected screen. A goroutine of its own reads from it. Whoever has something for it writes, and waits for
// nobody: a screen that takes its frames at once, as nearly all do, costs no more than the writing, and thousands are told of a
// call as fast as one after the other.
type screen struct {
	hub  *Hub
	conn *websocket.Conn // for reading alone
	line net.Conn
	raw  syscall.RawConn // of line; nil when it must be waited for
	face *face
	from string

	// voice is that of a wall's zone, nil for others; may: the screen may speak. wake is called when there is word of it.
	voice *zoneVoice
	may   bool
	wake  func()

	share int // of the hub's pulse
	beats int // it has felt

	mu      sync.Mutex
	mark    Mark
	wanted  want
	echo    []byte // the pong that is wanted
	bye     []byte // the close frame, once the screen is to be hung up on
	done    bool   // nothing more is sent
	writing bool   // somebody waits until the line takes the rest of a frame
}

func newScreen(h *Hub, conn *websocket.Conn) *screen {
	line := conn.NetConn()
	return &screen{hub: h, conn: conn, line: line, raw: rawOf(line)}
}

// want is what a screen is to be sent though its face has nothing new.
type want uint8

const (
	wantBeat want = 1 << iota
	wantPing      // with the next frame
	wantPong
	wantWord // of its zone's voice
)

// bring sends the screen what it has not, and what is wanted. What the line does not take at once is left to somebody who waits
// for that, and then sends what is new.
func (s *screen) bring(wanted want) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wanted |= wanted
	s.send()
}

// send is bring with the screen locked.
func (s *screen) send() {
	for !s.writing && !s.done {
		text, more := s.next()
		if text == nil {
			return
		}
		n := 0
		if s.raw != nil {
			var err error
			if n, err = try(s.raw, text); err != nil {
				s.cut()
				return
			}
		}
		if n < len(text) {
			s.writing = true
			go s.finish(text[n:])
		}
		if !more {
			return
		}
	}
}

// finish waits until the line takes rest.
func (s *screen) finish(rest []byte) {
	err := s.line.SetWriteDeadline(time.Now().Add(s.hub.every.write))
	if err == nil {
		_, err = s.line.Write(rest)
	}
	if err == nil {
		err = s.line.SetWriteDeadline(time.Time{})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writing = false
	if err != nil {
		s.cut()
	}
	s.send()
}

// cut ends a line that takes nothing any more. Over TLS taking leave of it may take seconds, for which nobody waits.
func (s *screen) cut() {
	s.done = true
	go func() { _ = s.line.Close() }()
}

// next gives what is to be sent now, nil for nothing, and whether there may be more. What comes up after a face's frame is brought
// by whoever made it.
func (s *screen) next() (text []byte, more bool) {
	if s.bye != nil {
		s.done = true
		return s.bye, false
	}
	if s.take(wantPong) {
		return appendMessage(nil, websocket.PongMessage, s.echo), true
	}
	sheet, _ := s.face.next(s.mark)
	if sheet.frame.gone {
		s.part(CloseUnknown, "no such place")
		s.done = true
		return s.bye, false
	}
	s.mark = sheet.frame.Mark()
	if beat := s.take(wantBeat); beat || sheet.frame.Board != nil {
		text = sheet.wire()
		if !s.take(wantPing) {
			text = text[pingSize:]
		}
		return text, s.wanted != 0
	}
	if s.take(wantWord) {
		if word, news := s.hub.voices.word(s); news {
			return encodeFrame(&Frame{Seq: s.mark.Seq, Epoch: s.mark.Epoch, Voice: &word})[pingSize:], true
		}
	}
	return nil, false
}

// take tells whether something is wanted, which then is no longer.
func (s *screen) take(w want) bool {
	wanted := s.wanted&w != 0
	s.wanted &^= w
	return wanted
}

// beat has the screen feel the pulse.
func (s *screen) beat() {
	s.beats++
	if s.beats%pingBeats == 0 {
		s.bring(wantBeat | wantPing)
	} else {
		s.bring(wantBeat)
	}
}

// hangUp tells the screen why, and gives it a moment to hear that.
func (s *screen) hangUp(code int, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.part(code, reason)
	s.send()
}

// part is hangUp with the screen locked, but for sending.
func (s *screen) part(code int, reason string) {
	if s.bye == nil {
		s.bye = appendMessage(nil, websocket.CloseMessage, websocket.FormatCloseMessage(code, reason))
		_ = s.line.SetReadDeadline(time.Now().Add(s.hub.every.bye))
	}
}

// alive notes that the screen has given a sign of life.
func (s *screen) alive() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bye == nil {
		_ = s.line.SetReadDeadline(time.Now().Add(s.hub.every.dead))
	}
}

// read takes what the screen sends, pongs and what its page says of its voice, until it hangs up or is dead.
func (s *screen) read() {
	s.alive()
	s.conn.SetReadLimit(readLimit)
	s.conn.SetPongHandler(func(string) error { s.alive(); return nil })
	s.conn.SetPingHandler(func(data string) error { s.pong(data); return nil })
	s.conn.SetCloseHandler(func(code int, _ string) error { s.hangUp(code, ""); return nil })
	for {
		_, text, err := s.conn.ReadMessage()
		if err != nil {
			// A write to somebody who is gone must not wait for its deadline.
			_ = s.conn.Close()
			return
		}
		if s.may && s.voice != nil {
			s.hub.voices.report(s, text)
		}
	}
}

// pong answers a ping.
func (s *screen) pong(data string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.echo, s.wanted = []byte(data), s.wanted|wantPong
	s.send()
}

// rawOf gives the system's line below line, to which can be written without waiting; nil where there is none or where who lies
// between makes something else of what is written.
func rawOf(line net.Conn) syscall.RawConn {
	for {
		if _, encrypts := line.(*tls.Conn); encrypts {
			return nil
		}
		switch l := line.(type) {
		case interface{ NetConn() net.Conn }: // who watches over the line
			line = l.NetConn()
			continue
		case syscall.Conn:
			if raw, err := l.SyscallConn(); err == nil {
				return raw
			}
		}
		return nil
	}
}
