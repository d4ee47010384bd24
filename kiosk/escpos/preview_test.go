package escpos

import (
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paidui/paidui/kiosk/escpos/escpostest"
)

// cell is a character and the middle of its place on the paper, in dots.
type cell struct {
	char string
	x, y int
}

// shown reads the characters and the QR code's runs off a picture.
func shown(t *testing.T, svg string) (cells []cell, path string, module int) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	var left, top, wide, tall int
	for {
		token, err := d.Token()
		if err == io.EOF {
			return cells, path, module
		} else if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		at := map[string]string{}
		for _, a := range e.Attr {
			at[a.Name.Local] = a.Value
		}
		switch e.Name.Local {
		case "g":
			fmt.Sscanf(at["transform"], "translate(%d %d) scale(%d %d)", &left, &top, &wide, &tall)
		case "text":
			var x int
			var char string
			fmt.Sscan(at["x"], &x)
			d.DecodeElement(&char, &e)
			cells = append(cells, cell{char, left + x*wide, top})
		case "path":
			path = at["d"]
			fmt.Sscanf(at["transform"], "translate(%d %d) scale(%d)", new(int), new(int), &module)
		}
	}
}

// onPaper gives the same of what a printer would print.
func onPaper(sheet *escpostest.Sheet, p Profile) (cells []cell) {
	margin := (p.Paper*8 - p.Dots) / 2
	for _, r := range sheet.Rows {
		x := margin + r.Left
		for _, char := range r.Text {
			wide := escpostest.Columns(string(char)) * 12 * r.Wide
			if char != ' ' {
				cells = append(cells, cell{string(char), x + wide/2, paperMargin + r.Top})
			}
			x += wide
		}
	}
	return cells
}

func TestPreviewShowsWhatIsPrinted(t *testing.T) {
	odd := Sample()
	odd.Service = `<b>"&' 㐂𬭊`
	for _, p := range []Profile{Paper80(), Paper58()} {
		for _, s := range []Slip{Sample().Slip(), odd.Slip(), TestPage(p, "http://x/")} {
			svg, err := Preview(s, p)
			if err != nil {
				t.Fatal(err)
			}
			got, path, module := shown(t, svg)
			sheet := printed(t, s, p)
			if want := onPaper(sheet, p); !slices.Equal(got, want) {
				t.Errorf("%d mm: shown\n%v\nprinted\n%v", p.Paper, got, want)
			}
			if want := fmt.Sprintf(`viewBox="0 0 %d %d"`, p.Paper*8, sheet.Tall+2*paperMargin); !strings.Contains(svg, want) {
				t.Errorf("%d mm: no %s in %.200s", p.Paper, want, svg)
			}
			printedQR, _ := scan(sheet.Rasters[0])
			if got, err := scan(fill(path, module, sheet.Rasters[0].Bounds().Dx())); err != nil || got != printedQR {
				t.Errorf("%d mm: QR shown %q %v, printed %q", p.Paper, got, err, printedQR)
			}
		}
	}
}

// fill draws the runs of a path.
func fill(path string, module, side int) image.Image {
	picture := image.NewGray(image.Rect(0, 0, side, side))
	for i := range picture.Pix {
		picture.Pix[i] = 255
	}
	for _, run := range regexp.MustCompile(`M\d+ \d+h\d+`).FindAllString(path, -1) {
		var x, y, wide int
		fmt.Sscanf(run, "M%d %dh%d", &x, &y, &wide)
		for i := range wide * module * module {
			picture.SetGray(x*module+i%(wide*module), y*module+i/(wide*module), color.Gray{})
		}
	}
	return picture
}

func TestPreviewOfAnImpossibleProfile(t *testing.T) {
	if _, err := Preview(nil, Profile{}); err == nil {
		t.Error("no error")
	}
}
