package measure

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rso/policy/report"
	"rso/policy/simulate"
)

// figures are a planner's success, turns and stalls with a family; the intervals reach .02 and .2 to either side.
func figures(planner, family, catalog string, sr, turns, stall float64) report.Result {
	return report.Result{Planner: planner, Family: family, Catalog: catalog, Metrics: map[string]report.Interval{
		"sr10": {Mean: sr, Low: sr - .02, High: sr + .02}, "avg_t": {Mean: turns, Low: turns - .2, High: turns + .2}, "stall": {Mean: stall, Low: stall, High: stall},
	}}
}

// claimed finds a claim by words of its text.
func claimed(t *testing.T, claims []report.Claim, words ...string) report.Claim {
	t.Helper()
	for _, c := range claims {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(c.Text, w) }) {
			return c
		}
	}
	t.Fatalf("there is no claim with %q among %+v", words, claims)
	return report.Claim{}
}

// families are two that a policy learns on and two that are held out.
func families(t *testing.T) (met, met2, held, held2 string) {
	t.Helper()
	all := simulate.Families()
	if simulate.Trained < 2 || len(all) < simulate.Trained+2 {
		t.Fatalf("of %d families %d are trained on", len(all), simulate.Trained)
	}
	return all[0].Name, all[1].Name, all[simulate.Trained].Name, all[simulate.Trained+1].Name
}

// kind makes results those of a kind of planner.
func kind(k string, results ...report.Result) []report.Result {
	for i := range results {
		results[i].Kind = k
	}
	return results
}

// clearSR and clearT are the figures of a planner that is beaten beyond doubt.
const clearSR, clearT = .2, 9

func TestClaims(t *testing.T) {
	met, met2, held, held2 := families(t)
	all := func(planner string, sr, turns float64) (list []report.Result) {
		for _, f := range []string{met, met2, held, held2} {
			list = append(list, figures(planner, f, "films", sr, turns, .5))
		}
		return list
	}
	ours := kind(Shipped, figures("ours", met, "films", .80, 4, .05), figures("ours", met2, "films", .70, 5, .02), figures("ours", held, "films", .75, 4.5, 0), figures("ours", held2, "films", .65, 5.5, .01))
	results := slices.Concat(ours,
		kind(Baseline, all("weak", clearSR, clearT)...),
		// Better, and the intervals overlap: once on success, with a family that is held out, and once on turns, with one that isn't.
		kind(Baseline, figures("close", met, "films", clearSR, 4.3, 0), figures("close", met2, "films", clearSR, clearT, 0), figures("close", held, "films", .72, clearT, 0), figures("close", held2, "films", clearSR, clearT, 0)),
		// Worse all over, and no baseline.
		kind(Ablation, all("strong", .95, 2)...),
		kind(Shipped, figures("ours", met, "shop", .50, 4, .12)), kind(Baseline, figures("weak", met, "shop", .40, 5, 0), figures("weak", held, "shop", .99, 1, 0)),
	)
	claims := Claims(results, "ours")
	for _, c := range []struct {
		words  []string
		holds  bool
		detail []string // in the detail
		not    []string // and not
	}{
		{[]string{`"weak"`, "held-out", "films"}, true, []string{"narrowest: " + held2, "5.50 (5.30 to 5.70) against 9.00 (8.80 to 9.20)"}, []string{met, held + ","}},
		{[]string{`"close"`, "held-out", "films"}, false, []string{held + ", SR@10: 75.0 % (73.0 to 77.0) against 72.0 % (70.0 to 74.0)"}, []string{met, "AvgT", held2}},
		{[]string{`"strong"`, "held-out", "films"}, false, []string{held + ", SR@10", held + ", AvgT", held2 + ", SR@10", held2 + ", AvgT"}, []string{met}},
		{[]string{"every baseline", "films"}, false, []string{"close, " + met + ", AvgT: 4.00 (3.80 to 4.20) against 4.30 (4.10 to 4.50)"}, []string{"weak", "strong", held, "SR@10"}},
		{[]string{"stalls", "films"}, true, []string{met + " 5.0 %", met2 + " 2.0 %", held + " 0.0 %"}, []string{"50.0 %"}}, // others may stall
		{[]string{"every baseline", "shop"}, true, []string{"narrowest: weak, " + met}, []string{held}},
		{[]string{"stalls", "shop"}, false, []string{met + " 12.0 %"}, nil},
	} {
		got := claimed(t, claims, c.words...)
		if got.Holds != c.holds {
			t.Errorf("%q holds: %v (%s)", got.Text, got.Holds, got.Detail)
		}
		for _, w := range c.detail {
			if !strings.Contains(got.Detail, w) {
				t.Errorf("the detail of %q is %q and doesn't say %q", got.Text, got.Detail, w)
			}
		}
		for _, w := range c.not {
			if strings.Contains(got.Detail, w) {
				t.Errorf("the detail of %q is %q and says %q", got.Text, got.Detail, w)
			}
		}
	}
}

