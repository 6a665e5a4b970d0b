package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/policy"
	"rso/policy/learn"
	"rso/policy/measure"
	figures "rso/policy/report"
	"rso/policy/simulate"
)

// shop returns the path of the demo's shop, compiled.
func shop(t *testing.T) string {
	t.Helper()
	lines, err := os.ReadFile("../../web/demo/data/shop.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "shop.rsoc", string(buildtest.File(t, "shop", string(lines))))
}

// kettles returns the path of an invented catalog.
func kettles(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, `{"id":"k%d","title":"Kettle %s%d","brand":%q,"category":%q,"color":%q,"price":%d,"rating":%d.%d,"stock":5}`+"\n", i, string(rune('A'+i%7)), i,
			[]string{"Boyl", "Hisse", "Nell"}[i%3], []string{"stove kettle", "electric kettle"}[i/3%2], []string{"red", "white", "black", "steel"}[i%4], 15+7*i%90, 2+i%3, i%10)
	}
	return write(t, "kettles.rsoc", string(buildtest.File(t, "kettles", b.String())))
}

// player returns the path of a policy that likes some strategies, with a manifest.
func player(t *testing.T, name, manifest string, likes ...policy.Strategy) string {
	t.Helper()
	row := make([]float64, policy.NumStrategies)
	for i, s := range likes {
		row[s] = 3 - float64(i)
	}
	p, err := policy.New([]policy.Table{{Logits: row, Visits: []uint32{1}}}, manifest)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, name, string(p.Bytes()))
}

// quick is a manifest with settings that are learned with in no time.
func quick(t *testing.T) string {
	t.Helper()
	o := learn.Standard()
	o.Groups, o.Episodes, o.Batch, o.Held = [][]string{{}, {"moment"}}, 64, 32, 16
	text, err := json.Marshal(map[string]any{"optimisation": o})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// printed runs the command, which must succeed without a word on stderr, and returns what it prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), args, &stdout, &stderr); err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	if stderr.Len() > 0 {
		t.Errorf("%q: it says %q", args, stderr.String())
	}
	return stdout.String()
}

// results reads what -json prints.
func results(t *testing.T, text string) []figures.Result {
	t.Helper()
	var list []figures.Result
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		var r figures.Result
		decoder := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&r); err != nil {
			t.Fatalf("%v in %q", err, lines.Text())
		}
		list = append(list, r)
	}
	return list
}

// rare are the metrics that need something to happen: an item named, or decided on.
var rare = []string{"persuasiveness", "credibility", "true_reject", "false_reject"}

// expectResults wants one result for each planner, family and catalog, with figures that can be.
func expectResults(t *testing.T, list []figures.Result, planners, families, catalogs []string, dialogues int) {
	t.Helper()
	if want := len(planners) * len(families) * len(catalogs); len(list) != want {
		t.Errorf("there are %d results, want %d", len(list), want)
	}
	for _, p := range planners {
		for _, f := range families {
			for _, c := range catalogs {
				n := 0
				for _, r := range list {
					if r.Planner == p && r.Family == f && r.Catalog == c {
						n++
					}
				}
				if n != 1 {
					t.Errorf("there are %d results for %s with %s seekers on %s", n, p, f, c)
				}
			}
		}
	}
	for _, r := range list {
		if r.Dialogues != dialogues {
			t.Errorf("%s had %d dialogues", r.Planner, r.Dialogues)
		}
		for _, m := range figures.Metrics {
			x, ok := r.Metrics[m.Name]
			if !ok && !slices.Contains(rare, m.Name) {
				t.Errorf("%s with %s seekers on %s lacks %s", r.Planner, r.Family, r.Catalog, m.Name)
			}
			if !(x.Low <= x.Mean && x.Mean <= x.High) {
				t.Errorf("%s with %s seekers on %s: %s is %+v", r.Planner, r.Family, r.Catalog, m.Name, x)
			}
			if m.Rate && (x.Low < 0 || x.High > 1) || m.Name == "avg_t" && (x.Low < 1 || x.High > simulate.MaxTurns) {
				t.Errorf("%s with %s seekers on %s: %s is %+v", r.Planner, r.Family, r.Catalog, m.Name, x)
			}
		}
		if len(r.Metrics) > len(figures.Metrics) {
			t.Errorf("%s has other metrics than are known: %v", r.Planner, r.Metrics)
		}
		in := r.Metrics
		if in["sr3"].Mean > in["sr5"].Mean || in["sr5"].Mean > in["sr10"].Mean || in["sr10"].Mean+in["false_accept"].Mean > 1+1e-9 {
			t.Errorf("%s with %s seekers on %s: the rates contradict one another: %v", r.Planner, r.Family, r.Catalog, in)
		}
	}
}

