package queue

import (
	"context"
	"fmt"
	"strings"
)

// Role is what a credential may be.
type Role string

// The roles.
const (
	RoleAdmin      Role = "admin"
	RoleSupervisor Role = "supervisor"
	RoleDesk       Role = "desk"
	RoleKiosk      Role = "kiosk"
	RoleCounter    Role = "counter"
	RoleScreen     Role = "screen"
)

// Roles are all roles.
var Roles = []Role{RoleAdmin, RoleSupervisor, RoleDesk, RoleKiosk, RoleCounter, RoleScreen}

// Grant is one thing a credential may be: a role, at a window or in a zone. Zero Window or empty Zone: everywhere the
// role goes. Kiosk is which kiosk a credential of RoleKiosk is; zero: one that the layout does not know.
type Grant struct {
	Role   Role         `json:"role"`
	Window WindowNumber `json:"window,omitempty"`
	Zone   ZoneID       `json:"zone,omitempty"`
	Staff  StaffNo      `json:"staff,omitempty"`
	Kiosk  KioskNumber  `json:"kiosk,omitempty"`
}

// String gives the grant for logs and the journal: counter window 3 staff 1001.
func (g Grant) String() string {
	s := string(g.Role)
	if g.Window != 0 {
		s += fmt.Sprintf(" window %d", g.Window)
	}
	if g.Kiosk != 0 {
		s += fmt.Sprintf(" %d", g.Kiosk)
	}
	if g.Zone != "" {
		s += " zone " + string(g.Zone)
	}
	if g.Staff != "" {
		s += " staff " + string(g.Staff)
	}
	return s
}

// Right is something a request asks to do.
type Right string

// The rights. Which role has which is in rights.
const (
	RightIssue      Right = "issue"      // take numbers
	RightCounter    Right = "counter"    // work a window
	RightStandIn    Right = "stand_in"   // work a window whose clerk is gone, with a reason
	RightSuspend    Right = "suspend"    // stop a service and let it go on
	RightEmergency  Right = "emergency"  // send everybody out of the hall
	RightDesk       Right = "desk"       // help citizens with their numbers, as the guide desk does
	RightWindows    Right = "windows"    // see all windows
	RightIdentity   Right = "identity"   // see the last four of the ID number of a ticket in hand
	RightScreen     Right = "screen"     // show a window's or zone's screen
	RightScreens    Right = "screens"    // see how the screens are
	RightEnrol      Right = "enrol"      // say what a screen is
	RightRate       Right = "rate"       // take a citizen's rating, which staff never may
	RightMonitor    Right = "monitor"    // see everything live
	RightStaff      Right = "staff"      // see who works where, and say who stands in
	RightStatistics Right = "statistics" // read figures
	RightCallStaff  Right = "call_staff" // ask for somebody to come to a kiosk
	RightHelp       Right = "help"       // answer who asks for help
	RightHelps      Right = "helps"      // see who asked for help and who answered
	RightAnswer     Right = "answer"     // say what is done about an alert, and how the hall was found
	RightCard       Right = "card"       // give a card and note an appeal
	RightRule       Right = "rule"       // decide an appeal
	RightNotify     Right = "notify"     // tell all clerks something
	RightFeedback   Right = "feedback"   // read what citizens complain of
	RightVoices     Right = "voices"     // see which screens speak
	RightTryVoice   Right = "try_voice"  // try a zone's voice and say that it is heard
	RightJournal    Right = "journal"    // read the journal
	RightBackups    Right = "backups"    // see how backups stand
	RightBackUp     Right = "back_up"    // have a backup made
	RightPrinters   Right = "printers"   // see how the printers are
	RightTestPrint  Right = "test_print" // try a printer or a slip's template
	RightSetUp      Right = "set_up"     // change how the hall is set up
	RightKiosks     Right = "kiosks"     // see how the kiosks' agents are
)

