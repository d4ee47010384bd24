package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/queue"
)

var updateManual = flag.Bool("update", false, "write the table of roles and rights into the manual")

// inWords says in the manual what each right is.
var inWords = map[queue.Right]string{
	queue.RightIssue: "取号", queue.RightCounter: "在窗口叫号办理", queue.RightStandIn: "代离岗窗口处理(写原因)", queue.RightSuspend: "暂停、恢复业务",
	queue.RightEmergency: "紧急疏散", queue.RightDesk: "替群众查号、改号", queue.RightWindows: "看全部窗口", queue.RightIdentity: "看办理中号的证件尾号",
	queue.RightScreen: "显示窗口屏、区域屏", queue.RightScreens: "看屏幕是否正常", queue.RightEnrol: "启用屏幕", queue.RightRate: "交群众的评价",
	queue.RightMonitor: "督查实时画面", queue.RightStaff: "看人员、指定顶岗", queue.RightStatistics: "看统计、历史", queue.RightCallStaff: "取号机呼叫工作人员",
	queue.RightHelp: "应答求助", queue.RightHelps: "看全部求助", queue.RightAnswer: "处理预警、晨检晚检", queue.RightCard: "发黄红牌、记申诉",
	queue.RightRule: "裁定申诉", queue.RightNotify: "给窗口发通知", queue.RightFeedback: "看投诉建议、回访", queue.RightVoices: "看哪台屏在播报",
	queue.RightTryVoice: "试音", queue.RightJournal: "读日志", queue.RightPrinters: "看打印机", queue.RightTestPrint: "测试打印", queue.RightSetUp: "改设置、录音",
	queue.RightKiosks: "看取号机", queue.RightDownload: "下载备份", queue.RightBackups: "看备份情况", queue.RightBackUp: "立即备份", queue.RightAudit: "看审计", queue.RightDevices: "登记、注销设备", queue.RightAccounts: "管账号",
	queue.RightDepartment: "看本部门的统计",
}

// TestRightsInTheManual holds the manual's table to the rights that there are.
func TestRightsInTheManual(t *testing.T) {
	table := &strings.Builder{}
	fmt.Fprint(table, "\n| |")
	for _, role := range queue.Roles {
		name, _ := assets.Text("role." + string(role))
		fmt.Fprintf(table, " %s |", name)
	}
	fmt.Fprint(table, "\n|---|"+strings.Repeat(":-:|", len(queue.Roles))+"\n")
	for _, right := range queue.Rights() {
		words, ok := inWords[right]
		if !ok {
			t.Errorf("nobody has said in words what %q is", right)
		}
		fmt.Fprintf(table, "| %s |", words)
		for _, role := range queue.Roles {
			fmt.Fprintf(table, " %s |", map[bool]string{true: "✓", false: ""}[role.Has(right)])
		}
		fmt.Fprint(table, "\n")
	}
	file := filepath.Join(root, "docs", "zh", "access.md")
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, begun := strings.Cut(string(page), "来自 queue/rights.go -->\n")
	_, foot, ended := strings.Cut(rest, "<!-- 表格完 -->")
	if !begun || !ended {
		t.Fatal("the manual has no place for the table")
	}
	want := head + "来自 queue/rights.go -->\n" + table.String() + "\n<!-- 表格完 -->" + foot
	if *updateManual {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(page) {
		t.Errorf("%s has another table; go test ./cmd/paidui -run TestRightsInTheManual -update writes it anew", file)
	}
}
