package report

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rso/policy"
)

func TestVisitedRowsHaveAnchors(t *testing.T) {
	d := sample(t)
	page := render(t, d)
	linked := d.linked()
	for i, table := range d.Policy.Tables() {
		for cell, visits := range table.Visits {
			has := regexp.MustCompile(`<tr id=` + anchor(i, cell) + `[ >]`).MatchString(page)
			if visits > 0 && !has {
				t.Errorf("%s was visited %d times and isn't on the page", anchor(i, cell), visits)
			}
			// The list of habits tells visited rows only, so nothing but a transcript draws one that isn't.
			if visits == 0 && has != linked[Row{Table: i, Cell: cell}] {
				t.Errorf("%s was never visited: drawn is %v", anchor(i, cell), has)
			}
		}
	}
}

func TestRowsHoldTheLogits(t *testing.T) {
	d := sample(t)
	page := render(t, d)
	for i, table := range d.Policy.Tables() {
		for cell, visits := range table.Visits {
			if visits == 0 {
				continue
			}
			_, row, _ := strings.Cut(page, "<tr id="+anchor(i, cell))
			row, _, _ = strings.Cut(row, "\n")
			cells := strings.Split(row, "<td")[1:]
			if len(cells) != 1+int(policy.NumStrategies) || cells[0] != ">"+count(visits) {
				t.Fatalf("%s is %q", anchor(i, cell), row)
			}
			for s, logit := range table.Row(cell) {
				_, text, _ := strings.Cut(cells[1+s], ">")
				shown, _ := strconv.ParseFloat(text, 64)
				if diff := shown - logit; diff > .051 || diff < -.051 {
					t.Errorf("%s shows %q for %v", anchor(i, cell), text, logit)
				}
			}
		}
	}
}

func TestShades(t *testing.T) {
	for logit, want := range map[float64]string{
		0: "<td>", .049: "<td>", .05: "<td class=a>.05", -.05: "<td class=t>-.05", .3: "<td class=c>.30",
		-.997: "<td class=x>-1.0", 1.26: "<td class=f>1.3", 7: "<td class=g>7.0", -2: "<td class=z>-2.0",
	} {
		if got := cellOf(logit); got != want {
			t.Errorf("a logit of %v is %q, want %q", logit, got, want)
		}
	}
}

func TestFailedClaimsComeFirst(t *testing.T) {
	d := &Data{Claims: []Claim{{"first", true, ""}, {"second", false, "1 against 2"}, {"third", true, ""}, {"fourth", false, ""}}}
	page := render(t, d)
	expectIn(t, page, `class="verdict bad"`, "2 of 4 claims hold", `class="claim fails"`, "second", "1 against 2",
		`class="claim fails"`, "fourth", "<details", `class="claim holds"`, "first", "third")

	d.Claims = d.Claims[:1]
	page = render(t, d)
	expectIn(t, page, `class="verdict good"`, "The one claim holds")
	expectNone(t, page, "claim fails", "does not hold")
}

func TestStandings(t *testing.T) {
	more, less := Metric{Better: 1}, Metric{Better: -1}
	for _, c := range []struct {
		metric         Metric
		shipped, other Interval
		want           standing
	}{
		{more, Interval{5, 4, 6}, Interval{2, 1, 3}, ahead},
		{more, Interval{2, 1, 3}, Interval{5, 4, 6}, behind},
		{more, Interval{2, 1, 4}, Interval{5, 4, 6}, level}, // touching isn't apart
		{less, Interval{2, 1, 3}, Interval{5, 4, 6}, ahead},
		{less, Interval{5, 4, 6}, Interval{2, 1, 3}, behind},
		{less, Interval{5, 2, 6}, Interval{2, 1, 3}, level},
		{Metric{}, Interval{5, 4, 6}, Interval{2, 1, 3}, unknown},
		{more, Interval{Mean: 5}, Interval{2, 1, 3}, ahead}, // without an interval the mean counts
	} {
		if got := c.metric.against(c.shipped, c.other); got != c.want {
			t.Errorf("%v against %v, better %d: %d, want %d", c.shipped, c.other, c.metric.Better, got, c.want)
		}
	}
}

func TestResults(t *testing.T) {
	one := func(planner, kind string, mean float64) Result {
		return Result{planner, kind, "terse", "films", 50, map[string]Interval{"sr10": {mean, mean - .02, mean + .02}}}
	}
	d := &Data{Shipped: "RSO", Evaluation: []Result{
		one("no bonus", "ablation", .61), one("random", "baseline", .30), one("oracle", "baseline", .90), one("RSO", "shipped", .60),
	}}
	d.Evaluation[1].Metrics["avg_t"] = Interval{9, 8.9, 9.1}
	page := render(t, d)
	expectWellFormed(t, page)
	expectIn(t, page, "RSO", "60.0", "58.0–62.0", "SR@10: ahead of 1, behind 1")
	_, table, _ := strings.Cut(page, `<table class="results sorts">`)
	expectIn(t, table, "50 dialogues per planner", "SR@10 %", "AvgT", "RSO", "<td>60.0", "<td>–", "random", "<td>30.0", "<td>9.00",
		"oracle", `<td class="behind">90.0`, "no bonus", `<td class="level">61.0`)
	expectNone(t, page, "SR@3", "credibility")
}

func TestTranscripts(t *testing.T) {
	d := sample(t)
	row := d.Transcripts[0].Lines[1].Rows[0]
	page := render(t, d)
	_, part, _ := strings.Cut(html.UnescapeString(page), `<section id="transcripts"`)
	expectIn(t, part, "Hidden goal", "Robin Williams", `class="seeker"`, "from the 90s", `class="recommender"`,
		`class="chip social">acknowledgment`, `class="chip elicitation">opinion inquiry`, "62.0 %", "because: wants items",
		"+1.31", `href="#`+row.Anchor()+`"`, "−0.20", "judge: <b>0.6 nothing", "terse seeker, laptops", `class="chip">unheard of`)
}

func TestCurvesAreDrawn(t *testing.T) {
	page := render(t, sample(t))
	_, part, _ := strings.Cut(page, `<section id="learning"`)
	expectIn(t, part, "Success rate", "kept at", ">80<", "200k", "episodes", "kept", ">held out<", "Turns", "Return", "Entropy", "KL")
	d := &Data{Training: []Epoch{{Episodes: 10, SR: .5}, {Episodes: 20, SR: .6}}}
	page = render(t, d)
	expectNone(t, page, "held out</text>", "Entropy")
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		want      string
	}{
		{0, 1, "0.0 0.5 1.0"}, {42, 71, "40 50 60 70 80"}, {5.6, 8.1, "5 6 7 8 9"}, {3, 3, "2.9 3.0 3.1 3.2"}, {0, 0, "0.0000 0.0005 0.0010"},
	} {
		s := span{}
		s.add(c.low, c.high)
		list, decimals := s.ticks(4)
		var words []string
		for _, v := range list {
			words = append(words, fixed(v, decimals))
		}
		if got := strings.Join(words, " "); len(list) < 2 || list[0] > c.low || list[len(list)-1] < c.high {
			t.Errorf("the ticks of %v to %v are %s", c.low, c.high, got)
		} else if c.low != c.high && got != c.want {
			t.Errorf("the ticks of %v to %v are %s, want %s", c.low, c.high, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := count(n); got != want {
			t.Errorf("%d is written %s, want %s", n, got, want)
		}
	}
}
