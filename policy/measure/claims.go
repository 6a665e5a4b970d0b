package measure

import (
	"fmt"
	"slices"
	"strings"

	"rso/policy/report"
	"rso/policy/simulate"
)

// Claims says what the evaluation was to show and whether it did: catalog by catalog, that the shipped planner beats each other
// one on success and on turns, the intervals apart, with every family of seekers that is held out; that it beats all baselines
// with the families that it learned on; and that it does not stall.
func Claims(results []report.Result, shipped string) []report.Claim {
	var claims []report.Claim
	for _, c := range catalogs(results) {
		own := of(results, shipped, c)
		if len(own) == 0 {
			continue // nothing to claim of it
		}
		met, held := split(own)
		var others []string
		for _, r := range results {
			if r.Catalog == c && r.Planner != shipped && !slices.Contains(others, r.Planner) {
				others = append(others, r.Planner)
			}
		}
		var learned comparison
		for _, other := range others {
			rivals := of(results, other, c)
			if len(held) > 0 {
				var x comparison
				x.add(held, rivals, "")
				claims = append(claims, x.claim(fmt.Sprintf("beats %q on SR@10 and AvgT with every held-out family of seekers, intervals apart (%s)", other, c)))
			}
			if len(rivals) > 0 && rivals[0].Kind == Baseline {
				learned.add(met, rivals, other+", ")
			}
		}
		if len(met) > 0 && len(others) > 0 {
			claims = append(claims, learned.claim(fmt.Sprintf("beats every baseline on SR@10 and AvgT with the families of seekers that it learned on, intervals apart (%s)", c)))
		}
		claims = append(claims, stalls(own, c))
	}
	return claims
}

// split tells results with families that policies learn on from those with others.
func split(results []report.Result) (met, held []report.Result) {
	for _, r := range results {
		known := slices.ContainsFunc(simulate.Families()[:simulate.Trained], func(f simulate.Family) bool { return f.Name == r.Family })
		if known {
			met = append(met, r)
		} else {
			held = append(held, r)
		}
	}
	return met, held
}

func catalogs(results []report.Result) []string {
	var list []string
	for _, r := range results {
		if !slices.Contains(list, r.Catalog) {
			list = append(list, r.Catalog)
		}
	}
	return list
}

func of(results []report.Result, planner, catalog string) []report.Result {
	return slices.DeleteFunc(slices.Clone(results), func(r report.Result) bool { return r.Planner != planner || r.Catalog != catalog })
}

// A comparison is of one planner with others.
type comparison struct {
	where     []string // where the lead is not clear
	least     float64  // the narrowest lead, as a share
	narrowest string
}

// add compares what two planners did with the same families on the metrics that decide.
func (c *comparison) add(own, other []report.Result, who string) {
	for _, a := range own {
		for _, b := range other {
			if a.Family != b.Family {
				continue
			}
			for _, m := range report.Metrics[:2] {
				x, y := a.Metrics[m.Name], b.Metrics[m.Name]
				gap := x.Low - y.High // between the intervals
				if m.Better < 0 {
					gap = y.Low - x.High
				}
				words := fmt.Sprintf("%s%s, %s: %s against %s", who, a.Family, m.Label, inWords(x, m), inWords(y, m))
				if gap <= 0 {
					c.where = append(c.where, words)
				}
				if share := gap / max(y.Mean, 1e-9); c.narrowest == "" || share < c.least {
					c.least, c.narrowest = share, words
				}
			}
		}
	}
}

// claim says that the lead is clear everywhere. Where it isn't the detail says; else it tells the narrowest lead.
func (c *comparison) claim(text string) report.Claim {
	claim := report.Claim{Text: text, Holds: len(c.where) == 0, Detail: strings.Join(c.where, "; ")}
	if claim.Holds && c.narrowest != "" {
		claim.Detail = "narrowest: " + c.narrowest
	}
	return claim
}

func inWords(x report.Interval, m report.Metric) string {
	if m.Rate {
		return fmt.Sprintf("%.1f %% (%.1f to %.1f)", 100*x.Mean, 100*x.Low, 100*x.High)
	}
	return fmt.Sprintf("%.2f (%.2f to %.2f)", x.Mean, x.Low, x.High)
}

// mostStalls is the share of dialogues that may stall.
const mostStalls = .1

func stalls(own []report.Result, catalog string) report.Claim {
	claim := report.Claim{Text: fmt.Sprintf("stalls in fewer than 10 %% of the dialogues with every family (%s)", catalog), Holds: true}
	var words []string
	for _, r := range own {
		x := r.Metrics["stall"]
		if x.Mean >= mostStalls {
			claim.Holds = false
		}
		words = append(words, fmt.Sprintf("%s %.1f %%", r.Family, 100*x.Mean))
	}
	claim.Detail = strings.Join(words, ", ")
	return claim
}
