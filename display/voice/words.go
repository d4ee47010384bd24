package voice

import (
	"fmt"

	"github.com/paidui/paidui/queue"
)

// Words are a sentence in both languages, and the clips that say it in each. The English follows the Chinese and so has
// no chime.
type Words struct {
	Text    queue.Text
	Clips   []string
	ClipsEN []string
}

// Opening says that the hall begins to serve. Clips have no words for the centre's name.
func Opening(centre queue.Text) Words {
	name := centre.EN
	if name == "" {
		name = "The centre"
	}
	return Words{
		queue.Text{ZH: "您好，" + centre.ZH + "现在开始服务。", EN: name + " is now open."},
		[]string{"ding", "xianzai_kaishi"}, []string{"en_we_are_open"},
	}
}

// Closing says that numbers are given out for so many minutes more.
func Closing(minutes int) Words {
	return Words{
		queue.Text{
			ZH: fmt.Sprintf("各位群众您好，%d 分钟后停止取号；已取号的请放心等候。", minutes),
			EN: fmt.Sprintf("Tickets stop in %d minutes. All ticket holders will be served.", minutes),
		},
		append(append([]string{"ding", "gewei_qunzhong"}, number(minutes)...), "fenzhong_hou", "yi_quhao"),
		append(append([]string{"en_tickets_stop_in"}, numberEN(minutes)...), "en_minutes_all_served"),
	}
}

// Sorry says that a service stands still until the time back, or for a time that is not known when back is nil. Clips
// have no words for its name and say the letters that its numbers begin with.
func Sorry(service queue.Text, prefix string, back *queue.TimeOfDay) Words {
	name := service.EN
	if name == "" {
		name = "service " + prefix
	}
	w := Words{
		queue.Text{ZH: "对不起，" + service.ZH + "因系统故障暂停，", EN: "Sorry, " + name + " is paused"},
		append(append([]string{"ding", "duibuqi"}, spell(queue.TicketNo(prefix), "")...), "zitou_zanting"),
		append(append([]string{"en_sorry_numbers"}, spell(queue.TicketNo(prefix), english)...), "en_are_paused"),
	}
	if back != nil {
		w.Text.ZH += "预计 " + back.String() + " 恢复，"
		w.Text.EN += " until about " + back.String()
		w.Clips = append(append(append(w.Clips, "yuji"), clock(*back)...), "huifu")
		w.ClipsEN = append(append(w.ClipsEN, "en_until_about"), clockEN(*back)...)
	}
	w.Text.ZH += "您的号仍然有效。"
	w.Text.EN += ". Your number stays valid."
	w.Clips = append(w.Clips, "hao_youxiao")
	w.ClipsEN = append(w.ClipsEN, "en_number_valid")
	return w
}

// Test asks whoever hears it to say so.
func Test() Words {
	return Words{
		queue.Text{ZH: "现在测试声音，听到的请确认。", EN: "This is a sound test."},
		[]string{"ding", "ceshi", "tingdao"}, []string{"en_sound_test"},
	}
}

// Emergency sends everybody out. Clips have no words for a hall's own text, which screens show.
func Emergency(text queue.Text) Words {
	return Words{
		text, []string{"ding", "jinji_zhuyi", "jinji_zhiyin", "jinji_chukou"},
		[]string{"en_attention", "en_follow_staff", "en_nearest_exit"},
	}
}

// clock reads a time as Chinese does: 九点, 九点三十分, 九点零五分.
func clock(t queue.TimeOfDay) []string {
	hours, minutes := int(t)/60, int(t)%60
	clips := append(number(hours), "dian")
	if minutes == 0 {
		return clips
	}
	if minutes < 10 {
		clips = append(clips, "0")
	}
	return append(append(clips, number(minutes)...), "fen")
}

// clockEN reads a time as English does: nine, nine thirty, nine zero five.
func clockEN(t queue.TimeOfDay) []string {
	hours, minutes := int(t)/60, int(t)%60
	clips := numberEN(hours)
	if minutes == 0 {
		return clips
	}
	if minutes < 10 {
		clips = append(clips, english+"0")
	}
	return append(clips, numberEN(minutes)...)
}
