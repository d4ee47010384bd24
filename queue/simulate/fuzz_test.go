package simulate

import (
	"strings"
	"testing"
)

// FuzzDay: no CSV makes the reading of a day or of results panic, and visits that were read are ones the hall knows.
func FuzzDay(f *testing.F) {
	f.Add("at,service,class,service_ms,shows\n08:30:00,a,normal,60000,true\n")
	f.Add("\ufeffshows, service_ms ,class,service,at\nfalse,0,,a,2026-11-23T01:00:00.000Z\n")
	f.Add("at,service,class,service_ms,shows\n08:30:00,a,normal,-1,true\n")
	f.Add("at,at,service,class,service_ms,shows\n\"08:30\n:00\",a,b,a,1,true")
	f.Add("number,service,class,issued_at,estimate_p50_ms,estimate_p90_ms,called_at,window,started_at,finished_at,status\nA001,a,normal,,,,,1,,,served\n")
	f.Add("")
	layout := hall(1, "a")
	f.Fuzz(func(t *testing.T, text string) {
		visits, err := ReadDay(strings.NewReader(text), layout)
		if err != nil && visits != nil && strings.Contains(err.Error(), "column") {
			t.Errorf("visits without a head: %v", err)
		}
		for _, v := range visits {
			if _, ok := layout.Service(v.Service); !ok || v.Takes < 0 || v.Class != "" && !v.Class.Valid() {
				t.Errorf("read %+v", v)
			}
		}
		_, _ = ReadResults(strings.NewReader(text))
	})
}
