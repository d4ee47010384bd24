package escpos

import (
	"errors"
	"fmt"
)

// CodePage is how a printer wants Chinese text.
type CodePage string

// The code pages. GB18030 has every character of Unicode in 1, 2 or 4 bytes; a printer that only knows GBK prints rubbish
// for those of 4 bytes, so that with GBK the sign 〓 stands for them.
const (
	GB18030 CodePage = "gb18030"
	GBK     CodePage = "gbk"
)

// Profile is what one printer can do. Start from Paper80 or Paper58.
type Profile struct {
	Paper    int      `json:"paper_mm"`          // width of the roll in mm
	Columns  int      `json:"columns"`           // ASCII characters of size 1 in a row; a Chinese one takes two
	Dots     int      `json:"dots"`              // printable dots in a row; 8 are 1 mm
	Code     CodePage `json:"code_page"`         // "" is GB18030
	NativeQR bool     `json:"native_qr"`         // the printer draws QR codes itself (GS ( k); else they are sent as dots (GS v 0)
	Cutter   bool     `json:"cutter"`            // cuts (GS V); else the slip is fed to where it is torn off
	Startup  []byte   `json:"startup,omitempty"` // bytes sent after ESC @, as a maker's own command for its code page
}

// ErrProfile is returned for a profile that no slip can be printed with.
var ErrProfile = errors.New("profile is impossible")

// Paper80 is a printer for 80 mm rolls with a cutter.
func Paper80() Profile {
	return Profile{Paper: 80, Columns: 48, Dots: 576, Code: GB18030, Cutter: true}
}

// Paper58 is a printer for 58 mm rolls without a cutter.
func Paper58() Profile { return Profile{Paper: 58, Columns: 32, Dots: 384, Code: GB18030} }

// Check says what is wrong with p: nil, or ErrProfile with the reason.
func (p Profile) Check() error {
	switch {
	case p.Code != "" && p.Code != GB18030 && p.Code != GBK:
		return fmt.Errorf("%w: code page %q", ErrProfile, p.Code)
	case p.Columns < 16 || p.Columns > 128:
		return fmt.Errorf("%w: %d columns", ErrProfile, p.Columns)
	case p.Dots < p.Columns*cellWide || p.Dots > 2048:
		return fmt.Errorf("%w: %d dots for %d columns", ErrProfile, p.Dots, p.Columns)
	case p.Paper*dotsPerMM < p.Dots || p.Paper > 300:
		return fmt.Errorf("%w: %d dots on %d mm", ErrProfile, p.Dots, p.Paper)
	}
	return nil
}
