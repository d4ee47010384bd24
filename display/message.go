package display

import (
	"encoding/binary"

	"github.com/gorilla/websocket"
)

// finalBit is set in the frame of RFC 6455, 5.2, that is a message by itself.
const finalBit = 0x80

// appendMessage appends a message as a server sends it, in one frame of RFC 6455, 5.2, without a mask. The library would not
// return before the line has taken all of it.
func appendMessage(to []byte, opcode byte, payload []byte) []byte {
	const short, in16, in64 = 125, 126, 127
	to = append(to, finalBit|opcode)
	switch n := len(payload); {
	case n <= short:
		to = append(to, byte(n))
	case n < 1<<16:
		to = binary.BigEndian.AppendUint16(append(to, in16), uint16(n))
	default:
		to = binary.BigEndian.AppendUint64(append(to, in64), uint64(n))
	}
	return append(to, payload...)
}

// encodeFrame gives a frame of ours with a ping before it: bytes from pingSize on are the frame alone.
func encodeFrame(f *Frame) []byte {
	text, err := f.text()
	if err != nil {
		panic("display: a frame has no JSON: " + err.Error()) // of plain structs and JSON
	}
	const most = 10 // bytes of a head
	return appendMessage(appendMessage(make([]byte, 0, pingSize+most+len(text)), websocket.PingMessage, nil), websocket.TextMessage, text)
}

// pingSize is the length of a ping without a payload.
const pingSize = 2