// Of several baselines the one with the narrowest lead is named, whatever their order, and those that are not beaten are all named.
func TestEveryBaselineCounts(t *testing.T) {
	met, _, _, _ := families(t)
	ours := figures("ours", met, "films", .8, 4, 0)
	far, near := kind(Baseline, figures("far", met, "films", .2, 9, 0))[0], kind(Baseline, figures("near", met, "films", .7, 5, 0))[0]
	tie, better := kind(Baseline, figures("tie", met, "films", .8, 9, 0))[0], kind(Baseline, figures("better", met, "films", .9, 9, 0))[0]
	for _, c := range []struct {
		rivals []report.Result
		holds  bool
		detail []string
	}{
		{[]report.Result{far, near}, true, []string{"narrowest: near"}},
		{[]report.Result{near, far}, true, []string{"narrowest: near"}},
		{[]report.Result{far, tie, near, better}, false, []string{"tie, " + met + ", SR@10", "better, " + met + ", SR@10"}},
	} {
		got := claimed(t, Claims(append([]report.Result{ours}, c.rivals...), "ours"), "every baseline")
		if got.Holds != c.holds || strings.Contains(got.Detail, "far, ") {
			t.Errorf("against %d baselines it holds: %v (%s)", len(c.rivals), got.Holds, got.Detail)
		}
		for _, w := range c.detail {
			if !strings.Contains(got.Detail, w) {
				t.Errorf("the detail is %q and doesn't say %q", got.Detail, w)
			}
		}
	}
}

// Intervals that touch are not apart.
func TestTouchingIsNotApart(t *testing.T) {
	_, _, held, _ := families(t)
	for _, c := range []struct {
		sr, turns float64
		holds     bool
	}{{.5, 4, false}, {.53, 4, false}, {.55, 4, true}, {.9, 9, false}, {.9, 8.7, false}, {.9, 8.5, true}} {
		claims := Claims([]report.Result{figures("ours", held, "films", c.sr, c.turns, 0), figures("other", held, "films", .5, 9, 0)}, "ours")
		if got := claimed(t, claims, `"other"`); got.Holds != c.holds {
			t.Errorf("%v and %v turns against .5 and 9 hold: %v", c.sr, c.turns, got.Holds)
		}
	}
}

func TestSummary(t *testing.T) {
	text := Summary([]report.Result{figures("ours", "terse", "films", .8, 4, .05), figures("weak", "terse", "films", .6, 6, .5), figures("ours", "chatty", "shop", .7, 5, .1)})
	for _, want := range []string{"films\n", "shop\n", "SR@10", "AvgT"} {
		if strings.Count(text, want) < 1 {
			t.Errorf("the table doesn't say %q:\n%s", want, text)
		}
	}
	for _, want := range []string{fmt.Sprintf("%-12s %-18s", "terse", "weak"), "0.800 (0.780-0.820)", "4.00 (3.80-4.20)"} {
		if strings.Count(text, want) != 1 {
			t.Errorf("the table doesn't say %q once:\n%s", want, text)
		}
	}
}
