// Package escpos speaks ESC/POS, the language of thermal slip printers, and knows the ways to such a printer.
//
// A [Slip] is what is to be printed. A [Profile] says what one printer can do. [Encode] gives the bytes, [Preview] the
// same slip as a picture; both draw the rows of one layout, so that the preview breaks lines where the printer does. No
// text is ever cut off: what is too long goes on in the next row.
//
// A [Printer] takes the bytes and tells its [State]. What a printer does not say is unknown, never fine.
//
// Commands bear the names of Epson's ESC/POS reference (ESC @, GS !, GS v 0, DLE EOT), which the makers of compatible
// printers use too.
package escpos
