package messages

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/paidui/paidui/queue"
)

// settled waits until everything that is due has been sent and written.
func settled() {
	synctest.Wait()
	time.Sleep(2 * settleEvery)
	synctest.Wait()
}

// bubble runs a test with a town and a clock of its own.
func bubble(t *testing.T, test func(*testing.T, *town)) {
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t)
		defer w.close()
		test(t, w)
	})
}

func TestWhatCitizensAreTold(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.run()
		w.do(queue.SignIn{Window: 3})
		w.take("13800138000")
		settled()
		w.do(queue.CallNext{Window: 3})
		settled()
		w.do(queue.Recall{Window: 3})
		settled()
		time.Sleep(2 * time.Minute)
		w.do(queue.MarkNoShow{Window: 3})
		settled()
		expect(t, "messages", w.gateway.types(), []string{"issued A001", "called A001", "no_show A001"})
		posts := w.gateway.seen()
		for i, want := range []queue.Text{
			{ZH: "【中心】A001 社保 0", EN: "[Centre] A001 社保 0"}, {ZH: "A001 到 3", EN: "A001 to 3"}, {ZH: "A001 咨询台", EN: "A001 the information desk"},
		} {
			if d := posts[i].body.Data; d.Text != want || d.Phone != "13800138000" || d.Ticket == "" || d.Service != "social" || d.ServiceName.ZH != "社保" {
				t.Errorf("%s", posts[i].raw)
			}
		}
		issued, called := posts[0].body, posts[1].body
		if issued.Data.PeopleAhead == nil || *issued.Data.PeopleAhead != 0 || issued.Data.EstimatedWait == nil || !issued.Data.Soon {
			t.Errorf("issued: %s", posts[0].raw)
		}
		if called.Data.Window != 3 || called.Data.Place.ZH != "东侧" || called.Data.PeopleAhead != nil || called.Timestamp == 0 {
			t.Errorf("called: %s", posts[1].raw)
		}
		if pending, dead := w.outbox.counts(); pending != 0 || dead != 0 {
			t.Errorf("%d pending, %d dead", pending, dead)
		}
	})
}

// TestMessagesOfATrialDay: each says that its number is none, those of the day after it nothing of that.
func TestMessagesOfATrialDay(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.run()
		_, _ = w.hall.Do(t.Context(), queue.Origin{}, queue.Cancel{}) // opens the day
		w.do(queue.StartTrial{})
		w.do(queue.SignIn{Window: 3})
		for range 6 {
			w.take("13800138000")
			settled()
		}
		w.do(queue.CallNext{Window: 3})
		settled()
		time.Sleep(2 * time.Minute)
		w.do(queue.MarkNoShow{Window: 3})
		settled()
		w.do(queue.EndTrial{})
		tried := w.gateway.seen()
		for _, p := range tried {
			if d := p.body.Data; !d.Trial || !strings.HasPrefix(d.Text.ZH, "【测试】") || !strings.HasPrefix(d.Text.EN, "[Test] ") {
				t.Errorf("%s", p.raw)
			}
		}
		if kinds := strings.Join(w.gateway.types(), ","); !strings.Contains(kinds, "soon") || !strings.Contains(kinds, "called") || !strings.Contains(kinds, "no_show") {
			t.Errorf("told %s", kinds)
		}
		w.take("13800138000")
		settled()
		for _, p := range w.gateway.seen()[len(tried):] {
			if d := p.body.Data; d.Trial || strings.Contains(d.Text.ZH, "测试") {
				t.Errorf("%s", p.raw)
			}
		}
	})
}

func TestBookedMessage(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.run()
		var slot queue.Slot
		var date queue.Date
		w.take("") // opens the day
		settled()
		w.hall.View(func(s *queue.State) {
			service, _ := s.Layout().Service("social")
			date = s.BookableDates(clock())[0]
			slot = s.SlotsOn(service, date)[19]
		})
		w.do(queue.Book{Service: "social", Slot: slot.Start, Holder: "h", Sealed: "sealed 139"})
		settled()
		p := w.gateway.seen()[1]
		if d := p.body.Data; p.body.Type != queue.MessageBooked || d.Text.ZH != string(date)+" 09:30–10:00 社保" || d.Phone != "139" ||
			d.Slot != slot.Start || d.Appointment == "" || strings.Contains(p.raw, "people_ahead") {
			t.Errorf("%s", p.raw)
		}
	})
}

