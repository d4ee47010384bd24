package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

// TestAHallFileIsWrittenAsItIsRead: what the centre exports sets the same hall up again.
func TestAHallFileIsWrittenAsItIsRead(t *testing.T) {
	demo, err := demoLayout()
	if err != nil {
		t.Fatal(err)
	}
	demo.Staff[0].Name, demo.Settings.Hotline, demo.Hours.Closed = "no", "0954-001", []queue.ClosedTime{{Day: 2, Time: demo.Hours.Sessions[0]}}
	demo.Settings.SlipTemplate = "center | {center}\n6x6 | {ticket}\n"
	for name, l := range map[string]*queue.Layout{"demo": demo} {
		file, err := writeHall(l)
		if err != nil {
			t.Fatal(err)
		}
		again, err := parseHall("hall.yaml", file)
		if err != nil {
			t.Fatalf("%s: %v in\n%s", name, err, file)
		}
		if want, got := jsonOf(t, l), jsonOf(t, again); want != got {
			t.Errorf("%s: wrote\n%s\nread\n%s\nfrom\n%s", name, want, got, file)
		}
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// setUp is what the centre reads of the set-up.
type setUp struct {
	Revision uint64       `json:"revision"`
	Layout   queue.Layout `json:"layout"`
	Changes  []struct {
		Seq   uint64   `json:"seq"`
		By    string   `json:"by"`
		Parts []string `json:"parts"`
	} `json:"changes"`
}

func (g *rig) setUp(method, path, body string) (is setUp) {
	g.t.Helper()
	answer := g.ask("admin", method, "/api/v1/layout"+path, body).want(http.StatusOK)
	if err := json.Unmarshal(answer.Body.Bytes(), &is); err != nil {
		g.t.Fatal(err)
	}
	return is
}

// TestTheHallIsChangedWhileItRuns: at once, with who and which parts; two at a time do not undo one another; undone again.
func TestTheHallIsChangedWhileItRuns(t *testing.T) {
	g := newRig(t, nil)
	first := g.setUp(http.MethodGet, "", "")
	next := first.Layout
	next.Settings.Hotline = "0954-12345"
	next.Staff = append(next.Staff[:1:1], queue.Staff{Number: "1009", Name: "马志强"})
	body := func(over uint64, l *queue.Layout) string {
		return fmt.Sprintf(`{"over":%d,"layout":%s}`, over, jsonOf(t, l))
	}
	is := g.setUp(http.MethodPost, "", body(first.Revision, &next))
	if n := len(is.Changes); n == 0 || is.Changes[n-1].By != "admin" || !reflect.DeepEqual(is.Changes[n-1].Parts, []string{"staff", "settings"}) {
		t.Errorf("changes %+v", is.Changes)
	}
	if hotline := g.ask("", http.MethodGet, "/api/v1/hall", "").str("hotline"); hotline != "0954-12345" {
		t.Errorf("the hall says %s", hotline)
	}
	g.ask("admin", http.MethodPost, "/api/v1/layout", body(first.Revision, &first.Layout)).want(http.StatusConflict, "set_up_meanwhile")
	next.Services[0].Prefix = "a"
	refused := g.ask("admin", http.MethodPost, "/api/v1/layout", body(is.Revision, &next)).want(http.StatusBadRequest, "bad_request").problem()
	if refused.Fault == nil || refused.Fault.Path != "services[0].prefix" {
		t.Errorf("refused for %+v", refused.Fault)
	}
	undone := g.setUp(http.MethodPost, "/undo", fmt.Sprintf(`{"seq":%d}`, is.Changes[len(is.Changes)-1].Seq))
	if undone.Layout.Settings.Hotline != "" || len(undone.Layout.Staff) != 2 {
		t.Errorf("undone: %+v", undone.Layout.Staff)
	}
	g.ask("admin", http.MethodPost, "/api/v1/layout/undo", `{"seq":9999}`).want(http.StatusBadRequest)

	file := g.ask("admin", http.MethodGet, "/api/v1/layout/file", "").want(http.StatusOK).Body.String()
	file = strings.Replace(file, "张晓梅", "张小梅", 1)
	quoted, _ := json.Marshal(file)
	read := g.setUp(http.MethodPost, "/file", fmt.Sprintf(`{"file":%s}`, quoted))
	if read.Layout.Staff[0].Name != "张小梅" {
		t.Errorf("read %+v", read.Layout.Staff)
	}
	g.ask("admin", http.MethodPost, "/api/v1/layout/file", `{"file":"zones: x"}`).want(http.StatusBadRequest)
}
