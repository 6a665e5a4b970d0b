package policy

import "strings"

// observer is a feature with the way to see it. Its labels are put together only for a [Layout]:
// observing a state, which learning does millions of times, allocates the state alone.
type observer struct {
	name   string
	labels func() []string
	bucket func(*History, Market) int
}

// StandardLayout returns the features this build observes. A policy trained for another layout is
// refused by [Open], which names the difference.
func StandardLayout() Layout {
	observers := standard()
	layout := make(Layout, len(observers))
	for i, o := range observers {
		layout[i] = Feature{Name: o.name, Buckets: o.labels()}
	}
	return layout
}

// standard lists the features beside their observation, so that one can't change without the other.
func standard() [19]observer {
	return [...]observer{
		{"last strategy", pastStrategies, func(h *History, _ Market) int { return h.recent(0) }},
		{"strategy before", pastStrategies, func(h *History, _ Market) int { return h.recent(1) }},
		{"position", toThree, func(h *History, _ Market) int { return step(h.Position, 1, 2, 3) }},
		{"turns", func() []string { return cut("0, 1, 2, 3-4, 5-7, 8-11, 12+") }, func(h *History, _ Market) int {
			return step(h.Messages, 1, 2, 3, 5, 8, 12)
		}},
		{"act", allActs, func(h *History, _ Market) int { return int(h.Heard.Main()) }},
		{"act beside", allActs, func(h *History, _ Market) int { return int(h.Heard.Beside()) }},
		{"question", func() []string { return cut("no, yes") }, func(h *History, _ Market) int { return flag(h.Heard.Question) }},
		{"length", func() []string { return cut("silent, 1-3, 4-8, 9-16, 17+") }, func(h *History, _ Market) int {
			return step(h.Heard.Words, 1, 4, 9, 17)
		}},
		{"names", func() []string { return cut("nothing, a value, an item, both") }, func(h *History, _ Market) int {
			return flag(h.Heard.NamesValue) + 2*flag(h.Heard.NamesItem)
		}},
		{"reception", receptions, func(h *History, _ Market) int { return int(min(h.Reception, numReceptions-1)) }},
		{"items", toThree, func(h *History, _ Market) int { return step(h.Items, 1, 2, 3) }},
		{"since item", func() []string { return cut("no item, 0, 1, 2, 3-4, 5+") }, func(h *History, _ Market) int {
			if h.Items == 0 {
				return 0
			}
			return 1 + step(h.SinceItem, 1, 2, 3, 5)
		}},
		{"inquiries", toThree, func(h *History, _ Market) int { return step(h.Inquiries, 1, 2, 3) }},
		{"rejections", toThree, func(h *History, _ Market) int { return step(h.Rejected, 1, 2, 3) }},
		{"constraints", func() []string { return cut("unknown, 0, 1, 2, 3+") }, func(_ *History, m Market) int {
			return known(m, step(m.Constraints, 1, 2, 3))
		}},
		{"candidates", func() []string { return cut("unknown, 0, 1-3, 4-20, 21-200, 201+") }, func(_ *History, m Market) int {
			return known(m, step(m.Candidates, 1, 4, 21, 201))
		}},
		{"information", func() []string { return cut("unknown, under 0.5, under 1.5, 1.5+") }, func(_ *History, m Market) int {
			return known(m, flag(m.Information >= 0.5)+flag(m.Information >= 1.5))
		}},
		{"moment", moments, func(_ *History, m Market) int { return known(m, int(min(m.Moment, numReasons-1))) }},
		{"told", toldLabels, func(h *History, _ Market) int { return h.told() }},
	}
}

// cut splits a list of labels.
func cut(list string) []string { return strings.Split(list, ", ") }

// toThree labels the buckets of a small count.
func toThree() []string { return cut("0, 1, 2, 3+") }

// pastStrategies labels the buckets of a past strategy: none yet, then all of them.
func pastStrategies() []string {
	labels := []string{"start"}
	for s := range NumStrategies {
		labels = append(labels, s.String())
	}
	return labels
}

// allActs labels the buckets of a dialogue act.
func allActs() []string {
	var labels []string
	for a := range NumActs {
		labels = append(labels, a.String())
	}
	return labels
}

// receptions labels the buckets of a [Reception].
func receptions() []string {
	var labels []string
	for r := range numReceptions {
		labels = append(labels, r.String())
	}
	return labels
}

// moments labels the buckets of a [Reason].
func moments() []string {
	labels := []string{"unknown"}
	for r := range numReasons {
		labels = append(labels, r.String())
	}
	return labels
}

// speaksFor are the strategies that give facts of the item on the table, one bit of "told" each.
var speaksFor = [...]Strategy{Explain, Credibility, SocialProof, CompareItems}

// toldLabels labels the sets of strategies that have spoken for the item on the table.
func toldLabels() []string {
	labels := make([]string, 1<<len(speaksFor))
	for set := range labels {
		for i, s := range speaksFor {
			if set>>i&1 == 1 {
				if labels[set] != "" {
					labels[set] += " + "
				}
				labels[set] += s.String()
			}
		}
	}
	labels[0] = "nothing"
	return labels
}

// step returns how many of the ascending thresholds n has reached: its bucket.
func step(n int, thresholds ...int) int {
	bucket := 0
	for _, t := range thresholds {
		if n >= t {
			bucket++
		}
	}
	return bucket
}

// known shifts a bucket of the market by one: bucket 0 is a market nobody knows.
func known(m Market, bucket int) int {
	if !m.Known {
		return 0
	}
	return 1 + bucket
}

// flag returns 1 for true.
func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
