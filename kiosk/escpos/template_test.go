package escpos

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// TestDefaultTemplate holds lines that esc2text of receipt-print-hq/escpos-tools reads off the same bytes too.
func TestDefaultTemplate(t *testing.T) {
	want := []string{
		"bold center: 青溪县政务服务中心",
		"6x6 bold center: A017",
		"1x2 bold center: 城乡居民养老保险【优先】 预约10:00-10:30",
		"2x2: 窗口 3、4 一楼东侧B区",
		"2x2: 请在一楼等候区等候",
		"前面等候 12 人，预计约 25 分钟 证件尾号 ****002X",
		"呼叫3次未到为过号，可到取号机或咨询台重排一次。",
		"2026-11-23 09:42:05 当日有效 投诉0851-12345678",
	}
	sheet := printed(t, Sample().Slip(), Paper80())
	same(t, texts(sheet), want)
	if got, err := scan(sheet.Rasters[0]); err != nil || got != Sample().URL {
		t.Errorf("QR code holds %q %v", got, err)
	}

	narrow := printed(t, Sample().Slip(), Paper58())
	same(t, texts(narrow), []string{
		want[0], want[1],
		"1x2 bold center: 城乡居民养老保险【优先】", "1x2 bold center: 预约10:00-10:30",
		"2x2: 窗口 3、4", "2x2: 一楼东侧B区",
		"2x2: 请在一楼等候区", "2x2: 等候",
		"前面等候 12 人，预计约 25 分钟", "证件尾号 ****002X",
		"呼叫3次未到为过号，可到取号机", "或咨询台重排一次。",
		"2026-11-23 09:42:05 当日有效", "投诉0851-12345678",
	})
	if got, err := scan(narrow.Rasters[0]); err != nil || got != Sample().URL {
		t.Errorf("QR code of 58 mm holds %q %v", got, err)
	}
}

func TestDefaultTemplateInEnglish(t *testing.T) {
	k := Sample()
	k.English, k.Service = true, "Pension insurance"
	same(t, texts(printed(t, k.Slip(), Paper80())), []string{
		"bold center: 青溪县政务服务中心",
		"6x6 bold center: A017",
		"1x2 bold center: Pension insurance (Priority) Booked 10:00-10:30",
		"2x2: Window 3, 4 一楼东侧B区",
		"2x2: Wait in 一楼等候区",
		"12 ahead, about 25 min, ID ****002X",
		"After 3 calls your number is missed; rejoin once", "at the kiosk or 咨询台.",
		"2026-11-23 09:42:05 Valid today only.", "Complaints: 0851-12345678",
	})
}

func TestDefaultTemplateLeavesOut(t *testing.T) {
	bare := Ticket{Number: "A001", Service: "咨询", Ahead: -1, RequeueOff: true, Trial: true}
	same(t, texts(printed(t, bare.Slip(), Paper80())), []string{
		"2x2 bold center: 测试号，不办理业务", "6x6 bold center: A001", "1x2 bold center: 咨询", "过号作废，请重新取号。", "当日有效",
	})
	if sheet := printed(t, bare.Slip(), Paper80()); len(sheet.Rasters) != 0 || sheet.Cuts != 1 {
		t.Errorf("%d pictures, %d cuts", len(sheet.Rasters), sheet.Cuts)
	}
	bare.English, bare.RequeueOff, bare.Ahead, bare.MaxCalls = true, false, 0, 2
	same(t, texts(printed(t, bare.Slip(), Paper80())), []string{
		"2x2 bold center: Test: not valid", "6x6 bold center: A001", "1x2 bold center: 咨询", "0 ahead",
		"After 2 calls your number is missed; rejoin once", "at the kiosk.", "Valid today only.",
	})
}

