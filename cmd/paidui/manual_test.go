package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

// TestManualNamesEveryKey holds the manual's page about the hall file to the keys there are.
func TestManualNamesEveryKey(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "zh", "hallfile.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []any{hallFile{}, queue.BusinessHours{}, queue.Zone{}, queue.VoiceHours{}, queue.Department{}, queue.Service{}, queue.Window{}, queue.Post{}, queue.Staff{}, queue.Kiosk{}, queue.Printer{}, queue.LEDScreen{}, queue.Notice{}, queue.MediaItem{}, queue.Theme{}, queue.Settings{}} {
		_, keys := jsonFields(reflect.ValueOf(of))
		for _, key := range keys {
			if !regexp.MustCompile("`" + key + "\\b").Match(page) {
				t.Errorf("%T: the manual does not name %q", of, key)
			}
		}
	}
	for _, key := range queue.Keys {
		if !strings.Contains(string(page), "`"+string(key)+"`") {
			t.Errorf("the manual does not name the key %q", key)
		}
	}
	for class := range queue.DefaultSettings().HeadStartMinutes {
		if !strings.Contains(string(page), "`"+string(class)+"`") {
			t.Errorf("the manual does not name the class %q", class)
		}
	}
}

// fenced finds the YAML examples of a page.
var fenced = regexp.MustCompile("(?s)```yaml\n(.*?)```")

func TestExamplesLoad(t *testing.T) {
	for _, name := range []string{"README.md", filepath.Join("docs", "zh", "hallfile.md")} {
		page, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		examples := fenced.FindAllSubmatch(page, -1)
		if len(examples) == 0 {
			t.Errorf("%s has no example", name)
		}
		for _, e := range examples {
			if _, err := parseHall(name, e[1]); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestTemplateOfTheManual reads the template that the manual gives as an example.
func TestTemplateOfTheManual(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "zh", "printing.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range fenced.FindAllSubmatch(page, -1) {
		if strings.Contains(string(e[1]), "slip_template") {
			if _, err := parseHall("printing.md", []byte(edited(7, string(e[1])))); err != nil {
				t.Error(err)
			}
			return
		}
	}
	t.Error("the manual has no template")
}

// link finds what a page links to in the repository.
var link = regexp.MustCompile(`\]\(([^)#:]+)\)`)

func TestLinksLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(root, "docs", "zh", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatal(pages, err)
	}
	for _, page := range append(pages, filepath.Join(root, "README.md")) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), string(m[1]))); err != nil {
				t.Errorf("%s links to %s: %v", page, m[1], err)
			}
		}
	}
}
