package queue

import "testing"

// TestUpNextAtIsWhatIsCalled holds the list that counters show against the calls that follow.
func TestUpNextAtIsWhatIsCalled(t *testing.T) {
	st := newStepper(t, false)
	for _, n := range []WindowNumber{1, 2, 5} {
		st.do(SignIn{Window: n})
	}
	services := []ServiceID{"social", "medical"}
	for i := range 30 {
		st.at = st.at.Add(Millis(i%7) * Minute)
		holder := Holder("")
		if i%10 == 4 {
			holder = "twice"
		}
		st.do(Take{Service: services[i*i%3%2], Class: Classes[i*5%len(Classes)], Source: SourceKiosk, Holder: holder})
	}
	st.do(Take{Service: "tax", Class: ClassNormal, Source: SourceKiosk})
	st.do(CallNext{Window: 5})
	st.do(Transfer{Window: 5, ToWindow: 2, Position: PositionFirst})
	st.do(CallNext{Window: 1})
	st.do(Transfer{Window: 1, ToWindow: 2, Position: PositionLast})
	st.do(Defer{st.live.UpNext(services, 3)[2].ID})
	up := st.live.UpNextAt(2, 12, st.at)
	if len(up) != 12 || up[0].Service != "tax" {
		t.Fatalf("%d up next, the first %+v", len(up), up[0])
	}
	want := make([]TicketNo, len(up))
	for i := range up {
		want[i] = up[i].Number
	}
	for i, no := range want {
		if first, _ := st.live.NextAt(2, st.at); first.Number != no {
			t.Fatalf("call %d would be %s, the list said %s", i+1, first.Number, no)
		}
		st.do(CallNext{Window: 2})
		st.do(Start{Window: 2})
		st.do(Finish{Window: 2})
		if now := st.live.Current(2); now != nil {
			t.Fatalf("%s is still there", now.Number)
		}
	}
}

func TestServiceViewSaysWhyNoNumbers(t *testing.T) {
	quota, full := world(), world()
	quota.Services[0].Quota = 1
	full.Services[0].StandardMinutes = 120
	for _, c := range []struct {
		name   string
		layout Layout
		play   func(*stepper)
		tod    string
		why    string
		from   string
	}{
		{"before", world(), nil, "07:00", "preparing", "2026-11-23T00:00:00.000Z"},
		{"open", world(), nil, "09:00", "", ""},
		{"quota", quota, func(st *stepper) { st.do(Take{Service: "social", Class: ClassNormal}) }, "09:00", "quota_reached", "2026-11-23T06:00:00.000Z"},
		{"what is left is filled", full, nil, "17:30", "not_issuing", "2026-11-24T00:00:00.000Z"},
		{"suspended", world(), func(st *stepper) {
			st.do(SuspendService{Service: "social", Reason: "故障", BackAt: st.at.Add(30 * Minute)})
		}, "09:00", "service_suspended", "2026-11-23T01:30:00.000Z"},
		{"suspended, numbers go on", world(), func(st *stepper) {
			st.do(SuspendService{Service: "social", Reason: "故障", Issuing: true})
		}, "09:00", "", ""},
	} {
		st := openStepper(t, c.layout, new(wall).set(t, monday, c.tod), false)
		if c.play != nil {
			c.play(st)
		}
		v := st.live.ServiceView(&st.live.Layout().Services[0], st.at)
		from := ""
		if v.OpensAt != 0 {
			from = v.OpensAt.String()
		}
		if v.NotIssuing != c.why || from != c.from || v.Issuing != (c.why == "") {
			t.Errorf("%s: issuing %v, not %q, from %q; want %q from %q", c.name, v.Issuing, v.NotIssuing, from, c.why, c.from)
		}
	}
}
