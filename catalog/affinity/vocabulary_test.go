package affinity

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// said writes a dialogue of one turn for each text, which all mention Up.
func said(texts ...string) string {
	var b strings.Builder
	for k, text := range texts {
		fmt.Fprintf(&b, `{"id":%d,"turns":[{"speaker":"seeker","text":%q,"items":["up"]}]}`+"\n", k, text)
	}
	return b.String()
}

// expectTerms makes a corpus of one text and compares its terms.
func expectTerms(t *testing.T, opt Options, file string, want ...string) *Corpus {
	t.Helper()
	corpus, err := NewCorpus(shelf(t), histories(t, file), opt)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(corpus.Terms, want) {
		t.Errorf("the terms are %q, want %q", corpus.Terms, want)
	}
	return corpus
}

func TestTerms(t *testing.T) {
	file := said("some Sci-Fi, please", "sci fi sci fi", "Sci Fi", "fi", "sci", "please some")
	expectTerms(t, Options{MinWord: 4, MinPair: 3}, file, "fi", "sci", "sci fi")
	expectTerms(t, Options{MinWord: 2, MinPair: 9}, file, "fi", "please", "sci", "some")
	expectTerms(t, Options{MinWord: 9, MinPair: 3}, file, "sci fi") // a pair of words that are no terms
	expectTerms(t, Options{MinWord: 9, MinPair: 4}, file)
	expectTerms(t, Options{MinWord: 9, MinPair: 1}, file, "fi please", "fi sci", "please some", "sci fi", "some sci")
}

// Five messages make a word, and fifteen a pair.
func TestTermsByDefault(t *testing.T) {
	var texts []string
	for k := range 15 {
		text := "dark night"
		if k < 14 {
			text += " rain"
		}
		if k < 5 {
			text += " five"
		}
		if k < 4 {
			text += " four"
		}
		texts = append(texts, text)
	}
	expectTerms(t, Options{}, said(texts...), "dark", "dark night", "five", "night", "rain")
}

// A title is no word, from where it is first mentioned; the words around it are neighbours, as are those of two sentences.
func TestTermsWithoutTitles(t *testing.T) {
	file := `{"id":1,"turns":[{"speaker":"seeker","text":"Salt winter up"},{"speaker":"recommender","text":"Try Up (2009) again. Now","items":["up"]},{"speaker":"seeker","text":"UP it is"}]}`
	corpus := expectTerms(t, Options{1, 1}, file, "again", "again now", "is", "it", "it is", "now", "salt", "salt winter", "try", "try again", "up", "winter", "winter up")
	var messages [][]string
	for _, m := range corpus.Talks[0].Fragments[0] {
		var terms []string
		for _, k := range m.Terms {
			terms = append(terms, corpus.Terms[k])
		}
		messages = append(messages, terms)
	}
	want := [][]string{{"salt", "winter", "salt winter", "up", "winter up"}, {"try", "again", "try again", "now", "again now"}, {"it", "is", "it is"}}
	if !reflect.DeepEqual(messages, want) {
		t.Errorf("the messages are %q, want %q", messages, want)
	}
}

// A term is there as often as it is said; nothing said is no term.
func TestTermsOfMessages(t *testing.T) {
	corpus := expectTerms(t, Options{1, 1}, said("very very very", "", "..."), "very", "very very")
	if got := corpus.Talks[0].Fragments[0][0].Terms; !slices.Equal(got, []int32{0, 0, 1, 0, 1}) {
		t.Errorf("the terms are %v", got)
	}
	for _, k := range []int{1, 2} {
		if got := corpus.Talks[k].Fragments[0][0].Terms; len(got) > 0 {
			t.Errorf("%d says %v", k, got)
		}
	}
}
