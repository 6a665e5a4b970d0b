package main

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"rso/core/prefer"
	"rso/policy"
	"rso/policy/learn"
	"rso/policy/simulate"
)

func TestSeekers(t *testing.T) {
	data, more := write(t, "lamps.jsonl", lamps(9)), write(t, "more.jsonl", strings.ReplaceAll(lamps(4), "lamp-", "more-"))
	h, err := simulate.ParseHuman([]byte(printed(t, "seekers", "-dialogues", data, "-dialogues", more, "-json")))
	if err != nil {
		t.Fatal(err)
	}
	read, _, err := learn.Load(data, more)
	if err != nil {
		t.Fatal(err)
	}
	want, err := learn.Tendencies(read, prefer.English().Heard)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(h, want) {
		t.Errorf("there and back the tendencies are %+v, want %+v", h, want)
	}
	// In every even dialogue a fact is followed by a wish, and in every odd one a question twice by a question.
	if h.Dialogues != 13 || h.Messages != 7*2+6*3 || h.After["opinion_inquiry"].Messages != 6 || h.After["credibility"].Messages != 7+6 {
		t.Errorf("the tendencies are %+v", h)
	}

	table := printed(t, "seekers", "-dialogues", data, "-dialogues", more)
	for _, want := range []string{"32 messages of seekers in 13 dialogues, of which 0 ended with an item taken", "opinion_inquiry                  6", "credibility                     13", "deciles"} {
		if !strings.Contains(table, want) {
			t.Errorf("%q is missing from\n%s", want, table)
		}
	}
	if strings.Contains(table, "compare") {
		t.Errorf("a strategy that nobody played is in\n%s", table)
	}
}

// The same is counted in simulated conversations: they are held, and end with an item taken as often as measured.
func TestSimulatedSeekers(t *testing.T) {
	text := printed(t, "seekers", "-catalog", kettles(t), "-policy", player(t, "p.rsop", "{}", policy.Recommend, policy.Explain), "-n", "40", "-dialogues", write(t, "lamps.jsonl", lamps(3)))
	human, simulated, ok := strings.Cut(text, "Simulated: ")
	if !ok || !strings.HasPrefix(human, "Human: ") {
		t.Fatalf("it prints\n%s", text)
	}
	var messages, dialogues, taken int
	if _, err := fmt.Sscanf(simulated, "%d messages of seekers in %d dialogues, of which %d ended", &messages, &dialogues, &taken); err != nil {
		t.Fatalf("%v in %q", err, simulated)
	}
	if dialogues != 40 || messages < 80 || taken == 0 || taken == 40 {
		t.Errorf("%d messages in %d dialogues, %d with an item taken", messages, dialogues, taken)
	}
	for _, want := range []string{"recommend ", "explain "} {
		if !strings.Contains(simulated, "\n"+want) {
			t.Errorf("%q is missing from\n%s", want, simulated)
		}
	}
}

func TestSeekersErrors(t *testing.T) {
	mute := write(t, "mute.jsonl", `{"turns":[{"speaker":"recommender","text":"hm"}]}`)
	strange := write(t, "strange.jsonl", `{"turns":[{"speaker":"recommender","text":"hm","strategies":["flattery"]},{"speaker":"seeker","text":"oh"}]}`)
	expectErrors(t, map[string][]string{
		"seekers":                                       {"name a file of human dialogues with -dialogues"},
		"seekers -json":                                 {"name a file of human dialogues with -dialogues"},
		"seekers -dialogues DATA x":                     {`"x" is no flag`, "repeating -dialogues"},
		"seekers -dialogues DATAx":                      {"cannot read the dialogues", "DATAx"},
		"seekers -dialogues CATALOG":                    {"kettles.rsoc:1: this line is not JSON"},
		"seekers -dialogues " + mute:                    {"no seeker says anything"},
		"seekers -dialogues " + strange:                 {`strange.jsonl:1: turns[0].strategies: "flattery"`},
		"seekers -dialogues DATA -colour":               {"not defined"},
		"seekers -catalog CATALOG":                      {"both", "-policy"},
		"seekers -dialogues DATA -policy POLICY":        {"both", "-catalog"},
		"seekers -catalog CATALOG -policy POLICY -json": {"name a file of human dialogues with -dialogues"},
		"seekers -catalog CATALOG -policy POLICY -n 0":  {"-n must be at least 1"},
		"seekers -catalog DATA -policy POLICY":          {"lamps.jsonl"},
	})
}