// names returns the planners' names.
func names(planners ...measure.Planner) []string {
	var list []string
	for _, p := range planners {
		list = append(list, p.Name)
	}
	return list
}

func TestMeasurePolicy(t *testing.T) {
	catalog, other := shop(t), kettles(t)
	p := player(t, "p.rsop", "{}", policy.Recommend, policy.OpinionInquiry, policy.Explain)
	flags := []string{"-catalog", catalog, "-catalog", other, "-policy", p, "-n", "6", "-families", "terse, undecided", "-json"}
	out := printed(t, append([]string{"policy"}, append(flags, "-workers", "1")...)...)
	list := results(t, out)
	blank, err := policy.New(nil, "{}")
	if err != nil {
		t.Fatal(err)
	}
	planners := append(append([]string{measure.Name}, names(measure.Baselines(nil)...)...), names(measure.Switched(blank)...)...)
	expectResults(t, list, planners, []string{"terse", "undecided"}, []string{"shop", "kettles"}, 6)
	for _, r := range list {
		if want := r.Planner == measure.Name; (r.Kind == measure.Shipped) != want {
			t.Errorf("%s is of the kind %q", r.Planner, r.Kind)
		}
	}
	// The word may be left out, and the number of workers changes nothing.
	for _, workers := range []string{"2", "8"} {
		if printed(t, append(flags, "-workers", workers)...) != out {
			t.Errorf("%s workers measure something else", workers)
		}
	}
	if printed(t, append(flags, "-seed", "9")...) == out {
		t.Error("another seed measures the same")
	}

	table := printed(t, append(flags, "-json=false")...)
	for _, want := range append(planners, "shop\n", "kettles\n", "terse", "undecided", "SR@10", "AvgT") {
		if !strings.Contains(table, want) {
			t.Errorf("%q is missing from\n%s", want, table)
		}
	}
	for _, c := range measure.Claims(list, measure.Name) {
		sign := "FAILS: "
		if c.Holds {
			sign = "holds: "
		}
		if !strings.Contains(table, sign+c.Text+"\n") {
			t.Errorf("%q is missing from\n%s", sign+c.Text, table)
		}
	}
}

