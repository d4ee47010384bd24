package voice

import (
	"slices"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

func TestCallText(t *testing.T) {
	east := queue.Text{ZH: "一楼东侧", EN: "ground floor east"}
	for _, c := range []struct {
		name   string
		call   Call
		zh, en string
	}{
		{"first", Call{Ticket: "A001", Window: 3, Count: 1},
			"请 A001 号,到 3 号窗口办理。", "Number A001, please go to window 3."},
		{"recall says the same", Call{Ticket: "A001", Window: 3, Count: 2},
			"请 A001 号,到 3 号窗口办理。", "Number A001, please go to window 3."},
		{"elsewhere", Call{Ticket: "A012", Window: 12, Place: east, Floor: "1F"},
			"请 A012 号,到一楼东侧 12 号窗口办理。", "Number A012, please go to window 12, ground floor east."},
		{"elsewhere without an English name", Call{Ticket: "A012", Window: 12, Place: queue.Text{ZH: "一楼东侧"}},
			"请 A012 号,到一楼东侧 12 号窗口办理。", "Number A012, please go to window 12."},
		{"last", Call{Ticket: "A1000", Window: 3, Count: 3, Last: true},
			"请 A1000 号,到 3 号窗口办理。这是第3次呼叫。", "Number A1000, please go to window 3. Call 3."},
		{"last elsewhere", Call{Ticket: "A1000", Window: 3, Place: east, Count: 4, Last: true},
			"请 A1000 号,到一楼东侧 3 号窗口办理。这是第4次呼叫。", "Number A1000, please go to window 3, ground floor east. Call 4."},
		{"transferred", Call{Ticket: "A012", Window: 12, Place: east, Count: 1, Transferred: true},
			"请 A012 号,到一楼东侧 12 号窗口继续办理。", "Number A012, please continue at window 12, ground floor east."},
		{"a place is never read as a template", Call{Ticket: "A001", Window: 3, Place: queue.Text{ZH: "{k}区"}},
			"请 A001 号,到{k}区 3 号窗口办理。", "Number A001, please go to window 3."},
	} {
		if got := c.call.Text(); got.ZH != c.zh || got.EN != c.en {
			t.Errorf("%s:\n got %s / %s\nwant %s / %s", c.name, got.ZH, got.EN, c.zh, c.en)
		}
	}
}

func TestCallClips(t *testing.T) {
	for _, c := range []struct {
		call   Call
		zh, en string
	}{
		{Call{Ticket: "A001", Window: 3}, "ding A 0 0 1 hao qing dao 3 hao_chuangkou banli",
			"en_number en_A en_0 en_0 en_1 en_please_go_to_window en_3"},
		{Call{Ticket: "A1000", Window: 10}, "ding A 1 0 0 0 hao qing dao 10 hao_chuangkou banli",
			"en_number en_A en_1 en_0 en_0 en_0 en_please_go_to_window en_10"},
		{Call{Ticket: "2007", Window: 12}, "ding 2 0 0 7 hao qing dao 10 2 hao_chuangkou banli",
			"en_number en_2 en_0 en_0 en_7 en_please_go_to_window en_12"},
		{Call{Ticket: "KM020", Window: 20}, "ding K M 0 2 0 hao qing dao 2 10 hao_chuangkou banli",
			"en_number en_K en_M en_0 en_2 en_0 en_please_go_to_window en_20"},
		{Call{Ticket: "A001", Window: 3, Floor: "2F"}, "ding A 0 0 1 hao qing dao 2 lou 3 hao_chuangkou banli",
			"en_number en_A en_0 en_0 en_1 en_please_go_to_window en_3 en_floor en_2"},
		{Call{Ticket: "A001", Window: 3, Floor: "B1"}, "ding A 0 0 1 hao qing dao fu 1 lou 3 hao_chuangkou banli",
			"en_number en_A en_0 en_0 en_1 en_please_go_to_window en_3 en_basement en_1"},
		{Call{Ticket: "A001", Window: 3, Floor: "夹层"}, "ding A 0 0 1 hao qing dao 3 hao_chuangkou banli",
			"en_number en_A en_0 en_0 en_1 en_please_go_to_window en_3"},
		{Call{Ticket: "A001", Window: 3, Count: 3, Last: true}, "ding A 0 0 1 hao qing dao 3 hao_chuangkou banli di 3 ci_hujiao",
			"en_number en_A en_0 en_0 en_1 en_please_go_to_window en_3 en_call en_3"},
		{Call{Ticket: "A012", Window: 12, Transferred: true}, "ding A 0 1 2 hao qing dao 10 2 hao_chuangkou jixu_banli",
			"en_number en_A en_0 en_1 en_2 en_please_continue_at_window en_12"},
		{Call{Ticket: "A101", Window: 11, Yao: true}, "ding A yao 0 yao hao qing dao 10 1 hao_chuangkou banli",
			"en_number en_A en_1 en_0 en_1 en_please_go_to_window en_11"},
	} {
		if got := strings.Join(c.call.Clips(), " "); got != c.zh {
			t.Errorf("%+v:\n got %s\nwant %s", c.call, got, c.zh)
		}
		if got := strings.Join(c.call.ClipsEN(), " "); got != c.en {
			t.Errorf("%+v in English:\n got %s\nwant %s", c.call, got, c.en)
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		n      int
		zh, en string
	}{
		{0, "0", "en_0"}, {3, "3", "en_3"}, {10, "10", "en_10"}, {12, "10 2", "en_12"}, {20, "2 10", "en_20"},
		{21, "2 10 1", "en_20 en_1"}, {99, "9 10 9", "en_90 en_9"}, {100, "1 100", "en_1 en_100"},
		{101, "1 100 0 1", "en_1 en_100 en_1"}, {110, "1 100 1 10", "en_1 en_100 en_10"},
		{112, "1 100 1 10 2", "en_1 en_100 en_12"}, {220, "2 100 2 10", "en_2 en_100 en_20"},
		{999, "9 100 9 10 9", "en_9 en_100 en_90 en_9"}, {1000, "1 0 0 0", "en_1 en_0 en_0 en_0"},
	} {
		if got := strings.Join(number(c.n), " "); got != c.zh {
			t.Errorf("%d is read %s, want %s", c.n, got, c.zh)
		}
		if got := strings.Join(numberEN(c.n), " "); got != c.en {
			t.Errorf("%d in English is read %s, want %s", c.n, got, c.en)
		}
	}
}

func TestEveryClipIsInTheVocabulary(t *testing.T) {
	known := Clips()
	used := map[string]bool{}
	for w := queue.WindowNumber(1); w <= biggest; w++ {
		letter := string(rune('A' + w%26))
		for _, floor := range []string{"", "12F", "B2"} {
			c := Call{Ticket: queue.TicketNo(letter + "1234567890"), Window: w, Floor: floor, Count: int(w), Last: true}
			for _, call := range []Call{c, {Ticket: c.Ticket, Window: w, Transferred: true, Yao: true}} {
				for _, clip := range append(call.Clips(), call.ClipsEN()...) {
					used[clip] = true
				}
			}
		}
	}
	for _, words := range announcements {
		for _, clip := range append(words.Clips, words.ClipsEN...) {
			used[clip] = true
		}
	}
	for clip := range used {
		if _, ok := slices.BinarySearch(known, clip); !ok {
			t.Errorf("clip %q is played and not in the vocabulary", clip)
		}
	}
	for _, clip := range known {
		if !used[clip] {
			t.Errorf("clip %q is in the vocabulary and never played", clip)
		}
	}
}
