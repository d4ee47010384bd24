package queue

import "cmp"

// Settings are what a centre may decide for itself. Keys are the same in the hall file and in the journal.
type Settings struct {
	// MaxCalls calls make a no-show possible.
	MaxCalls int `json:"max_calls"`
	// RecallGapSeconds at least lie between two calls of a ticket, and NoShowAfterSeconds between its first call and
	// being passed over, NoShowAfterSlowSeconds for those who walk slowly or come from another floor; a command that
	// is Paced is held to them.
	RecallGapSeconds       int `json:"recall_gap_seconds"`
	NoShowAfterSeconds     int `json:"no_show_after_seconds"`
	NoShowAfterSlowSeconds int `json:"no_show_after_slow_seconds"`
	// MinPresenceSeconds after its last call, a ticket never started may be finished by calling the next.
	MinPresenceSeconds int `json:"min_presence_seconds"`
	// KioskPerMinute limits the numbers one kiosk issues in a minute; 0 lifts the limit.
	KioskPerMinute int `json:"kiosk_per_minute"`
	// IssueStartMinutes before a session numbers can be taken. They stop when the waiting work fills what is left of
	// the session, or IssueStopMinutes before its end; 0: no fixed stop.
	IssueStartMinutes int `json:"issue_start_minutes"`
	IssueStopMinutes  int `json:"issue_stop_minutes"`
	// HolderOpenMax is how many open numbers one holder may have at a time; 0 lifts the limit.
	HolderOpenMax int `json:"holder_open_max"`
	// ElderAge is the age in years from which an ID card makes its holder's number one of ClassElder by itself.
	ElderAge int `json:"elder_age"`
	// IdentityDays is how many days, that of the visit included, the holders of numbers and what is sealed
	// with them can be read.
	IdentityDays int `json:"identity_days"`
	// RequeueBehind is how many waiting people a recovered no-show goes behind; RequeueMax how often it may.
	RequeueBehind int `json:"requeue_behind"`
	RequeueMax    int `json:"requeue_max"`
	// ArriveMinutes after a no-show its citizen may come to the window and is next there. ReopenMinutes after a finish
	// or a no-show the window may undo it.
	ArriveMinutes int `json:"arrive_minutes"`
	ReopenMinutes int `json:"reopen_minutes"`
	// UncancelMinutes after it was cancelled a ticket can be brought back.
	UncancelMinutes int `json:"uncancel_minutes"`
	// DeferBehind people or DeferMinutes are let go first by somebody who asks to be called later, DeferMax times.
	DeferBehind  int `json:"defer_behind"`
	DeferMinutes int `json:"defer_minutes"`
	DeferMax     int `json:"defer_max"`
	// HoldRemindMinutes after it was put on hold a ticket's own window is reminded of it, 0: never; after HoldAnyMinutes
	// any window of the service may resume it; after HoldNoShowMinutes it is a no-show.
	HoldRemindMinutes int `json:"hold_remind_minutes"`
	HoldAnyMinutes    int `json:"hold_any_minutes"`
	HoldNoShowMinutes int `json:"hold_no_show_minutes"`
	// HeadStartMinutes by class; a class that is not listed has none.
	HeadStartMinutes map[Class]int `json:"head_start_minutes"`
	// WaitWarningMinutes is when a wait is too long, and a fallback window helps out.
	WaitWarningMinutes int `json:"wait_warning_minutes"`
	// WaitYellowMinutes and WaitRedMinutes are when it is worse; PauseWarningMinutes and so on are the same of a pause,
	// IdleWarningMinutes and IdleYellowMinutes of an open window that does not call those who wait, ServiceWarningPercent
	// and so on of a service that lasts, in percent of its standard. A 0 never is.
	WaitYellowMinutes     int `json:"wait_yellow_minutes,omitempty"`
	WaitRedMinutes        int `json:"wait_red_minutes,omitempty"`
	PauseWarningMinutes   int `json:"pause_warning_minutes,omitempty"`
	PauseYellowMinutes    int `json:"pause_yellow_minutes,omitempty"`
	PauseRedMinutes       int `json:"pause_red_minutes,omitempty"`
	IdleWarningMinutes    int `json:"idle_warning_minutes,omitempty"`
	IdleYellowMinutes     int `json:"idle_yellow_minutes,omitempty"`
	ServiceWarningPercent int `json:"service_warning_percent,omitempty"`
	ServiceYellowPercent  int `json:"service_yellow_percent,omitempty"`
	ServiceRedPercent     int `json:"service_red_percent,omitempty"`
	// DeadPressMS after a call changed, the counter page takes no press of next, finish or no-show.
	DeadPressMS int `json:"dead_press_ms"`
	// KeypadCodes are what a numeric pad at a counter types for each key.
	KeypadCodes map[Key]KeypadCode `json:"keypad_codes"`
	// PublicPauseReason shows citizens why a window is paused.
	PublicPauseReason bool `json:"public_pause_reason"`
	// Staff are at their windows PrepareMinutes before a session. They are late more than LateMinutes after its start,
	// and leave early more than EarlyMinutes before its end.
	PrepareMinutes int `json:"prepare_minutes"`
	LateMinutes    int `json:"late_minutes"`
	EarlyMinutes   int `json:"early_minutes"`
	// Appointments are booked from BookFirstWorkday to BookLastWorkday workdays ahead, in slots of SlotMinutes, and
	// turned into tickets from CheckInEarlyMinutes before the slot to CheckInLateMinutes after its start. Citizens
	// cancel them no later than CancelHours before. MissLimit misses within MissDays days keep them from booking for as
	// many days; a MissLimit of 0 never does.
	BookFirstWorkday    int `json:"book_first_workday"`
	BookLastWorkday     int `json:"book_last_workday"`
	SlotMinutes         int `json:"slot_minutes"`
	CheckInEarlyMinutes int `json:"check_in_early_minutes"`
	CheckInLateMinutes  int `json:"check_in_late_minutes"`
	CancelHours         int `json:"cancel_hours"`
	MissLimit           int `json:"miss_limit"`
	MissDays            int `json:"miss_days"`
	// SpeakMaxAgeSeconds is how old a call may be and still be spoken; SpeakRepeat how often it is said.
	SpeakMaxAgeSeconds int `json:"speak_max_age_seconds"`
	SpeakRepeat        int `json:"speak_repeat"`
	// OutcomeRequired: no service ends without its outcome.
	OutcomeRequired bool `json:"outcome_required"`
	// ReturnWorkdays is for how many workdays after it was given a slip of missing papers gives its citizen a number.
	ReturnWorkdays int `json:"return_workdays"`
	// RatingDays a served ticket can be rated. RatingSeconds the tablet at the window asks for it.
	RatingDays    int `json:"rating_days"`
	RatingSeconds int `json:"rating_seconds"`
	// HelpEscalateSeconds after help was asked for, and nobody has answered, others are asked as well.
	HelpEscalateSeconds int `json:"help_escalate_seconds"`
	// FeedbackDays is how long what citizens wrote in complaints and suggestions can be read.
	FeedbackDays int `json:"feedback_days"`
	// NightAt is when a backup is made and closed days are moved; 00:00: at DefaultNightAt. LiveDays is how many days, the
	// present one included, stay in the live file before that; 0: DefaultLiveDays. ArchiveYears is of how many calendar
	// years, the present one included, the journal is kept, and FigureYears of how many visits and shifts are, which
	// statistics are made of; 0: of all.
	NightAt      TimeOfDay `json:"night_at,omitempty"`
	LiveDays     int       `json:"live_days,omitempty"`
	ArchiveYears int       `json:"archive_years,omitempty"`
	FigureYears  int       `json:"figure_years,omitempty"`
	// PoliteCard shows clerks what is said in each moment of a service (文明用语).
	PoliteCard bool `json:"polite_card"`
	// VoiceEnglish: a call is said in English after the Chinese. DigitOne is how the digit 1 of a number is read in
	// Chinese; empty: OneYi.
	VoiceEnglish bool     `json:"voice_english,omitempty"`
	DigitOne     DigitOne `json:"digit_one,omitempty"`
	// VoiceOpen: the voices say when a session begins. VoiceClosingMinutes before numbers stop they say so, and
	// VoiceTestMinutes before the day's first session they are tried; 0: they do not.
	VoiceOpen           bool `json:"voice_open,omitempty"`
	VoiceClosingMinutes int  `json:"voice_closing_minutes,omitempty"`
	VoiceTestMinutes    int  `json:"voice_test_minutes,omitempty"`
	// KioskIdleSeconds without a touch bring the kiosk home.
	KioskIdleSeconds int `json:"kiosk_idle_seconds"`
	// DeskPrinter prints for the guide desk; empty: its browser does.
	DeskPrinter PrinterID `json:"desk_printer,omitempty"`
	// SlipTemplate is what slips look like, as package escpos reads templates; empty: as they always did.
	SlipTemplate string `json:"slip_template,omitempty"`
	// CounterLogIn: at an enrolled counter somebody must have logged in. LogInIdleMinutes without a touch end a log-in, but
	// not that of a clerk who is signed in at the window, and LogInHours end every one; a 0 is the default.
	CounterLogIn     bool `json:"counter_log_in,omitempty"`
	LogInIdleMinutes int  `json:"log_in_idle_minutes,omitempty"`
	LogInHours       int  `json:"log_in_hours,omitempty"`
	// PublicBoard lets a screen that is not enrolled show the hall board, which holds numbers and windows only.
	PublicBoard bool `json:"public_board"`
	// PublicURL is where phones reach the hall; empty: they do not.
	PublicURL string `json:"public_url"`
	// Help is where the faces send people with a question; Hotline takes complaints.
	Help    Text   `json:"help"`
	Hotline string `json:"hotline,omitempty"`
	// EmergencyText is what every face shows in an emergency: where the exits are.
	EmergencyText Text `json:"emergency_text,omitzero"`
}

