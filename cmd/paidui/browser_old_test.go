package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/remote"
)

// The Chromiums of television boxes, of old computers and inside the apps of old phones. The pages promise to work from
// 64 on; the long tests look at 71 as well.
var (
	chromium64 = &engine{suffix: "-64", path: unpacked("64"), extra: ofThatTime}
	chromium71 = &engine{suffix: "-71", path: unpacked("71"), extra: ofThatTime}
)

var ofThatTime = []chromedp.ExecAllocatorOption{chromedp.Flag("no-zygote", true), chromedp.WithDialer(dialOld)}

// always are the tests that are run in Chromium 64 each time: the two main journeys of citizens, and the calls on a wall.
var always = []string{"TestOldManAtTheKiosk", "TestPhoneFollowsItsNumber", "TestEachCallIsShownOnceOverCuts"}

// engines are those in which a test is run; in the old ones most are for the long suite alone, as each costs minutes.
func engines(t *testing.T) []*engine {
	switch {
	case longTests():
		return []*engine{newest, chromium64, chromium71}
	case slices.Contains(always, t.Name()):
		return []*engine{newest, chromium64}
	}
	return []*engine{newest}
}

// inEngines runs a test in each of them.
func inEngines(t *testing.T, test func(t *testing.T, e *engine)) {
	t.Parallel()
	for _, e := range engines(t) {
		t.Run("chromium"+e.suffix, func(t *testing.T) {
			t.Parallel()
			test(t, e)
		})
	}
}

// unpacked finds an old Chromium where .ci/install puts it.
func unpacked(version string) func() (string, error) {
	return func() (string, error) {
		path, err := filepath.Abs("testdata/oldbrowsers/node_modules/chromium-" + version + "/chromium")
		if err != nil {
			return "", err
		}
		if _, err := os.Stat(path); err != nil {
			return "", fmt.Errorf("no Chromium %s on this machine: run .ci/install, on Linux on amd64 (%w)", version, err)
		}
		return path, nil
	}
}

// oldLine carries the sessions of today's protocol over that of 2017, in which what a page is told and tells is a text
// inside a message of the browser's.
type oldLine struct {
	chromedp.Transport

	mu sync.Mutex
	// lacking are the calls under way that such a browser may not know: it is as well if it does nothing.
	lacking map[int64]bool
}

// newer are methods that the tests call only to make a new browser behave as an old one does anyway.
var newer = map[cdproto.MethodType]bool{"Emulation.setFocusEmulationEnabled": true}

// How a text goes to a page and comes from one. envelope is what the numbers of those messages are above, so that no
// other has the same; that the browser has passed a text on is no answer to it.
const (
	toPage   = "Target.sendMessageToTarget"
	fromPage = "Target.receivedMessageFromTarget"
	envelope = 1 << 30
)

func dialOld(ctx context.Context, url string) (chromedp.Transport, error) {
	line, err := remote.DialContext(ctx, url)
	if err != nil {
		return nil, err
	}
	return &oldLine{Transport: line, lacking: map[int64]bool{}}, nil
}

// letter is a message to or from a page.
type letter struct {
	Session target.SessionID `json:"sessionId"`
	Text    string           `json:"message"`
}

func (l *oldLine) Write(ctx context.Context, m *cdproto.Message) error {
	inner := *m
	// Chromium 71 has sessions of today's kind in the making.
	inner.Params = bytes.Replace(m.Params, []byte(`"flatten":true`), []byte(`"flatten":false`), 1)
	if m.SessionID == "" {
		return l.Transport.Write(ctx, &inner)
	}
	if newer[m.Method] {
		l.mu.Lock()
		l.lacking[m.ID] = true
		l.mu.Unlock()
	}
	inner.SessionID = ""
	text, err := json.Marshal(&inner)
	if err != nil {
		return err
	}
	params, err := json.Marshal(letter{m.SessionID, string(text)})
	if err != nil {
		return err
	}
	return l.Transport.Write(ctx, &cdproto.Message{ID: m.ID + envelope, Method: toPage, Params: params})
}

func (l *oldLine) Read(ctx context.Context, m *cdproto.Message) error {
	for {
		*m = cdproto.Message{}
		if err := l.Transport.Read(ctx, m); err != nil {
			return err
		}
		if m.Method == fromPage {
			return l.open(m)
		}
		if m.ID < envelope {
			return nil
		}
	}
}

// open makes of a letter the message in it.
func (l *oldLine) open(m *cdproto.Message) error {
	var in letter
	if err := json.Unmarshal(m.Params, &in); err != nil {
		return err
	}
	*m = cdproto.Message{}
	if err := json.Unmarshal([]byte(in.Text), m); err != nil {
		return err
	}
	m.SessionID = in.Session
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lacking[m.ID] && m.ID != 0 {
		delete(l.lacking, m.ID)
		m.Error, m.Result = nil, []byte("{}")
	}
	return nil
}
