package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

// heard collects the frames of a live line until it closes.
func heard(t *testing.T, url, path, token string) func() string {
	t.Helper()
	var credential []string
	if token != "" {
		credential = []string{"Authorization", "Bearer " + token}
	}
	conn, _, err := dial(t, url, path, credential...)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
	var mu sync.Mutex
	var all strings.Builder
	var ended sync.WaitGroup
	ended.Go(func() {
		for {
			_, frame, err := conn.ReadMessage()
			if err != nil {
				return
			}
			mu.Lock()
			all.Write(frame)
			mu.Unlock()
		}
	})
	return func() string {
		for until := time.Now().Add(5 * time.Second); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
			mu.Lock()
			has := strings.Contains(all.String(), `"board"`)
			mu.Unlock()
			if has {
				break
			}
		}
		time.Sleep(100 * time.Millisecond) // the last frames
		_ = conn.WriteControl(websocket.CloseMessage, nil, time.Now().Add(time.Second))
		_ = conn.Close()
		ended.Wait()
		return all.String()
	}
}

// seededMorning takes numbers with the seeds, well and badly, and serves some; it gives the bodies that were sent.
func seededMorning(g *rig) (bodies []string, word string) {
	send := func(who, key, body string, status int) *asked {
		bodies = append(bodies, body)
		return g.keyed(who, tickets, body, key).want(status)
	}
	word = send("kiosk", "1", `{"service":"social","card":true,"id_number":"`+olderID+`","phone":"`+anyPhone+`"}`, 201).str("access")
	send("kiosk", "1", `{"service":"social","card":true,"id_number":"`+olderID+`","phone":"`+anyPhone+`"}`, 201)
	send("kiosk", "1", `{"service":"social","card":true,"id_number":"`+oldID+`","phone":"`+anyPhone+`"}`, 422)
	send("kiosk", "2", `{"service":"social","card":true,"id_number":"`+olderID+`"}`, 409)
	send("kiosk", "3", `{"service":"social","id_number":"`+oldID+`"}`, 201)
	send("desk", "4", `{"service":"tax","class":"disabled","id_number":"`+youngID+`","phone":"+86`+anyPhone+`"}`, 201)
	send("desk", "5", `{"service":"tax","phone":"`+anyPhone+`"}`, 201)
	send("kiosk", "6", `{"service":"nothing","id_number":"`+youngID+`"}`, 404)
	send("kiosk", "7", `{"service":"social","id_number":"`+youngID[:17]+`0"}`, 400)
	send("kiosk", "8", `{"service":"social","id_number":`+youngID+`}`, 400)
	send("kiosk", "9", `{"service":"social","id_number":"`+youngID+`","phone":"`+anyPhone+`x"}`, 400)
	send("kiosk", "10", `{"service":"social","class":"none","id_number":"`+youngID+`"}`, 400)
	send("kiosk", "11", `{"service":"social","id_number":"`+youngID+`"`, 400)
	for i, said := range []string{"我的身份证" + olderID + "，电话" + anyPhone, "请回电"} {
		bodies = append(bodies, fmt.Sprintf(`{"kind":"complaint","category":"attitude","text":"%s","contact":"%s"}`, said, anyPhone))
		g.keyed("", tickets+"/"+word+"/feedback", bodies[len(bodies)-1], fmt.Sprint("f", i)).want(http.StatusOK)
	}
	for _, mine := range []string{
		`{"card":true,"id_number":"` + olderID + `"}`, `{"id_number":"` + olderID + `"}`, `{"id_number":"` + youngID[:15] + `"}`, `{"number":"` + oldID + `"}`,
	} {
		if a := g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/mine", mine); contains(a.Body.String(), olderID[:14]) || contains(a.Body.String(), oldID) {
			g.t.Errorf("mine answers %s", a.Body)
		}
	}
	g.ask("kiosk", http.MethodPost, "/api/v1/kiosk/requeue", `{"number":"`+youngID+`"}`).want(http.StatusNotFound)
	for _, text := range []string{anyPhone, olderID, "002x"} {
		g.ask("desk", http.MethodPost, "/api/v1/desk/find", `{"text":"`+text+`"}`).want(http.StatusOK)
	}
	bodies = append(bodies, `{"service":"tax","class":"elder","evidence":"身份证","id_number":"`+oldID+`","phone":"`+anyPhone+`"}`)
	g.keyed("desk", "/api/v1/desk/tickets", bodies[len(bodies)-1], "12").want(http.StatusCreated)
	g.window("sign-in", `{}`).want(http.StatusOK)
	g.window("next", `{}`).want(http.StatusOK)
	g.window("start", `{}`).want(http.StatusOK)
	g.window("hold", `{}`).want(http.StatusOK)
	g.window("next", `{}`).want(http.StatusOK)
	g.window("return", `{}`).want(http.StatusOK)
	g.window("next", `{}`).want(http.StatusOK)
	g.window("transfer", `{"to_service":"tax"}`).want(http.StatusOK)
	return bodies, word
}