// rights says who may do what.
var rights = map[Right][]Role{
	RightIssue:   {RoleKiosk, RoleDesk},
	RightCounter: {RoleCounter},
	RightStandIn: {RoleSupervisor, RoleDesk},
	RightSuspend: {RoleSupervisor, RoleDesk},
	// Whoever sees the fire first and is not tied to a window.
	RightEmergency: {RoleDesk, RoleSupervisor, RoleAdmin},
	// A hall without a guide desk helps its citizens at a window.
	RightDesk:       {RoleDesk, RoleSupervisor, RoleCounter},
	RightWindows:    {RoleScreen, RoleCounter, RoleDesk, RoleSupervisor, RoleAdmin},
	RightIdentity:   {RoleCounter, RoleDesk},
	RightScreen:     {RoleScreen},
	RightScreens:    {RoleDesk, RoleSupervisor, RoleAdmin},
	RightEnrol:      {RoleAdmin},
	RightRate:       {RoleScreen},
	RightMonitor:    {RoleSupervisor, RoleAdmin},
	RightStaff:      {RoleSupervisor, RoleAdmin},
	RightStatistics: {RoleSupervisor, RoleAdmin},
	RightCallStaff:  {RoleKiosk},
	RightHelp:       {RoleDesk, RoleSupervisor, RoleCounter},
	RightHelps:      {RoleDesk, RoleSupervisor, RoleAdmin},
	RightAnswer:     {RoleSupervisor, RoleAdmin},
	// Nobody judges what they did themselves.
	RightCard:      {RoleSupervisor},
	RightRule:      {RoleAdmin},
	RightNotify:    {RoleSupervisor, RoleAdmin},
	RightFeedback:  {RoleSupervisor, RoleAdmin},
	RightVoices:    {RoleDesk, RoleSupervisor, RoleAdmin},
	RightTryVoice:  {RoleScreen, RoleDesk, RoleSupervisor, RoleAdmin},
	RightJournal:   {RoleAdmin},
	RightBackups:   {RoleSupervisor, RoleAdmin},
	RightBackUp:    {RoleAdmin},
	RightPrinters:  {RoleDesk, RoleSupervisor, RoleCounter, RoleAdmin},
	RightTestPrint: {RoleDesk, RoleSupervisor, RoleAdmin},
	RightSetUp:     {RoleAdmin},
	RightKiosks:    {RoleDesk, RoleSupervisor, RoleAdmin},
}

// Place is where a right is asked for; zero fields are nowhere in particular.
type Place struct {
	Window WindowNumber
	Zone   ZoneID
}

// Actor is who asks: the grants of a credential.
type Actor struct {
	// Credential names the credential without giving it away; empty when none came.
	Credential string
	Grants     []Grant
}

// May gives the grant by which the actor may do right at place. A grant that is bound to a window or a zone holds
// there only.
func (a *Actor) May(right Right, place Place) (Grant, bool) {
	for _, g := range a.Grants {
		if !has(right, g.Role) {
			continue
		}
		if (g.Window == 0 || place.Window == 0 || g.Window == place.Window) && (g.Zone == "" || place.Zone == "" || g.Zone == place.Zone) {
			return g, true
		}
	}
	return Grant{}, false
}

// Need is May as an error: ErrUnauthorized without any grant, ErrForbidden with the wrong ones.
func (a *Actor) Need(right Right, place Place) (Grant, error) {
	if g, ok := a.May(right, place); ok {
		return g, nil
	}
	if len(a.Grants) == 0 {
		return Grant{}, ErrUnauthorized
	}
	return Grant{}, ErrForbidden
}

// Kiosk gives which of the hall's kiosks the actor is: ErrUnauthorized without any grant, ErrForbidden when it is none that
// the layout knows by its number.
func (a *Actor) Kiosk() (KioskNumber, error) {
	for _, g := range a.Grants {
		if g.Role == RoleKiosk && g.Kiosk != 0 {
			return g.Kiosk, nil
		}
	}
	if len(a.Grants) == 0 {
		return 0, ErrUnauthorized
	}
	return 0, ErrForbidden
}

// May tells whether the grant's role has the right, wherever the grant holds.
func (g Grant) May(right Right) bool { return has(right, g.Role) }

func has(right Right, role Role) bool {
	for _, r := range rights[right] {
		if r == role {
			return true
		}
	}
	return false
}

// String lists the grants.
func (a *Actor) String() string {
	parts := make([]string, len(a.Grants))
	for i, g := range a.Grants {
		parts[i] = g.String()
	}
	return strings.Join(parts, ", ")
}

type actorKey struct{}

// WithActor puts who asks into the context.
func WithActor(ctx context.Context, a *Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorFrom gives who asks; an actor without grants when nobody was put there.
func ActorFrom(ctx context.Context) *Actor {
	if a, ok := ctx.Value(actorKey{}).(*Actor); ok {
		return a
	}
	return &Actor{}
}

// Credential is what a bearer token, a device cookie or a one-time code stands for. It is kept under the hash of its
// secret, which is nowhere kept itself.
type Credential struct {
	// ID names the credential in logs and the journal without giving it away.
	ID        string  `json:"id"`
	Grants    []Grant `json:"grants"`
	CreatedAt Instant `json:"created_at"`
	// Once: good for one enrolment only.
	Once bool `json:"once,omitempty"`
}
