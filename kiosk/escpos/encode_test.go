package escpos

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/paidui/paidui/kiosk/escpos/escpostest"
)

func printed(t *testing.T, s Slip, p Profile) *escpostest.Sheet {
	t.Helper()
	job, err := Encode(s, p)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := escpostest.Read(job, p.Dots)
	if err != nil {
		t.Fatalf("%v in %q", err, job)
	}
	return sheet
}

// texts gives the rows with size, weight and alignment where they are not the usual: "6x6 bold center: A017".
func texts(sheet *escpostest.Sheet) []string {
	var out []string
	for _, r := range sheet.Rows {
		var how []string
		if r.Wide != 1 || r.Tall != 1 {
			how = append(how, string([]byte{'0' + byte(r.Wide), 'x', '0' + byte(r.Tall)}))
		}
		if r.Bold {
			how = append(how, "bold")
		}
		if r.Align > 0 {
			how = append(how, []string{"", "center", "right"}[r.Align])
		}
		if len(how) > 0 {
			how[len(how)-1] += ":"
		}
		out = append(out, strings.Join(append(how, r.Text), " "))
	}
	return out
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("printed\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSizesAndEdges(t *testing.T) {
	s := Slip{
		Text{Text: "A017", Wide: 8, Tall: 5, Bold: true, Align: Centre}, Text{Text: "右", Align: Right, Wide: 2, Tall: 1},
		Text{Text: "左"}, Text{Text: "大", Wide: 99, Tall: -1}, Feed(3), Cut{},
	}
	for _, p := range []Profile{Paper80(), Paper58()} {
		sheet := printed(t, s, p)
		same(t, texts(sheet), []string{"8x5 bold center: A017", "2x1 right: 右", "左", "8x1: 大"})
		if got, want := sheet.Rows[0].Left, (p.Dots-4*12*8)/2; got != want {
			t.Errorf("%d mm: number begins at dot %d, not %d", p.Paper, got, want)
		}
		if got, want := sheet.Rows[1].Left, p.Dots-2*12*2; got != want {
			t.Errorf("%d mm: right text begins at dot %d, not %d", p.Paper, got, want)
		}
		if p.Cutter && (sheet.Cuts != 1 || sheet.Fed != 3) || !p.Cutter && (sheet.Cuts != 0 || sheet.Fed != 3+tearOff) {
			t.Errorf("%d mm: %d cuts after %d lines", p.Paper, sheet.Cuts, sheet.Fed)
		}
	}
}

func TestCharacters(t *testing.T) {
	for _, c := range []struct {
		page CodePage
		text string
		code string // between the size's commands and the line feed
		want string
	}{
		{GB18030, "中A", "\xd6\xd0A", "中A"},
		{GB18030, "䶮", "\xfe\x9f", "䶮"},
		{GB18030, "㐂", "\x81\x39\xef\x31", "㐂"},
		{GB18030, "𬭊", "\x99\x33\xa8\x38", "𬭊"},
		{GB18030, "¥5", "\xa3\xa45", "￥5"},
		{GB18030, "e\u0301", "\xa8\xa6", "é"},
		{GB18030, "a\u200bb\ufe0f", "ab", "ab"},
		{GB18030, "坏\xff", "\xbb\xb5\xa1\xfe", "坏〓"},
		{"", "㐂", "\x81\x39\xef\x31", "㐂"},
		{GBK, "中A", "\xd6\xd0A", "中A"},
		{GBK, "㐂䶮𬭊€", "\xa1\xfe\xa1\xfe\xa1\xfe\xa1\xfe", "〓〓〓〓"},
		{GB18030, "a\x1b@\x10\x04\x01b\nc\u0085d", "a @   b c d", "a @   b c d"},
	} {
		p := Paper80()
		p.Code = c.page
		job, err := Encode(Slip{Text{Text: c.text}}, p)
		if err != nil {
			t.Fatal(err)
		}
		if want := append([]byte{0x1B, '3', 32}, c.code+"\n"...); !bytes.HasSuffix(job, want) {
			t.Errorf("%s %q is %q, which does not end in %q", c.page, c.text, job, want)
		}
		same(t, texts(printed(t, Slip{Text{Text: c.text}}, p)), []string{c.want})
	}
}

func TestStartup(t *testing.T) {
	p := Paper80()
	p.Startup = []byte{0x1B, '9', 0}
	job, err := Encode(nil, p)
	if want := []byte{0x1B, '@', 0x1B, '9', 0, 0x1C, '&'}; err != nil || !bytes.Equal(job, want) {
		t.Errorf("%q %v", job, err)
	}
}

func TestProfileCheck(t *testing.T) {
	for _, p := range []Profile{Paper80(), Paper58(), {Paper: 80, Columns: 42, Dots: 512, Code: GBK}} {
		if err := p.Check(); err != nil {
			t.Errorf("%+v: %v", p, err)
		}
	}
	for _, p := range []Profile{
		{}, {Paper: 80, Columns: 48, Dots: 575}, {Paper: 58, Columns: 48, Dots: 576}, {Paper: 80, Columns: 15, Dots: 576},
		{Paper: 80, Columns: 48, Dots: 576, Code: "big5"}, {Paper: 9999, Columns: 48, Dots: 576},
	} {
		if _, err := Encode(nil, p); !errors.Is(err, ErrProfile) {
			t.Errorf("%+v: %v", p, err)
		}
	}
}