// TestSoonIsToldOnce: three ahead and a wait of more than ten minutes, so that the people ahead decide.
func TestSoonIsToldOnce(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.do(queue.SignIn{Window: 3})
		w.run()
		for range 6 {
			w.take("")
			settled()
		}
		expect(t, "taken", w.gateway.types(), []string{"issued A001", "issued A002", "issued A003", "issued A004", "issued A005", "issued A006"})
		for i, p := range w.gateway.seen() {
			if p.body.Data.Soon != (i <= 3) {
				t.Errorf("%s", p.raw)
			}
		}
		w.do(queue.CallNext{Window: 3})
		settled()
		expect(t, "called", told(w, "called"), []string{"called A001"})
		expect(t, "soon", told(w, "soon"), []string{"soon A005"})
		posts := w.gateway.seen()
		p := posts[slices.IndexFunc(posts, func(p post) bool { return p.body.Type == queue.MessageSoon })]
		if *p.body.Data.PeopleAhead != 3 || p.body.Data.Text.ZH != "A005 3 一楼" {
			t.Errorf("%s", p.raw)
		}
		// It falls back and comes near again: the visit is the same.
		w.do(queue.Take{Service: "social", Class: queue.ClassElder, Source: queue.SourceKiosk})
		w.do(queue.CallNext{Window: 3, Finish: true})
		w.do(queue.CallNext{Window: 3, Finish: true})
		settled()
		expect(t, "soon", told(w, "soon"), []string{"soon A005", "soon A006"})
		// Missed, and back behind the third: a visit of its own.
		time.Sleep(5 * time.Minute)
		missed := w.do(queue.MarkNoShow{Window: 3})
		w.do(queue.Requeue{Ticket: missed.Ticket().ID})
		settled()
		types := w.gateway.types()
		expect(t, "requeued", types[len(types)-2:], []string{"no_show " + string(missed.Ticket().Number), "soon " + string(missed.Ticket().Number)})
	})
}

// TestSoonByTime: with three windows, six people are gone in ten minutes.
func TestSoonByTime(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.run()
		for range 9 {
			w.take("")
		}
		settled()
		for _, p := range w.gateway.seen() {
			if p.body.Type != queue.MessageIssued || p.body.Data.Soon {
				t.Errorf("nobody serves them: %s", p.raw)
			}
		}
		w.do(queue.SignIn{Window: 3})
		settled()
		expect(t, "one window", told(w, "soon"), []string{"soon A001", "soon A002", "soon A003", "soon A004"})
		w.do(queue.SignIn{Window: 4})
		w.do(queue.SignIn{Window: 5})
		settled()
		expect(t, "three windows", told(w, "soon"), []string{"soon A001", "soon A002", "soon A003", "soon A004", "soon A005", "soon A006"})
	})
}

// told gives what came of a kind, in order of number.
func told(w *town, kind string) []string {
	all := slices.DeleteFunc(w.gateway.types(), func(s string) bool { return !strings.HasPrefix(s, kind) })
	slices.Sort(all)
	return all
}

func TestWhoStandsAtTheWindowIsToldNothing(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.do(queue.SignIn{Window: 3})
		w.run()
		w.do(queue.WalkUp{Window: 3, Service: "social"})
		settled()
		expect(t, "walk-up", w.gateway.types(), nil)
		w.do(queue.Finish{Window: 3})
		w.take("")
		w.do(queue.CallNext{Window: 3})
		w.do(queue.ReturnToQueue{Window: 3})
		settled()
		expect(t, "returned", w.gateway.types(), []string{"issued A002", "called A002"})
	})
}

func TestTheSameEntriesGiveTheSameMessages(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		w.do(queue.SignIn{Window: 3})
		for range 8 {
			w.take("138")
			time.Sleep(time.Minute)
		}
		w.do(queue.CallNext{Window: 3})
		w.do(queue.CallNext{Window: 3, Finish: true})
		entries, err := w.outbox.Read(t.Context(), 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		all := func() (messages []queue.Message) {
			told := newTeller("ab12", texts)
			for _, e := range entries {
				messages = append(messages, told.see(e)...)
			}
			return messages
		}
		once, ids := all(), map[string]bool{}
		for i, m := range all() {
			if m.ID != once[i].ID || string(m.Data) != string(once[i].Data) || ids[m.ID] || strings.Contains(string(m.Data), "138") {
				t.Errorf("message %+v", m)
			}
			ids[m.ID] = true
		}
		if len(once) != 8+2+2 || !ids["msg_ab12_4_issued_A001"] {
			t.Errorf("%d messages: %v", len(once), ids)
		}
	})
}

// TestSoonByTheRealOrder: where the window has others to call first, few people ahead are no short wait.
func TestSoonByTheRealOrder(t *testing.T) {
	bubble(t, func(t *testing.T, w *town) {
		var l queue.Layout
		w.hall.View(func(s *queue.State) { l = *s.Layout() })
		l.Services = []queue.Service{
			{ID: "social", Prefix: "A", Name: queue.Text{ZH: "社保"}, StandardMinutes: 2}, {ID: "tax", Prefix: "K", Name: queue.Text{ZH: "税务"}, StandardMinutes: 2},
		}
		l.Windows = l.Windows[:1:1]
		l.Windows[0].Services = []queue.ServiceID{"social", "tax"}
		w.do(queue.SetUp{Layout: l})
		w.do(queue.SignIn{Window: 3})
		for range 12 {
			w.do(queue.Take{Service: "tax", Class: queue.ClassNormal, Source: queue.SourceKiosk})
		}
		w.run()
		for range 6 {
			w.take("")
			settled()
		}
		for _, p := range w.gateway.seen() {
			if d := p.body.Data; d.Service == "social" && d.Soon != (d.Number <= "A004") {
				t.Errorf("%s", p.raw)
			}
		}
		w.do(queue.CallNext{Window: 3}) // of tax
		settled()
		expect(t, "soon of social", slices.DeleteFunc(told(w, "soon"), func(s string) bool { return !strings.Contains(s, " A") }), []string{})
	})
}
