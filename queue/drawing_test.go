package queue

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestDrawing holds docs/queue.md against the tables that the code uses: the arrows of the ticket machine and the
// default head starts.
func TestDrawing(t *testing.T) {
	const file = "../docs/queue.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	for name, drawn := range map[string]string{"machine": drawMachine(), "head starts": drawHeadStarts()} {
		from, to := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->"
		before, rest, ok := strings.Cut(got, from)
		_, after, ok2 := strings.Cut(rest, to)
		if !ok || !ok2 {
			t.Fatalf("%s has no place for the %s", file, name)
		}
		got = before + from + drawn + to + after
	}
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != string(text) {
		t.Errorf("%s is not what the code does; go test ./queue -update draws it anew", file)
	}
}

func drawMachine() string {
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n    [*] --> waiting : Take\n    [*] --> serving : WalkUp\n")
	for _, m := range moves {
		for _, from := range m.from {
			fmt.Fprintf(&b, "    %s --> %s : %s\n", from, m.to, m.command)
		}
	}
	b.WriteString("```\n")
	return b.String()
}

func drawHeadStarts() string {
	settings := DefaultSettings()
	classes := slices.Clone(Classes)
	slices.SortStableFunc(classes, func(a, b Class) int { return settings.HeadStartMinutes[b] - settings.HeadStartMinutes[a] })
	var b strings.Builder
	b.WriteString("| class | head start, minutes |\n|---|---|\n")
	for _, c := range classes {
		fmt.Fprintf(&b, "| `%s` | %d |\n", c, settings.HeadStartMinutes[c])
	}
	fmt.Fprintf(&b, "\nSo a ticket can be passed only by tickets issued less than **%d minutes** after it.\n", settings.Bound()/Minute)
	return b.String()
}
