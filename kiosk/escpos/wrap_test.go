package escpos

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	p := Profile{Paper: 80, Columns: 16, Dots: 576}
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"一二三四五六七八", "一二三四五六七八"},
		{"一二三四五六七八九", "一二三四五六七/八九"},
		{"一二三四五六七，八九", "一二三四五六七，/八九"},
		{"一二三四五六七八，九", "一二三四五六七/八，九"},
		{"一二三四五六七（八）", "一二三四五六七/（八）"},
		{"一二三四五六 A017号", "一二三四五六/A017号"},
		{"take number A0001234 now", "take number/A0001234 now"},
		{"  spaces   kept   within ", "spaces   kept/within"},
		{"0123456789abcdefXYZ", "0123456789abcdef/XYZ"},
		{"办理" + glue("社会保险窗口"), "办理社会保险窗口"},
		{"请到办理" + glue("社会保险窗口"), "请到办理/社会保险窗口"},
		{"请到" + glue("城乡居民基本养老保险参保登记"), "请到城乡居民基本/养老保险参保登记"},
		{glue("Social insurance of residents"), "Social insurance/of residents"},
		{"cafés à la carte étoile", "cafés à la/carte étoile"},
	} {
		var rows []string
		for _, r := range printed(t, Slip{Text{Text: c.text}}, p).Rows {
			rows = append(rows, r.Text)
		}
		if got := strings.Join(rows, "/"); got != c.want {
			t.Errorf("%q wraps as %s, not %s", c.text, got, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct {
		text       string
		wide, tall int
		fit        int
		want       string
	}{
		{"A017", 6, 6, 1, "6x6: A017"}, {"AB10017", 6, 6, 4, "4x4: AB10017"}, {"AB10017", 8, 2, 1, "4x1: AB10017"},
		{"AB10017", 8, 6, 4, "4x4: AB10017"}, {"AB10017", 8, 2, 4, "4x2: AB10017"}, {"AB1001789", 8, 8, 4, "4x4: AB100178/4x4: 9"},
		{"一楼东侧大厅社会保险综合受理区与自助区", 2, 2, 1, "一楼东侧大厅社会保险综合受理区与/自助区"},
	} {
		s := Slip{Text{Text: c.text, Wide: c.wide, Tall: c.tall, Fit: c.fit}}
		if got := strings.Join(texts(printed(t, s, Paper58())), "/"); got != c.want {
			t.Errorf("%s printed as %s, not %s", c.text, got, c.want)
		}
	}
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{"A017": 4, "窗口 3": 6, "㐂𬭊": 4, "é": 2, "\u2060\u200d": 0} {
		if got := Paper80().Width(text); got != want {
			t.Errorf("%q has %d columns, not %d", text, got, want)
		}
	}
}