// TestSeededNumbersAreNowhere takes a morning's numbers with ID and phone numbers and looks for these in everything that
// leaves the server or stays behind.
func TestSeededNumbersAreNowhere(t *testing.T) {
	t.Parallel()
	g := newRig(t, nil)
	url := g.live()
	lines := map[string]func() string{}
	for path, who := range map[string]string{
		"/ws/hall/1F": "screen3", "/ws/hall/2F": "screen2F", "/ws/window/3": "screen3", "/ws/counter/3": "counter3", "/ws/monitor": "supervisor",
		"/ws/desk": "desk",
	} {
		lines[path] = heard(t, url, path, g.tokens[who])
	}
	bodies, word := seededMorning(g)
	lines["/ws/ticket"] = heard(t, url, "/ws/ticket/"+word, "")
	carried := cardOfAnAgent(g, url)
	metrics := httptest.NewRecorder()
	g.server.metrics.handler().ServeHTTP(metrics, httptest.NewRequest(http.MethodGet, "/metrics", nil))

	found := map[string]string{"metrics": metrics.Body.String(), "log": g.log.String(), "agent's log": carried}
	for path, text := range lines {
		found[path] = text()
		if !contains(found[path], `"board"`) {
			t.Errorf("%s: no frame in %q", path, found[path])
		}
		if path != "/ws/counter/3" && (contains(found[path], `"002X"`) || contains(found[path], `"0129"`)) {
			t.Errorf("the last four are in the frames of %s", path)
		}
	}
	for _, path := range []string{
		"journal?limit=1000", "backup", "windows", "services", "hall", "tickets/" + word, "statistics/windows", "statistics/services", "statistics/staff",
	} {
		found[path] = g.ask("admin", http.MethodGet, "/api/v1/"+path, "").want(http.StatusOK).Body.String()
	}
	g.stop()
	for path, text := range filesBelow(t, g.dir) {
		found[path] = text
	}
	for _, has := range []struct{ where, what string }{
		{"journal?limit=1000", `"sealed":"day-2026-11-23.`}, {"backup", "day-2026-11-23."}, {"paidui.db", "day-2026-11-23."},
		{"journal?limit=1000", `"sealed":"feedback-2026-11.`}, {"backup", "feedback-2026-11."}, {"paidui.db", "feedback-2026-11."},
		{"log", "route=/api/v1/tickets"}, {"agent's log", "reader's program"}, {"metrics", "paidui_http_requests_total"},
	} {
		if !contains(found[has.where], has.what) {
			t.Errorf("%s has no %q: nothing was looked at", has.where, has.what)
		}
	}
	for where, text := range found {
		for name, seed := range seeds(bodies) {
			if contains(strings.ToLower(text), strings.ToLower(seed)) {
				t.Errorf("%s is in %s", name, where)
			}
		}
	}
}

// cardOfAnAgent has the agents of kiosks carry good and bad cards, by a program that talks too much and from a service, and
// gives what they logged.
func cardOfAnAgent(g *rig, url string) string {
	g.t.Helper()
	page, _, err := dial(g.t.(*testing.T), url, "/ws/kiosk", "Authorization", "Bearer "+g.tokens["eastkiosk"])
	if err != nil {
		g.t.Fatal(err)
	}
	_ = page.SetReadDeadline(time.Now().Add(time.Minute))
	var east, west tray
	service := httptest.NewServer(&west)
	defer service.Close()
	first := g.agent(url, "eastkiosk", "--reader", east.program(g.t.(*testing.T)))
	second := g.agent(url, "westkiosk", "--reader", service.URL, "--reader-field", "cert.no")
	for _, card := range []string{olderID, youngID[:17] + "0", oldID} {
		east.lay(card)
		west.lay(`{"name":"张三","cert":{"no":"` + card + `"}}`)
		for {
			_, frame, err := page.ReadMessage()
			if err != nil {
				g.t.Fatal(err)
			}
			if contains(string(frame), card) || contains(string(frame), `"card":{}`) {
				break
			}
		}
	}
	return first.stop() + second.stop()
}

// seeds are what must be nowhere: the numbers, their longer parts, and what anybody can make of a body and compare.
func seeds(bodies []string) map[string]string {
	all := map[string]string{"the phone number": anyPhone}
	for _, id := range []string{olderID, oldID, youngID} {
		all["the ID number "+id], all["the head of "+id], all["the birth date of "+id] = id, id[:14], id[6:14]
		sum := sha256.Sum256([]byte(id))
		all["the plain hash of "+id] = hex.EncodeToString(sum[:8])
	}
	for i, body := range bodies {
		sum := sha256.Sum256([]byte(body))
		all[fmt.Sprintf("the plain digest of body %d", i)] = hex.EncodeToString(sum[:8])
	}
	return all
}

// filesBelow reads every file of a directory.
func filesBelow(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