func TestReprintSaysSo(t *testing.T) {
	k := Sample()
	k.Reprint = true
	if got := texts(printed(t, k.Slip(), Paper58())); got[0] != "bold center: 青溪县政务服务中心 【补打】" {
		t.Errorf("%q", got)
	}
	k.English = true
	if got := texts(printed(t, k.Slip(), Paper80())); got[0] != "bold center: 青溪县政务服务中心 【Reprint】" {
		t.Errorf("%q", got)
	}
}

func TestTemplateOfACentre(t *testing.T) {
	tmpl, err := ParseTemplate("\ufeff# ours\r\n" +
		"center 8x4 fit bold | {ticket}\r\n" +
		`right | \[{service}\] 50\\50 \{x\} a|b` + "\r\n" +
		"if:priority | 请走绿色通道\r\n" +
		"|{windows}\n" +
		"qr right module:4 if:url | {url}?k=\\[1\\]\n" +
		"feed 2 unless:priority\ncut")
	if err != nil {
		t.Fatal(err)
	}
	k := Ticket{Number: "H003", Service: "公积金", Windows: []int{12, 3, 5, 4, 12, 8, 9}, URL: "u"}
	sheet := printed(t, tmpl.Slip(k), Paper80())
	same(t, texts(sheet), []string{"8x4 bold center: H003", `right: [公积金] 50\50 {x} a|b`, "3-5、8、9、12"})
	if got, err := scan(sheet.Rasters[0]); err != nil || got != "u?k=[1]" {
		t.Errorf("QR code holds %q %v", got, err)
	}
	if sheet.Fed != 2 || sheet.Cuts != 1 {
		t.Errorf("fed %d, cut %d", sheet.Fed, sheet.Cuts)
	}
	k = Ticket{Number: "H003", Priority: true}
	same(t, texts(printed(t, tmpl.Slip(k), Paper80())), []string{"8x4 bold center: H003", `right: [] 50\50 {x} a|b`, "请走绿色通道"})
}

