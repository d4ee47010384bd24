package display

import (
	"net/http"
	"testing"
)

func TestSameOrigin(t *testing.T) {
	for _, c := range []struct {
		name    string
		host    string
		headers http.Header
		want    bool
	}{
		{"own page with its cookie", "hall.test:8080", http.Header{"Origin": {"http://hall.test:8080"}, "Cookie": {"d=1"}}, true},
		{"own page over TLS", "hall.test", http.Header{"Origin": {"https://hall.test"}, "Cookie": {"d=1"}}, true},
		{"upper case", "Hall.test", http.Header{"Origin": {"http://hall.TEST"}}, true},
		{"cookie without origin", "hall.test", http.Header{"Cookie": {"d=1"}}, false},
		{"bearer without origin", "hall.test", http.Header{"Authorization": {"Bearer x"}}, true},
		{"bearer and cookie without origin", "hall.test", http.Header{"Authorization": {"Bearer x"}, "Cookie": {"d=1"}}, true},
		{"nobody without origin", "hall.test", http.Header{}, true},
		{"foreign", "hall.test", http.Header{"Origin": {"http://evil.test"}, "Cookie": {"d=1"}}, false},
		{"foreign with bearer", "hall.test", http.Header{"Origin": {"http://evil.test"}, "Authorization": {"Bearer x"}}, false},
		{"foreign without credential", "hall.test", http.Header{"Origin": {"http://evil.test"}}, false},
		{"other port", "hall.test:8080", http.Header{"Origin": {"http://hall.test:8081"}}, false},
		{"own name as a subdomain", "hall.test", http.Header{"Origin": {"http://hall.test.evil.test"}}, false},
		{"own name as a user", "hall.test", http.Header{"Origin": {"http://hall.test@evil.test"}}, false},
		{"null", "hall.test", http.Header{"Origin": {"null"}, "Authorization": {"Bearer x"}}, false},
		{"empty", "hall.test", http.Header{"Origin": {""}, "Authorization": {"Bearer x"}}, false},
		{"no host", "", http.Header{"Origin": {"http://"}}, false},
		{"a file", "hall.test", http.Header{"Origin": {"file://hall.test"}}, false},
		{"two", "hall.test", http.Header{"Origin": {"http://hall.test", "http://evil.test"}}, false},
	} {
		if got := SameOrigin(&http.Request{Host: c.host, Header: c.headers}); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
