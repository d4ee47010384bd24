package office

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/xuri/excelize/v2"

	"github.com/paidui/paidui/queue"
)

// Words gives the text that people see under a key of the table of texts, in Chinese; "" for one that is not there.
type Words func(key string) string

// workbook writes a report as people read it: a sheet a section, heads in Chinese, minutes in place of milliseconds and shares in
// percent, of which the cells hold all digits.
type workbook struct {
	file                          *excelize.File
	words                         Words
	title, bold, minutes, percent int // styles
}

// sendWorkbook answers with the whole report: first what it is of, with the formulas, then the sections.
func (s *Service) sendWorkbook(c echo.Context, file string, whole *wholeReport, tables map[string]table) error {
	b := workbook{file: excelize.NewFile(), words: s.words}
	defer b.file.Close()
	if err := errors.Join(b.styles(), b.cover(whole)); err != nil {
		return err
	}
	for _, r := range reports {
		if err := b.sheet(r.name, tables[r.name]); err != nil {
			return err
		}
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, mimeXLSX)
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+file+`"`)
	c.Response().WriteHeader(http.StatusOK)
	return b.file.Write(c.Response())
}

func (b *workbook) styles() error {
	var faults []error
	style := func(s excelize.Style) int {
		id, err := b.file.NewStyle(&s)
		faults = append(faults, err)
		return id
	}
	tenth, percent := "0.0", "0.0%"
	b.title = style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 16}})
	b.bold = style(excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "bottom"}})
	b.minutes = style(excelize.Style{CustomNumFmt: &tenth})
	b.percent = style(excelize.Style{CustomNumFmt: &percent})
	return errors.Join(faults...)
}

// Formulas are what the formulas on a report are about, in their order: stats.formula_of.NAME and stats.formula.NAME are their texts.
var Formulas = []string{
	"wait", "service", "walk", "no_show", "abandon", "wait_over", "service_over", "utilisation", "away", "rating", "satisfaction", "correction",
	"recall", "out_of_order", "windows", "duty", "quantile",
}

// cover is the first sheet: what the report is of, and by which formulas its figures are made.
func (b *workbook) cover(whole *wholeReport) error {
	sheet := b.words("stats.cover")
	if err := b.file.SetSheetName(b.file.GetSheetName(0), sheet); err != nil {
		return err
	}
	lines := [][]any{
		{whole.Hall.ZH}, {b.words("stats.report")}, {b.words("stats.from"), string(whole.From), b.words("stats.to"), string(whole.To)},
		{b.words("stats.made_at"), whole.MadeAt.Time().In(whole.loc).Format("2006-01-02 15:04")}, {}, {b.words("stats.formulas")},
	}
	for _, f := range Formulas {
		lines = append(lines, []any{b.words("stats.formula_of." + f), b.words("stats.formula." + f)})
	}
	faults := []error{b.file.SetColWidth(sheet, "A", "A", 16), b.file.SetCellStyle(sheet, "A1", "A2", b.title)}
	for i, line := range lines {
		at, _ := excelize.CoordinatesToCellName(1, i+1)
		faults = append(faults, b.file.SetSheetRow(sheet, at, &line))
	}
	return errors.Join(faults...)
}

// sheet writes one section, its heads always in sight.
func (b *workbook) sheet(name string, t table) error {
	sheet := b.words("stats." + strings.ReplaceAll(name, "-", "_"))
	if _, err := b.file.NewSheet(sheet); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := errors.Join(w.SetColWidth(1, max(1, len(t.heads)), 11), w.SetPanes(headInSight)); err != nil {
		return err
	}
	heads := make([]any, len(t.heads))
	for i, head := range t.heads {
		heads[i] = excelize.Cell{StyleID: b.bold, Value: b.head(head)}
	}
	if err := w.SetRow("A1", heads); err != nil {
		return err
	}
	for i, r := range t.rows {
		values := make([]any, len(r))
		for j, x := range r {
			values[j] = b.value(x)
		}
		at, _ := excelize.CoordinatesToCellName(1, i+2)
		if err := w.SetRow(at, values); err != nil {
			return err
		}
	}
	return w.Flush()
}

// head gives the name of a column: wait_ms_p90 is stats.col.wait_ms.p90.
func (b *workbook) head(key string) string {
	if text := b.words("stats.col." + key); text != "" {
		return text
	}
	if i := strings.LastIndexByte(key, '_'); i > 0 {
		if text := b.words("stats.col." + key[:i] + "." + key[i+1:]); text != "" {
			return text
		}
	}
	return key
}

// value gives a cell as the page shows it, with all its digits: minutes, shares, and words for what is a key.
func (b *workbook) value(x cell) any {
	switch v := x.value.(type) {
	case int64: // spans alone are
		return excelize.Cell{StyleID: b.minutes, Value: float64(v) / float64(queue.Minute)}
	case float64:
		if strings.HasSuffix(x.head, "_rate") || x.head == "utilisation" || x.head == "share" {
			return excelize.Cell{StyleID: b.percent, Value: v}
		}
		return excelize.Cell{StyleID: b.minutes, Value: v}
	case string:
		return b.word(x.head, v)
	case bool:
		return b.words([]string{"stats.no", "stats.yes"}[one(v)])
	}
	return x.value
}

// keyed says under which prefix the values of a column have their texts.
var keyed = map[string]string{
	"weekday": "day.", "why": "why.", "kind": "stats.kind.", "category": "rate.reason.", "level": "level.", "reason": "class.",
}

// word gives the text of a value that is a key; any other value as it is.
func (b *workbook) word(head, value string) string {
	if head == "why" && value == "" {
		return b.words("stats.why.unknown")
	}
	if prefix, ok := keyed[head]; ok && value != "" {
		if text := b.words(prefix + value); text != "" {
			return text
		}
	}
	return value
}
