package messages

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strings"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Target is the gateway: where it listens, and the secret by which it knows who calls.
type Target struct {
	// URL is http or https.
	URL string
	// Secret is whsec_ and 24 to 64 bytes in base64.
	Secret string
}

// What is wrong with a target. Neither says any of the secret.
var (
	ErrTargetURL    = errors.New("webhook URL is not of the form https://host/path")
	ErrTargetSecret = errors.New("webhook secret is not whsec_ followed by 24 to 64 bytes in base64")
)

// Bounds of a secret's bytes, by the Standard Webhooks specification.
const (
	secretHead    = "whsec_"
	leastSecret   = 24
	longestSecret = 64
)

// signer checks the target and gives what signs for it.
func (t Target) signer() (*standardwebhooks.Webhook, error) {
	u, err := url.Parse(t.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, ErrTargetURL
	}
	encoded, ok := strings.CutPrefix(t.Secret, secretHead)
	key, err := base64.StdEncoding.DecodeString(encoded)
	if !ok || err != nil || len(key) < leastSecret || len(key) > longestSecret {
		return nil, ErrTargetSecret
	}
	return standardwebhooks.NewWebhookRaw(key)
}
