package affinity

import "testing"

// taught are dialogues in which only the recommender says "try", and only the seeker "want".
const taught = `{"id":1,"turns":[{"speaker":"seeker","text":"want fun"},{"speaker":"recommender","text":"try Up (2009)","items":["up"]},{"speaker":"seeker","text":"want more"}]}
{"id":2,"turns":[{"speaker":"seeker","text":"want war"},{"speaker":"recommender","text":"try Salt Winter (2004)","items":["salt"]}]}
`

func TestSpeakersOfWindows(t *testing.T) {
	windows := `{"group":1,"text":"want it. try Mr. Lantern (1999)","items":["mr"]}` + "\n" + `{"group":1,"text":"try Mr. Lantern (1999). want want","items":["mr"]}` + "\n" +
		`{"group":2,"text":"want Up, want more","items":["up"]}` + "\n" + `{"group":3,"text":"Up","items":["up"]}` + "\n" + `{"group":4,"text":"unheard","items":[]}`
	expectTalks(t, []string{windows, taught},
		"S want it: | R try: mr | S want want:", "S want want more: up", "R: up", "R unheard:",
		"ordered S want fun: | R try: up | S want more:", "ordered S want war: | R try: salt")
}

// Where nobody teaches who speaks how, it is the seeker.
func TestSpeakersWithoutDialogues(t *testing.T) {
	expectTalks(t, []string{`{"text":"try Up. want Up","items":["up"]}`}, "S try want: up")
	expectTalks(t, []string{`{"text":"try Up","items":["up"]}`, `{"id":1,"turns":[{"speaker":"recommender","text":"try"}]}`}, "S try: up", "ordered R try:")
}

// A turn without a speaker makes a dialogue one whose speakers aren't known.
func TestDialoguesWithoutSpeakers(t *testing.T) {
	c := shelf(t)
	files := append(histories(t, taught), []History{{Kind: Dialogue, Turns: []Turn{{Text: "want"}, {Speaker: Seeker, Text: "try"}, {Text: "try"}}}})
	corpus, err := NewCorpus(c, files, Options{MinWord: 1, MinPair: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := told(c, corpus)[2]; got != "S want: | S try: | R try:" {
		t.Errorf("the dialogue is %q", got)
	}
}

// The ratio of a word is that of its shares of the messages, each with one more on both sides.
func TestListener(t *testing.T) {
	say := func(s Speaker, items int, words ...int32) utterance {
		return utterance{speaker: s, words: words, items: make([]Named, items)}
	}
	drafts := []draft{{fragments: [][]utterance{{say(Seeker, 0, 0, 0, 1), say(Recommender, 1, 1), say(Recommender, 2, 2), say(Unknown, 5, 0, 2)}}}}
	l := newListener(drafts, 4)
	for k, c := range []struct {
		got  float64
		sign int
	}{{l.words[0], -1}, {l.words[1], -1}, {l.words[2], 1}, {l.words[3], -1}, {l.item, 1}} {
		if c.got > 0 != (c.sign > 0) {
			t.Errorf("ratio %d is %v", k, c.got)
		}
	}
	if got, want := l.words[0], -0.9808292530117262; got < want-1e-12 || got > want+1e-12 { // ln(1/4) - ln(2/3)
		t.Errorf("the ratio of a word of the seeker is %v, want %v", got, want)
	}
}
