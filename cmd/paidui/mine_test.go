package main

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png" // the code's picture
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/paidui/paidui/queue"
)

// guided gives social a guide and everyday words.
func guided(l *queue.Layout) {
	l.Services[0].Keywords, l.Services[0].Frequent = []string{"退休"}, true
	l.Services[0].Guide = queue.Guide{
		Materials: []queue.Material{{Name: queue.Text{ZH: "身份证"}, Original: 1, Note: queue.Text{ZH: "有效期内"}}},
		Fee:       queue.Text{ZH: "不收费", EN: "Free"}, Online: "https://online.test/",
	}
}

func TestGuide(t *testing.T) {
	g := newRig(t, guided)
	guide := g.ask("", http.MethodGet, "/api/v1/services/social/guide", "").want(http.StatusOK).object()
	if fmt.Sprint(guide["materials"]) != "[map[name:map[zh:身份证] note:map[zh:有效期内] original:1]]" || guide["url"] != "http://hall.test:8080/g/social" ||
		guide["promise"] != nil || fmt.Sprint(guide["fee"]) != "map[en:Free zh:不收费]" {
		t.Errorf("guide %v", guide)
	}
	if held := readCode(t, g.ask("", http.MethodGet, "/api/v1/services/social/guide/qr.png", "").want(http.StatusOK).Body.Bytes()); held != "http://hall.test:8080/g/social" {
		t.Errorf("the code holds %q", held)
	}
	if empty := g.ask("", http.MethodGet, "/api/v1/services/tax/guide", "").want(http.StatusOK).object(); fmt.Sprint(empty["materials"]) != "[]" {
		t.Errorf("guide of a service without one: %v", empty)
	}
	g.ask("", http.MethodGet, "/api/v1/services/none/guide", "").want(http.StatusNotFound, "unknown_service")
	g.ask("", http.MethodGet, "/api/v1/services/none/guide/qr.png", "").want(http.StatusNotFound, "unknown_service")
	services := g.ask("", http.MethodGet, "/api/v1/services", "").want(http.StatusOK).list()
	if got := fmt.Sprint(services[0]["keywords"], services[0]["frequent"], services[0]["initials"], services[1]["initials"]); got != "[退休] true [s hk b x t x] [st w]" {
		t.Errorf("what a service is found by: %s", got)
	}
}

// TestGuideWithoutPhones: where phones do not reach the hall a code holds the address of the service, or there is none.
func TestGuideWithoutPhones(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { guided(l); l.Settings.PublicURL = "" })
	if held := readCode(t, g.ask("", http.MethodGet, "/api/v1/services/social/guide/qr.png", "").want(http.StatusOK).Body.Bytes()); held != "https://online.test/" {
		t.Errorf("the code holds %q", held)
	}
	g.ask("", http.MethodGet, "/api/v1/services/tax/guide/qr.png", "").want(http.StatusNotFound, "not_found")
}

// readCode reads a picture of a QR code.
func readCode(t *testing.T, png []byte) string {
	t.Helper()
	picture, _, err := image.Decode(bytes.NewReader(png))
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	held, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		t.Fatal(err)
	}
	return held.GetText()
}

