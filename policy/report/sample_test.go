package report

import (
	"math"
	"math/rand/v2"
	"testing"

	"rso/policy"
)

// hostile is what a feed may put into a title.
const hostile = `<script>alert("x")</script> & 'Son"`

// sample makes up what a run would bring, the same at every call.
func sample(t *testing.T) *Data {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	d := &Data{
		Title:   "Films: planner after 200,000 dialogues",
		Policy:  samplePolicy(t, r),
		Shipped: "RSO",
		Command: []string{
			"go run ./policy/train -catalog films.rsoc -dialogues inspired.jsonl -seed 7 -o films.rsop -report report.html",
			"go run ./policy/evaluate policy -catalog films.rsoc -policy films.rsop -json",
		},
		Claims: []Claim{
			{"beats random on SR@10, cooperative seekers, films", true, "71.2 % (69.1 to 73.3) against 40.3 % (38.0 to 42.4)"},
			{"beats the warm start on AvgT, sceptical seekers, films", false, "6.42 (6.30 to 6.55) against 6.40 (6.27 to 6.52)"},
			{"beats always-recommend on SR@10, every family, laptops", true, "smallest difference 6.1 points"},
			{"doesn't persuade anybody into what doesn't fit", true, "false accepts 2.0 % against 2.3 %"},
		},
	}
	for i := range 41 {
		x := float64(i) / 40
		rise := 1 - math.Exp(-4*x)
		d.Training = append(d.Training, Epoch{
			Episodes: i * 5000, SR: .42 + .27*rise + r.NormFloat64()*.008, HeldSR: .47 + .24*rise - .05*max(0, x-.7) + r.NormFloat64()*.006,
			AvgT: 8.1 - 2.3*rise + r.NormFloat64()*.05, HeldAvgT: 7.8 - 2.2*rise + r.NormFloat64()*.05,
			Return: 2.1 + 1.9*rise + r.NormFloat64()*.05, HeldReturn: 2.3 + 1.8*rise + r.NormFloat64()*.05,
			Entropy: 1.9 - .9*rise, KL: .8 * rise * rise, Best: i == 31,
		})
	}
	for turn := range 10 {
		shares, sum := make([]float64, policy.NumStrategies), 0.0
		for s := range policy.NumStrategies {
			peak := []float64{0, 3, 6}[s.Group()]
			shares[s] = math.Exp(-math.Pow(float64(turn)-peak, 2)/8) * (.2 + r.Float64())
			sum += shares[s]
		}
		for s := range shares {
			shares[s] /= sum
		}
		d.Play.Turns = append(d.Play.Turns, shares)
	}
	sampleResults(d, r)
	sampleTranscripts(d)
	return d
}

// samplePolicy makes tables like those of the warm start.
func samplePolicy(t *testing.T, r *rand.Rand) *policy.Policy {
	t.Helper()
	layout := policy.StandardLayout()
	groups := [][]int{{}}
	for f := range layout {
		groups = append(groups, []int{f})
	}
	for _, f := range []int{0, 1, 3, 4, 8} {
		groups = append(groups, []int{2, f})
	}
	groups = append(groups, []int{4, 0})
	var tables []policy.Table
	for _, features := range groups {
		tables = append(tables, sampleTable(features, layout.Cells(features), .25, r))
	}
	p, err := policy.New(tables, `{"learner":"rso","seed":7,"data":[{"name":"inspired.jsonl","sha256":"9f2c"}],"judge":"rubric","note":"<b>&"}`)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sampleTable fills a table; the given share of its cells is never visited.
func sampleTable(features []int, cells int, unvisited float64, r *rand.Rand) policy.Table {
	table := policy.Table{Features: features, Logits: make([]float64, cells*int(policy.NumStrategies)), Visits: make([]uint32, cells)}
	for cell := range cells {
		if r.Float64() < unvisited && cells > 1 {
			continue
		}
		table.Visits[cell] = uint32(math.Exp(r.Float64() * 11))
		for s := range table.Row(cell) {
			table.Row(cell)[s] = r.NormFloat64() * .5 * r.Float64() * 2
		}
	}
	return table
}

// sampleResults measures a dozen planners with three families on two catalogs.
func sampleResults(d *Data, r *rand.Rand) {
	planners := []struct {
		name, kind string
		skill      float64
	}{
		{"random", "baseline", -.30}, {"always recommend", "baseline", -.12}, {"ask then recommend", "baseline", -.05},
		{"warm start", "baseline", -.02}, {"no turn cost", "ablation", -.08}, {"no entropy bonus", "ablation", -.015},
		{"no warm start", "ablation", .07}, {"RSO", "shipped", 0},
	}
	for _, catalog := range []string{"films", "laptops"} {
		for i, family := range []string{"cooperative", "sceptical", "terse"} {
			for _, p := range planners {
				metrics := make(map[string]Interval)
				for _, m := range Metrics {
					v := .72 - .09*float64(i) + p.skill + r.NormFloat64()*.01
					if m.Better < 0 {
						v = 1 - v
					}
					if !m.Rate {
						v *= 10
					}
					width := v * .03
					if !(m.Name == "credibility" && p.name == "random") {
						metrics[m.Name] = Interval{v, v - width, v + width}
					}
				}
				d.Evaluation = append(d.Evaluation, Result{p.name, p.kind, family, catalog, 2000, metrics})
			}
		}
	}
}

// sampleTranscripts plays one dialogue well and one badly.
func sampleTranscripts(d *Data) {
	d.Transcripts = []Transcript{{
		Title: "sceptical seeker, films: accepted in turn 3",
		About: "a comedy from the nineties with Robin Williams; hidden targets: Mrs. Doubtfire (1993), " + hostile,
		Lines: []Line{
			{Text: "Something funny from the 90s?"},
			{Recommender: true, Text: "With anyone in it that you like?", Strategies: []string{"acknowledgment", "opinion_inquiry"},
				Because: "wants items, many fit", Chance: .62, Rows: []Row{{2, 1, 1.31}, {19, 3, .42}, {5, 2, -.2}}},
			{Text: "Robin Williams.", Grade: "0.6 nothing recommended yet"},
			{Recommender: true, Text: "Then " + hostile + " should suit you: it is from 1993, filed under Comedy and with Robin Williams.",
				Strategies: []string{"recommend"}, Because: "wants items", Chance: .913, Rows: []Row{{1, 1, .8}, {24, 7, -.31}}},
			{Text: "Perfect, I'll take it.", Grade: "1.0 accepted"},
		},
	}, {Title: "terse seeker, laptops: gave up", Lines: []Line{{Text: "laptop"}, {Recommender: true, Text: "Which?", Strategies: []string{"unheard_of"}}}}}
}
