package display

import (
	"net"
	"net/http"
	"strconv"
	"sync"

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
	s := newScreen(h, conn)
	s.mark, s.may, s.from = markOf(r), may, hostOf(r)
	s.wake = func() { go s.bring(wantWord) }
	go s.stay(p)
}

// stay brings the frames of p and reads until the screen hangs up or is hung up on.
func (s *screen) stay(p Profile) {
	h, g := s.hub, s.hub.gallery(p)
	g.join(s, p)
	defer g.leave(s)
	if h.enter(s) {
		defer h.leave(s)
		if p.kind == KindHall {
			h.voices.join(s, p.zone)
			defer h.voices.leave(s)
		}
		s.bring(0)
	} else {
		s.hangUp(websocket.CloseGoingAway, "the hall goes away")
	}
	s.read()
}

// Reject opens the websocket that r asks for only to close it with code, such as CloseNotEnrolled, and reason, of at most
// 123 bytes. A foreign origin is refused with 403 instead.
func Reject(w http.ResponseWriter, r *http.Request, code int, reason string) {
	conn, err := rejecting.Upgrade(w, r, nil)
	if err != nil {
		return // answered by the upgrader
	}
	s := newScreen(&Hub{every: defaults}, conn)
	s.hangUp(code, reason)
	s.read()
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
