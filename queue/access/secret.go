package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// What a secret is for shows in how it begins, so that one that leaks into a log is known for what it is.
const (
	tokenPrefix  = "pd_"
	cookiePrefix = "dc_"
	logInPrefix  = "li_"
)

// secretBytes are 256 random bits.
const secretBytes = 32

// newSecret gives prefix and 256 random bits in base64url. crypto/rand never fails; it ends the process first.
func newSecret(prefix string) string {
	var b [secretBytes]byte
	_, _ = rand.Read(b[:])
	return prefix + base64.RawURLEncoding.EncodeToString(b[:])
}

// wellFormed tells whether secret looks like one with prefix.
func wellFormed(secret, prefix string) bool {
	return strings.HasPrefix(secret, prefix) && len(secret) == len(prefix)+base64.RawURLEncoding.EncodedLen(secretBytes)
}

// newID names a credential where its secret must not stand.
func newID() string {
	var b [8]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// hashOf is what the store knows of a secret.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// alphabet leaves out the letters that are taken for others: I, L, O and U (Crockford's base 32).
var alphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// newCode gives 80 random bits as XXXX-XXXX-XXXX-XXXX.
func newCode() string {
	var b [10]byte
	_, _ = rand.Read(b[:])
	code := alphabet.EncodeToString(b[:])
	return code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:]
}

// plainCode gives a code as it is hashed, however it was typed: without gaps, in capitals, with 0 for O and 1 for I and L.
func plainCode(typed string) string {
	return strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(strings.TrimSpace(typed)))
}
