package queue

import "slices"

// Refusal is why a command was refused. Its code is part of the outside contract; what people read is made from the
// code at the edge, in their language.
type Refusal struct {
	code, text string
}

func (r *Refusal) Error() string { return r.text }

// Code gives the stable code, such as nobody_waiting.
func (r *Refusal) Code() string { return r.code }

var refusals []*Refusal

func refusal(code, text string) *Refusal {
	r := &Refusal{code, text}
	refusals = append(refusals, r)
	return r
}

// Refusals gives every refusal there is, so that tests can hold texts and statuses against them.
func Refusals() []*Refusal { return slices.Clone(refusals) }

// The refusals.
var (
	ErrNobodyWaiting      = refusal("nobody_waiting", "nobody is waiting")
	ErrWindowBusy         = refusal("window_busy", "window is serving another ticket")
	ErrWindowClosed       = refusal("window_closed", "window is not open")
	ErrUnknownService     = refusal("unknown_service", "there is no such service")
	ErrUnknownTicket      = refusal("unknown_ticket", "there is no such ticket")
	ErrUnknownWindow      = refusal("unknown_window", "there is no such window")
	ErrUnknownStaff       = refusal("unknown_staff", "there is no such member of staff")
	ErrUnknownHelp        = refusal("unknown_help", "nobody asked for such help")
	ErrAnswered           = refusal("already_answered", "somebody has answered")
	ErrUnknownAlert       = refusal("unknown_alert", "there is no such alert any more")
	ErrUnknownCard        = refusal("unknown_card", "there is no such card")
	ErrUnknownFollowUp    = refusal("unknown_follow_up", "there is no such follow-up")
	ErrUnknownNotice      = refusal("unknown_notice", "there is no such notice")
	ErrUnknownScreenCode  = refusal("unknown_screen_code", "no screen shows this code")
	ErrWrongState         = refusal("wrong_state", "the ticket or window is not in a state for this")
	ErrNotIssuing         = refusal("not_issuing", "no numbers are issued now")
	ErrNotStarted         = refusal("not_started", "the called ticket has not been started")
	ErrTooSoon            = refusal("too_soon", "it is too soon for this")
	ErrQuotaReached       = refusal("quota_reached", "no numbers are left")
	ErrDuplicateHolder    = refusal("duplicate_holder", "the holder has an open number for this service")
	ErrIDRequired         = refusal("id_required", "the service needs an ID number")
	ErrInvalidIDNumber    = refusal("invalid_id_number", "the ID number is not valid")
	ErrUnknownSlot        = refusal("unknown_slot", "there is no such slot to book")
	ErrUnknownAppointment = refusal("unknown_appointment", "there is no such appointment")
	ErrBookingLimit       = refusal("booking_limit", "the holder missed too many appointments")
	ErrTooEarly           = refusal("too_early", "it is too early for this")
	ErrDeferLimit         = refusal("defer_limit", "the ticket may not be put off again")
	ErrTooLate            = refusal("too_late", "it is too late for this")
	ErrEmergency          = refusal("emergency", "the hall is in an emergency")
	ErrSuspended          = refusal("service_suspended", "the service is suspended")
	ErrTooFewCalls        = refusal("too_few_calls", "the ticket has not been called often enough")
	ErrRequeueLimit       = refusal("requeue_limit", "the ticket may not go back into the queue again")
	ErrOutcomeRequired    = refusal("outcome_required", "an outcome is required")
	ErrUnknownCode        = refusal("unknown_code", "there is no such code, or it has lapsed")
	ErrCodeUsed           = refusal("code_used", "the code has been used")
	ErrReasonRequired     = refusal("reason_required", "a reason is required")
	ErrAlreadyRated       = refusal("already_rated", "the ticket has been rated")
	ErrRatingClosed       = refusal("rating_closed", "the ticket can no longer be rated")
	ErrLastWindow         = refusal("last_window", "people would be left without a window")
	ErrFeedbackLimit      = refusal("feedback_limit", "the ticket's citizen has been heard often enough")
	ErrStaffElsewhere     = refusal("staff_elsewhere", "the member of staff is signed in at another window")
	ErrTrial              = refusal("trial", "the hall is being tried out")
	ErrHallBusy           = refusal("hall_busy", "people wait, are served or are signed in")
	ErrHallServing        = refusal("hall_serving", "the hall serves now")
	ErrSetUpMeanwhile     = refusal("set_up_meanwhile", "the hall has been set up anew meanwhile")
	ErrInUse              = refusal("in_use", "it is still in use")
	ErrBadRequest         = refusal("bad_request", "the request is not understood")
	ErrKeyReused          = refusal("key_reused", "the idempotency key came before with another request")
	ErrPrinterStopped     = refusal("printer_stopped", "the printer does not print")
	ErrNoPrinter          = refusal("no_printer", "no printer is set here")
	ErrNoBackupFolder     = refusal("no_backup_folder", "no folder is named for backups")
	ErrBadTemplate        = refusal("bad_template", "the slip's template is wrong")
	ErrDayNotOver         = refusal("day_not_over", "the business day is not over")
	ErrStorage            = refusal("storage_unavailable", "the journal cannot be written now")
	ErrClosed             = refusal("shutting_down", "the hall is shutting down")
	ErrUnauthorized       = refusal("unauthorized", "no good credential came with the request")
	ErrForbidden          = refusal("forbidden", "the credential may not do this")
	ErrLogIn              = refusal("wrong_log_in", "name or password is wrong")
	ErrLocked             = refusal("locked", "the counter is locked until its clerk is back")
	ErrWeakPassword       = refusal("weak_password", "the password or PIN is easily guessed")
	ErrUnknownAccount     = refusal("unknown_account", "there is no such account")
	ErrAccountExists      = refusal("account_exists", "the account is there already")
	ErrLastAdmin          = refusal("last_admin", "no administrator would be left")
	ErrUnknownDevice      = refusal("unknown_device", "there is no such device")
	ErrRateLimited        = refusal("rate_limited", "too many requests in a short time")
	ErrInternal           = refusal("internal", "the rules broke on this command; nothing was changed")
)

// Refused is a Refusal together with what was refused: "call next at window 3: nobody is waiting".
type Refused struct {
	// Op is the command with what it concerned.
	Op string
	// Detail adds what the Refusal alone does not tell, such as "called 1 of 3 times"; may be empty.
	Detail string
	// Ticket is the number that stands in the way, for ErrDuplicateHolder, or that was given already, for ErrCodeUsed.
	Ticket TicketNo
	// From is when it would be let pass, for ErrTooEarly; else zero.
	From Instant
	// Fault is what is wrong with a layout; else nil.
	Fault *LayoutFault
	// LeftAlone are the services that would be left without a window, for ErrLastWindow; else empty.
	LeftAlone []LeftAlone
	Err       *Refusal
}

func (r *Refused) Error() string {
	if r.Detail == "" {
		return r.Op + ": " + r.Err.Error()
	}
	return r.Op + ": " + r.Err.Error() + ": " + r.Detail
}

// Unwrap gives the Refusal.
func (r *Refused) Unwrap() error { return r.Err }
