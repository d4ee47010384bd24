package escpos

import "strings"

// ForTrial gives s as a slip of a trial day, which says so above all else whatever its template: a slip that is carried out
// of the hall must not be taken for a number. One that says it already is left as it is.
func (s Slip) ForTrial(english bool) Slip {
	mark, says := "测试号，不办理业务", "测试"
	if english {
		mark, says = "Test: not valid", "Test"
	}
	for _, part := range s {
		if text, ok := part.(Text); ok && strings.Contains(text.Text, says) {
			return s
		}
	}
	return append(Slip{Text{Text: mark, Align: Centre, Wide: 2, Tall: 2, Bold: true}}, s...)
}
