package office

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/xuri/excelize/v2"
)

const mimeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// headInSight keeps the heads in sight.
var headInSight = &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}

// sendXLSX answers with a workbook of one sheet: the same heads and values as the CSV, numbers as numbers, the head in bold
// and always in sight.
func sendXLSX(c echo.Context, file, sheet string, t table) error {
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetName(book.GetSheetName(0), sheet); err != nil {
		return err
	}
	w, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := w.SetPanes(headInSight); err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	values := make([]any, len(t.heads))
	for i, head := range t.heads {
		values[i] = excelize.Cell{StyleID: bold, Value: head}
	}
	for line := 1; ; line++ {
		at, err := excelize.CoordinatesToCellName(1, line)
		if err != nil {
			return err
		}
		if err := w.SetRow(at, values); err != nil {
			return err
		}
		if line > len(t.rows) {
			break
		}
		for i, x := range t.rows[line-1] {
			values[i] = x.value
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, mimeXLSX)
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+file+`"`)
	c.Response().WriteHeader(http.StatusOK)
	return book.Write(c.Response())
}
