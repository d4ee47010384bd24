package queue

import (
	"fmt"
	"strconv"
	"strings"
)

// LEDScreen is a strip of eight characters (LED条屏): that of a Window, or of a Zone, which shows its latest call.
type LEDScreen struct {
	Window WindowNumber `json:"window,omitempty"`
	Zone   ZoneID       `json:"zone,omitempty"`
	// Address is the way to it: tcp://192.168.1.60:5000, com://COM3?baud=9600 or file:///dev/ttyUSB0.
	Address string `json:"address"`
	// Template is what goes over the line: {text}, and bytes as \x02, \r, \n; empty: the text alone.
	Template string `json:"template,omitempty"`
}

// ledText stands in a template for what is shown.
const ledText = "{text}"

// Message gives what goes over the line to show text, which is encoded already.
func (l *LEDScreen) Message(text []byte) ([]byte, error) {
	if l.Template == "" {
		return text, nil
	}
	before, after, ok := strings.Cut(l.Template, ledText)
	if !ok || strings.Contains(after, ledText) {
		return nil, fmt.Errorf("%q does not have %s once", l.Template, ledText)
	}
	head, err := ledBytes(before)
	if err != nil {
		return nil, err
	}
	tail, err := ledBytes(after)
	return append(append([]byte(head), text...), tail...), err
}

// ledBytes reads \x02 and the like as a Go string does.
func ledBytes(written string) (string, error) {
	read, err := strconv.Unquote(`"` + strings.ReplaceAll(written, `"`, `\"`) + `"`)
	if err != nil {
		return "", fmt.Errorf(`%q is no text with bytes such as \x02`, written)
	}
	return read, nil
}

// maxLED bounds the strips of a hall.
const maxLED = 200

// led checks the strips.
func (c *layoutCheck) led() {
	c.need(len(c.l.LED) <= maxLED, "led", "more than %d", maxLED)
	for i, l := range c.l.LED {
		path := fmt.Sprintf("led[%d]", i)
		_, window := c.l.Window(l.Window)
		_, zone := c.l.Zone(l.Zone)
		c.need((l.Window == 0) != (l.Zone == ""), path, "is for a window or for a zone, and not for both")
		c.need(l.Window == 0 || window, path+".window", "there is no window %d", l.Window)
		c.need(l.Zone == "" || zone, path+".zone", "there is no zone %q", l.Zone)
		c.need(l.Address != "" && len(l.Address) <= maxURL, path+".address", "is missing or longer than %d characters", maxURL)
		_, err := l.Message(nil)
		c.need(err == nil && len(l.Template) <= maxURL, path+".template", "%v", err)
	}
}
