package main

import (
	"image/color"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// line is a curve with what was measured.
type line struct {
	name   string
	points plotter.XYs
}

func inOrder(points plotter.XYs) plotter.XYs {
	slices.SortFunc(points, func(a, b plotter.XY) int { return int(a.X - b.X) })
	return points
}

// The first is Paidui's, the second that of a floor.
var colours = []color.Color{color.RGBA{0x0A, 0x4D, 0xA2, 0xFF}, color.RGBA{0x8A, 0x8F, 0x98, 0xFF}}

// paint draws g to a file, whose name says in what format.
func paint(g graph, lines []line, file string) error {
	p := plot.New()
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = g.title, g.x, g.y
	p.BackgroundColor = color.White
	p.X.Scale, p.Y.Scale = plot.LogScale{}, plot.LogScale{}
	p.X.Tick.Marker, p.Y.Tick.Marker = measuredAt(lines), plot.LogTicks{Prec: -1}
	p.Add(plotter.NewGrid())
	for n, l := range lines {
		curve, dots, err := plotter.NewLinePoints(l.points)
		if err != nil {
			return err
		}
		curve.Color, curve.Width = colours[n], vg.Points(2)
		dots.Color, dots.Shape = colours[n], draw.CircleGlyph{}
		p.Add(curve, dots)
		p.Legend.Add(l.name, curve, dots)
		// A cost that stays the same is a line in the middle, not one at the edge.
		for _, at := range l.points {
			p.Y.Min, p.Y.Max = min(p.Y.Min, at.Y/2), max(p.Y.Max, at.Y*2)
		}
	}
	p.X.Max *= 1.2 // room for the last size's name
	p.Title.Padding = vg.Points(8)
	p.Legend.Top, p.Legend.Left = true, true
	return p.Save(vg.Points(480), vg.Points(300), file)
}

// measuredAt ticks the sizes that were measured.
func measuredAt(lines []line) plot.ConstantTicks {
	var ticks plot.ConstantTicks
	for _, at := range lines[0].points {
		ticks = append(ticks, plot.Tick{Value: at.X, Label: strconv.FormatFloat(at.X, 'f', -1, 64)})
	}
	return ticks
}
