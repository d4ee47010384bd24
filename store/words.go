package store

import (
	"encoding/binary"
	"errors"
	"math"

	"go.etcd.io/bbolt"
)

// speller gives texts their numbers: services, staff, and the values of class, source, status and outcome. The empty
// text is 0 and is not kept.
type speller interface {
	number(text string) (uint16, error)
}

// lexicon is the words bucket in one transaction; a text it does not have gets the next number.
type lexicon struct {
	bucket *bbolt.Bucket
	known  map[string]uint16 // those asked for
}

func newLexicon(tx *bbolt.Tx) *lexicon { return &lexicon{tx.Bucket(wordsBucket), map[string]uint16{}} }

var errTooManyWords = errors.New("more than 65535 different services and staff")

func (l *lexicon) number(text string) (uint16, error) {
	if text == "" {
		return 0, nil
	}
	if n, ok := l.known[text]; ok {
		return n, nil
	}
	n, err := l.look(text)
	if err == nil {
		l.known[text] = n
	}
	return n, err
}

func (l *lexicon) look(text string) (uint16, error) {
	key := []byte(text)
	if value := l.bucket.Get(key); value != nil {
		return decodeWord(key, value)
	}
	next, err := l.bucket.NextSequence()
	if err != nil {
		return 0, err
	}
	if next > math.MaxUint16 {
		return 0, errTooManyWords
	}
	return uint16(next), l.bucket.Put(key, seal(key, binary.BigEndian.AppendUint16(nil, uint16(next))))
}

func decodeWord(key, value []byte) (uint16, error) {
	body, err := unseal(key, value)
	if err != nil {
		return 0, err
	}
	if len(body) != 2 {
		return 0, &ErrDamaged{Reason: "a word's number is cut short"}
	}
	return binary.BigEndian.Uint16(body), nil
}

// vocabulary is the words bucket read the other way round; a number it does not have is the empty text.
type vocabulary []string

// text gives the text with that number.
func (v vocabulary) text(n uint16) string {
	if int(n) < len(v) {
		return v[n]
	}
	return ""
}

func readVocabulary(tx *bbolt.Tx) (vocabulary, error) {
	words := vocabulary{""}
	err := tx.Bucket(wordsBucket).ForEach(func(k, v []byte) error {
		n, err := decodeWord(k, v)
		if err == nil {
			words = append(words, make([]string, max(0, int(n)+1-len(words)))...)
			words[n] = string(k)
		}
		return err
	})
	return words, err
}
