package main

import (
	"encoding/json"
	"os/exec"
	"testing"

	"github.com/paidui/paidui/cmd/paidui/bench"
)

// TestBench runs a small bench with the real program: every step measures something, and everything that has a limit is in the report.
func TestBench(t *testing.T) {
	inLongSuite(t)
	out, err := exec.Command(paidui(t), "bench", "--dir", t.TempDir(), "--rounds", "2", "--slice", "100ms", "--presses", "4", "--idle", "1s",
		"--screens", "100,1000", "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var r bench.Report
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Results) != 11 { // all but the two of 5,000 screens
		t.Errorf("%d results: %+v", len(r.Results), r.Results)
	}
	for _, result := range r.Results {
		if result.Value <= 0 || result.Ratio <= 0 {
			t.Errorf("%s: %+v", result.What, result)
		}
	}
}
