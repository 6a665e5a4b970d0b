package simulate

import (
	"math"
	"strings"
	"testing"

	"rso/policy"
)

func TestParseHumanRefuses(t *testing.T) {
	words := `"words":[1,2,3,4,5,6,7,8,9,10,11]`
	if _, err := ParseHuman([]byte(`{` + words + `,"after":{"recommend":{"messages":1}}}`)); err != nil {
		t.Errorf("tendencies are refused: %v", err)
	}
	for text, want := range map[string]string{
		``:                                   "can't be read",
		`{`:                                  "can't be read",
		`[1]`:                                "can't be read",
		`{"words":["one"]}`:                  "can't be read",
		`{}`:                                 "eleven deciles",
		`{"words":[1,2,3]}`:                  "eleven deciles",
		`{` + words + `,"after":{"hum":{}}}`: `a strategy "hum"`,
	} {
		if _, err := ParseHuman([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is refused with %v, want %q", text, err, want)
		}
	}
}

// The tendencies that come with the package are of many people, and make rates.
func TestPeople(t *testing.T) {
	h := People()
	if h.Dialogues < 50 || h.Messages < 500 || len(h.After) < 8 {
		t.Errorf("the tendencies are of %d dialogues, %d messages and %d strategies", h.Dialogues, h.Messages, len(h.After))
	}
	r := h.tendencies()
	for what, x := range map[string]float64{"that an item is known": r.known, "of a value": r.value, "of an item": r.item} {
		if x <= 0 || x >= 1 {
			t.Errorf("the chance %s is %v", what, x)
		}
	}
	for s, u := range r.undecided {
		if u.asks <= 0 || u.likes <= 0 || u.asks+u.likes >= 1 {
			t.Errorf("after %v %v ask and %v like it", policy.Strategy(s), u.asks, u.likes)
		}
	}
	for i := 1; i < len(r.words); i++ {
		if r.words[i] < r.words[i-1] {
			t.Errorf("the deciles of the number of words are %v", r.words)
		}
	}
}

func TestTendenciesAreSmoothed(t *testing.T) {
	receptions := func(undecided, asked, liked int) map[string]int {
		return map[string]int{"undecided": undecided, "asked": asked, "liked": liked}
	}
	h := Human{Words: make([]int, 11), After: map[string]Answers{
		"explain":            {Messages: 100, Receptions: receptions(0, 80, 0)},
		"credibility":        {Messages: 5, Receptions: receptions(1, 0, 0)},
		"recommend":          {Messages: 50, Receptions: map[string]int{"undecided": 39, "liked": 20, "known": 9}},
		"opinion_inquiry":    {Messages: 28, Values: 10, Items: 4},
		"experience_inquiry": {Messages: 8, Values: 8, Items: 3},
	}}
	got := h.tendencies()
	// All in all 140 answers: 40 undecided, 80 ask, 20 like it.
	ask, like := 80./140, 20./140
	for s, want := range map[policy.Strategy]struct{ asks, likes float64 }{
		policy.Explain:      {(80 + 20*ask) / 100, 20 * like / 100},
		policy.Credibility:  {20 * ask / 21, 20 * like / 21},
		policy.Recommend:    {20 * ask / 79, (20 + 20*like) / 79},
		policy.Transparency: {ask, like}, // never seen: as all in all
	} {
		if u := got.undecided[s]; math.Abs(u.asks-want.asks) > 1e-9 || math.Abs(u.likes-want.likes) > 1e-9 {
			t.Errorf("after %v %.4f ask and %.4f like it, want %.4f and %.4f", s, u.asks, u.likes, want.asks, want.likes)
		}
	}
	for what, c := range map[string]struct{ got, want float64 }{"known": {got.known, 10. / 70}, "value": {got.value, 15. / 30}, "item": {got.item, 4. / 10}} {
		if math.Abs(c.got-c.want) > 1e-9 {
			t.Errorf("the rate of %s is %v, want %v", what, c.got, c.want)
		}
	}
	nobody := (&Human{}).tendencies()
	if nobody.known != .5 || nobody.undecided[policy.Explain].asks != 0 {
		t.Errorf("of nobody the rates are %+v", nobody)
	}
}
