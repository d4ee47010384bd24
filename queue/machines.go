package queue

import "fmt"

// Identifiers of the hall's machines, as the hall file names them.
type (
	KioskNumber int
	PrinterID   string
)

// Kiosk is a ticket machine (取号机). Its page and its agent are known to belong together by its number.
type Kiosk struct {
	Number KioskNumber `json:"number"`
	Name   Text        `json:"name"`
	Zone   ZoneID      `json:"zone"`
	// Printer prints its slips; empty: none does, and the number is shown on the screen alone.
	Printer PrinterID `json:"printer,omitempty"`
}

// Addresses of printers that the hall does not reach by itself: the agent of the kiosk prints, on the kiosk's own computer,
// or the browser that shows the kiosk's page does, of which the hall hears nothing.
const (
	AgentAddress   = "agent"
	BrowserAddress = "browser"
)

// Printer is a slip printer: the way to it, and what it can do where that is not what its paper's width suggests.
type Printer struct {
	ID   PrinterID `json:"id"`
	Name Text      `json:"name"`
	// Address is AgentAddress, BrowserAddress or, as package escpos reads it, tcp://192.168.1.50:9100, file:///dev/usb/lp0,
	// com://COM3?baud=9600 or winspool://XP-80C.
	Address string `json:"address"`
	// PaperMM is the width of the roll in mm: 80, which is also what 0 means, or 58. Columns of ASCII characters and Dots
	// in a row are what such paper usually has where they are 0.
	PaperMM int `json:"paper_mm,omitempty"`
	Columns int `json:"columns,omitempty"`
	Dots    int `json:"dots,omitempty"`
	// CodePage is gb18030, which is also what empty means, or gbk.
	CodePage string `json:"code_page,omitempty"`
	// NativeQR: the printer draws QR codes itself. NoCutter: slips are torn off.
	NativeQR bool `json:"native_qr,omitempty"`
	NoCutter bool `json:"no_cutter,omitempty"`
}

// Kiosk gives the kiosk with number n.
func (l *Layout) Kiosk(n KioskNumber) (*Kiosk, bool) {
	for i := range l.Kiosks {
		if l.Kiosks[i].Number == n {
			return &l.Kiosks[i], true
		}
	}
	return nil, false
}

// Printer gives the printer with id.
func (l *Layout) Printer(id PrinterID) (*Printer, bool) {
	for i := range l.Printers {
		if l.Printers[i].ID == id {
			return &l.Printers[i], true
		}
	}
	return nil, false
}

// AgentOf gives the kiosk whose agent prints on the printer with id; 0 when it is no agent's.
func (l *Layout) AgentOf(id PrinterID) KioskNumber {
	if p, ok := l.Printer(id); !ok || p.Address != AgentAddress {
		return 0
	}
	for i := range l.Kiosks {
		if l.Kiosks[i].Printer == id {
			return l.Kiosks[i].Number
		}
	}
	return 0
}

// maxKiosk is the highest number of a kiosk.
const maxKiosk = 99

// machines checks kiosks and printers and who prints where.
func (c *layoutCheck) machines() {
	printers, agents := map[PrinterID]bool{}, map[PrinterID]int{}
	for i, p := range c.l.Printers {
		path := fmt.Sprintf("printers[%d]", i)
		c.id(string(p.ID), path+".id", printers[p.ID])
		printers[p.ID] = true
		c.name(p.Name, path+".name")
		c.need(p.Address != "" && len(p.Address) <= maxURL, path+".address", "is missing or longer than %d characters", maxURL)
		c.need(p.PaperMM == 0 || p.PaperMM == 58 || p.PaperMM == 80, path+".paper_mm", "%d is neither 58 nor 80", p.PaperMM)
		c.need(p.Columns == 0 || p.Columns >= 16 && p.Columns <= 128, path+".columns", "%d is not 16 to 128", p.Columns)
		c.need(p.Dots >= 0 && p.Dots <= 2048, path+".dots", "%d is not 0 to 2048", p.Dots)
		c.need(p.CodePage == "" || p.CodePage == "gb18030" || p.CodePage == "gbk", path+".code_page", "%q is neither gb18030 nor gbk", p.CodePage)
	}
	kiosks := map[KioskNumber]bool{}
	for i, k := range c.l.Kiosks {
		path := fmt.Sprintf("kiosks[%d]", i)
		c.need(k.Number >= 1 && k.Number <= maxKiosk, path+".number", "%d is not 1 to %d", k.Number, maxKiosk)
		c.need(!kiosks[k.Number], path+".number", "%d is used twice", k.Number)
		kiosks[k.Number] = true
		c.name(k.Name, path+".name")
		_, zone := c.l.Zone(k.Zone)
		c.need(zone, path+".zone", "there is no zone %q", k.Zone)
		c.need(k.Printer == "" || printers[k.Printer], path+".printer", "there is no printer %q", k.Printer)
		agents[k.Printer]++
	}
	for i, p := range c.l.Printers {
		one := p.Address != AgentAddress || agents[p.ID] == 1
		c.need(one, fmt.Sprintf("printers[%d].address", i), "an agent's printer is that of one kiosk; %d have it", agents[p.ID])
	}
	for i, w := range c.l.Windows {
		c.need(w.Printer == "" || printers[w.Printer], fmt.Sprintf("windows[%d].printer", i), "there is no printer %q", w.Printer)
	}
	desk := c.l.Settings.DeskPrinter
	c.need(desk == "" || printers[desk], "settings.desk_printer", "there is no printer %q", desk)
}
