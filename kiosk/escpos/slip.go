package escpos

// Slip is what is printed on one piece of paper, from top to bottom.
type Slip []Part

// Part is a piece of a slip: Text, QR, Feed or Cut.
type Part interface{ part() }

// Align is where a part stands between the paper's edges. The numbers are those of ESC a.
type Align byte

// The alignments.
const (
	Left Align = iota
	Centre
	Right
)

// Text is one line. It wraps into as many rows as it needs. A word joiner (U+2060) between two characters keeps them in one
// row where a row is long enough; what two joiners keep together breaks only after what one does. Control characters print
// as spaces.
type Text struct {
	Text       string
	Align      Align
	Wide, Tall int // times the normal size, 1 to 8; 0 is 1
	Bold       bool
	Fit        int // made smaller down to this size until it fits into one row; 0 keeps the size
}

// QR is a QR code of level M. Empty content prints nothing.
type QR struct {
	Content string
	Align   Align
	Module  int // dots of one module's side, made smaller where the paper is too narrow; 0 is 6 (0.75 mm)
}

// Feed is a number of empty lines.
type Feed int

// Cut ends the slip.
type Cut struct{}

func (Text) part() {}
func (QR) part()   {}
func (Feed) part() {}
func (Cut) part()  {}
