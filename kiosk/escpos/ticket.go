package escpos

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Ticket is what a queue slip says. What is empty is left out together with the words around it.
type Ticket struct {
	Center      string
	Service     string
	Number      string // as called: A017
	Priority    bool
	Appointment string    // the slot, 10:00-10:30
	Windows     []int     // the numbers of the windows that serve it, in any order
	Place       string    // where the windows are
	Ahead       int       // people before it; less than 0 is unknown
	Minutes     int       // the estimated wait; 0 and less is unknown
	IssuedAt    time.Time // printed in its own location
	IDLast4     string
	URL         string // what the QR code holds
	Zone        string // where to wait
	MaxCalls    int
	Help        string // 咨询台, or a window in a hall without a desk
	Hotline     string
	English     bool // the kiosk was in English
	Reprint     bool // printed once more, for who lost the first
	Trial       bool // a day for training: the number is not for use
	RequeueOff  bool // a missed number is void
}

// Sample is a ticket with every field set, for previews.
func Sample() Ticket {
	return Ticket{
		Center: "青溪县政务服务中心", Service: "城乡居民养老保险", Number: "A017", Priority: true, Appointment: "10:00-10:30",
		Windows: []int{3, 4}, Place: "一楼东侧B区", Ahead: 12, Minutes: 25,
		IssuedAt: time.Date(2026, 11, 23, 9, 42, 5, 0, time.UTC), IDLast4: "002X", URL: "http://192.168.1.10:8080/t/AbCdEfGhIjKlMnOpQrStUv",
		Zone: "一楼等候区", MaxCalls: 3, Help: "咨询台", Hotline: "0851-12345678",
	}
}

// Slip is the slip of t by the default template.
func (t Ticket) Slip() Slip { return defaultTemplate.Slip(t) }

// placeholders gives what each name in a template stands for; names that hold nothing for a ticket give "".
var placeholders = map[string]func(Ticket) string{
	"center":      func(t Ticket) string { return t.Center },
	"service":     func(t Ticket) string { return t.Service },
	"ticket":      func(t Ticket) string { return t.Number },
	"priority":    func(t Ticket) string { return flag(t.Priority, t.words("优先", "Priority")) },
	"appointment": func(t Ticket) string { return t.Appointment },
	"windows":     func(t Ticket) string { return ranges(t.Windows, t.words("、", ", ")) },
	"place":       func(t Ticket) string { return t.Place },
	"ahead":       func(t Ticket) string { return number(t.Ahead, 0) },
	"minutes":     func(t Ticket) string { return number(t.Minutes, 1) },
	"issued":      Ticket.issued,
	"last4":       func(t Ticket) string { return t.IDLast4 },
	"url":         func(t Ticket) string { return t.URL },
	"zone":        func(t Ticket) string { return t.Zone },
	"max_calls":   func(t Ticket) string { return number(t.MaxCalls, 1) },
	"help":        func(t Ticket) string { return t.Help },
	"hotline":     func(t Ticket) string { return t.Hotline },
	"reprint":     func(t Ticket) string { return flag(t.Reprint, t.words("补打", "Reprint")) },
	"english":     func(t Ticket) string { return flag(t.English, "English") },
	"trial":       func(t Ticket) string { return flag(t.Trial, t.words("测试", "Test")) },
	"requeue_off": func(t Ticket) string { return flag(t.RequeueOff, t.words("过号作废", "void when missed")) },
}

func (t Ticket) words(chinese, english string) string {
	if t.English {
		return english
	}
	return chinese
}

func (t Ticket) issued() string {
	if t.IssuedAt.IsZero() {
		return ""
	}
	return t.IssuedAt.Format(time.DateTime)
}

func flag(on bool, word string) string {
	if on {
		return word
	}
	return ""
}

func number(n, least int) string {
	if n < least {
		return ""
	}
	return strconv.Itoa(n)
}

// ranges writes window numbers short: 1, 3, 4, 5 and 6 as 1、3-6.
func ranges(numbers []int, comma string) string {
	var out []string
	for _, r := range runs(numbers) {
		from, to := strconv.Itoa(r[0]), strconv.Itoa(r[1])
		switch r[1] - r[0] {
		case 0:
			out = append(out, from)
		case 1:
			out = append(out, from, to)
		default:
			out = append(out, from+"-"+to)
		}
	}
	return strings.Join(out, comma)
}

// runs gives the first and the last of every run of consecutive numbers, in order.
func runs(numbers []int) (out [][2]int) {
	numbers = slices.Clone(numbers)
	slices.Sort(numbers)
	for _, n := range slices.Compact(numbers) {
		if last := len(out) - 1; last >= 0 && n == out[last][1]+1 {
			out[last][1] = n
			continue
		}
		out = append(out, [2]int{n, n})
	}
	return out
}
