package report

import (
	"math"
	"strconv"
	"strings"
)

// missing stands where a figure wasn't measured.
const missing = "–"

// fixed writes a number with so many decimals and a real minus sign, "–" when it isn't one.
func fixed(v float64, decimals int) string {
	if !finite(v) {
		return missing
	}
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-") // no "−0.0"
	}
	return strings.Replace(text, "-", "−", 1)
}

// show writes a value of the metric as the tables do: the unit of a rate stands in the heading.
func (m Metric) show(v float64) string {
	if m.Rate {
		return fixed(v*100, 1)
	}
	return fixed(v, 2)
}

// unit is what a heading adds to the label.
func (m Metric) unit() string {
	if m.Rate {
		return " %"
	}
	return ""
}

// finite reports whether v can be drawn.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// bounds returns the interval's ends, both the mean when it has no sensible ones.
func (i Interval) bounds() (low, high float64) {
	if i.Low <= i.Mean && i.Mean <= i.High && finite(i.Low) && finite(i.High) {
		return i.Low, i.High
	}
	return i.Mean, i.Mean
}

// short writes a count for an axis: 500, 20k, 1.5M.
func short(v float64) string {
	switch {
	case v >= 1e6:
		return strconv.FormatFloat(v/1e6, 'g', 4, 64) + "M"
	case v >= 1e4:
		return strconv.FormatFloat(v/1e3, 'g', 4, 64) + "k"
	}
	return fixed(v, 0)
}

// scale maps values to a stretch of a drawing.
type scale struct {
	low, high float64 // of the values
	from, to  float64 // of the drawing
}

// at returns where a value lies.
func (s scale) at(v float64) float64 {
	if s.high == s.low {
		return (s.from + s.to) / 2
	}
	return s.from + (v-s.low)/(s.high-s.low)*(s.to-s.from)
}

// span collects the range of what will be drawn.
type span struct {
	low, high float64
	any       bool
}

// add widens the span to hold v.
func (s *span) add(values ...float64) {
	for _, v := range values {
		if !finite(v) {
			continue
		}
		if !s.any {
			s.low, s.high, s.any = v, v, true
		}
		s.low, s.high = min(s.low, v), max(s.high, v)
	}
}

// ticks returns about n round values whose first and last enclose the span, and how many decimals they need.
func (s span) ticks(n int) (list []float64, decimals int) {
	width := s.high - s.low
	if width < 1e-9 {
		width = max(math.Abs(s.high)*.1, 1e-3)
	}
	power := math.Floor(math.Log10(width / float64(n)))
	unit := math.Pow(10, power)
	step := 10 * unit
	for _, factor := range []float64{1, 2, 5} {
		if factor*unit*float64(n) >= width*.999 {
			step = factor * unit
			break
		}
	}
	if step >= 10*unit {
		power++
	}
	first, last := math.Floor(s.low/step+1e-9), math.Ceil(s.high/step-1e-9)
	if first == last {
		last++
	}
	for i := first; i <= last; i++ {
		list = append(list, i*step)
	}
	return list, max(0, int(-power))
}
