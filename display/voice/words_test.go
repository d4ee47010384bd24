package voice

import (
	"slices"
	"strings"
	"testing"

	"github.com/paidui/paidui/queue"
)

func at(hours, minutes int) *queue.TimeOfDay {
	t := queue.TimeOfDay(60*hours + minutes)
	return &t
}

var insurance = queue.Text{ZH: "社会保险", EN: "Social insurance"}

// announcements are all that is said beside calls.
var announcements = map[string]Words{
	"opening":       Opening(queue.Text{ZH: "原州区政务服务中心", EN: "Yuanzhou Centre"}),
	"opening, zh":   Opening(queue.Text{ZH: "原州区政务服务中心"}),
	"closing":       Closing(15),
	"sorry":         Sorry(insurance, "AB", at(10, 30)),
	"sorry, hour":   Sorry(insurance, "A", at(15, 0)),
	"sorry, early":  Sorry(queue.Text{ZH: "社会保险"}, "A", at(9, 5)),
	"sorry, no end": Sorry(insurance, "A", nil),
	"test":          Test(),
	"emergency":     Emergency(queue.Text{ZH: "请从最近的出口离开。", EN: "Please leave by the nearest exit."}),
}

func TestAnnouncements(t *testing.T) {
	for name, want := range map[string][4]string{
		"opening": {"您好，原州区政务服务中心现在开始服务。", "Yuanzhou Centre is now open.", "ding xianzai_kaishi", "en_we_are_open"},
		"opening, zh": {
			"您好，原州区政务服务中心现在开始服务。", "The centre is now open.", "ding xianzai_kaishi", "en_we_are_open",
		},
		"closing": {
			"各位群众您好，15 分钟后停止取号；已取号的请放心等候。", "Tickets stop in 15 minutes. All ticket holders will be served.",
			"ding gewei_qunzhong 10 5 fenzhong_hou yi_quhao", "en_tickets_stop_in en_15 en_minutes_all_served",
		},
		"sorry": {
			"对不起，社会保险因系统故障暂停，预计 10:30 恢复，您的号仍然有效。",
			"Sorry, Social insurance is paused until about 10:30. Your number stays valid.",
			"ding duibuqi A B zitou_zanting yuji 10 dian 3 10 fen huifu hao_youxiao",
			"en_sorry_numbers en_A en_B en_are_paused en_until_about en_10 en_30 en_number_valid",
		},
		"sorry, hour": {
			"对不起，社会保险因系统故障暂停，预计 15:00 恢复，您的号仍然有效。",
			"Sorry, Social insurance is paused until about 15:00. Your number stays valid.",
			"ding duibuqi A zitou_zanting yuji 10 5 dian huifu hao_youxiao",
			"en_sorry_numbers en_A en_are_paused en_until_about en_15 en_number_valid",
		},
		"sorry, early": {
			"对不起，社会保险因系统故障暂停，预计 09:05 恢复，您的号仍然有效。",
			"Sorry, service A is paused until about 09:05. Your number stays valid.",
			"ding duibuqi A zitou_zanting yuji 9 dian 0 5 fen huifu hao_youxiao",
			"en_sorry_numbers en_A en_are_paused en_until_about en_9 en_0 en_5 en_number_valid",
		},
		"sorry, no end": {
			"对不起，社会保险因系统故障暂停，您的号仍然有效。", "Sorry, Social insurance is paused. Your number stays valid.",
			"ding duibuqi A zitou_zanting hao_youxiao", "en_sorry_numbers en_A en_are_paused en_number_valid",
		},
		"test": {"现在测试声音，听到的请确认。", "This is a sound test.", "ding ceshi tingdao", "en_sound_test"},
		"emergency": {
			"请从最近的出口离开。", "Please leave by the nearest exit.",
			"ding jinji_zhuyi jinji_zhiyin jinji_chukou", "en_attention en_follow_staff en_nearest_exit",
		},
	} {
		w := announcements[name]
		got := [4]string{w.Text.ZH, w.Text.EN, strings.Join(w.Clips, " "), strings.Join(w.ClipsEN, " ")}
		if got != want {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
	}
	for name := range announcements {
		if w := announcements[name]; w.Text.ZH == "" || w.Text.EN == "" || !slices.Contains(w.Clips, "ding") {
			t.Errorf("%s has no words: %+v", name, w)
		}
	}
}
