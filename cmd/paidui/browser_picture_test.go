package main

import (
	"os"
	"testing"
	"time"
)

// TestHallPicture makes the picture of the README, from the demo hall as it is at that moment:
//
//	PAIDUI_SHOTS=$PWD/docs/img go test -run TestHallPicture ./cmd/paidui
//
// It waits for a call and a full list, and leaves hall.png in the folder.
func TestHallPicture(t *testing.T) {
	if os.Getenv("PAIDUI_SHOTS") == "" {
		t.Skip("no picture was asked for: PAIDUI_SHOTS names no folder")
	}
	chromium(t)
	p := start(t, "demo", "--listen", "127.0.0.1:0")
	hall := open(t, "hall", p.url+"/hall/1F", hallScreen)
	hall.see(".hall")
	const fresh = `document.querySelector(".big-fresh") && document.querySelectorAll(".earlier-row").length >= 4`
	hall.within(2*time.Minute, "a call over a full list", fresh)
	time.Sleep(300 * time.Millisecond)
	hall.fine("hall", true, false, "[data-call]")
	if code := p.stop(t); code != 0 {
		t.Errorf("exit code %d\n%s", code, p.logs)
	}
}
