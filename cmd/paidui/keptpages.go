package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/paidui/paidui/assets"
)

// keptPages is the folder of a hall's data in which its pages are kept as they were lowered last, since that takes most of a start:
// pages. It may be deleted at any time, and what is not as it was written is made anew. Whoever can write there can change the
// hall's database as well: the data are for the hall's user alone.
type keptPages string

func pagesOf(data string) keptPages { return keptPages(filepath.Join(data, "pages")) }

// lowered is the file: a hash of the origin and of what follows, then what Send has written.
const lowered = "lowered"

// errStale is returned when what is kept is damaged, or of another program or other recordings.
var errStale = errors.New("not the pages of this program")

// read gives the pages when they are of that origin.
func (k keptPages) read(of assets.Origin) (*assets.Bundle, error) {
	kept, err := os.ReadFile(filepath.Join(string(k), lowered))
	if err != nil {
		return nil, err
	}
	if seal := sealOf(of, kept[min(sha256.Size, len(kept)):]); !bytes.HasPrefix(kept, seal[:]) {
		return nil, errStale
	}
	return assets.Receive(bytes.NewReader(kept[sha256.Size:]))
}

// keep writes the pages, whole or not at all, in place of whatever is in the folder.
func (k keptPages) keep(of assets.Origin, sent []byte) error {
	if err := os.RemoveAll(string(k)); err != nil {
		return err
	}
	seal := sealOf(of, sent)
	if err := keepFile(string(k), lowered, bytes.NewReader(append(seal[:], sent...))); err != nil {
		return fmt.Errorf("keep pages: %w", err)
	}
	return nil
}

func sealOf(of assets.Origin, sent []byte) [sha256.Size]byte {
	return sha256.Sum256(append(of[:], sent...))
}
