package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// certify writes a certificate of its own with that serial number, and its key, into dir.
func certify(t *testing.T, dir string, serial int64) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := x509.Certificate{SerialNumber: big.NewInt(serial), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"hall.test"}}
	cert, err := x509.CreateCertificate(rand.Reader, &of, &of, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for file, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: cert}, keyFile: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		when := time.Unix(1_800_000_000+serial, 0)
		if err := os.Chtimes(file, when, when); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile
}

// TestARenewedCertificateNeedsNoRestart: the next handshake has it; one that cannot be read leaves the one before.
func TestARenewedCertificateNeedsNoRestart(t *testing.T) {
	g, dir := newRig(t, nil), t.TempDir()
	g.server.cfg.TLSCert, g.server.cfg.TLSKey = certify(t, dir, 1)
	running(t, g)
	serial := func() int64 {
		t.Helper()
		client := http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
		answer, err := client.Get(g.server.url() + "/healthz")
		if err != nil {
			t.Fatal(err)
		}
		read(t, answer)
		if hsts := answer.Header.Get("Strict-Transport-Security"); hsts == "" {
			t.Error("over https nothing says that it is to stay so")
		}
		return answer.TLS.PeerCertificates[0].SerialNumber.Int64()
	}
	if n := serial(); n != 1 {
		t.Errorf("certificate %d", n)
	}
	certify(t, dir, 2)
	if n := serial(); n != 2 {
		t.Errorf("after it was renewed: certificate %d", n)
	}
	if err := os.WriteFile(g.server.cfg.TLSKey, []byte("half a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n := serial(); n != 2 {
		t.Errorf("with a key that is none: certificate %d", n)
	}
	if !contains(g.log.String(), "the new certificate cannot be read") {
		t.Error("nobody is told")
	}
}

func TestPlainHTTPIsNotToldToBeSafe(t *testing.T) {
	g := newRig(t, nil)
	if hsts := g.ask("", http.MethodGet, "/healthz", "").Header().Get("Strict-Transport-Security"); hsts != "" {
		t.Errorf("over plain http: %q", hsts)
	}
}
