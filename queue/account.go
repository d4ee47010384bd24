package queue

import "slices"

// AccountName is what somebody logs in as: the number of a member of staff, or another name for those of the centre.
// Letters count as small ones.
type AccountName string

// Account is a person's. It lies in the store's own bucket, never in the journal.
type Account struct {
	Name AccountName `json:"name"`
	// Person is what they are called, for those whom the layout's staff does not have; Staff is the number of those whom it
	// has.
	Person string  `json:"person,omitempty"`
	Staff  StaffNo `json:"staff,omitempty"`
	// Roles are what they may be. RoleCounter works at an enrolled counter alone; RoleChief is of Department.
	Roles      []Role       `json:"roles"`
	Department DepartmentID `json:"department,omitempty"`
	// Password and PIN are as package access hashes them; PIN may be empty.
	Password string `json:"password"`
	PIN      string `json:"pin,omitempty"`
	// TemporaryUntil is when a password that somebody else has given lapses; zero: it is the person's own.
	TemporaryUntil Instant `json:"temporary_until,omitempty"`
	// PINTries are the wrong PINs since the last password.
	PINTries  int     `json:"pin_tries,omitempty"`
	Disabled  bool    `json:"disabled,omitempty"`
	CreatedAt Instant `json:"created_at"`
	LastLogIn Instant `json:"last_log_in,omitempty"`
}

// Is tells whether the account has the role and is not disabled.
func (a *Account) Is(role Role) bool { return !a.Disabled && slices.Contains(a.Roles, role) }

// LogIn is one browser in which somebody has logged in. It is kept under the hash of its cookie's secret, like a
// Credential.
type LogIn struct {
	// ID names it in logs without giving it away.
	ID      string      `json:"id"`
	Account AccountName `json:"account"`
	At      Instant     `json:"at"`
	// From is the address it was made from.
	From string `json:"from"`
	// Locked until the person says again who they are.
	Locked bool `json:"locked,omitempty"`
	// MustChange: the password was somebody else's choice, and nothing may be done before it is changed.
	MustChange bool `json:"must_change,omitempty"`
}

// CredentialKind says what the secret of a credential is.
type CredentialKind string

// The kinds of credential; one that an earlier version made has none.
const (
	KindToken  CredentialKind = "token"  // a program's, or carried to a device
	KindDevice CredentialKind = "device" // a browser's cookie
	KindCode   CredentialKind = "code"   // good for one enrolment
)

// Credential is what a bearer token, a device cookie or a one-time code stands for. It is kept under the hash of its
// secret, which is nowhere kept itself.
type Credential struct {
	// ID names the credential in logs and the journal without giving it away.
	ID        string         `json:"id"`
	Kind      CredentialKind `json:"kind,omitempty"`
	Grants    []Grant        `json:"grants"`
	CreatedAt Instant        `json:"created_at"`
	// Once: good for one enrolment only.
	Once bool `json:"once,omitempty"`
	// Until is when a code lapses; zero: it does not.
	Until Instant `json:"until,omitempty"`
}
