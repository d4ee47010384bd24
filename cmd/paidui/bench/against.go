package bench

import (
	"fmt"
	"io"
)

// tolerance is how much worse a ratio may be than in an earlier run before that is told: two runs on one machine differ by less,
// and times themselves are never compared, as they differ between machines by much more.
const tolerance = 1.25

// Against writes to out what is worse than in the earlier report, and tells whether anything is: a ratio outside of what the
// single rounds of that run showed and by a quarter behind its median, or a limit that was met and no longer is.
func (r *Report) Against(before *Report, out io.Writer) (worse bool) {
	now := map[string]Result{}
	for _, m := range r.Results {
		now[m.What] = m
	}
	for _, was := range before.Results {
		is, ok := now[was.What]
		if !ok {
			continue
		}
		fell := is.Ratio < was.Least && is.Ratio*tolerance < was.Ratio
		if was.AtMost {
			fell = is.Ratio > was.Most && is.Ratio > was.Ratio*tolerance
		}
		if fell || was.Met && !is.Met {
			worse = true
			fmt.Fprintf(out, "worse than on %s: %s: %s, was %s (%s–%s)\n", before.Date, was.What, digits(is.Ratio), digits(was.Ratio), digits(was.Least), digits(was.Most))
		}
	}
	return worse
}