func TestMineAtTheKiosk(t *testing.T) {
	g := newRig(t, nil)
	const mine = "/api/v1/kiosk/mine"
	card := `{"id_number":"` + youngCard + `","card":true}`
	if none := g.ask("kiosk", http.MethodPost, mine, card).want(http.StatusOK).object(); fmt.Sprint(none) != "map[appointments:[] tickets:[]]" {
		t.Errorf("who has nothing: %v", none)
	}
	g.take()
	slip := g.ask("kiosk", http.MethodPost, tickets, `{"service":"social","id_number":"`+youngCard+`","card":true}`).want(http.StatusCreated)
	g.ask("kiosk", http.MethodPost, tickets, `{"service":"tax","id_number":"`+oldCard+`","card":true}`).want(http.StatusCreated)
	of := func(body string) map[string]any {
		t.Helper()
		answer := g.ask("kiosk", http.MethodPost, mine, body).want(http.StatusOK)
		if strings.Contains(answer.Body.String(), youngCard) {
			t.Errorf("the answer says the ID number: %s", answer.Body)
		}
		all := answer.object()["tickets"].([]any)
		if len(all) != 1 {
			t.Fatalf("%d tickets: %s", len(all), answer.Body)
		}
		return all[0].(map[string]any)
	}
	if got := of(card); got["number"] != slip.str("number") || got["access"] != slip.str("access") || got["people_ahead"] != 1.0 {
		t.Errorf("by card: %v", got)
	}
	for _, body := range []string{`{"id_number":"` + youngCard + `"}`, `{"number":" a002 "}`} {
		if got := of(body); got["number"] != slip.str("number") || got["access"] != nil || got["url"] != nil || got["people_ahead"] != 1.0 {
			t.Errorf("by what anybody may know, %s: %v", body, got)
		}
	}
	g.ask("kiosk", http.MethodPost, mine, `{"number":"Z999"}`).want(http.StatusNotFound, "unknown_ticket")
	g.ask("kiosk", http.MethodPost, mine, `{}`).want(http.StatusNotFound, "unknown_ticket")
	g.ask("kiosk", http.MethodPost, mine, `{"id_number":"640402198601150028"}`).want(http.StatusBadRequest, "invalid_id_number")
	if strings.Contains(g.log.String(), youngCard) {
		t.Error("the log says the ID number")
	}
}

func TestRequeueAtTheKiosk(t *testing.T) {
	g := newRig(t, func(l *queue.Layout) { l.Settings.NoShowAfterSeconds = 0 })
	number := g.take().str("number")
	g.window("sign-in", `{}`).want(http.StatusOK)
	requeue := func() *asked {
		return g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/requeue", `{"number":"`+number+`"}`)
	}
	requeue().want(http.StatusConflict, "wrong_state")
	g.window("next", `{}`).want(http.StatusOK)
	g.window("no-show", `{}`).want(http.StatusOK)
	if back := requeue().want(http.StatusOK).object(); back["status"] != "waiting" || back["access"] != nil {
		t.Errorf("back in the queue: %v", back)
	}
	g.window("next", `{}`).want(http.StatusOK)
	g.window("no-show", `{}`).want(http.StatusOK)
	requeue().want(http.StatusConflict, "requeue_limit")
	g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/requeue", `{"number":"Z1"}`).want(http.StatusNotFound, "unknown_ticket")
}

// TestACancelledNumberIsBroughtBack is moment 27: who lost a slip lays the card, and has the number again that the finder
// gave back.
func TestACancelledNumberIsBroughtBack(t *testing.T) {
	g := newRig(t, nil)
	mine := func(body string) []any {
		return g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/mine", body).want(http.StatusOK).object()["tickets"].([]any)
	}
	const card, typed = `{"id_number":"` + youngCard + `","card":true}`, `{"id_number":"` + youngCard + `"}`
	word := g.ask("kiosk", http.MethodPost, tickets, `{"service":"social","id_number":"`+youngCard+`","card":true}`).want(http.StatusCreated).str("access")
	own := tickets + "/" + word
	if found := mine(card); len(found) != 1 || found[0].(map[string]any)["undo"] != nil {
		t.Errorf("while it waits: %v", found)
	}
	g.ask("", http.MethodPost, own+"/cancel", "").want(http.StatusOK)
	if found := mine(typed); len(found) != 0 {
		t.Errorf("for a typed number: %v", found)
	}
	if found := mine(card); len(found) != 1 || found[0].(map[string]any)["undo"] != true || found[0].(map[string]any)["access"] != word {
		t.Errorf("for the card: %v", found)
	}
	g.ask("", http.MethodPost, own+"/uncancel", "").want(http.StatusUnauthorized)
	if back := g.ask("kiosk", http.MethodPost, own+"/uncancel", "").want(http.StatusOK); back.str("status") != "waiting" {
		t.Errorf("brought back: %s", back.Body)
	}
	g.ask("", http.MethodPost, own+"/cancel", "").want(http.StatusOK)
	g.pass(11 * time.Minute)
	if found := mine(card); len(found) != 0 {
		t.Errorf("later: %v", found)
	}
	g.ask("kiosk", http.MethodPost, own+"/uncancel", "").want(http.StatusConflict, "too_late")
}
