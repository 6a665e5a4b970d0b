package report

import "html/template"

// forest draws a metric's estimates over the families of a catalog, dot and whisker, with the shipped planner's
// interval as a band behind the others: what touches the band can't be told apart. It reports whether there was
// anything to draw.
func forest(m Metric, groups []group) (template.HTML, bool) {
	const width, left, right, step = 400.0, 134.0, 342.0, 17.0
	var values span
	height := 26.0
	for _, g := range groups {
		rows := 0
		for _, r := range g.results {
			if v, ok := r.Metrics[m.Name]; ok && finite(v.Mean) {
				low, high := v.bounds()
				values.add(m.scaled(low), m.scaled(high))
				rows++
			}
		}
		if rows > 0 {
			height += 24 + float64(rows)*step
		}
	}
	if !values.any {
		return "", false
	}
	marks, decimals := values.ticks(4)
	margin := max((values.high-values.low)*.04, 1e-6)
	x := scale{values.low - margin, values.high + margin, left, right}
	d := draw("plot forest", width, height+26, m.Label+m.unit()+" of every planner by seeker family, with 95 % intervals; the figures are in the tables")
	d.text("head", 0, 12, m.Label+m.unit())
	switch {
	case m.Better > 0:
		d.text("tick end", width, 12, "better →")
	case m.Better < 0:
		d.text("tick end", width, 12, "← better")
	}
	for _, v := range marks {
		if v < x.low || v > x.high {
			continue
		}
		d.line("grid", x.at(v), 20, x.at(v), height)
		d.text("tick mid", x.at(v), height+15, fixed(v, decimals))
	}
	d.line("axis", left, height, right, height)
	y := 26.0
	for _, g := range groups {
		y = forestGroup(d, m, g, x, y, step, width)
	}
	return d.html(), true
}

// forestGroup draws one family from y on and returns where the next begins.
func forestGroup(d *svg, m Metric, g group, x scale, y, step, width float64) float64 {
	var shown []*Result
	for i := range g.results {
		if v, ok := g.results[i].Metrics[m.Name]; ok && finite(v.Mean) {
			shown = append(shown, &g.results[i])
		}
	}
	if len(shown) == 0 {
		return y
	}
	d.text("family", 0, y+12, clip(pick(g.family == "", "all seekers", g.family), 48))
	y += 18
	if g.shipped != nil {
		if v, ok := g.shipped.Metrics[m.Name]; ok && finite(v.Mean) {
			low, high := v.bounds()
			from, to := x.at(m.scaled(low)), x.at(m.scaled(high))
			d.rect("band", from, y, max(to-from, 1), step*float64(len(shown)), "")
		}
	}
	for _, r := range shown {
		v := r.Metrics[m.Name]
		low, high := v.bounds()
		middle := y + step/2
		class := []string{"other", "other", "level", "behind"}[g.standing(m, r)]
		if r == g.shipped {
			class = "shipped"
		}
		d.text("who "+class, 0, middle+4, clip(r.Planner, 20))
		from, to := x.at(m.scaled(low)), x.at(m.scaled(high))
		d.line("whisker "+class, from, middle, to, middle)
		d.line("whisker "+class, from, middle-3, from, middle+3)
		d.line("whisker "+class, to, middle-3, to, middle+3)
		title := r.Planner + ": " + m.show(v.Mean) + m.unit()
		if interval := m.interval(v); interval != "" {
			title += " (" + interval + ")"
		}
		if r.Kind == "ablation" {
			d.rect("point "+class, x.at(m.scaled(v.Mean))-2.5, middle-2.5, 5, 5, title)
		} else {
			d.dot("point "+class, x.at(m.scaled(v.Mean)), middle, 3, title)
		}
		d.text("tick end "+class, width, middle+4, mark(class)+m.show(v.Mean))
		y += step
	}
	return y + 6
}

// mark says without colour what the colour says.
func mark(class string) string {
	switch class {
	case "level":
		return "≈ "
	case "behind":
		return "▲ "
	}
	return ""
}

// scaled turns a share into per cent.
func (m Metric) scaled(v float64) float64 {
	if m.Rate {
		return v * 100
	}
	return v
}
