package queue

import (
	"reflect"
	"slices"
	"strings"
)

// Revision is a change of the layout today: the sequence number of its entry, when, by whom, and what was before it.
type Revision struct {
	Seq    uint64
	At     Instant
	By     string
	Before *Layout
}

// LayoutChange is a change of the layout as it is remembered for longer than its day, so that it can be looked up in the
// journal and taken back: its entry, when, by whom, and the parts of the hall file that it was about.
type LayoutChange struct {
	Seq   uint64   `json:"seq"`
	At    Instant  `json:"at"`
	By    string   `json:"by"`
	Parts []string `json:"parts"`
}

// rememberedChanges is how many changes of the layout a day is told of.
const rememberedChanges = 100

// LayoutRevision gives the sequence number of the entry that put the layout in force: a change, or the day's opening.
func (s *State) LayoutRevision() uint64 { return s.revision }

// Revisions gives today's changes of the layout, oldest first.
func (s *State) Revisions() []Revision { return s.revisions }

// LayoutChanges gives the last changes of the layout, those of earlier days too, oldest first.
func (s *State) LayoutChanges() []LayoutChange {
	all := slices.Clone(s.changes)
	for i, r := range s.revisions {
		after := s.layout
		if i+1 < len(s.revisions) {
			after = s.revisions[i+1].Before
		}
		all = append(all, LayoutChange{r.Seq, r.At, r.By, r.Before.partsOtherThan(after)})
	}
	return all[max(0, len(all)-rememberedChanges):]
}

// partsOtherThan names the parts of a hall file in which l and other differ.
func (l *Layout) partsOtherThan(other *Layout) []string {
	parts := []string{}
	a, b := reflect.ValueOf(*l), reflect.ValueOf(*other)
	for i := range a.NumField() {
		if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			name, _, _ := strings.Cut(a.Type().Field(i).Tag.Get("json"), ",")
			parts = append(parts, name)
		}
	}
	return parts
}
