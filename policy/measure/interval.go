package measure

import (
	"math/rand/v2"
	"slices"

	"rso/policy/report"
	"rso/policy/simulate"
)

// A share is a metric of one dialogue as a fraction: metrics are sums over sums, so that a dialogue counts by its turns where
// the metric is about turns.
type share struct{ part, of float64 }

// names are the metrics in the order of their columns.
var names = func() []string {
	var list []string
	for _, m := range report.Metrics {
		list = append(list, m.Name)
	}
	return list
}()

// sample holds the shares of dialogues, metric by metric.
type sample struct {
	n      int
	shares [][]share // by metric and dialogue
}

// add adds a dialogue.
func (s *sample) add(o *simulate.Outcome) {
	if s.shares == nil {
		s.shares = make([][]share, len(names))
	}
	s.n++
	for i, name := range names {
		s.shares[i] = append(s.shares[i], shareOf(name, o))
	}
}

func shareOf(name string, o *simulate.Outcome) share {
	yes := func(b bool) share {
		if b {
			return share{1, 1}
		}
		return share{0, 1}
	}
	switch name {
	case "sr3":
		return yes(o.Sold() && o.Turns <= 3)
	case "sr5":
		return yes(o.Sold() && o.Turns <= 5)
	case "sr10", "true_accept":
		return yes(o.Sold())
	case "false_accept":
		return yes(o.Accepted && !o.Fits)
	case "avg_t":
		if o.Sold() {
			return share{float64(o.Turns), 1}
		}
		return share{simulate.MaxTurns, 1}
	case "return":
		return share{o.Return, 1}
	case "recall1":
		return share{o.Recall[0], 1}
	case "recall5":
		return share{o.Recall[1], 1}
	case "recall10":
		return share{o.Recall[2], 1}
	case "true_reject":
		return share{float64(o.Rejected - o.FalseRejects), float64(decided(o))}
	case "false_reject":
		return share{float64(o.FalseRejects), float64(decided(o))}
	case "persuasiveness":
		if gain, ok := o.Persuasion.Gain(); ok {
			return share{gain, 1}
		}
		return share{}
	case "credibility":
		return share{o.Credit, float64(o.Named)}
	case "repetition":
		return share{float64(o.Again), float64(o.Turns)}
	case "stall":
		return yes(o.Stalled)
	}
	return share{}
}

// decided counts the recommendations that were turned down or accepted.
func decided(o *simulate.Outcome) int {
	if o.Accepted {
		return o.Rejected + 1
	}
	return o.Rejected
}

// resamples is how many times the dialogues are drawn anew.
const resamples = 1000

// intervals returns each metric with its interval. A metric of which there is nothing is left out.
func (s *sample) intervals(seed uint64) map[string]report.Interval {
	out := map[string]report.Interval{}
	r := rand.New(rand.NewPCG(seed, 0xB007))
	drawn := make([][]float64, len(names))
	chosen := make([]int32, s.n)
	for range resamples {
		for i := range chosen {
			chosen[i] = int32(r.IntN(s.n))
		}
		for m := range names {
			var sum share
			for _, i := range chosen {
				sum.part += s.shares[m][i].part
				sum.of += s.shares[m][i].of
			}
			if sum.of > 0 {
				drawn[m] = append(drawn[m], sum.part/sum.of)
			}
		}
	}
	for m, name := range names {
		var sum share
		for _, x := range s.shares[m] {
			sum.part += x.part
			sum.of += x.of
		}
		if sum.of == 0 || len(drawn[m]) == 0 {
			continue
		}
		slices.Sort(drawn[m])
		at := func(q float64) float64 { return drawn[m][min(int(q*float64(len(drawn[m]))), len(drawn[m])-1)] }
		out[name] = report.Interval{Mean: sum.part / sum.of, Low: at(.025), High: at(.975)}
	}
	return out
}
