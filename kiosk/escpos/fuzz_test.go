package escpos

import (
	"errors"
	"strings"
	"testing"

	"github.com/paidui/paidui/kiosk/escpos/escpostest"
)

// FuzzTemplate holds that no text makes the parser or a template panic, that errors name a line of the text, and that what
// parses prints a number at 4x4 at least, on 80 and on 58 mm.
func FuzzTemplate(f *testing.F) {
	f.Add(DefaultTemplate)
	for _, s := range []string{"4x4|{ticket}", "4x4 fit | [{ticket}]\ncut", "qr | {url}", "feed 2", "| [", "| \\[", "if:trial", "4x4 if:ticket|{ticket}", "7x7 fit|{ticket}[{hotline}]0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tmpl, err := ParseTemplate(text)
		if err != nil {
			var wrong *TemplateError
			if !errors.As(err, &wrong) || wrong.Line > strings.Count(text, "\n")+1 {
				t.Fatalf("%v", err)
			}
			return
		}
		for _, k := range []Ticket{Sample(), {Number: "A017", English: true, Trial: true, RequeueOff: true}} {
			for _, p := range []Profile{Paper80(), Paper58()} {
				checkSheet(t, tmpl.Slip(k), p, func(sheet *escpostest.Sheet) {
					for _, r := range sheet.Rows {
						if strings.Contains(r.Text, "0") && r.Wide >= 4 && r.Tall >= 4 {
							return
						}
					}
					t.Errorf("no number among %v", texts(sheet))
				})
			}
		}
	})
}

// FuzzEncode holds that any slip prints on any paper: within the paper's width, without a byte that is no command.
func FuzzEncode(f *testing.F) {
	f.Add("青溪县政务服务中心 A017", "http://x/", 6, 6, byte(3), 48, 2)
	f.Add("\x1b@\x10\x04\x01䶮㐂\xff\u2060\u2060", "", 8, 1, byte(255), 16, -1)
	f.Fuzz(func(t *testing.T, text, content string, wide, tall int, flags byte, columns, lines int) {
		p := Profile{Paper: 80, Columns: columns, Dots: 576, Cutter: flags&1 > 0}
		if flags&2 > 0 {
			p.Code = GBK
		}
		s := Slip{
			Text{Text: text, Wide: wide, Tall: tall, Align: Align(flags >> 2 % 3), Bold: flags&16 > 0, Fit: int(flags >> 5)},
			QR{Content: content, Align: Align(flags >> 2 % 3), Module: tall}, Feed(lines), Text{Text: glue(text)}, Cut{},
		}
		checkSheet(t, s, p, func(*escpostest.Sheet) {})
		if _, err := Preview(s, p); err != nil && !errors.Is(err, ErrProfile) && !errors.Is(err, ErrQRTooLong) {
			t.Error(err)
		}
	})
}

func checkSheet(t *testing.T, s Slip, p Profile, check func(*escpostest.Sheet)) {
	t.Helper()
	job, err := Encode(s, p)
	if errors.Is(err, ErrProfile) || errors.Is(err, ErrQRTooLong) {
		return
	} else if err != nil {
		t.Fatal(err)
	}
	sheet, err := escpostest.Read(job, p.Dots)
	if err != nil {
		t.Fatalf("%v in %q", err, job)
	}
	check(sheet)
}
