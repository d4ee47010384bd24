//go:build unix

package display

import (
	"os"
	"testing"
	"time"
)

// BenchmarkSpread brings a new frame to the screens of a wall, whose lines take everything and lead nowhere: what is left is
// what Paidui does for each, beside the one write that a bare loop makes.
func BenchmarkSpread(b *testing.B) {
	const screens = 100
	st := large(b, 60, 360)
	hub := NewHub(st.hall, "journal", "assets", nil)
	defer hub.Close()
	nowhere, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer nowhere.Close()
	raw, err := nowhere.SyscallConn()
	if err != nil {
		b.Fatal(err)
	}
	f := newGallery(hub, time.Second, false).face(HallOf("1F"))
	for range screens {
		f.add(&screen{hub: hub, face: f, raw: raw})
	}
	b.Run("wall", func(b *testing.B) {
		for b.Loop() {
			f.renew()
			f.spread()
		}
	})
	b.Run("loop", func(b *testing.B) {
		frame := make([]byte, 8<<10)
		for b.Loop() {
			for range screens {
				if _, err := nowhere.Write(frame); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
