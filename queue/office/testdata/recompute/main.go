// Command recompute works the figures of GET /api/v1/statistics out from the journal alone, in the plainest way. It shares
// nothing with the program. It reads entries as GET /api/v1/journal gives them, one a line, from standard input, and
// writes one JSON object a figure's subject and group:
//
//	{"report":"windows","key":"3","figures":{"called":12,…}}
//
// Everything that lasts counts until the moment that the argument names.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
	"sort"
	"strings"
	"time"
)

type ticket struct {
	Service        string    `json:"service"`
	Status         string    `json:"status"`
	IssuedAt       time.Time `json:"issued_at"`
	Visit          uint64    `json:"visit"`
	WaitFrom       time.Time `json:"wait_from"`
	Window         int       `json:"window"`
	Staff          string    `json:"staff"`
	FirstCalledAt  time.Time `json:"first_called_at"`
	CalledAt       time.Time `json:"called_at"`
	CallCount      int       `json:"call_count"`
	WaitedMS       int64     `json:"waited_ms"`
	StartedAt      time.Time `json:"started_at"`
	StartInferred  bool      `json:"start_inferred"`
	FinishedAt     time.Time `json:"finished_at"`
	FinishInferred bool      `json:"finish_inferred"`
	HeldMS         int64     `json:"held_ms"`
	NoShowAt       time.Time `json:"no_show_at"`
	Rating         int       `json:"rating"`
	Class          string    `json:"class"`
	Why            string    `json:"why"`
	CallReason     string    `json:"call_reason"`

	first, recovered bool
}

type event struct {
	Kind      string    `json:"kind"`
	Ticket    *ticket   `json:"ticket"`
	Left      *ticket   `json:"left"`
	Recovered uint64    `json:"recovered"`
	Level     int       `json:"level"`
	Layout    *layout   `json:"layout"`
	Shift     *shift    `json:"shift"`
	Window    *window   `json:"window"`
	FollowUp  *followUp `json:"follow_up"`
	Feedback  *feedback `json:"feedback"`
	Card      *card     `json:"card"`
	Alert     *alert    `json:"alert"`
}

type layout struct {
	TimeZone string `json:"time_zone"`
	Services []struct {
		ID         string `json:"id"`
		Department string `json:"department"`
		Standard   int64  `json:"standard_minutes"`
	} `json:"services"`
	Staff []struct {
		Number string `json:"number"`
	} `json:"staff"`
	Hours struct {
		Sessions []string `json:"sessions"`
	} `json:"hours"`
	Settings struct {
		WaitWarning int64 `json:"wait_warning_minutes"`
		Prepare     int64 `json:"prepare_minutes"`
		Late        int64 `json:"late_minutes"`
		Early       int64 `json:"early_minutes"`
	} `json:"settings"`
}

var (
	visits = map[uint64]*ticket{}
	shifts = map[uint64]*shift{}
	hall   *layout
	now    time.Time
	zone   *time.Location
	out    = json.NewEncoder(os.Stdout)
)

func main() {
	log.SetFlags(0)
	var err error
	if now, err = time.Parse(time.RFC3339, os.Args[1]); err != nil {
		log.Fatal(err)
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		var entry struct {
			Events []event `json:"events"`
		}
		if err := json.Unmarshal(in.Bytes(), &entry); err != nil {
			log.Fatal(err)
		}
		for i := range entry.Events {
			see(&entry.Events[i])
		}
	}
	if zone, err = time.LoadLocation(hall.TimeZone); err != nil {
		log.Fatal(err)
	}
	report()
	attendance()
	registers()
}

// write writes the figures of one row of a report.
func write(report, key string, figures map[string]any) {
	if err := out.Encode(map[string]any{"report": report, "key": key, "figures": figures}); err != nil {
		log.Fatal(err)
	}
}

func see(e *event) {
	if e.Layout != nil {
		hall = e.Layout
	}
	if e.Recovered != 0 {
		visits[e.Recovered].recovered = true
	}
	switch {
	case e.Kind == "feedback_given": // of a visit that may be long past
	case e.Kind == "rated":
		visits[e.Ticket.Visit].Rating = e.Level
	case e.Ticket != nil:
		if e.Left != nil {
			keep(e.Left, false)
		}
		keep(e.Ticket, e.Kind == "issued")
	}
	seeShift(e)
	seeRegisters(e)
}

