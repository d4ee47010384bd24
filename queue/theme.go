package queue

import (
	"math"
	"strconv"
)

// Theme is what makes the faces a hall's own. What is empty is as it comes.
type Theme struct {
	// Logo is the name of a picture in the folder media of the hall's data.
	Logo string `json:"logo,omitempty"`
	// Primary is the colour of what citizens and clerks press, Night the ground of the screens on walls.
	Primary Colour `json:"primary,omitempty"`
	Night   Colour `json:"night,omitempty"`
}

// Colour is a colour as #RRGGBB.
type Colour string

// Least contrasts with white: of text that a citizen must read, and of a ground on which tinted text stands as well.
const (
	leastContrast = 7
	nightContrast = 15.5
)

// luminance gives the relative luminance of WCAG 2, 0 to 1; false when it is no colour.
func (c Colour) luminance() (float64, bool) {
	if len(c) != 7 || c[0] != '#' {
		return 0, false
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(string(c[1+2*i:3+2*i]), 16, 8)
		if err != nil {
			return 0, false
		}
		v := float64(n) / 255
		if v <= 0.03928 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum, true
}

// theme checks that what is written in white on the hall's colours can be read.
func (c *layoutCheck) theme() {
	t := &c.l.Theme
	c.need(t.Logo == "" || GoodMediaFile(t.Logo) && (&MediaItem{File: t.Logo}).Kind() == MediaPicture, "theme.logo", "%q is not the name of a .jpg, .png or .webp file in the folder media", t.Logo)
	for _, k := range []struct {
		path   string
		colour Colour
		least  float64
	}{{"theme.primary", t.Primary, leastContrast}, {"theme.night", t.Night, nightContrast}} {
		if k.colour == "" {
			continue
		}
		l, ok := k.colour.luminance()
		c.need(ok, k.path, "%q is not a colour such as #0A4DA2", k.colour)
		c.need(1.05/(l+0.05) >= k.least, k.path, "%s is too bright: white on it cannot be read well", k.colour)
	}
}
