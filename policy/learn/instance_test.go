package learn

import (
	"fmt"
	"strings"
	"testing"

	"rso/policy"
)

// plain stands for the preference reasoner: a question asks, anything else informs.
func plain(text string) policy.Message {
	m := policy.Message{Acts: []policy.Act{policy.Inform}, Words: len(strings.Fields(text))}
	if strings.Contains(text, "?") {
		m.Acts, m.Question = []policy.Act{policy.Request}, true
	}
	return m
}

func seeker(text string, titles ...string) Turn {
	return Turn{Utterances: []Utterance{{Text: text}}, Titles: titles}
}

// recommender makes a turn of "label: text" lines; the label may be missing.
func recommender(titles []string, lines ...string) Turn {
	turn := Turn{Recommender: true, Titles: titles}
	for _, line := range lines {
		label, text, found := strings.Cut(line, ": ")
		if !found {
			turn.Utterances = append(turn.Utterances, Utterance{Text: line})
			continue
		}
		turn.Utterances = append(turn.Utterances, Utterance{Text: text, Strategies: []string{label}})
	}
	return turn
}

// golds extracts one dialogue and returns its golds by name.
func golds(t *testing.T, labels LabelSpace, turns ...Turn) []string {
	t.Helper()
	instances, err := Extractor{Hear: plain, Labels: labels}.Extract([]Dialogue{{Turns: turns}})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, instance := range instances {
		list = append(list, labels.Names[instance.Gold])
	}
	return list
}

func TestGold(t *testing.T) {
	kites := []string{"Red Kite (2010)", "It (1990)"}
	for _, c := range []struct {
		name   string
		labels LabelSpace
		turns  []Turn
		want   string
	}{
		{"labels are mapped", Strategies(), []Turn{recommender(nil, "personal_opinion: I find it calm.", "similarity: So do I.", "offer_help: Ask me.")},
			"explain social_proof offer_help"},
		{"our own names count", Strategies(), []Turn{recommender(nil, "compare: One is lighter.")}, "compare"},
		{"first to name an item", Strategies(), []Turn{recommender(kites, "no_strategy: Hello.", "credibility: The RED KITE won a prize.", "credibility: Red Kite is new.")},
			"no_strategy recommend credibility"},
		{"every item, not only the first", Strategies(), []Turn{recommender(kites, "credibility: Red Kite!"), seeker("no"), recommender(kites, "credibility: Then It?")},
			"recommend recommend"},
		{"the seeker named it", Strategies(), []Turn{seeker("I liked it", "It (1990)"), recommender(kites, "similarity: It scared me too.")}, "social_proof"},
		{"not within a word", Strategies(), []Turn{recommender(kites, "no_strategy: With pleasure, sit down.")}, "no_strategy"},
		{"unlabelled utterances are no instances, but count as named", Strategies(),
			[]Turn{recommender(kites, "Red Kite.", "credibility: Red Kite is new.")}, "credibility"},
		{"INSPIRED's own", Inspired(), []Turn{recommender(kites, "personal_opinion: Red Kite is calm.", "similarity: So do I.")}, "personal_opinion similarity"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(golds(t, c.labels, c.turns...), " "); got != c.want {
				t.Errorf("the golds are %q, want %q", got, c.want)
			}
		})
	}
}

// Items by id make recommend too; they count for the turn's first utterance.
func TestGoldByID(t *testing.T) {
	first := recommender(nil, "credibility: This one.", "credibility: It is light.")
	first.Items = []string{"k7"}
	again := recommender(nil, "credibility: That one again.")
	again.Items = []string{"k7"}
	if got := golds(t, Strategies(), first, again); fmt.Sprint(got) != "[recommend credibility credibility]" {
		t.Errorf("the golds are %v", got)
	}
}

// The state is that of everything before the utterance, and of nothing after.
func TestContext(t *testing.T) {
	turns := []Turn{
		seeker("A kite for the beach?"),
		recommender([]string{"Red Kite (2010)"}, "acknowledgment: The beach!", "credibility: Take the Red Kite."),
		seeker("Thanks a lot", "Blue Kite (2001)"),
		recommender(nil, "encouragement: Enjoy."),
	}
	instances, err := Extractor{Hear: plain, Labels: Strategies()}.Extract([]Dialogue{{Turns: turns}})
	if err != nil {
		t.Fatal(err)
	}
	layout := policy.StandardLayout()
	expect := func(i int, feature, want string) {
		t.Helper()
		for _, label := range layout.Describe(instances[i].State) {
			if label.Feature == feature && label.Bucket != want {
				t.Errorf("instance %d: %s is %q, want %q", i, feature, label.Bucket, want)
			}
		}
	}
	expect(0, "act", "request")
	expect(0, "position", "0")
	expect(0, "items", "0")
	expect(1, "last strategy", "acknowledgment")
	expect(1, "position", "1")
	expect(1, "reception", "no item")
	expect(2, "last strategy", "recommend")
	expect(2, "items", "1")
	expect(2, "reception", "undecided")
	expect(2, "names", "an item")
	expect(2, "candidates", "unknown")

	shorter, err := Extractor{Hear: plain, Labels: Strategies()}.Extract([]Dialogue{{Turns: turns[:2]}})
	if err != nil {
		t.Fatal(err)
	}
	for i, instance := range shorter {
		if fmt.Sprint(instance) != fmt.Sprint(instances[i]) {
			t.Errorf("what comes later changed instance %d", i)
		}
	}
}

func TestUnknownLabel(t *testing.T) {
	d := Dialogue{Origin: "shop.jsonl:3", Turns: []Turn{seeker("hi"), recommender(nil, "flattery: Nice hat.")}}
	_, err := Extractor{Hear: plain, Labels: Strategies()}.Extract([]Dialogue{d})
	if want := `shop.jsonl:3: turns[1].strategies: "flattery" is neither`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("the error is %v, want %q", err, want)
	}
	d.Turns[1] = recommender(nil, "compare: One is lighter.")
	if _, err := (Extractor{Hear: plain, Labels: Inspired()}).Extract([]Dialogue{d}); err == nil {
		t.Error("a strategy was taken for a label of INSPIRED")
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		text, title string
		want        bool
	}{
		{"Have you seen It?", "It (2017)", true},
		{"sit with us", "It (2017)", false},
		{"sit. It is", "It (2017)", true},
		{"the 12 monkeys", "12 Monkeys", true},
		{"112 monkeys", "12 Monkeys (1995)", false},
		{"éit", "It", false},
		{"ever after", "Ever After (A Story)", false},
		{"ever after (a story)!", "Ever After (A Story)", true},
		{"anything", " (1999)", false},
		{"anything", "", false},
	} {
		if got := names(strings.ToLower(c.text), bareTitle(c.title)); got != c.want {
			t.Errorf("%q names %q: %v, want %v", c.text, c.title, got, c.want)
		}
	}
}