func keep(t *ticket, issued bool) {
	t.first = issued
	if was := visits[t.Visit]; was != nil {
		t.first, t.recovered = was.first || issued, was.recovered
	}
	visits[t.Visit] = t
}

// group are the visits and shifts of one subject.
type group struct {
	visits []*ticket
	shifts []*shift
	days   map[string]bool
}

// half is a half hour of the week by the hall's clock, such as mon 09:30.
func half(at time.Time) string {
	at = at.In(zone)
	return fmt.Sprintf("%s %02d:%02d", strings.ToLower(at.Format("Mon")), at.Hour(), at.Minute()/30*30)
}

func report() {
	department := map[string]string{}
	for _, s := range hall.Services {
		department[s.ID] = s.Department
	}
	groups := map[string]map[string]*group{}
	of := func(report, key string) *group {
		if groups[report] == nil {
			groups[report] = map[string]*group{}
		}
		if groups[report][key] == nil {
			groups[report][key] = &group{days: map[string]bool{}}
		}
		return groups[report][key]
	}
	for _, v := range visits {
		began := v.WaitFrom
		if v.first {
			began = v.IssuedAt
		}
		began = began.In(zone)
		weekday, day := half(began)[:3], began.Format(time.DateOnly)
		in := map[string]string{
			"overview": "", "services": v.Service, "departments": department[v.Service], "hours": fmt.Sprint(began.Hour()), "weekdays": weekday,
			"peaks": half(began), "days": day, "months": day[:7],
		}
		if v.Window != 0 {
			in["windows"], in["staff"] = fmt.Sprint(v.Window), v.Staff
		}
		for report, key := range in {
			g := of(report, key)
			g.visits = append(g.visits, v)
			g.days[day] = true
		}
	}
	for _, s := range shifts {
		for report, key := range map[string]string{"overview": "", "windows": fmt.Sprint(s.Window), "staff": s.Staff} {
			of(report, key).shifts = append(of(report, key).shifts, s)
		}
	}
	open := openWindows(of("overview", "").days)
	for name, keys := range groups {
		for key, g := range keys {
			f := g.figures()
			switch name {
			case "weekdays", "overview":
				f["days"] = len(g.days)
			case "days":
				f["weekday"] = half(g.visits[0].IssuedAt)[:3]
			case "peaks":
				days := len(of("weekdays", key[:3]).days)
				f["days"], f["per_day"], f["windows_needed"] = days, per(f["issued"].(int), days), nil
				f["windows_signed_in"] = open[key] / float64(days)
				if mean := f["service_ms"].(map[string]any)["mean"]; mean != nil {
					// arrivals × mean service ÷ 30 minutes ÷ 0.85
					f["windows_needed"] = float64(f["issued"].(int)) / float64(days) * float64(mean.(int64)) / (30 * 60_000) / 0.85
				}
			}
			write(name, key, f)
		}
	}
	order()
}

// order counts calls by why they were made.
func order() {
	all, calls := 0, map[[2]string]int{}
	for _, v := range visits {
		if v.FirstCalledAt.IsZero() {
			continue
		}
		why := v.CallReason
		if v.Why == "head_start" {
			why = v.Class
		}
		calls[[2]string{v.Why, why}]++
		all++
	}
	for why, n := range calls {
		write("order", why[0]+" "+why[1], map[string]any{"out_of_order": passes(why[0], why[1]), "calls": n, "share": per(n, all)})
	}
}

// passes tells whether a call passed somebody by who had waited longer.
func passes(why, reason string) bool {
	return why == "head_start" || why == "specific" || why == "arrived" || why == "return" || why == "walk_up" && reason != ""
}

