package roll

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

const morning queue.Instant = 1_795_395_600_000

func says(n int, face string) Report {
	return Report{Secret: fmt.Sprintf("%032d", n), Face: face, Browser: "Chromium 64", Sound: "running"}
}

func TestAScreenIsEnrolledByItsCode(t *testing.T) {
	o := New()
	code, given := o.Report(says(1, "/hall/1F?layout=calls"), "10.0.0.5", false, morning)
	if len(code) != 6 || given != nil {
		t.Fatalf("code %q, given %v", code, given)
	}
	if again, _ := o.Report(says(1, "/hall/1F"), "10.0.0.5", false, morning+1000); again != code {
		t.Errorf("the code changed from %s to %s", code, again)
	}
	if list := o.List(morning); len(list) != 1 || list[0].Code != code || list[0].Secret != "" || list[0].Wants.Zone != "1F" {
		t.Errorf("the list is %+v", list)
	}
	screen, err := o.Enrol(code[:3]+" "+code[3:], nil, morning)
	if err != nil || screen.Face != "/hall/1F" {
		t.Fatalf("enrolled %+v, %v", screen, err)
	}
	if _, err := o.Enrol(code, nil, morning); !errors.Is(err, queue.ErrUnknownScreenCode) {
		t.Errorf("the code was good twice: %v", err)
	}
	if _, given := o.Report(says(2, "/hall/1F"), "10.0.0.6", false, morning); given != nil {
		t.Errorf("another screen was given %v", given)
	}
	_, given = o.Report(says(1, "/hall/1F"), "10.0.0.5", false, morning+2000)
	if want := (queue.Grant{Role: queue.RoleScreen, Zone: "1F"}); given == nil || *given != want {
		t.Errorf("given %v, want %v", given, want)
	}
	if code, given := o.Report(says(1, "/hall/1F"), "10.0.0.5", true, morning+3000); code != "" || given != nil {
		t.Errorf("an enrolled screen is told %q, %v", code, given)
	}
	// The box loses what it was over night: it says so, and is put back with another code.
	if lost, _ := o.Report(says(1, "/hall/1F"), "10.0.0.5", false, morning+4000); lost == "" {
		t.Error("a screen that forgot its enrolment has no code")
	}
}

func TestAnotherGrantThanThePageNeeds(t *testing.T) {
	o := New()
	code, _ := o.Report(says(1, "/welcome"), "10.0.0.5", false, morning)
	other := queue.Grant{Role: queue.RoleScreen, Zone: "2F"}
	if _, err := o.Enrol(code, &other, morning); err != nil {
		t.Fatal(err)
	}
	if _, given := o.Report(says(1, "/welcome"), "10.0.0.5", false, morning); given == nil || *given != other {
		t.Errorf("given %v", given)
	}
}

func TestWhatIsNotPickedUpIsTakenBack(t *testing.T) {
	o := New()
	code, _ := o.Report(says(1, "/hall/1F"), "10.0.0.5", false, morning)
	if screen, err := o.Enrol(code, nil, morning); err != nil || screen.Enrolled || screen.Code != "" {
		t.Fatalf("enrolled %+v, %v", screen, err)
	}
	late := morning.Add(codeFor) + 1
	other, given := o.Report(says(1, "/hall/1F"), "10.0.0.5", false, late)
	if given != nil || other == "" || other == code {
		t.Errorf("after its time the screen is given %v and shows %q", given, other)
	}
	if _, given := o.Report(says(1, "/hall/1F"), "10.0.0.5", false, late+1000); given != nil {
		t.Errorf("later still it is given %v", given)
	}
	if list := o.List(late); len(list) != 1 || list[0].Enrolled {
		t.Errorf("the list is %+v", list)
	}
}

func TestCodesAreShortLivedAndGuessingIsSlow(t *testing.T) {
	o := New()
	code, _ := o.Report(says(1, "/hall/1F"), "10.0.0.5", false, morning)
	late := morning.Add(codeFor) + 1
	if _, err := o.Enrol(code, nil, late); !errors.Is(err, queue.ErrUnknownScreenCode) {
		t.Errorf("an old code: %v", err)
	}
	if fresh, _ := o.Report(says(1, "/hall/1F"), "10.0.0.5", false, late); fresh == code || fresh == "" {
		t.Errorf("after its time the code is %q", fresh)
	}
	for range mostTries {
		_, _ = o.Enrol("", nil, late)
	}
	if _, err := o.Enrol("123", nil, late); !errors.Is(err, queue.ErrRateLimited) {
		t.Errorf("after many wrong codes: %v", err)
	}
	code, _ = o.Report(says(1, "/hall/1F"), "10.0.0.5", false, late)
	if _, err := o.Enrol(code, nil, late.Add(codeFor)-1); !errors.Is(err, queue.ErrRateLimited) {
		t.Errorf("still within the time: %v", err)
	}
}

func TestTheRollIsBounded(t *testing.T) {
	o := New()
	codes := map[string]bool{}
	for n := range 2 * mostScreens {
		if code, _ := o.Report(says(n, "/hall/1F"), "10.0.0.5", false, morning); code != "" {
			codes[code] = true
		}
	}
	if len(o.screens) != mostScreens || len(codes) != mostCodes {
		t.Errorf("%d screens, %d codes", len(o.screens), len(codes))
	}
	if code, _ := o.Report(says(9_999_999, "/hall/1F"), "10.0.0.5", false, morning.Add(forgetUnknown)+1); code == "" {
		t.Error("those who went away are still in the way")
	}
	if n := len(o.List(morning.Add(forgetUnknown) + 2)); n != 1 {
		t.Errorf("%d are still known", n)
	}
}

func TestReportsThatAreNone(t *testing.T) {
	good := says(1, "/hall/1F")
	if !good.Fit() {
		t.Error("a good report does not fit")
	}
	for _, change := range []func(*Report){
		func(r *Report) { r.Secret = "short" }, func(r *Report) { r.Secret = strings.Repeat("x", 65) },
		func(r *Report) { r.Face = "hall" }, func(r *Report) { r.Face = "/" + strings.Repeat("x", 200) },
		func(r *Report) { r.Browser = strings.Repeat("x", 301) }, func(r *Report) { r.Fault = strings.Repeat("x", 301) },
	} {
		r := good
		if change(&r); r.Fit() {
			t.Errorf("%+v fits", r)
		}
	}
}

func TestWantedBy(t *testing.T) {
	for face, want := range map[string]queue.Grant{
		"/hall/1F": {Role: "screen", Zone: "1F"}, "/voice/1F": {Role: "screen", Zone: "1F"}, "/window/3": {Role: "screen", Window: 3},
		"/welcome": {Role: "screen"}, "/welcome/2F": {Role: "screen"}, "/hall/%E4%B8%80": {Role: "screen", Zone: "一"},
		"/window/x": {}, "/counter": {}, "/": {}, "/hall": {}, "/hall/": {}, "/window/3/4": {},
	} {
		got, ok := WantedBy(face)
		if ok != (want.Role != "") || ok && got != want {
			t.Errorf("%s wants %v, %v", face, got, ok)
		}
	}
}