// With the human-like policy it is a baseline, and ablations are learned from it; without ablations it still is one.
func TestMeasureAgainstTheWarmStart(t *testing.T) {
	catalog := kettles(t)
	p, warm := player(t, "p.rsop", quick(t), policy.Recommend), player(t, "warm.rsop", "{}", policy.OpinionInquiry, policy.Recommend)
	drawn := filepath.Join(t.TempDir(), "report.html")
	flags := []string{"policy", "-catalog", catalog, "-policy", p, "-warm", warm, "-n", "3", "-json"}
	out := printed(t, append(flags, "-report", drawn)...)
	list := results(t, out)
	kinds := map[string][]string{}
	for _, r := range list {
		if !slices.Contains(kinds[r.Kind], r.Planner) {
			kinds[r.Kind] = append(kinds[r.Kind], r.Planner)
		}
	}
	var families, planners []string
	for _, f := range simulate.Families() {
		families = append(families, f.Name)
	}
	for _, list := range kinds {
		planners = append(planners, list...)
	}
	expectResults(t, list, planners, families, []string{"kettles"}, 3)
	if !slices.Contains(kinds[measure.Baseline], "human-like") || len(kinds[measure.Ablation]) <= len(measure.Switched(nil)) || len(kinds[measure.Shipped]) != 1 {
		t.Errorf("the planners are %v", kinds)
	}
	if printed(t, append(flags, "-workers", "1")...) != out {
		t.Error("one worker measures something else")
	}

	page, err := os.ReadFile(drawn)
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>|<[^>]*>`).ReplaceAllString(string(page), " "))), " ")
	want := []string{"p.rsop: a policy for kettles", "3 dialogues",
		fmt.Sprintf("go run ./policy/evaluate policy -catalog kettles.rsoc -policy p.rsop -warm warm.rsop -n 3 -seed %d -report report.html", measure.Seed(1))}
	for _, c := range measure.Claims(list, measure.Name) {
		want = append(want, c.Text)
	}
	for _, w := range append(want, planners...) {
		if !strings.Contains(said, w) {
			t.Errorf("the page doesn't say %q", w)
		}
	}
	if strings.Contains(string(page), filepath.Dir(catalog)) || strings.Contains(string(page), filepath.Dir(p)) {
		t.Error("the page names a folder")
	}

	plain := results(t, printed(t, append(flags, "-plain")...))
	expectResults(t, plain, append([]string{measure.Name}, kinds[measure.Baseline]...), families, []string{"kettles"}, 3)
	for _, r := range plain {
		if i := slices.IndexFunc(list, func(o figures.Result) bool { return o.Planner == r.Planner && o.Family == r.Family }); i < 0 || fmt.Sprint(list[i]) != fmt.Sprint(r) {
			t.Errorf("without ablations %s measures something else", r.Planner)
		}
	}
}

// Two catalogs of one name are told apart.
func TestCatalogsOfOneName(t *testing.T) {
	p := player(t, "p.rsop", "{}", policy.Recommend)
	flags := []string{"-catalog", kettles(t), "-catalog", kettles(t), "-policy", p, "-n", "1", "-plain", "-families", "terse", "-json"}
	list := results(t, printed(t, flags...))
	expectResults(t, list, append([]string{measure.Name}, names(measure.Baselines(nil)...)...), []string{"terse"}, []string{"kettles", "kettles (2)"}, 1)
}

// ending is a context that has ended once it was asked so many times whether it has.
type ending struct {
	context.Context
	left atomic.Int64
}

func (e *ending) Err() error {
	if e.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

func TestMeasurementInterrupted(t *testing.T) {
	drawn := filepath.Join(t.TempDir(), "report.html")
	args := []string{"policy", "-catalog", kettles(t), "-policy", player(t, "p.rsop", "{}", policy.Recommend), "-n", "2", "-workers", "1", "-report", drawn}
	var stdout bytes.Buffer
	ctx := &ending{Context: t.Context()}
	ctx.left.Store(30)
	err := run(ctx, args, &stdout, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "interrupted: nothing is printed, and no report is written") {
		t.Errorf("the error is %v", err)
	}
	if _, err := os.Stat(drawn); err == nil || stdout.Len() > 0 {
		t.Errorf("it printed %q, and drew the report (%v)", stdout.String(), err)
	}
}

// expectErrors runs the command, with CATALOG, POLICY, DATA and FOLDER replaced, and looks for words in its errors.
func expectErrors(t *testing.T, cases map[string][]string) {
	t.Helper()
	folder := t.TempDir()
	replace := strings.NewReplacer("CATALOG", kettles(t), "POLICY", player(t, "p.rsop", "{}", policy.Recommend), "DATA", write(t, "lamps.jsonl", lamps(4)), "FOLDER", folder)
	for line, words := range cases {
		var stdout bytes.Buffer
		err := run(t.Context(), strings.Fields(replace.Replace(line)), &stdout, &bytes.Buffer{})
		if err == nil {
			t.Errorf("%s: it went well, want an error with %q", line, words)
			continue
		}
		for _, w := range words {
			if !strings.Contains(err.Error(), replace.Replace(w)) {
				t.Errorf("%s: the error %q doesn't say %q", line, err, w)
			}
		}
		if stdout.Len() > 0 {
			t.Errorf("%s: a failed run printed %q", line, stdout.String())
		}
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
		t.Errorf("failed runs left %v (%v)", entries, err)
	}
}

func TestPolicyErrors(t *testing.T) {
	old := player(t, "old.rsop", "trained long ago", policy.Recommend)
	odd := player(t, "odd.rsop", `{"optimisation":{"episodes":64}}`, policy.Recommend)
	expectErrors(t, map[string][]string{
		"policy":                  {"name a compiled catalog with -catalog"},
		"-policy POLICY":          {"name a compiled catalog with -catalog"},
		"policy -catalog CATALOG": {"name a policy with -policy"},
		"-catalog CATALOG":        {"name a policy with -policy"},
		"policy -catalog CATALOG -policy POLICY x":                     {`"x" is no flag`, "repeating -catalog"},
		"policy -catalog CATALOG -policy POLICY -n 0":                  {"-n, -workers and -samples must be at least 1"},
		"policy -catalog CATALOG -policy POLICY -workers 0":            {"-n, -workers and -samples must be at least 1"},
		"policy -catalog CATALOGx -policy POLICY":                      {"cannot read the catalog", "CATALOGx"},
		"policy -catalog DATA -policy POLICY":                          {"lamps.jsonl: catalog:"},
		"policy -catalog CATALOG -catalog DATA -policy POLICY":         {"lamps.jsonl: catalog:"},
		"policy -catalog CATALOG -policy POLICYx":                      {"cannot read the policy", "POLICYx"},
		"policy -catalog CATALOG -policy DATA":                         {"lamps.jsonl: policy:", "not a policy file"},
		"policy -catalog CATALOG -policy POLICY -warm DATA":            {"lamps.jsonl: policy:", "not a policy file"},
		"policy -catalog CATALOG -policy " + old + " -warm POLICY":     {"old.rsop: its manifest", "train the policy again", "-plain"},
		"policy -catalog CATALOG -policy " + odd + " -warm POLICY":     {"odd.rsop: the settings in its manifest", "must be at least 1", "train the policy again", "-plain"},
		"policy -catalog CATALOG -policy POLICY -families kind":        {"-families", `"kind"`, "cooperative, terse"},
		"policy -catalog CATALOG -policy POLICY -families terse,":      {"-families", `""`, "cooperative, terse"},
		"policy -catalog CATALOG -policy POLICY -families terse,terse": {"-families", "terse is there twice"},
		"policy -catalog CATALOG -policy POLICY -report FOLDER":        {"cannot write the report", "FOLDER is a folder", "-report"},
		"policy -catalog CATALOG -policy POLICY -report FOLDER/no/r":   {"cannot write the report", "FOLDER/no", "no such file", "-report"},
		"policy -catalog CATALOG -policy POLICY -report POLICY":        {"cannot write the report", "POLICY is what is read", "-report"},
		"policy -catalog CATALOG -policy POLICY -seed x":               {`invalid value "x"`, "-seed"},
		"policy -catalog CATALOG -policy POLICY -judge me":             {`-judge "me"`, `"rubric" or "llm"`},
		"policy -catalog CATALOG -policy POLICY -seeker me":            {`-seeker "me"`, `"simulated" or "llm"`},
		"policy -catalog CATALOG -policy POLICY -samples 3":            {"-samples", "-judge llm"},
		"policy -catalog CATALOG -policy POLICY -model m":              {"-model", "-judge llm or -seeker llm"},
		"policy -catalog CATALOG -policy POLICY -judge llm":            {"no language model to ask", "-model"},
		"policy -catalog CATALOG -policy POLICY -seeker llm -model m":  {"nowhere to ask the model m", "-llm", "-cache"},
		"policy -color": {"not defined", "-color"},
	})
	// Where no ablation is learned, nobody needs the manifest.
	printed(t, "policy", "-catalog", kettles(t), "-policy", old, "-warm", old, "-plain", "-n", "1", "-families", "terse")
	printed(t, "policy", "-catalog", kettles(t), "-policy", old, "-n", "1", "-families", "terse")
}
