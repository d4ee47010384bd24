package main

import (
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/term"
)

// handPause is how close two keys come when no hand presses them: a scanner's, a paste's, or the parts of one key's signs.
const handPause = 40 * time.Millisecond

// rawTerminal gives every key as it is pressed and a screen of its own; restore takes both back.
func rawTerminal(in, out *os.File) (restore func(), err error) {
	before, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return nil, err
	}
	plainOut, err := screenSigns(out)
	if err != nil {
		_ = term.Restore(int(in.Fd()), before)
		return nil, err
	}
	_, _ = out.WriteString(screenEnter)
	return func() {
		_, _ = out.WriteString(screenLeave)
		plainOut()
		_ = term.Restore(int(in.Fd()), before)
	}, nil
}

// keysOf gives the keys of a terminal in raw mode: together what came too fast for a hand.
func keysOf(in io.Reader) inputs {
	chunks, keys := make(chan []byte), make(chan []string)
	go func() {
		defer close(chunks)
		for {
			buffer := make([]byte, 256)
			n, err := in.Read(buffer)
			if n > 0 {
				chunks <- buffer[:n]
			}
			if err != nil {
				return
			}
		}
	}()
	go func() {
		defer close(keys)
		for more := true; more; {
			var all []byte
			if all, more = gather(chunks); len(all) > 0 {
				keys <- keysIn(all)
			}
		}
	}()
	return keys
}

// gather gives what comes without a pause as long as a hand's; more is false at the end.
func gather(chunks <-chan []byte) (all []byte, more bool) {
	chunk, more := <-chunks
	for more {
		all = append(all, chunk...)
		select {
		case chunk, more = <-chunks:
		case <-time.After(handPause):
			return all, true
		}
	}
	return all, false
}

// signs are keys that a terminal tells by more than a character. A numeric pad without its lock sends arrows and the like,
// in another mode signs of its own: both are its digits here.
var signs = map[string]string{
	"[2~": "0", "[F": "1", "[4~": "1", "OF": "1", "[B": "2", "OB": "2", "[6~": "3", "[D": "4", "OD": "4", "[E": "5", "OE": "5",
	"[C": "6", "OC": "6", "[H": "7", "[1~": "7", "OH": "7", "[A": "8", "OA": "8", "[5~": "9",
	"Op": "0", "Oq": "1", "Or": "2", "Os": "3", "Ot": "4", "Ou": "5", "Ov": "6", "Ow": "7", "Ox": "8", "Oy": "9",
	"OM": "enter", "Ok": "space", "Om": "escape", "[3~": "backspace", "[20~": "f9",
}

// keysIn reads keys from what a terminal sent.
func keysIn(text []byte) []string {
	var keys []string
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch r {
		case '\x1b':
			sign, rest := signIn(text)
			if text = rest; sign == "" {
				keys = append(keys, "escape")
			} else if key, ok := signs[sign]; ok {
				keys = append(keys, key)
			}
		case '\r', '\n':
			keys = append(keys, "enter")
		case ' ':
			keys = append(keys, "space")
		case '\b', '\x7f':
			keys = append(keys, "backspace")
		case '\x03', '\x04':
			keys = append(keys, "ctrl-c")
		default:
			if r >= ' ' && r != utf8.RuneError {
				keys = append(keys, string(r))
			}
		}
	}
	return keys
}

// signIn gives the sign that follows an escape, "" when none does, and what comes after it.
func signIn(text []byte) (sign string, rest []byte) {
	if len(text) < 2 || text[0] != '[' && text[0] != 'O' {
		return "", text
	}
	for i := 1; i < len(text); i++ {
		if !strings.ContainsRune("0123456789;", rune(text[i])) {
			return string(text[:i+1]), text[i+1:]
		}
	}
	return string(text), nil
}
