package report

import (
	"html/template"
	"strconv"
	"strings"

	"rso/policy"
)

// play is what the policy does by turn.
type play struct {
	Drawing template.HTML
	Groups  []playGroup
	Turns   []int
}

// playGroup is the legend of one group of strategies, and its rows of the table of figures.
type playGroup struct {
	Name    string
	Entries []playEntry
}

// playEntry is one strategy with its shares by turn, in per cent.
type playEntry struct {
	Class  string
	Name   string
	Shares []string
}

// drawPlay draws the shares of the strategies by turn as stacked bars; nil when there are none.
func drawPlay(p Play) *play {
	if len(p.Turns) == 0 {
		return nil
	}
	const left, top, bottom = 46.0, 10.0, 260.0
	slot := min(41, 640/float64(len(p.Turns)))
	width := left + slot*float64(len(p.Turns)) + 4
	y := scale{0, 1, bottom, top}
	d := draw("plot play", width, bottom+40, "Share of each strategy by turn, "+plural(len(p.Turns), "turn")+"; the figures are in the table below")
	for _, v := range []float64{0, .25, .5, .75, 1} {
		d.line("grid", left, y.at(v), width, y.at(v))
		d.text("tick end", left-6, y.at(v)+4, fixed(v*100, 0)+pick(v == 1, " %", ""))
	}
	for i, shares := range p.Turns {
		x, sum := left+slot*float64(i)+3, 0.0
		for s := range policy.NumStrategies {
			v := share(shares, s)
			if v <= 0 {
				continue
			}
			d.rect("bar "+swatch(s), x, y.at(sum+v), slot-6, y.at(sum)-y.at(sum+v), "turn "+strconv.Itoa(i+1)+", "+words(s)+": "+fixed(v*100, 1)+" %")
			if v >= .06 && slot >= 26 {
				d.text("inside mid", x+(slot-6)/2, y.at(sum+v/2)+4, fixed(v*100, 0))
			}
			sum += v
		}
		d.text("tick mid", x+(slot-6)/2, bottom+16, strconv.Itoa(i+1))
	}
	d.text("tick mid", (left+width)/2, bottom+34, "turn")
	view := &play{Drawing: d.html(), Groups: legend(p)}
	for i := range p.Turns {
		view.Turns = append(view.Turns, i+1)
	}
	return view
}

// legend lists the strategies by group in the order in which they are stacked, from the bottom.
func legend(p Play) []playGroup {
	var groups []playGroup
	for s := range policy.NumStrategies {
		if len(groups) == 0 || groups[len(groups)-1].Name != s.Group().String() {
			groups = append(groups, playGroup{Name: s.Group().String()})
		}
		entry := playEntry{Class: swatch(s), Name: words(s)}
		for _, shares := range p.Turns {
			entry.Shares = append(entry.Shares, fixed(share(shares, s)*100, 1))
		}
		last := &groups[len(groups)-1]
		last.Entries = append(last.Entries, entry)
	}
	return groups
}

// share returns the strategy's part of a turn, 0 when the list is too short or holds no number there.
func share(shares []float64, s policy.Strategy) float64 {
	if int(s) >= len(shares) || !finite(shares[s]) {
		return 0
	}
	return shares[s]
}

// swatch is the class that colours a strategy.
func swatch(s policy.Strategy) string { return "s" + strconv.Itoa(int(s)) }

// words writes a strategy's name for people.
func words(s policy.Strategy) string { return strings.ReplaceAll(s.String(), "_", " ") }
