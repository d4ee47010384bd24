package main

import (
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeSource is axe-core, as package.json of the pages names it. Without it the test is skipped, but not where everything
// must be tested.
func axeSource(t testing.TB) string {
	t.Helper()
	source, err := os.ReadFile("../../assets/node_modules/axe-core/axe.min.js")
	if err == nil {
		return string(source)
	}
	if os.Getenv("CI") == "true" || os.Getenv("PAIDUI_TEST_ALL") != "" {
		t.Fatal(err)
	}
	t.Skip("no axe-core: run npm ci in assets")
	return ""
}

// violations runs every rule of axe-core over the page.
const violations = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v =>
	v.id + ": " + v.help + " – " + v.nodes.map(n => n.target.join(" ") + " (" + n.any.concat(n.all, n.none).map(c => c.message).join("; ") + ")").slice(0, 3).join(", ")))`

// accessible holds the page as it is to the rules of axe-core; once, in the newest engine: they are about what the page
// says, not about how it is drawn.
func (f *face) accessible(what string) {
	f.t.Helper()
	if f.engine != newest {
		return
	}
	f.rest()
	if !ask[bool](f, `typeof axe === "object"`) {
		f.do("load axe-core", chromedp.Evaluate[chromedp.Void](axeSource(f.t)+"; void 0"))
	}
	for _, v := range ask[[]string](f, violations) {
		f.t.Errorf("%s: %s", what, v)
	}
}
