package main

import (
	"crypto/tls"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificate is the hall's for https, read anew when its files change, so that a renewed one needs no restart.
type certificate struct {
	certFile, keyFile string
	log               *slog.Logger

	mu     sync.Mutex
	loaded *tls.Certificate
	stamp  [2]time.Time // of the files that were tried last
}

// get gives the certificate for a handshake: the one of the files, or where these cannot be read the last that could.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	stamp := [2]time.Time{changed(c.certFile), changed(c.keyFile)}
	if c.loaded != nil && stamp == c.stamp {
		return c.loaded, nil
	}
	c.stamp = stamp
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	switch {
	case err == nil:
		c.loaded = &pair
	case c.loaded == nil:
		return nil, err
	default:
		c.log.Warn("the new certificate cannot be read; the one before is used", "error", err)
	}
	return c.loaded, nil
}

// changed gives when a file was last written; zero where it cannot be seen.
func changed(file string) time.Time {
	info, err := os.Stat(file)
	if err != nil {
		return time.Time{}
	}
	return info.ModTime()
}
