package kiosk

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// incomplete ends A001 at window 3 for want of papers.
func incomplete(t *testing.T, hall *queue.Hall, papers ...string) queue.TicketID {
	t.Helper()
	id := do(t, hall, queue.Take{Service: "social", Class: queue.ClassNormal, Source: queue.SourceKiosk}).ID
	do(t, hall, queue.CallNext{Window: 3})
	do(t, hall, queue.Start{Window: 3})
	do(t, hall, queue.Finish{Window: 3, Result: queue.Result{Outcome: queue.OutcomeIncomplete, Missing: papers, Note: "要原件"}})
	return id
}

func signIn(t *testing.T, hall *queue.Hall) {
	t.Helper()
	if _, err := hall.Do(t.Context(), queue.Origin{}, queue.SignIn{Window: 3}); err != nil {
		t.Fatal(err)
	}
}

// printingRun is running with printers, of which there are none.
func printingRun(t *testing.T) (*Service, *queue.Hall) {
	t.Helper()
	s, hall, _ := running(t)
	s.printers = printing.New(printing.Config{Hall: hall, Text: texts})
	return s, hall
}

// TestAReturnCodeOpensOneSlip, and nothing any more once the slip was taken back.
func TestAReturnCodeOpensOneSlip(t *testing.T) {
	s, hall, _ := running(t)
	signIn(t, hall)
	one, two := incomplete(t, hall), incomplete(t, hall)
	if s.returnCode(one) == s.returnCode(two) || s.returnCode(one) == s.code(queue.AppointmentID(one)) {
		t.Fatal("two things have one code")
	}
	for _, id := range []queue.TicketID{one, two} {
		for _, shown := range []string{s.returnCode(id), strings.ToLower(s.returnCode(id)), s.Word(id), "http://hall.test/t/" + s.Word(id)} {
			if got, ok := s.returnOf(shown); !ok || got != id {
				t.Errorf("%q opens %q, want %q", shown, got, id)
			}
		}
	}
	for _, wrong := range []string{"", "00000000", s.returnCode("20261123-A003"), s.Word("20261123-A003")} {
		if id, ok := s.returnOf(wrong); ok {
			t.Errorf("%q opens %q", wrong, id)
		}
	}
	do(t, hall, queue.Reopen{Window: 3})
	if _, ok := s.returnOf(s.returnCode(two)); ok {
		t.Error("the code of a slip that was taken back opens it")
	}
	if _, ok := s.mineByCode(s.returnCode(two)); ok {
		t.Error("the kiosk finds a slip that was taken back")
	}
}

// TestMissingSlipOnPaper says everything at once, on both widths, and a phone and the hall's scanners read its code.
func TestMissingSlipOnPaper(t *testing.T) {
	s, hall := printingRun(t)
	l := *s.layout()
	l.Settings.PublicURL, l.Settings.Hotline = "http://hall.test", "12345"
	l.Services[0].Guide.Materials = []queue.Material{{Name: queue.Text{ZH: "户口簿", EN: "Household register"}}}
	if _, err := hall.Do(t.Context(), queue.Origin{}, queue.SetUp{Layout: l}); err != nil {
		t.Fatal(err)
	}
	signIn(t, hall)
	long := strings.Repeat("很长的材料名称", 10)
	id := incomplete(t, hall, "户口簿", long)
	slip, err := s.missingSlip(id)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	held := ""
	for _, part := range slip {
		switch part := part.(type) {
		case escpos.Text:
			text.WriteString(part.Text + "\n")
		case escpos.QR:
			held = part.Content
		}
	}
	code := s.returnCode(id)
	for _, want := range []string{
		"补正告知单", "A001 号 社保", "□1. 户口簿", "Household register", "□2. " + long, "说明：要原件", "12月3日 星期四", "仍到 3 号窗口",
		code[:4] + " " + code[4:], "2026-11-23 09:00", "投诉 12345",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the slip does not say %q:\n%s", want, &text)
		}
	}
	if want := "http://hall.test/t/" + s.Word(id); held != want {
		t.Errorf("its code holds %q, want %q", held, want)
	}
	for _, p := range []escpos.Profile{escpos.Paper80(), escpos.Paper58()} {
		printed, err := escpos.Encode(slip, p)
		if err != nil {
			t.Fatal(err)
		}
		if got := readRaster(t, printed); got != held {
			t.Errorf("on %d mm a scanner reads %q", p.Paper, got)
		}
	}
}

// readRaster reads the QR code that a printer draws as dots (GS v 0).
func readRaster(t *testing.T, printed []byte) string {
	t.Helper()
	_, raster, ok := bytes.Cut(printed, []byte{0x1d, 'v', '0', 0})
	if !ok {
		t.Fatal("no code is printed")
	}
	wide, high := int(raster[0])+int(raster[1])<<8, int(raster[2])+int(raster[3])<<8
	const quiet = 40
	picture := image.NewGray(image.Rect(0, 0, wide*8+2*quiet, high+2*quiet))
	for i := range picture.Pix {
		picture.Pix[i] = 255
	}
	for y := range high {
		for x := range wide * 8 {
			if raster[4+y*wide+x/8]&(0x80>>(x%8)) != 0 {
				picture.SetGray(quiet+x, quiet+y, color.Gray{})
			}
		}
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return read.GetText()
}

// TestASlipWithoutPapers sends to what the window said.
func TestASlipWithoutPapers(t *testing.T) {
	s, hall := printingRun(t)
	signIn(t, hall)
	slip, err := s.missingSlip(incomplete(t, hall))
	if err != nil {
		t.Fatal(err)
	}
	if text := slip[4].(escpos.Text).Text; text != "请按窗口说明补齐材料" {
		t.Errorf("without papers the slip says %q", text)
	}
	if _, err := s.missingSlip("none"); !errors.Is(err, queue.ErrUnknownTicket) {
		t.Errorf("the slip of no ticket: %v", err)
	}
}
