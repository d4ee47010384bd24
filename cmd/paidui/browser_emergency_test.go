package main

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestMoment29 is a fire: the desk presses two keys, and every face tells where to go until the desk ends it.
func TestMoment29(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	g.window("sign-in", `{}`).want(http.StatusOK)
	holder := open(t, "phone", url+"/t/"+g.take().str("access"), phone)
	desk := openAs(t, "desk", g.tokens["desk"], url, "/desk", counterScreen)
	hall := open(t, "hall", url+"/hall/1F", hallScreen)
	machine := openAs(t, "kiosk", g.tokens["kiosk"], url, "/kiosk", uprightKiosk)
	machine.see("[data-service]")
	desk.see(`input[name="search"]:focus`)
	desk.key(kb.F10)
	desk.see(`[data-panel="emergency"]`)
	desk.fine("desk-emergency", true, false)
	desk.key("1")
	desk.read(`[data-message="done"]`, "已发布紧急疏散")
	desk.see(".emergency-line")
	for _, f := range []*face{machine, hall} {
		f.read(".emergency", "安全出口")
		f.fine(f.name+"-emergency", true, false, ".emergency-exit")
	}
	hall.accessible("hall-emergency")
	machine.accessible("kiosk-emergency")
	holder.read(".emergency-line", "安全出口")
	holder.fine("phone-emergency", false, false)
	if refused := g.window("next", `{}`).Code; refused != http.StatusConflict {
		t.Errorf("next in an emergency: %d", refused)
	}

	desk.key(kb.F10)
	desk.read(`[data-panel="emergency"]`, "结束紧急状态")
	desk.key("1")
	desk.read(`[data-message="done"]`, "紧急状态已结束")
	hall.gone(".emergency")
	machine.see("[data-service]")
	holder.gone(".emergency-line")
}