func TestTemplateErrors(t *testing.T) {
	const number = "4x4 | {ticket}\n"
	for _, c := range []struct {
		text string
		line int
		err  error
		says string
	}{
		{number + "| {servce}", 2, ErrUnknownName, "line 2: unknown name: servce"},
		{"\n# x\n" + number + "\nif:vip | x", 5, ErrUnknownName, "line 5: unknown name: vip"},
		{number + "blink | x", 2, ErrUnknownAttribute, "line 2: unknown attribute: blink"},
		{number + "qr bold | x", 2, ErrUnknownAttribute, ""},
		{number + "cut center", 2, ErrUnknownAttribute, ""},
		{number + "9x1 | x", 2, ErrBadSize, "line 2: size is not between 1x1 and 8x8: 9x1"},
		{number + "0x1 | x", 2, ErrBadSize, ""},
		{number + "2xx | x", 2, ErrBadSize, ""},
		{number + "qr module:2 | x", 2, ErrBadNumber, ""},
		{number + "feed 21", 2, ErrBadNumber, "line 2: number is out of range: 21"},
		{number + "feed", 2, ErrUnknownLine, ""},
		{number + "hello", 2, ErrUnknownLine, "line 2: neither text (attributes | text) nor qr, feed or cut: hello"},
		{number + "| [a", 2, ErrBrackets, ""},
		{number + "| a]", 2, ErrBrackets, "line 2: brackets do not match: ]"},
		{number + "| [a[b]]", 2, ErrBrackets, ""},
		{number + "| {ticket", 2, ErrBrackets, ""},
		{number + "| a}", 2, ErrBrackets, ""},
		{"", 0, ErrSmallNumber, "template: the number {ticket} is not always printed at 4x4 or more"},
		{"4x3 | {ticket}", 0, ErrSmallNumber, ""},
		{"4x4 | [{service}{ticket}]", 0, ErrSmallNumber, ""},
		{"4x4 unless:trial | {ticket}", 0, ErrSmallNumber, ""},
		{"qr | {ticket}", 0, ErrSmallNumber, ""},
		{number + strings.Repeat("| x\n", 8), 0, ErrTooManyLines, ""},
		{number + strings.Repeat("if:help | x\n", 8), 0, ErrTooManyLines, ""},
		{strings.Repeat("#", 16<<10+1), 0, ErrTooLong, ""},
		{number + "if:center if:service if:priority if:appointment if:windows if:place if:ahead if:minutes if:issued if:last4 if:url | x", 0, ErrTooManyNames, ""},
	} {
		_, err := ParseTemplate(c.text)
		var wrong *TemplateError
		if !errors.As(err, &wrong) || wrong.Line != c.line || !errors.Is(err, c.err) || c.says != "" && err.Error() != c.says {
			t.Errorf("%.60q: %v", c.text, err)
		}
	}
	for _, good := range []string{
		number + strings.Repeat("| x\n", 7), number + strings.Repeat("if:help | x\n", 7) + strings.Repeat("unless:help | x\n", 7),
		"4x4 if:trial | {ticket}\n5x8 unless:trial | [{ticket}]",
	} {
		if _, err := ParseTemplate(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}

// TestEveryTicketFits tries what tickets say at their longest: every row on the paper, the number in one piece.
func TestEveryTicketFits(t *testing.T) {
	long := Sample()
	long.Center = strings.Repeat("经济技术开发区", 5)
	long.Service = strings.Repeat("城乡居民基本养老保险参保登记", 3)
	long.Place, long.Zone, long.Help = "综合服务楼二楼西侧企业开办专区", "综合服务楼二楼西侧企业开办等候专区", "二楼西侧企业开办专区咨询台"
	long.Number, long.Ahead, long.Minutes, long.Windows = "AB10017", 1234, 999, []int{1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21}
	for flags := range 8 {
		long.English, long.Trial, long.RequeueOff = flags&1 > 0, flags&2 > 0, flags&4 > 0
		for _, p := range []Profile{Paper80(), Paper58()} {
			var all strings.Builder
			number := false
			for _, r := range printed(t, long.Slip(), p).Rows {
				all.WriteString(strings.ReplaceAll(r.Text, " ", ""))
				number = number || r.Text == long.Number && r.Wide >= 4 && r.Tall >= 4
			}
			if !number {
				t.Errorf("%d mm: number is not in one piece at 4x4", p.Paper)
			}
			for _, words := range []string{long.Service, long.Place, long.Zone, "1234", "11、13", long.Hotline} {
				if long.English {
					words = strings.ReplaceAll(words, "、", ",")
				}
				if !strings.Contains(all.String(), words) {
					t.Errorf("%d mm lost %q of %s", p.Paper, words, &all)
				}
			}
		}
	}
}

func TestIssuedInItsOwnLocation(t *testing.T) {
	k := Ticket{Number: "A001", IssuedAt: time.Date(2026, 1, 2, 1, 2, 3, 0, time.UTC).In(time.FixedZone("CST", 8*3600))}
	rows := texts(printed(t, k.Slip(), Paper80()))
	if last := rows[len(rows)-1]; last != "2026-01-02 09:02:03 当日有效" {
		t.Error(last)
	}
}

func TestTestPage(t *testing.T) {
	for _, p := range []Profile{Paper80(), Paper58()} {
		sheet := printed(t, TestPage(p, "http://paidui.example/"), p)
		rows := texts(sheet)
		if got := rows[1]; len(got) != p.Columns || !strings.HasPrefix("123456789012345678901234567890123456789012345678", got) {
			t.Errorf("ruler of %d columns is %s", p.Columns, got)
		}
		if got, err := scan(sheet.Rasters[0]); err != nil || got != "http://paidui.example/" {
			t.Errorf("QR code holds %q %v", got, err)
		}
		if !strings.Contains(strings.Join(rows, "\n"), "䶮喆堃 㐂𬭊") {
			t.Error("no rare characters")
		}
	}
}
