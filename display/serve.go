package display

import (
	"errors"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// The codes with which a socket is closed beside those of RFC 6455. Browsers do not show pages the status of a refused
// handshake, so that a refusal that a page must understand comes as a close.
const (
	CloseNotEnrolled = 4401
	CloseForbidden   = 4403
	CloseUnknown     = 4404
)

// Bounds of what one line costs. Screens send next to nothing, and a frame waits in no buffer of ours: the system's send
// buffer is what a stalled screen fills.
const (
	readBuffer  = 512
	readLimit   = 1 << 10
	writeBuffer = 1 << 10
	sendBuffer  = 12 << 10
)

func newUpgrader() websocket.Upgrader {
	return websocket.Upgrader{
		ReadBufferSize: readBuffer, WriteBufferSize: writeBuffer, WriteBufferPool: new(sync.Pool),
		CheckOrigin: SameOrigin,
	}
}

// rejecting is the upgrader of sockets that are opened to be closed.
var rejecting = newUpgrader()

// screen is one connected screen.
type screen struct {
	hub  *Hub
	conn *websocket.Conn
	face *face
	mark Mark
	over chan struct{} // closed when nothing more can be read

	// voice is that of a wall's zone, nil for others; may: the screen may speak. woken holds a value when there is word
	// of the voice.
	voice *zoneVoice
	may   bool
	woken chan struct{}
	from  string

	share, beats int // of the hub's pulse: which it belongs to, and how many it has felt
}

// wake lets the screen ask for word of its zone's voice.
func (s *screen) wake() {
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// Serve takes the connection over and returns; frames of p are brought until the screen hangs up or the hub closes. What
// the HTTP server keeps of a request, 14 KiB and more, so goes before the screen does. The mark comes from the query,
// after and epoch. The caller has looked whether the asker may see p; a foreign origin is refused here, with 403. A p that
// the hall has not, or has no longer, ends with CloseUnknown.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, p Profile) { h.serve(w, r, p, false) }

// ServeSpeaker is Serve for a screen of a wall that may have the voice of its zone. Its page sends Reports and is told
// when to speak, one page of a zone at a time.
func (h *Hub) ServeSpeaker(w http.ResponseWriter, r *http.Request, p Profile) { h.serve(w, r, p, true) }

func (h *Hub) serve(w http.ResponseWriter, r *http.Request, p Profile, may bool) {
	conn, err := h.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // answered by the upgrader
	}
	limit(conn)
	s := &screen{
		hub: h, conn: conn, mark: markOf(r), over: make(chan struct{}), may: may, woken: make(chan struct{}, 1), from: hostOf(r),
	}
	if p.kind == KindHall {
		s.voice = h.voices.join(s, p.zone)
	}
	go s.read()
	go s.stay(p)
}

// stay brings the frames of p until there are to be no more, and hangs up.
func (s *screen) stay(p Profile) {
	h := s.hub
	if s.voice != nil {
		defer h.voices.leave(s)
	}
	if !h.enter(s) {
		hangUp(s, websocket.CloseGoingAway, "")
		return
	}
	defer h.leave(s)
	g := h.gallery(p)
	s.face = g.face(p, true)
	defer g.release(s.face)
	code, reason := s.write()
	hangUp(s, code, reason)
}

// Reject opens the websocket that r asks for only to close it with code, such as CloseNotEnrolled, and reason, of at most
// 123 bytes. A foreign origin is refused with 403 instead.
func Reject(w http.ResponseWriter, r *http.Request, code int, reason string) {
	conn, err := rejecting.Upgrade(w, r, nil)
	if err != nil {
		return // answered by the upgrader
	}
	s := &screen{hub: &Hub{every: defaults}, conn: conn, over: make(chan struct{})}
	go s.read()
	hangUp(s, code, reason)
}

// hostOf gives the address that a request comes from.
func hostOf(r *http.Request) string {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	return host
}

// markOf reads where the screen has got to. What cannot be read is no mark.
func markOf(r *http.Request) Mark {
	q := r.URL.Query()
	seq, err := strconv.ParseUint(q.Get("after"), 10, 64)
	if err != nil {
		return Mark{}
	}
	return Mark{Epoch: q.Get("epoch"), Seq: seq}
}

// limit keeps the system from buffering boards for a screen that does not take them.
func limit(conn *websocket.Conn) {
	line := conn.NetConn()
	for {
		switch l := line.(type) {
		case interface{ NetConn() net.Conn }: // TLS, or who watches over the line
			line = l.NetConn()
			continue
		case *net.TCPConn:
			_ = l.SetWriteBuffer(sendBuffer)
		}
		return
	}
}

// read takes what the screen sends, pongs and what its page says of its voice, until it hangs up or is dead.
func (s *screen) read() {
	defer close(s.over)
	alive := func(string) error { return s.conn.SetReadDeadline(time.Now().Add(s.hub.every.dead)) }
	_ = alive("")
	s.conn.SetReadLimit(readLimit)
	s.conn.SetPongHandler(alive)
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

// write sends frames as they come, and gives how to close when no more are to be sent.
func (s *screen) write() (code int, reason string) {
	pulse := s.hub.pulse.of(s.share)
	for beat, ping := false, false; ; {
		sheet, changed := s.face.next(s.mark)
		if sheet.frame.gone {
			return CloseUnknown, "no such place"
		}
		s.mark = sheet.frame.Mark()
		var err error
		switch {
		case ping:
			err = s.sendWithPing(sheet)
		case beat || sheet.frame.Board != nil:
			err = s.send(sheet)
		}
		if err != nil {
			return websocket.CloseGoingAway, ""
		}
		beat, ping = false, false
		select {
		case <-changed:
		case <-s.woken:
			if err := s.tell(); err != nil {
				return websocket.CloseGoingAway, ""
			}
		case <-pulse:
			pulse = s.hub.pulse.of(s.share)
			s.beats++
			beat, ping = true, s.beats%pingBeats == 0
		case <-s.over:
			return websocket.CloseGoingAway, ""
		case <-s.hub.stop:
			return websocket.CloseGoingAway, "the hall goes away"
		}
	}
}

// tell sends word of the zone's voice, in a heartbeat of the screen's own.
func (s *screen) tell() error {
	word, news := s.hub.voices.word(s)
	if !news {
		return nil
	}
	return s.send(&sheet{frame: Frame{Seq: s.mark.Seq, Epoch: s.mark.Epoch, Voice: &word}})
}

// send writes a frame or a heartbeat.
func (s *screen) send(sheet *sheet) error {
	if err := s.conn.SetWriteDeadline(time.Now().Add(s.hub.every.write)); err != nil {
		return err
	}
	message, err := sheet.message()
	if err != nil {
		return err
	}
	return s.conn.WritePreparedMessage(message)
}

// sendWithPing writes a ping before what send writes. A heartbeat goes in the same Write: that is all that a quiet hall has to
// do, and each is a packet and wakes somebody. The line takes a Write whole, so that nothing that the library writes comes between.
func (s *screen) sendWithPing(sheet *sheet) error {
	deadline := time.Now().Add(s.hub.every.write)
	both := sheet.withPing()
	if both == nil {
		return errors.Join(s.conn.WriteControl(websocket.PingMessage, nil, deadline), s.send(sheet))
	}
	line := s.conn.NetConn()
	if err := line.SetWriteDeadline(deadline); err != nil {
		return err
	}
	_, err := line.Write(both)
	return err
}

// hangUp closes the line, giving the screen a moment to hear why.
func hangUp(s *screen, code int, reason string) {
	deadline := time.Now().Add(s.hub.every.bye)
	if s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), deadline) == nil {
		select {
		case <-s.over:
		case <-time.After(s.hub.every.bye):
		}
	}
	_ = s.conn.Close()
	<-s.over
}
