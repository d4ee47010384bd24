package kiosk

// texts are those of the table that is printed from, as short as tests need them.
func texts(key string) (zh, en string) {
	zh = map[string]string{
		"missing.title": "补正告知单", "missing.of": "{ticket} 号 {service}", "missing.papers": "请一次备齐：", "missing.told": "请按窗口说明补齐材料",
		"missing.note": "说明：{note}", "missing.until": "请于 {date} 前再来", "missing.how": "在取号机扫码。", "missing.window": "仍到 {window} 号窗口 {place}",
		"missing.code": "补正码", "missing.issued": "开具时间 {at}", "guide.hotline": "投诉 {hotline}",
	}[key]
	return zh, key
}
