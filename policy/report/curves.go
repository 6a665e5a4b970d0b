package report

import "strings"

// series is one line of a panel.
type series struct {
	name, class string
	value       func(Epoch) float64
}

// panel is one of the small multiples.
type panel struct {
	name, unit string
	rate       bool // in per cent
	zero       bool // the axis begins at 0: the size counts, not only the change
	series     []series
}

var panels = []panel{
	{"Success rate", "% of dialogues", true, false, []series{
		{"sampled", "train", func(e Epoch) float64 { return e.SR }},
		{"held out", "held", func(e Epoch) float64 { return e.HeldSR }},
	}},
	{"Turns", "mean, fewer is better", false, false, []series{
		{"sampled", "train", func(e Epoch) float64 { return e.AvgT }},
		{"held out", "held", func(e Epoch) float64 { return e.HeldAvgT }},
	}},
	{"Return", "mean sum of rewards", false, false, []series{
		{"sampled", "train", func(e Epoch) float64 { return e.Return }},
		{"held out", "held", func(e Epoch) float64 { return e.HeldReturn }},
	}},
	{"Entropy", "nats per decision", false, true, []series{
		{"entropy", "train", func(e Epoch) float64 { return e.Entropy }},
	}},
	{"Distance from the warm start", "KL, nats", false, true, []series{
		{"KL", "train", func(e Epoch) float64 { return e.KL }},
	}},
}

// curves draws the learning curves, one panel per quantity.
func curves(training []Epoch) []figure {
	var list []figure
	if len(training) == 0 {
		return nil
	}
	for _, p := range panels {
		if f, ok := p.draw(training); ok {
			list = append(list, f)
		}
	}
	return list
}

// measured reports whether a series was measured at all: all zeros means that nobody did.
func (s series) measured(training []Epoch) bool {
	for _, e := range training {
		if v := s.value(e); v != 0 && finite(v) {
			return true
		}
	}
	return false
}

// draw draws one panel; it reports whether there was anything to draw.
func (p panel) draw(training []Epoch) (figure, bool) {
	const width, height = 360.0, 210.0
	const left, right, top, bottom = 44.0, 292.0, 14.0, 176.0
	var lines []series
	var values, episodes span
	for _, s := range p.series {
		if s.measured(training) {
			lines = append(lines, s)
		}
	}
	if len(lines) == 0 {
		return figure{}, false
	}
	if p.zero {
		values.add(0)
	}
	for _, e := range training {
		episodes.add(float64(e.Episodes))
		for _, s := range lines {
			values.add(p.scaled(s.value(e)))
		}
	}
	marks, decimals := values.ticks(4)
	x := scale{episodes.low, episodes.high, left, right}
	y := scale{marks[0], marks[len(marks)-1], bottom, top}

	d := draw("plot", width, height, p.words(training, lines))
	for _, v := range marks {
		d.line("grid", left, y.at(v), right, y.at(v))
		d.text("tick end", left-6, y.at(v)+4, fixed(v, decimals))
	}
	d.line("axis", left, bottom, right, bottom)
	steps, _ := episodes.ticks(3)
	for _, v := range steps {
		if v >= episodes.low && v <= episodes.high {
			d.line("axis", x.at(v), bottom, x.at(v), bottom+4)
			d.text("tick mid", x.at(v), bottom+17, short(v))
		}
	}
	d.text("tick mid", (left+right)/2, height-3, "episodes")
	ends := make([]float64, len(lines))
	for i, s := range lines {
		var points [][2]float64
		for _, e := range training {
			if v := p.scaled(s.value(e)); finite(v) {
				points = append(points, [2]float64{x.at(float64(e.Episodes)), y.at(v)})
				ends[i] = y.at(v)
			}
		}
		d.curve("line "+s.class, points)
		if len(points) == 1 {
			d.dot("dot "+s.class, points[0][0], points[0][1], 3, "")
		}
	}
	p.mark(d, training, lines, x, y, top, bottom)
	if len(ends) == 2 && ends[0] < ends[1]+14 && ends[1] < ends[0]+14 { // keep the two labels apart
		middle, offset := (ends[0]+ends[1])/2, pick(ends[0] > ends[1], 7.0, -7.0)
		ends[0], ends[1] = middle+offset, middle-offset
	}
	for i, s := range lines {
		d.text("name "+s.class, right+7, ends[i]+4, s.name)
	}
	return figure{p.name + ", " + p.unit, d.html()}, true
}

// mark shows which checkpoint was kept.
func (p panel) mark(d *svg, training []Epoch, lines []series, x, y scale, top, bottom float64) {
	for _, e := range training {
		if !e.Best {
			continue
		}
		here := x.at(float64(e.Episodes))
		late := here > (x.from+x.to)/2 // the word goes to the side where there is room
		d.line("kept", here, top, here, bottom)
		d.text(pick(late, "tick end", "tick"), here+pick(late, -4.0, 4.0), top-4, "kept")
		for _, s := range lines {
			if v := p.scaled(s.value(e)); finite(v) {
				d.dot("dot "+s.class, here, y.at(v), 3.5, s.name+" "+p.show(s.value(e))+" after "+count(e.Episodes)+" episodes")
			}
		}
	}
}

// words tells a panel to those who don't see it: where each line begins and ends, and what was kept.
func (p panel) words(training []Epoch, lines []series) string {
	first, last := training[0], training[len(training)-1]
	var parts []string
	for _, s := range lines {
		part := s.name + " from " + p.show(s.value(first)) + " to " + p.show(s.value(last))
		for _, e := range training {
			if e.Best {
				part += ", kept at " + p.show(s.value(e))
			}
		}
		parts = append(parts, part)
	}
	return p.name + " over " + count(last.Episodes) + " episodes: " + strings.Join(parts, "; ")
}

// scaled turns a share into per cent where the panel shows it so.
func (p panel) scaled(v float64) float64 {
	if p.rate {
		return v * 100
	}
	return v
}

// show writes a value of the panel with its unit.
func (p panel) show(v float64) string {
	if p.rate {
		return fixed(v*100, 1) + " %"
	}
	return fixed(v, 2)
}
