package assets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// textsFile is the table of all texts. A face is sent its own part of it: a phone in a hall's basement waits for every
// kilobyte.
const textsFile = "texts.json"

var (
	imported = regexp.MustCompile(`(?m)^(?:import|export) [^;]*?"(\.{1,2}/[^"]+\.js)";`)
	// literal is a string that may be a key of the table, or the head of keys that are made at run time: "outcome.".
	literal = regexp.MustCompile(`"([a-z_]+\.[a-z_0-9.]*)"`)
)

// faceTexts gives the table as the script entry and all that it imports may ask for it: the texts that they name, and
// those whose head they name. A test sees to it that scripts name no others.
func faceTexts(source fs.FS, entry string) (string, error) {
	var all map[string]json.RawMessage
	content, err := fs.ReadFile(source, textsFile)
	if err == nil {
		err = json.Unmarshal(content, &all)
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", textsFile, err)
	}
	some := map[string]json.RawMessage{}
	seen := map[string]bool{entry: true}
	for left := []string{entry}; len(left) > 0; left = left[1:] {
		script, err := fs.ReadFile(source, left[0])
		if err != nil {
			return "", err
		}
		for _, m := range literal.FindAllSubmatch(script, -1) {
			named(string(m[1]), all, some)
		}
		for _, m := range imported.FindAllSubmatchIndex(script, -1) {
			name := path.Join(path.Dir(left[0]), string(script[m[2]:m[3]]))
			if seen[name] {
				continue
			}
			if _, err := fs.Stat(source, name); err != nil {
				return "", fmt.Errorf("%s:%d: %w", left[0], 1+bytes.Count(script[:m[2]], []byte("\n")), err)
			}
			seen[name] = true
			left = append(left, name)
		}
	}
	table, err := json.Marshal(some)
	return string(table), err
}

// named puts the texts that a literal names into some.
func named(name string, all, some map[string]json.RawMessage) {
	if text, ok := all[name]; ok {
		some[name] = text
		return
	}
	if !strings.HasSuffix(name, ".") {
		return
	}
	for key, text := range all {
		if strings.HasPrefix(key, name) {
			some[key] = text
		}
	}
}
