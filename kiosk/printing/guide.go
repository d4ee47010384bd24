package printing

import (
	"strconv"
	"strings"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/queue"
)

// Guide gives what a citizen takes home of a service's guide: what to bring, the fee, the time, and url as a code. It is
// as long as it must be.
func (p *Printers) Guide(l *queue.Layout, service *queue.Service, url string, english bool) escpos.Slip {
	g, w := &service.Guide, writer{p.cfg.Text, english}
	slip := escpos.Slip{
		escpos.Text{Text: w.say(l.Name), Align: escpos.Centre},
		escpos.Text{Text: w.say(service.Name), Align: escpos.Centre, Wide: 2, Tall: 2, Bold: true, Fit: 1},
		escpos.Feed(1),
	}
	if len(g.Materials) > 0 {
		slip = append(slip, escpos.Text{Text: w.words("guide.materials"), Wide: 1, Tall: 2, Bold: true})
	}
	for i := range g.Materials {
		slip = append(slip, w.material(i, &g.Materials[i])...)
	}
	for _, fact := range []struct {
		key  string
		text queue.Text
	}{{"guide.fee", g.Fee}, {"guide.promise", g.Promise}, {"guide.note", g.Note}} {
		if said := w.say(fact.text); said != "" {
			slip = append(slip, escpos.Text{Text: w.fact(fact.key, said)})
		}
	}
	if url != "" {
		slip = append(slip, escpos.Feed(1), escpos.QR{Content: url, Align: escpos.Centre})
		if g.Online != "" {
			slip = append(slip, escpos.Text{Text: w.words("kiosk.online_take"), Align: escpos.Centre})
		}
	}
	if g.Reviewed != "" {
		slip = append(slip, escpos.Text{Text: w.words("guide.reviewed", "date", string(g.Reviewed)), Align: escpos.Centre})
	}
	if l.Settings.Hotline != "" {
		slip = append(slip, escpos.Text{Text: w.words("guide.hotline", "hotline", l.Settings.Hotline), Align: escpos.Centre})
	}
	return append(slip, escpos.Feed(1), escpos.Cut{})
}

// writer writes texts in one language.
type writer struct {
	text    func(key string) (zh, en string)
	english bool
}

func (w writer) say(t queue.Text) string {
	if w.english && t.EN != "" {
		return t.EN
	}
	return t.ZH
}

// words gives the text of a key; fill are names of placeholders, each with its value.
func (w writer) words(key string, fill ...string) string {
	zh, en := w.text(key)
	text := w.say(queue.Text{ZH: zh, EN: en})
	for i := 0; i+1 < len(fill); i += 2 {
		text = strings.ReplaceAll(text, "{"+fill[i]+"}", fill[i+1])
	}
	return text
}

func (w writer) fact(key, said string) string {
	if w.english {
		return w.words(key) + ": " + said
	}
	return w.words(key) + "：" + said
}

// material is one paper to bring, as a line to tick off with its note below.
func (w writer) material(i int, m *queue.Material) escpos.Slip {
	line := "□" + strconv.Itoa(i+1) + ". " + w.say(m.Name)
	if m.Optional {
		line += " [" + w.words("guide.optional") + "]"
	}
	for _, count := range []struct {
		key string
		n   int
	}{{"guide.original", m.Original}, {"guide.copies", m.Copies}} {
		if count.n > 0 {
			line += "  " + together(w.words(count.key, "n", strconv.Itoa(count.n)))
		}
	}
	slip := escpos.Slip{escpos.Text{Text: line, Bold: true}}
	if note := w.say(m.Note); note != "" {
		slip = append(slip, escpos.Text{Text: "（" + note + "）"})
	}
	return slip
}

// together keeps a text in one row.
func together(text string) string {
	const wordJoiner = "\u2060"
	return strings.Join(strings.Split(text, ""), wordJoiner)
}
