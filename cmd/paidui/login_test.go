package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
)

// goodPassword is that of every account that a rig makes.
const goodPassword = "right horse 马"

// account makes an account that has its own password.
func (g *rig) account(name string, roles ...string) {
	g.t.Helper()
	body, _ := json.Marshal(map[string]any{"accounts": []any{map[string]any{"name": name, "roles": roles}}})
	first := g.ask("admin", http.MethodPost, "/api/v1/accounts", string(body)).want(http.StatusCreated).list()[0]["password"].(string)
	in := g.logIn(name, first, "")
	g.as(in, http.MethodPost, "/api/v1/session/password", `{"password":"`+first+`","new_password":"`+goodPassword+`"}`).want(http.StatusOK)
}

// logIn gives the cookies of somebody who has logged in at a device, whose cookie device is, or "".
func (g *rig) logIn(name, password, device string) string {
	g.t.Helper()
	a := g.as(device, http.MethodPost, "/api/v1/session", `{"account":"`+name+`","password":"`+password+`"}`).want(http.StatusOK)
	return joined(device, a)
}

// joined adds the log-in that an answer sets to the cookies of a device.
func joined(device string, a *asked) string {
	for _, c := range a.Result().Cookies() {
		if c.Name == "paidui_session" {
			return device + "; paidui_session=" + c.Value
		}
	}
	return device
}

// as asks with cookies.
func (g *rig) as(cookies, method, path, body string, headers ...string) *asked {
	g.t.Helper()
	return g.ask("", method, path, body, append(headers, "Cookie", cookies)...)
}

func (g *rig) setPIN(name, pin string) {
	g.t.Helper()
	in := g.logIn(name, goodPassword, "")
	g.as(in, http.MethodPost, "/api/v1/session/pin", `{"password":"`+goodPassword+`","new_pin":"`+pin+`"}`).want(http.StatusOK)
}

// counter gives the cookie of a device that is a counter at a window, whoever sits there.
func (g *rig) counter(window int) string {
	g.t.Helper()
	code := g.ask("admin", http.MethodPost, "/api/v1/devices/codes", `{"grant":{"role":"counter","window":`+strconv.Itoa(window)+`}}`).want(http.StatusCreated).str("code")
	a, cookie := g.enrol(code, "")
	a.want(http.StatusOK)
	return "paidui_device=" + cookie.Value
}

// serve answers a request that a test has made itself.
func (g *rig) send(r *http.Request) *asked {
	a := &asked{httptest.NewRecorder(), g.t, r.Method + " " + r.URL.Path}
	g.server.Handler().ServeHTTP(a, r)
	return a
}
