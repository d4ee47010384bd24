package display

import "github.com/paidui/paidui/queue"

// helpShownAnswered is how long a clerk in trouble sees that somebody answered.
const helpShownAnswered = 5 * queue.Minute

// HelpRow is a help as staff read it: who wants what, and where. No citizen's screen has any.
type HelpRow struct {
	ID   queue.HelpID   `json:"id"`
	Kind queue.HelpKind `json:"kind"`
	// Window is where it is wanted, and Staff who sits there; zero for a kiosk.
	Window queue.WindowNumber `json:"window,omitempty"`
	Staff  string             `json:"staff,omitempty"`
	// Place is where the window is, or the kiosk's name; Zone is the name of its zone. Absent where it is not known.
	Place  queue.Text   `json:"place,omitzero"`
	Zone   queue.Text   `json:"zone,omitzero"`
	Device queue.Device `json:"device,omitempty"`
	Note   string       `json:"note,omitempty"`
	// At is the first of so many presses.
	At      queue.Instant `json:"at"`
	Presses int           `json:"presses"`
	// AnsweredAt is there on the page of who asked.
	AnsweredAt queue.Instant `json:"answered_at,omitempty"`
}

// StaffNoticeRow is a notice that a clerk has not read.
type StaffNoticeRow struct {
	ID   queue.StaffNoticeID `json:"id"`
	Text string              `json:"text"`
	At   queue.Instant       `json:"at"`
}

// counterHelp is what reaches a clerk beside the round.
type counterHelp struct {
	// Helps ask this window, the most urgent first; OwnHelps are its own.
	Helps    []HelpRow `json:"helps,omitempty"`
	OwnHelps []HelpRow `json:"own_helps,omitempty"`
	// Notices are those that who sits here has not read, oldest first.
	Notices []StaffNoticeRow `json:"staff_notices,omitempty"`
	// Devices are what can be reported broken.
	Devices []queue.Device `json:"devices"`
}

func drawCounterHelp(s *queue.State, n queue.WindowNumber, at queue.Instant) counterHelp {
	return counterHelp{
		Helps: helpRows(s, s.HelpsAtWindow(n, at)), OwnHelps: helpRows(s, s.HelpsFrom(n, helpShownAnswered, at)),
		Notices: unreadNotices(s, n), Devices: queue.Devices,
	}
}

// helpRows gives the rows of helps; nil for none.
func helpRows(s *queue.State, helps []queue.Help) []HelpRow {
	var rows []HelpRow
	l := s.Layout()
	for _, h := range helps {
		row := HelpRow{
			ID: h.ID, Kind: h.Kind, Window: h.Window, Device: h.Device, Note: h.Note, At: h.At, Presses: h.Presses, AnsweredAt: h.AnsweredAt,
		}
		if w, ok := l.Window(h.Window); ok {
			row.Place = w.Location
			if staff, ok := l.StaffMember(s.Window(h.Window).Staff); ok {
				row.Staff = staff.Name
			}
		}
		if kiosk, ok := l.Kiosk(h.Kiosk); ok {
			row.Place = kiosk.Name
		}
		if zone, ok := l.Zone(h.Zone); ok {
			row.Zone = zone.Name
		}
		rows = append(rows, row)
	}
	return rows
}

func unreadNotices(s *queue.State, n queue.WindowNumber) []StaffNoticeRow {
	var rows []StaffNoticeRow
	for _, notice := range s.UnreadNotices(n) {
		rows = append(rows, StaffNoticeRow{notice.ID, notice.Text, notice.At})
	}
	return rows
}
