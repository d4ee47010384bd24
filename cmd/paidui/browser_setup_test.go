package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

// fullHall has sixty windows and thirty services with names, guides and staff as long as halls have them.
func fullHall(l *queue.Layout) {
	largeHall(l)
	for i := len(l.Services); i < 30; i++ {
		l.Services = append(l.Services, queue.Service{
			ID: queue.ServiceID(fmt.Sprintf("s%d", i)), Prefix: "X" + string(rune('A'+i-20)), StandardMinutes: 8,
			Name: queue.Text{ZH: strings.Repeat("长", 40), EN: strings.Repeat("A long name ", 9)},
		})
		l.Windows[i].Services = append(l.Windows[i].Services, l.Services[i].ID)
	}
	for i := range l.Services {
		s := &l.Services[i]
		s.Guide.Reviewed, s.Guide.Fee = "2024-01-01", queue.Text{ZH: strings.Repeat("费", 40)}
		for range 12 {
			s.Guide.Materials = append(s.Guide.Materials, queue.Material{Name: queue.Text{ZH: strings.Repeat("材", 40)}, Original: 1, Copies: 2})
		}
	}
	for range 20 {
		l.Notices = append(l.Notices, queue.Notice{Text: queue.Text{ZH: strings.Repeat("知", 60)}})
	}
}

// TestAPhotoIsPutOnThePlate gives a member of staff a photo in the set-up, which the window then shows.
func TestAPhotoIsPutOnThePlate(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, nil)
	url := g.live()
	picture := image.NewRGBA(image.Rect(0, 0, 900, 900))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.RGBA{10, 77, 162, 255}), image.Point{}, draw.Src)
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "face.png")
	if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	f := openAs(t, "photo", g.tokens["admin"], url, "/admin/setup", counterScreen)
	f.press(`[data-part="staff"]`)
	f.see(`[data-photo="1001"]`)
	f.do("choose a photo", chromedp.SetUploadFiles(chromedp.CSS(`input[name="photo-1001"]`), []string{name}))
	f.read(`[data-message="done"]`, "照片已换")
	f.until("the photo is shown", `(document.querySelector("[data-photo='1001'] img") || {}).naturalWidth > 100`)
	f.fine("setup-photo", false, false, `[data-staff="1001"]`)
	f.accessible("set-up: photo")
	g.window("sign-in", `{}`).want(http.StatusOK)
	window := openAs(t, "plate", g.tokens["screen3"], url, "/window/3", size{1280, 800})
	window.until("the plate shows it", `(document.querySelector(".plate-photo img") || {}).naturalWidth > 100`)
}

// TestANewHallRunsInMinutes walks from what init makes to a hall that is tried out, as a technician does who has a name, a list of
// staff and no manual.
func TestANewHallRunsInMinutes(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, func(l *queue.Layout) {
		made, err := loadHall("") // what init makes where no hall file is given
		if err != nil {
			t.Fatal(err)
		}
		*l = *made
	})
	code, err := access.MintCode(g.store, []queue.Grant{{Role: queue.RoleAdmin}}, g.now(), 0)
	if err != nil {
		t.Fatal(err)
	}
	url, presses := g.live(), 0
	f := open(t, "technician", url+"/admin", counterScreen)
	press := func(css string) {
		t.Helper()
		presses++
		f.reach(css)
	}
	f.typeInto(`input[name="code"]`, code+"\r")
	press(`[data-tab="setup"]`)
	f.see(`[data-assist="name"]`)
	f.fine("new-hall-1", false, false)
	ask[bool](f, `((i) => { i.value = ""; return i.dispatchEvent(new Event("input", { bubbles: true })); })(document.querySelector("[data-path='name.zh']"))`)
	f.typeInto(`[data-path="name.zh"]`, "青溪县政务服务中心")
	press(`[data-action="after"]`)
	f.fine("new-hall-2", false, false, `[data-assist="hours"]`)
	press(`[data-action="after"]`)
	press(`[data-preset="7"]`)
	f.see(`[data-windows="7"]`)
	f.shot("new-hall-3")
	press(`[data-action="after"]`)
	f.typeInto(`textarea[name="paste"]`, "1001,王芳,科员,社保\r1002,李明,科员,医保")
	press(`[data-action="paste"]`)
	f.see(`[data-staff="1002"]`)
	press(`[data-action="after"]`)
	f.see(`[data-assist="check"]`)
	press(`[data-action="keep"]`)
	f.read(`[data-message="done"]`, "已生效")
	f.read(".centre-name", "青溪县")
	f.shot("new-hall-5")
	f.accessible("the assistant's end")
	press(`[data-assist="check"] [data-action="trial"]`)
	press(`[data-action="trial-sure"]`)
	f.see(".trial-mark")
	t.Logf("a new hall is tried out after %d presses, a name, a code and a pasted list", presses)
	if number := g.take().str("number"); number != "A001" {
		t.Errorf("the first number is %s", number)
	}
	g.hall.View(func(s *queue.State) {
		l := s.Layout()
		if len(l.Windows) != 7 || len(l.Staff) != 2 || len(l.Kiosks) != 1 || len(l.Departments)+len(l.Notices)+len(l.LED)+len(l.Media)+len(l.Printers) > 0 {
			t.Errorf("something of the demonstration is left: %+v", l)
		}
	})
}

// setUpParts are the parts of the set-up.
var setUpParts = []string{"texts", "hours", "places", "devices", "services", "windows", "staff", "priorities", "rules", "screens", "files", "assistant", "trial"}

// TestSetUpOfALargeHall goes through the set-up of the largest hall at the sizes of the centre's screens: nothing breaks out of
// its place, and a change is drawn before the hand has left the key.
func TestSetUpOfALargeHall(t *testing.T) {
	inLongSuite(t)
	t.Parallel()
	chromium(t)
	g := newRig(t, fullHall)
	url := g.live()
	for _, s := range []size{counterScreen, tablet} {
		f := openAs(t, fmt.Sprint("full-", s.wide), g.tokens["admin"], url, "/admin/setup", s)
		for _, part := range setUpParts {
			f.press(`[data-part="` + part + `"]`)
			name := fmt.Sprintf("setup-full-%s-%d", part, s.wide)
			if part == "services" || part == "windows" { // their lists scroll by themselves
				f.see(`[data-shown="` + part + `"]`)
				f.rest()
				f.shot(name)
				continue
			}
			f.fine(name, false, false, `[data-shown="`+part+`"]`)
		}
		f.press(`[data-part="windows"]`)
		f.see(`[data-cell="1-s1"]`)
		took := ask[float64](f, `(() => {
			const began = performance.now();
			document.querySelector("[data-cell='1-s1']").click();
			return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0)));
		})()`)
		t.Logf("%d wide: a touch of the matrix of 60 by 30 is drawn within %.0f ms", s.wide, took)
		f.see(`[data-cell="1-s1"][data-is="own"]`)
		f.press(`[data-action="discard"]`)
		f.press(`[data-part="services"]`)
		f.reach(`[data-service="s29"]`)
		f.see(`[data-form="s29"]`)
		f.rest()
		f.shot(fmt.Sprintf("setup-full-service-%d", s.wide))
		if wide := ask[float64](f, "document.documentElement.scrollWidth"); wide > float64(s.wide)+1 {
			t.Errorf("the page is %.0f wide on a screen of %d", wide, s.wide)
		}
	}
}
