package assets

import (
	"bytes"
	"net/http/httptest"
	"reflect"
	"testing"
	"testing/fstest"
)

// TestSendAndReceive: what another process has lowered is served as if this one had, recordings too.
func TestSendAndReceive(t *testing.T) {
	sent, err := OpenWith(fstest.MapFS{"hao.wav": {Data: []byte("recorded")}})
	if err != nil {
		t.Fatal(err)
	}
	var way bytes.Buffer
	if err := sent.Send(&way); err != nil {
		t.Fatal(err)
	}
	got, err := Receive(&way)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, sent) {
		t.Error("what was received is not what was sent")
	}
	if recorded := string(got.Sound("hao")); recorded != "recorded" {
		t.Errorf("the recording became %q", recorded)
	}
	if len(got.Sound("dao")) < 1000 {
		t.Errorf("an embedded clip has %d bytes", len(got.Sound("dao")))
	}
	for _, name := range []string{"kiosk", "ticket"} {
		was, is := httptest.NewRecorder(), httptest.NewRecorder()
		before, _ := sent.Page(name)
		after, _ := got.Page(name)
		before.ServeHTTP(was, httptest.NewRequest("GET", "/"+name, nil))
		after.ServeHTTP(is, httptest.NewRequest("GET", "/"+name, nil))
		if is.Body.Len() == 0 || !bytes.Equal(is.Body.Bytes(), was.Body.Bytes()) || after.Policy("hall", NoFrames) != before.Policy("hall", NoFrames) {
			t.Errorf("%s: %d bytes, were %d; %s, was %s", name, is.Body.Len(), was.Body.Len(), after.Policy("hall", NoFrames), before.Policy("hall", NoFrames))
		}
	}
	if _, err := Receive(bytes.NewReader([]byte("nothing of the kind"))); err == nil {
		t.Error("what is no bundle was received")
	}
}

// TestFilesAreKeptOnce: a hall's memory holds a file in one form.
func TestFilesAreKeptOnce(t *testing.T) {
	for name, f := range opened(t).files {
		forms := 0
		for _, has := range []bool{f.content != nil, f.small != nil, f.as != ""} {
			if has {
				forms++
			}
		}
		if forms != 1 || len(f.bytes()) == 0 {
			t.Errorf("%s is kept in %d forms, %d bytes", name, forms, len(f.bytes()))
		}
	}
}