func (g *group) figures() map[string]any {
	n := map[string]int{}
	levels := make([]int, 5)
	var waits, missed, services, walks []int64
	serving := int64(0)
	standard := map[string]int64{}
	for _, s := range hall.Services {
		standard[s.ID] = s.Standard * 60_000
	}
	for _, v := range g.visits {
		left := !v.FinishedAt.IsZero() && (v.Status == "called" || v.Status == "serving")
		if v.first {
			n["issued"]++
		}
		switch {
		case v.recovered:
			n["recovered"]++
		case left:
			n["left"]++
		case !v.NoShowAt.IsZero():
			n["no_show"]++
		case v.Status == "served" || v.Status == "cancelled" || v.Status == "expired":
			n[v.Status]++
		}
		if v.Rating > 0 {
			n["rated"]++
			levels[5-v.Rating]++
		}
		if v.FirstCalledAt.IsZero() {
			continue
		}
		n["called"]++
		n["recalls"] += v.CallCount - 1
		if passes(v.Why, v.CallReason) {
			n["out_of_order"]++
		}
		if v.WaitedMS > hall.Settings.WaitWarning*60_000 {
			n["wait over"]++
		}
		if v.NoShowAt.IsZero() {
			waits = append(waits, v.WaitedMS)
		} else {
			missed = append(missed, v.WaitedMS)
		}
		if v.StartedAt.IsZero() {
			continue
		}
		if !v.StartInferred {
			walks = append(walks, v.StartedAt.Sub(v.CalledAt).Milliseconds())
		}
		took := v.FinishedAt.Sub(v.StartedAt).Milliseconds() - v.HeldMS
		switch {
		case left && !v.FinishInferred:
			serving += took
		case left:
		case v.Status == "serving":
			serving += now.Sub(v.StartedAt).Milliseconds()
		case !v.FinishedAt.IsZero() && !v.FinishInferred && !v.recovered:
			services = append(services, took)
			serving += took
			if took > standard[v.Service] {
				n["service over"]++
			}
		}
	}
	f := map[string]any{
		"wait_ms": spread(waits), "no_show_wait_ms": spread(missed), "service_ms": spread(services), "walk_ms": spread(walks),
		"no_show_rate": per(n["no_show"], n["called"]), "wait_over_rate": per(n["wait over"], n["called"]),
		"service_over_rate": per(n["service over"], n["served"]), "rating_rate": per(n["rated"], n["served"]),
		"satisfaction_rate": per(levels[0]+levels[1]+levels[2], n["rated"]), "rating_levels": levels,
		"recall_rate": per(n["recalls"], n["called"]), "out_of_order_rate": per(n["out_of_order"], n["called"]),
		"abandoned": n["no_show"] + n["cancelled"] + n["expired"], "serving_ms": serving,
	}
	f["abandon_rate"] = per(f["abandoned"].(int), n["issued"])
	for _, name := range []string{"issued", "called", "served", "no_show", "recovered", "left", "recalls", "rated", "cancelled", "expired", "out_of_order"} {
		f[name] = n[name]
	}
	signedIn, paused, away, pauses, asked := int64(0), int64(0), int64(0), 0, 0
	for _, s := range g.shifts {
		signedIn += s.end().Sub(s.SignedInAt).Milliseconds()
		paused += s.paused()
		away, pauses, asked = away+s.AwayMS, pauses+s.Pauses, asked+s.Asked
	}
	f["signed_in_ms"], f["paused_ms"], f["away_ms"], f["pause_count"] = signedIn, paused, away, pauses
	f["consultations"] = asked
	f["utilisation"] = nil
	if attended := signedIn - paused; attended > 0 {
		f["utilisation"] = float64(serving) / float64(attended)
	}
	return f
}

func per(part, whole int) any {
	if whole == 0 {
		return nil
	}
	return float64(part) / float64(whole)
}

func spread(all []int64) map[string]any {
	s := map[string]any{"n": len(all), "mean": nil, "p50": nil, "p90": nil, "max": nil}
	if len(all) == 0 {
		return s
	}
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	sum := int64(0)
	for _, x := range all {
		sum += x
	}
	rank := func(of float64) int64 { return all[int(math.Ceil(of*float64(len(all))-1e-9))-1] }
	s["mean"], s["p50"], s["p90"], s["max"] = int64(math.Round(float64(sum)/float64(len(all)))), rank(0.5), rank(0.9), all[len(all)-1]
	return s
}