// What the hall does by night where its settings say nothing.
const (
	DefaultNightAt  TimeOfDay = 2*60 + 30
	DefaultLiveDays           = 7
)

// Night gives when the nightly work of a day is due, and how many days stay in the live file.
func (s *Settings) Night() (at TimeOfDay, live int) {
	return cmp.Or(s.NightAt, DefaultNightAt), cmp.Or(s.LiveDays, DefaultLiveDays)
}

// DigitOne is how voices read the digit 1 of a number.
type DigitOne string

// The ways to read 1: as a number, and as telephone numbers are read, since 一 and 七 sound alike over a loudspeaker.
const (
	OneYi  DigitOne = "一"
	OneYao DigitOne = "幺"
)

// DefaultSettings are what a hall gets where its file says nothing.
func DefaultSettings() Settings {
	return Settings{
		MaxCalls: 3, RecallGapSeconds: 20, NoShowAfterSeconds: 60, NoShowAfterSlowSeconds: 180,
		MinPresenceSeconds: 45, KioskPerMinute: 20, IssueStartMinutes: 30, HolderOpenMax: 3,
		ElderAge: 70, IdentityDays: 1, RequeueBehind: 3, RequeueMax: 1, ArriveMinutes: 5, ReopenMinutes: 5, UncancelMinutes: 10,
		DeferBehind: 3, DeferMinutes: 10, DeferMax: 2, HoldRemindMinutes: 10, HoldAnyMinutes: 10, HoldNoShowMinutes: 30,
		KeypadCodes: defaultKeypad(), PrepareMinutes: 10, LateMinutes: 5, EarlyMinutes: 5,
		HeadStartMinutes: map[Class]int{
			ClassElder: 60, ClassDisabled: 60, ClassPregnant: 60, ClassInfant: 60, ClassMilitary: 60,
			ClassMartyrFamily: 60, ClassFireRescue: 60, ClassSeriouslyIll: 60, ClassAppointment: 60, ClassReturn: 30, ClassUrgent: 90,
		},
		BookFirstWorkday: 1, BookLastWorkday: 5, SlotMinutes: 30, CheckInEarlyMinutes: 30, CheckInLateMinutes: 15,
		CancelHours: 2, MissLimit: 3, MissDays: 30,
		WaitWarningMinutes: 20, WaitYellowMinutes: 30, WaitRedMinutes: 60, PauseWarningMinutes: 15, PauseYellowMinutes: 30, PauseRedMinutes: 60,
		IdleWarningMinutes: 2, IdleYellowMinutes: 5, ServiceWarningPercent: 150, ServiceYellowPercent: 200, ServiceRedPercent: 300,
		DeadPressMS: 3000, SpeakMaxAgeSeconds: 60, SpeakRepeat: 2,
		ReturnWorkdays: 10, RatingDays: 3, RatingSeconds: 30, HelpEscalateSeconds: 60, FeedbackDays: 180, NightAt: DefaultNightAt, LiveDays: DefaultLiveDays, PoliteCard: true, KioskIdleSeconds: 60, PublicBoard: true,
		LogInIdleMinutes: defaultLogInIdle, LogInHours: defaultLogInHours,
		DigitOne: OneYi, VoiceOpen: true, VoiceClosingMinutes: 10, VoiceTestMinutes: 10,
		Help: Text{ZH: "咨询台", EN: "the information desk"},
		EmergencyText: Text{
			ZH: "请立即停止办理，按工作人员指引从最近的安全出口离开，不要乘坐电梯。",
			EN: "Please leave now by the nearest exit. Follow the staff. Do not use the lifts.",
		},
	}
}

const (
	defaultLogInIdle  = 30
	defaultLogInHours = 12
)

// LogInLimits gives after how long without a touch a log-in ends, and after how long altogether.
func (s *Settings) LogInLimits() (idle, most Millis) {
	return Millis(cmp.Or(s.LogInIdleMinutes, defaultLogInIdle)) * Minute, Millis(cmp.Or(s.LogInHours, defaultLogInHours)) * 60 * Minute
}

// headStart gives the head start of class.
func (s *Settings) headStart(class Class) Millis {
	return Millis(s.HeadStartMinutes[class]) * Minute
}

// Bound gives how long after a ticket others can be issued and still be called before it: the largest head start.
// What goes outside it says so in Called.Why.
func (s *Settings) Bound() Millis {
	most := 0
	for _, minutes := range s.HeadStartMinutes {
		most = max(most, minutes)
	}
	return Millis(most) * Minute
}
