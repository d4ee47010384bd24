package assets

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// What Chromium 64 does not have and lowering does not add. Each is a pattern on the shipped file, with what to write in its place.
var missing = map[string][]struct{ pattern, instead string }{
	".js": {
		{`\bfromEntries\b`, "a loop"}, {`\.replaceAll\(`, "a regular expression with g"}, {`\bqueueMicrotask\b`, "Promise.resolve().then"},
		{`\brandomUUID\b`, "getRandomValues"}, {`\bcrypto\.subtle\b`, "nothing: it is missing on plain http"}, {`\bAbortController\b`, "a race with a timer"},
		{`\.flat\(|\.flatMap\(`, "concat"}, {`\bglobalThis\b`, "window"}, {`\.at\(-?\d`, "an index"}, {`\bstructuredClone\b`, "JSON"},
		{`\.allSettled\(|Promise\.any\(`, "Promise.all"}, {`\.trimStart\(|\.trimEnd\(`, "trim"}, {`\.matchAll\(`, "exec"},
		{`\bResizeObserver\b`, "a resize event"}, {`\?\.[a-zA-Z(\[]`, "lowered syntax"}, {`\?\?`, "lowered syntax"}, {`\basync\s`, "lowered syntax"},
		{`"bigint"`, "nothing: its optimizing compiler comes down on it, see struck"},
	},
	".css": {
		{`[;{]gap:|[;{]row-gap:|[;{]column-gap:`, "margins, or grid-gap in a grid"}, {`\bclamp\(`, "calc with a media query"},
		{`[:\s(,](?:min|max)\(`, "min-width and max-width"}, {`[;{]aspect-ratio:`, "a height"}, {`:is\(|:where\(|:has\(`, "the selectors written out"},
		{`\d(?:dvh|svh|lvh)\b`, "vh"}, {`[;{]inset:`, "top, right, bottom and left"}, {`:focus-visible`, ":focus"}, {`@layer|@container`, "plain rules"},
		{`\benv\(`, "a fixed space"}, {`display:contents`, "a grid of its own"}, {`conic-gradient|color-mix|backdrop-filter`, "plain colours"},
	},
}

func TestShippedFilesKeepToOldBrowsers(t *testing.T) {
	b := opened(t)
	for name, f := range b.files {
		for ext, list := range missing {
			if !strings.HasSuffix(name, ext) {
				continue
			}
			for _, m := range list {
				if at := regexp.MustCompile(m.pattern).FindIndex(f.bytes()); at != nil {
					t.Errorf("%s uses %q: write %s", name, around(f.bytes(), at[0]), m.instead)
				}
			}
		}
	}
}

func around(content []byte, at int) string {
	return string(content[max(0, at-30):min(len(content), at+30)])
}

func TestBundleStaysSmall(t *testing.T) {
	all := 0
	for name, f := range opened(t).files {
		if strings.HasSuffix(name, ".wav") {
			continue // the pack is small by a limit of its own, and few pages load it
		}
		all += len(f.bytes())
		if strings.HasSuffix(name, ".js") && len(f.bytes()) > 150<<10 {
			t.Errorf("%s has %d bytes", name, len(f.bytes()))
		}
	}
	if all > 3<<20 {
		t.Errorf("the bundle has %d bytes", all)
	}
}

func TestVendoredFilesAreTheNamedVersions(t *testing.T) {
	wanted, err := os.ReadFile("package.json")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("vendor/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"preact", "htm", "uplot"} {
		version := regexp.MustCompile(`"` + name + `": "([\d.]+)"`).FindSubmatch(wanted)
		if version == nil || !strings.Contains(string(readme), name+" "+string(version[1])) {
			t.Errorf("vendor/README.md does not name the %s of package.json", name)
		}
	}
	for file, shipped := range map[string]string{
		"node_modules/preact/dist/preact.module.js": "vendor/preact.js", "node_modules/preact/hooks/dist/hooks.module.js": "vendor/hooks.js",
		"node_modules/htm/dist/htm.module.js": "vendor/htm.js", "node_modules/uplot/dist/uPlot.esm.js": "vendor/uplot.js",
		"node_modules/uplot/dist/uPlot.min.css": "vendor/uplot.css", "node_modules/uplot/LICENSE": "vendor/LICENSE-uplot",
	} {
		original, err := os.ReadFile(file)
		if err != nil {
			continue // without the development packages there is nothing to compare
		}
		copied, err := os.ReadFile(shipped)
		if err != nil {
			t.Fatal(err)
		}
		code := regexp.MustCompile(`(?m)^//# sourceMappingURL.*\n?`).ReplaceAllString(string(original), "")
		if strings.TrimSpace(code) != strings.TrimSpace(string(copied)) {
			t.Errorf("%s is not %s", shipped, file)
		}
	}
}

func TestLockFileNamesNoHost(t *testing.T) {
	lock, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if at := regexp.MustCompile(`https?://`).FindIndex(lock); at != nil {
		t.Errorf("package-lock.json has %q", around(lock, at[0]))
	}
}
