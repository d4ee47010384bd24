package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/paidui/paidui/queue"
)

// Cost is what one guess of a password costs, whoever makes it.
type Cost struct {
	// MemoryKiB is how much memory is gone through, Passes times.
	MemoryKiB, Passes uint32
}

// DefaultCost is the least that OWASP's Password Storage Cheat Sheet asks of argon2id: some 40 ms here.
var DefaultCost = Cost{MemoryKiB: 19 << 10, Passes: 2}

const (
	saltBytes = 16
	hashBytes = 32
	// mostWaiting is how many may stand before a hash; the windows must not wait behind a flood of log-ins.
	mostWaiting = 32
)

// hasher makes and checks hashes of passwords and PINs, few at a time: each takes a processor for tens of milliseconds.
type hasher struct {
	cost    Cost
	slots   chan struct{}
	waiting chan struct{}
}

func newHasher(cost Cost) *hasher {
	if cost == (Cost{}) {
		cost = DefaultCost
	}
	return &hasher{cost: cost, slots: make(chan struct{}, max(1, runtime.NumCPU()/2)), waiting: make(chan struct{}, mostWaiting)}
}

// within runs do when it is its turn. queue.ErrRateLimited: too many wait already.
func (h *hasher) within(ctx context.Context, do func()) error {
	select {
	case h.waiting <- struct{}{}:
		defer func() { <-h.waiting }()
	default:
		return &queue.Refused{Op: "check password", Err: queue.ErrRateLimited, Detail: "too many log in at once"}
	}
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	do()
	return nil
}

// hash gives what is kept of a password, in the PHC string format.
func (h *hasher) hash(ctx context.Context, password string) (kept string, err error) {
	err = h.within(ctx, func() { kept = h.seal(password) })
	return kept, err
}

func (h *hasher) seal(password string) string {
	var salt [saltBytes]byte
	_, _ = rand.Read(salt[:]) // never fails
	sum := argon2.IDKey([]byte(password), salt[:], h.cost.Passes, h.cost.MemoryKiB, 1, hashBytes)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, h.cost.MemoryKiB, h.cost.Passes, b64.EncodeToString(salt[:]), b64.EncodeToString(sum))
}

// matches tells whether kept is of password. An empty kept, and one that cannot be read, matches nothing and takes as long.
func (h *hasher) matches(ctx context.Context, kept, password string) (match bool, err error) {
	cost, salt, sum, ok := openPHC(kept)
	if !ok {
		cost, salt, sum = h.cost, make([]byte, saltBytes), make([]byte, hashBytes)
	}
	err = h.within(ctx, func() {
		got := argon2.IDKey([]byte(password), salt, cost.Passes, cost.MemoryKiB, 1, uint32(len(sum)))
		match = subtle.ConstantTimeCompare(got, sum) == 1 && ok
	})
	return match, err
}

// The most that is believed of a kept hash: a damaged one must not ask for all memory.
const (
	mostMemoryKiB = 256 << 10
	mostPasses    = 16
)

// openPHC reads what seal wrote, at whatever cost.
func openPHC(kept string) (cost Cost, salt, sum []byte, ok bool) {
	parts := strings.Split(kept, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return cost, nil, nil, false
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=1", &cost.MemoryKiB, &cost.Passes); n != 2 || err != nil {
		return cost, nil, nil, false
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	sum, sumErr := base64.RawStdEncoding.DecodeString(parts[5])
	ok = saltErr == nil && sumErr == nil && len(salt) >= 8 && len(sum) >= 16 && len(sum) <= 64 &&
		cost.MemoryKiB >= 8 && cost.MemoryKiB <= mostMemoryKiB && cost.Passes >= 1 && cost.Passes <= mostPasses
	return cost, salt, sum, ok
}

// Bounds of what people choose.
const (
	leastPassword = 8
	mostPassword  = 128 // characters
	leastPIN      = 4
	mostPIN       = 6
)

// common are what every list of guesses begins with, as long as a password must be.
var common = []string{
	"password", "password1", "passw0rd", "p@ssw0rd", "12345678", "123456789", "1234567890", "87654321", "987654321", "0123456789",
	"147258369", "123123123", "123456abc", "abc123456", "abcd1234", "a1234567", "a12345678", "a123456789", "aa123456", "aa12345678",
	"qwertyui", "qwerty123", "qwer1234", "asdf1234", "1qaz2wsx", "1q2w3e4r", "woaini1314", "5201314520", "iloveyou", "admin123",
	"admin888", "admin@123", "admin1234", "administrator", "zhengwu123", "paidui123",
}

// checkPassword refuses what is guessed before anything else.
func checkPassword(name queue.AccountName, password string) error {
	folded := strings.ToLower(password)
	n := utf8.RuneCountInString(password)
	switch {
	case n < leastPassword || n > mostPassword || !utf8.ValidString(password):
		return weak(fmt.Sprintf("a password has %d to %d characters", leastPassword, mostPassword))
	case slices.Contains(common, folded), distinct(folded) < 4, len(name) >= 4 && strings.Contains(folded, string(name)):
		return weak("the password is one of the first that are guessed")
	}
	return nil
}

// checkPIN refuses what is no PIN and what is guessed first.
func checkPIN(name queue.AccountName, pin string) error {
	up, down := true, true
	for i, r := range pin {
		if r < '0' || r > '9' {
			return weak("a PIN is of digits")
		}
		if i > 0 {
			up = up && pin[i] == pin[i-1]+1
			down = down && pin[i] == pin[i-1]-1
		}
	}
	if len(pin) < leastPIN || len(pin) > mostPIN {
		return weak(fmt.Sprintf("a PIN has %d to %d digits", leastPIN, mostPIN))
	}
	if up || down || distinct(pin) < 2 || pin == string(name) {
		return weak("the PIN is one of the first that are guessed")
	}
	return nil
}

func weak(why string) error {
	return &queue.Refused{Op: "choose password", Err: queue.ErrWeakPassword, Detail: why}
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// newPassword gives 50 random bits that are read out and typed, for a first log-in: XXXXX-XXXXX.
func newPassword() string {
	code := strings.ReplaceAll(newCode(), "-", "")
	return code[:5] + "-" + code[5:10]
}
