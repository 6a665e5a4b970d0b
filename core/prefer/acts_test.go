package prefer

import "testing"

func TestHeard(t *testing.T) {
	for _, c := range []struct {
		text               string
		words              int
		question           bool
		positive, negative bool
	}{
		{"", 0, false, false, false},
		{"  ?!", 0, true, false, false},
		{"I love it!", 3, false, true, false},
		{"It's not good", 3, false, false, true},
		{"I don’t like slow ones, but the ending was great", 10, false, true, true},
		{"not bad", 2, false, true, false},
		{"that was BORING", 3, false, false, true},
		{"Élan, naïveté… ok", 3, false, false, false},
		{"anything under 20?", 3, true, false, false},
	} {
		m := English().Heard(c.text)
		if m.Words != c.words || m.Question != c.question || m.Positive != c.positive || m.Negative != c.negative {
			t.Errorf("English().Heard(%q) = %+v", c.text, m)
		}
	}
}
