package learn

import (
	"reflect"
	"strings"
	"testing"

	"rso/policy"
	"rso/policy/simulate"
)

// reacting hears more than plain does: praise, refusal, and that something is known.
func reacting(text string) policy.Message {
	m := plain(text)
	for word, act := range map[string]policy.Act{"yes": policy.Affirm, "no": policy.Reject, "seen": policy.Seen, "what": policy.AskItem} {
		if strings.HasPrefix(text, word) {
			m.Acts = []policy.Act{act}
		}
	}
	return m
}

// Two invented dialogues, counted by hand.
const reactions = `{"id":"a","outcome":"accepted","turns":[
{"speaker":"seeker","text":"hello there"},
{"speaker":"recommender","utterances":["What do you like?"],"strategies":["opinion_inquiry"]},
{"speaker":"seeker","text":"something calm and blue","genres":["calm"]},
{"speaker":"recommender","utterances":["Good.","Red Kite then?"],"strategies":["acknowledgment","personal_opinion"],"titles":["Red Kite (2010)"]},
{"speaker":"seeker","text":"seen it"},
{"speaker":"recommender","utterances":["It is by nobody."],"strategies":["credibility"]},
{"speaker":"seeker","text":"what else is there by the same people?"},
{"speaker":"recommender","utterances":["Blue Moth."],"strategies":["no_strategy"],"titles":["Blue Moth (2001)"]},
{"speaker":"seeker","text":"yes"}]}
{"id":"b","outcome":"rejected","turns":[
{"speaker":"recommender","text":"Which film did you like?","strategies":["experience_inquiry"]},
{"speaker":"seeker","text":"I liked Red Kite","titles":["Red Kite (2010)"]},
{"speaker":"recommender","text":"Red Kite is nice.","titles":["Red Kite (2010)"],"strategies":["personal_opinion"]},
{"speaker":"seeker","text":"no"},
{"speaker":"recommender","text":"Something said that nobody labelled."},
{"speaker":"seeker","text":"no no no"}]}
`

// lines puts each dialogue on one line.
func lines(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, ",\n", ","), "[\n", "[")
}

func TestTendencies(t *testing.T) {
	dialogues, err := read(lines(reactions))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Tendencies(dialogues, reacting)
	if err != nil {
		t.Fatal(err)
	}
	want := &simulate.Human{
		Dialogues: 2, Accepted: 1, Messages: 8,
		After: map[string]simulate.Answers{
			"opinion_inquiry":    {Messages: 1, Values: 1, Receptions: map[string]int{}},
			"recommend":          {Messages: 2, Receptions: map[string]int{"known": 1, "liked": 1}}, // whatever the label, the first to name an item
			"credibility":        {Messages: 1, Receptions: map[string]int{"asked": 1}},
			"experience_inquiry": {Messages: 1, Items: 1, Receptions: map[string]int{}},
			"explain":            {Messages: 1, Receptions: map[string]int{}}, // of what the seeker named itself: nothing was offered
			"no_strategy":        {Messages: 1, Receptions: map[string]int{}}, // what nobody labelled
		},
	}
	// Eight messages have 2, 4, 2, 8, 1, 4, 1 and 3 words: 1 1 2 2 3 4 4 8.
	sorted := []int{1, 1, 2, 2, 3, 4, 4, 8}
	for _, place := range []int{0, 0, 1, 2, 3, 4, 4, 5, 6, 7, 7} { // the deciles
		want.Words = append(want.Words, sorted[place])
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the tendencies are\n%+v, want\n%+v", got, want)
	}
}

func TestTendenciesRefuse(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"id":"a","turns":[{"speaker":"recommender","text":"Hm.","strategies":["hum"]}]}`, `turns[0].strategies: "hum" is neither`},
		{`{"id":"a","turns":[{"speaker":"recommender","text":"Hm.","strategies":["offer_help"]}]}`, "no seeker says anything"},
	} {
		dialogues, err := read(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Tendencies(dialogues, plain); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s gives %+v (%v), want %q", c.text, got, err, c.want)
		}
	}
}

// What is counted can be used: seekers are drawn from it.
func TestTendenciesMakeSeekers(t *testing.T) {
	dialogues, err := read(lines(reactions))
	if err != nil {
		t.Fatal(err)
	}
	people, err := Tendencies(dialogues, reacting)
	if err != nil {
		t.Fatal(err)
	}
	p, err := simulate.NewPool(shop(t), people, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := simulate.NewWorld(p, seekers()).Play(1, 1, curious(t).Greedy, nil); err != nil {
		t.Error(err)
	}
}
