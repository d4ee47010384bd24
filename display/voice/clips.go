package voice

import (
	"maps"
	"slices"
	"strconv"
)

// phrases are the clips that are no letter and no number, with what they say.
var phrases = []struct{ clip, says string }{
	{"ding", "叮咚"},
	{"hao", "号"},
	{"qing", "请"},
	{"dao", "到"},
	{"fu", "负"},
	{"lou", "楼"},
	{"hao_chuangkou", "号窗口"},
	{"banli", "办理"},
	{"jixu_banli", "继续办理"},
	{"di", "这是第"},
	{"ci_hujiao", "次呼叫"},
	{"yao", "幺"},
	{"xianzai_kaishi", "您好，现在开始服务"},
	{"gewei_qunzhong", "各位群众您好"},
	{"fenzhong_hou", "分钟后停止取号"},
	{"yi_quhao", "已取号的请放心等候"},
	{"duibuqi", "对不起"},
	{"zitou_zanting", "字头的业务暂停办理"},
	{"yuji", "预计"},
	{"dian", "点"},
	{"fen", "分"},
	{"huifu", "恢复"},
	{"hao_youxiao", "您的号仍然有效"},
	{"ceshi", "现在测试声音"},
	{"tingdao", "听到的请确认"},
	{"jinji_zhuyi", "请注意"},
	{"jinji_zhiyin", "请按工作人员指引"},
	{"jinji_chukou", "从最近的安全出口有序离开"},
	{"en_number", "Number"},
	{"en_please_go_to_window", "please go to window"},
	{"en_please_continue_at_window", "please continue at window"},
	{"en_floor", "floor"},
	{"en_basement", "basement"},
	{"en_call", "Call"},
	{"en_we_are_open", "We are now open"},
	{"en_tickets_stop_in", "Tickets stop in"},
	{"en_minutes_all_served", "minutes. All ticket holders will be served"},
	{"en_sorry_numbers", "Sorry, services of numbers that begin with"},
	{"en_are_paused", "are paused"},
	{"en_until_about", "until about"},
	{"en_number_valid", "Your number stays valid"},
	{"en_sound_test", "This is a sound test"},
	{"en_attention", "Attention please"},
	{"en_follow_staff", "Please follow the staff"},
	{"en_nearest_exit", "and leave calmly by the nearest exit"},
}

// Script gives every clip that a pack must hold, with what it says. Digits say 零 to 九, "10" 十 and "100" 百; letters,
// in either language, are the names of English letters.
func Script() map[string]string {
	says := map[string]string{"10": "十", "100": "百", "en_100": "hundred"}
	for _, p := range phrases {
		says[p.clip] = p.says
	}
	for d, word := range []rune("零一二三四五六七八九") {
		says[strconv.Itoa(d)] = string(word)
	}
	for letter := 'A'; letter <= 'Z'; letter++ {
		says[string(letter)], says[english+string(letter)] = string(letter), string(letter)
	}
	for n, word := range []string{
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
		"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
	} {
		says[english+strconv.Itoa(n)] = word
	}
	for i, word := range []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		says[english+strconv.Itoa(20+10*i)] = word
	}
	return says
}

// Clips gives the names of all clips of Script, sorted.
func Clips() []string { return slices.Sorted(maps.Keys(Script())) }
