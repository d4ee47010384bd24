package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// parseYAML gives the root of the one document of data.
func parseYAML(name string, data []byte) (*yaml.Node, error) {
	if len(data) > maxHallFile {
		return nil, &hallFault{name, 1, "", fmt.Sprintf("is larger than %d bytes; this is not a hall file", maxHallFile)}
	}
	if err := checkText(name, data); err != nil {
		return nil, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, more yaml.Node
	if err := decoder.Decode(&document); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, &hallFault{name, 1, "", "is empty; it needs hall, zones, services and windows"}
		}
		return nil, syntaxFault(name, err)
	}
	switch err := decoder.Decode(&more); {
	case err == nil:
		return nil, &hallFault{name, more.Line, "", "a second document begins; one file is one hall"}
	case !errors.Is(err, io.EOF):
		return nil, syntaxFault(name, err)
	}
	return document.Content[0], nil
}

// checkText finds what an editor set to another encoding, such as GBK, leaves in a file.
func checkText(name string, data []byte) error {
	line := 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			return &hallFault{name, line, "", "is not UTF-8; save the file in that encoding"}
		case r == '\n':
			line++
		case unicode.IsControl(r) && r != '\t' && r != '\r' && r != '\u0085':
			return &hallFault{name, line, "", fmt.Sprintf("holds the control character %U", r)}
		}
		data = data[size:]
	}
	return nil
}

var (
	// yamlLine finds the line in an error of the YAML reader.
	yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)
	// yamlOneLess are the errors for which the reader counts lines from 0 and names the start of the list or mapping.
	yamlOneLess = regexp.MustCompile(`^did not find expected (key|node content|'-' indicator|',' or|<document start>)`)
)

func syntaxFault(name string, err error) error {
	fault := &hallFault{name, 1, "", err.Error()}
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		fault.Problem = "not YAML: " + strings.TrimSpace(m[2])
		if n, err := strconv.Atoi(m[1]); err == nil {
			fault.Line = n
			if yamlOneLess.MatchString(m[2]) {
				fault.Line++
				fault.Problem += "; look from this line on"
			}
		}
	}
	return fault
}
