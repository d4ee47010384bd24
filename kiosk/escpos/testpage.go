package escpos

import (
	"fmt"
	"strings"
)

// TestPage is a slip that shows whether a printer and its profile suit each other: a ruler as long as a row, Chinese
// characters of 2 and of 4 bytes, the sizes, the edges and a QR code that holds url.
func TestPage(p Profile, url string) Slip {
	ruler := strings.Repeat("1234567890", p.Columns/10+1)[:max(p.Columns, 0)]
	qr := "GS v 0"
	if p.NativeQR {
		qr = "GS ( k"
	}
	return Slip{
		Text{Text: "打印测试 Test", Align: Centre, Wide: 2, Tall: 2},
		Text{Text: ruler},
		Text{Text: fmt.Sprintf("%d mm, %d 列 columns, %d 点 dots", p.Paper, p.Columns, p.Dots)},
		Text{Text: fmt.Sprintf("编码 %s: 䶮喆堃 㐂𬭊", p.Code)},
		Text{Text: "加粗 Bold", Bold: true},
		Text{Text: "左 Left"},
		Text{Text: "中 Centre", Align: Centre},
		Text{Text: "右 Right", Align: Right},
		Text{Text: "A017", Align: Centre, Wide: 6, Tall: 6, Bold: true, Fit: 1},
		Text{Text: "3号窗口 二倍", Wide: 2, Tall: 2},
		Text{Text: "二维码 QR " + qr, Align: Centre},
		QR{Content: url, Align: Centre},
		Text{Text: "尺子排成一行、四个角都看得见、二维码扫得开,打印机就设置好了。"},
		Feed(1), Cut{},
	}
}
