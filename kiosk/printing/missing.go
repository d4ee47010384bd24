package printing

import (
	"fmt"
	"strconv"
	"time"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// MissingSlip gives a slip of missing papers (补正告知单): everything that is missing at once, until when it can be brought,
// and the code that gives a number then. url is what its QR code holds.
func (p *Printers) MissingSlip(l *queue.Layout, v *queue.MissingSlipView, url string) escpos.Slip {
	w := writer{text: p.cfg.Text}
	head := "missing.papers"
	if len(v.Papers) == 0 { // the clerk has told what is missing
		head = "missing.told"
	}
	slip := escpos.Slip{
		escpos.Text{Text: w.say(l.Name), Align: escpos.Centre},
		escpos.Text{Text: w.words("missing.title"), Align: escpos.Centre, Wide: 2, Tall: 2, Bold: true},
		escpos.Text{Text: w.words("missing.of", "ticket", string(v.Number), "service", w.say(v.ServiceName)), Align: escpos.Centre},
		escpos.Feed(1),
		large(w.words(head)),
	}
	for i, paper := range v.Papers {
		slip = append(slip, large(fmt.Sprintf("□%d. %s", i+1, paper.ZH)))
		if paper.EN != "" {
			slip = append(slip, escpos.Text{Text: paper.EN})
		}
	}
	if v.Note != "" {
		slip = append(slip, escpos.Text{Text: w.words("missing.note", "note", v.Note)})
	}
	slip = append(slip, escpos.Feed(1), large(w.words("missing.until", "date", dayWords(v.Until))), escpos.Text{Text: w.words("missing.how")})
	if v.WindowName != nil && v.Place != nil {
		slip = append(slip, escpos.Text{Text: w.words("missing.window", "window", strconv.Itoa(int(v.Window)), "place", w.say(*v.Place))})
	}
	slip = append(slip,
		escpos.Feed(1),
		escpos.Text{Text: w.words("missing.code"), Align: escpos.Centre},
		escpos.Text{Text: v.Code[:len(v.Code)/2] + " " + v.Code[len(v.Code)/2:], Align: escpos.Centre, Wide: 3, Tall: 3, Bold: true, Fit: 2},
		escpos.QR{Content: url, Align: escpos.Centre},
		escpos.Text{Text: w.words("missing.issued", "at", v.IssuedAt.Time().In(l.Location()).Format("2006-01-02 15:04")), Align: escpos.Centre},
	)
	if l.Settings.Hotline != "" {
		slip = append(slip, escpos.Text{Text: w.words("guide.hotline", "hotline", l.Settings.Hotline), Align: escpos.Centre})
	}
	return append(slip, escpos.Feed(1), escpos.Cut{})
}

// large is a line that is read without glasses, as far as it fits into one row.
func large(text string) escpos.Text {
	return escpos.Text{Text: text, Wide: 2, Tall: 2, Bold: true, Fit: 1}
}

// dayWords gives a date as people say it: 12月7日 星期一.
func dayWords(date queue.Date) string {
	t, err := time.Parse(time.DateOnly, string(date))
	if err != nil {
		return string(date)
	}
	return fmt.Sprintf("%d月%d日 星期%c", t.Month(), t.Day(), []rune("日一二三四五六")[t.Weekday()])
}
