package queue

import (
	"maps"
	"slices"
)

// Role is what a credential may be.
type Role string

// The roles.
const (
	RoleAdmin      Role = "admin"
	RoleManager    Role = "manager" // 中心管理员: the whole hall, but neither accounts nor data
	RoleSupervisor Role = "supervisor"
	RoleChief      Role = "chief" // 首席代表: the windows and figures of a department
	RoleDesk       Role = "desk"
	RoleOperator   Role = "operator" // 运维: machines and backups, nothing about people
	RoleCounter    Role = "counter"
	RoleKiosk      Role = "kiosk"
	RoleScreen     Role = "screen"
)

// Roles are all roles.
var Roles = []Role{
	RoleAdmin, RoleManager, RoleSupervisor, RoleChief, RoleDesk, RoleOperator, RoleCounter, RoleKiosk, RoleScreen,
}

// Personal tells whether people can have the role by an account; the others are machines'.
func (r Role) Personal() bool { return r != RoleKiosk && r != RoleScreen && slices.Contains(Roles, r) }

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
	RightPrinters   Right = "printers"   // see how the printers are
	RightTestPrint  Right = "test_print" // try a printer or a slip's template
	RightSetUp      Right = "set_up"     // change how the hall is set up
	RightKiosks     Right = "kiosks"     // see how the kiosks' agents are
	RightDownload   Right = "download"   // take the hall's data away, as a backup
	RightBackups    Right = "backups"    // see how backups stand
	RightBackUp     Right = "back_up"    // have a backup made
	RightAudit      Right = "audit"      // see who came in, changed what and took what away
	RightDevices    Right = "devices"    // see which devices are enrolled, enrol and revoke them
	RightAccounts   Right = "accounts"   // make accounts of people and say what they may
	RightDepartment Right = "department" // read the figures of one's own department
)

// rights says who may do what.
var rights = map[Right][]Role{
	RightIssue:   {RoleKiosk, RoleDesk},
	RightCounter: {RoleCounter},
	RightStandIn: {RoleSupervisor, RoleDesk},
	RightSuspend: {RoleManager, RoleSupervisor, RoleDesk},
	// Whoever sees the fire first and is not tied to a window.
	RightEmergency: {RoleDesk, RoleSupervisor, RoleManager, RoleAdmin},
	// A hall without a guide desk helps its citizens at a window.
	RightDesk:       {RoleDesk, RoleSupervisor, RoleCounter},
	RightWindows:    {RoleScreen, RoleCounter, RoleDesk, RoleSupervisor, RoleChief, RoleManager, RoleAdmin},
	RightIdentity:   {RoleCounter, RoleDesk},
	RightScreen:     {RoleScreen},
	RightScreens:    {RoleDesk, RoleSupervisor, RoleOperator, RoleManager, RoleAdmin},
	RightEnrol:      {RoleOperator, RoleAdmin},
	RightRate:       {RoleScreen},
	RightMonitor:    {RoleSupervisor, RoleManager, RoleAdmin},
	RightStaff:      {RoleSupervisor, RoleManager, RoleAdmin},
	RightStatistics: {RoleSupervisor, RoleManager, RoleAdmin},
	RightDepartment: {RoleChief},
	RightCallStaff:  {RoleKiosk},
	RightHelp:       {RoleDesk, RoleSupervisor, RoleCounter},
	RightHelps:      {RoleDesk, RoleSupervisor, RoleManager, RoleAdmin},
	RightAnswer:     {RoleSupervisor, RoleManager, RoleAdmin},
	// Nobody judges what they did themselves.
	RightCard:      {RoleSupervisor},
	RightRule:      {RoleManager, RoleAdmin},
	RightNotify:    {RoleSupervisor, RoleManager, RoleAdmin},
	RightFeedback:  {RoleSupervisor, RoleManager, RoleAdmin},
	RightVoices:    {RoleDesk, RoleSupervisor, RoleOperator, RoleManager, RoleAdmin},
	RightTryVoice:  {RoleScreen, RoleDesk, RoleSupervisor, RoleOperator, RoleManager, RoleAdmin},
	RightJournal:   {RoleAdmin},
	RightPrinters:  {RoleDesk, RoleSupervisor, RoleCounter, RoleOperator, RoleManager, RoleAdmin},
	RightTestPrint: {RoleDesk, RoleSupervisor, RoleOperator, RoleManager, RoleAdmin},
	RightSetUp:     {RoleManager, RoleAdmin},
	RightKiosks:    {RoleDesk, RoleSupervisor, RoleOperator, RoleManager, RoleAdmin},
	RightDownload:  {RoleOperator, RoleAdmin},
	RightBackups:   {RoleSupervisor, RoleOperator, RoleManager, RoleAdmin},
	RightBackUp:    {RoleOperator, RoleAdmin},
	RightAudit:     {RoleManager, RoleAdmin},
	// An operator enrols machines only: who could enrol an administrator would be one.
	RightDevices:  {RoleOperator, RoleAdmin},
	RightAccounts: {RoleAdmin},
}

// Rights gives every right there is, sorted.
func Rights() []Right { return slices.Sorted(maps.Keys(rights)) }

// Has tells whether the role has the right, wherever it holds.
func (r Role) Has(right Right) bool { return has(right, r) }

func has(right Right, role Role) bool { return slices.Contains(rights[right], role) }
