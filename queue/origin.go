package queue

import "context"

// Origin says where a command comes from.
type Origin struct {
	// By says who asks, for the journal.
	By string
	// Request names the request for idempotency, over all credentials and routes; Digest is that of its body. An
	// empty Request is never taken for a repetition.
	Request, Digest string
}

type originKey struct{}

// WithOrigin puts the origin of its commands into the context.
func WithOrigin(ctx context.Context, o Origin) context.Context {
	return context.WithValue(ctx, originKey{}, o)
}

// OriginFrom gives what WithOrigin put there; a nameless origin otherwise.
func OriginFrom(ctx context.Context) Origin {
	o, _ := ctx.Value(originKey{}).(Origin)
	return o
}
