package escpos

import (
	"slices"
	"testing"
)

// A slip of a trial day says so, in a template that knows nothing of trials too, and says it once.
func TestSlipOfATrial(t *testing.T) {
	own, err := ParseTemplate("6x6 | {ticket}\ncut")
	if err != nil {
		t.Fatal(err)
	}
	for _, template := range []*Template{own, defaultTemplate} {
		for english, mark := range map[bool]string{false: "2x2 bold center: 测试号，不办理业务", true: "2x2 bold center: Test: not valid"} {
			k := Ticket{Number: "A017", English: english}
			if got := texts(printed(t, template.Slip(k), Paper80())); slices.Contains(got, mark) {
				t.Errorf("a real slip says %q", got)
			}
			k.Trial = true
			got := texts(printed(t, template.Slip(k), Paper80()))
			if got[0] != mark || slices.Contains(got[1:], mark) {
				t.Errorf("a trial's slip says %q", got)
			}
		}
	}
}
