package learn

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// read returns all dialogues of a text.
func read(text string) ([]Dialogue, error) {
	reader := NewReader(strings.NewReader(text), "some/where/shop.jsonl")
	var dialogues []Dialogue
	for {
		d, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return dialogues, nil
		}
		if err != nil {
			return nil, err
		}
		dialogues = append(dialogues, d)
	}
}

func TestReaderShapes(t *testing.T) {
	dialogues, err := read("\ufeff" +
		`{"id":"a","outcome":"sold","turns":[{"speaker":"seeker","text":"A kite?","items":["k1"]},` +
		`{"speaker":"recommender","text":"Red flies. Try it!","strategies":["explain","encouragement"]}]}` + "\r\n\n" +
		`{"turns":[{"speaker":"recommender","utterances":["Hi.","Red?"],"strategies":[["no_strategy"],["recommend","explain"]],` +
		`"titles":["Red (2010)"],"genres":[],"people":["Ann"],"mood":3}]}` + "\n" +
		`{"id":"c","liked":["k1"],"disliked":[],"turns":[{"speaker":"recommender","utterances":["Hi.","Red?"],"strategies":["no_strategy","recommend"]}]}`)
	if err != nil {
		t.Fatal(err)
	}
	want := []Dialogue{
		{ID: "a", Origin: "shop.jsonl:1", Outcome: "sold", Turns: []Turn{
			{Utterances: []Utterance{{Text: "A kite?"}}, Items: []string{"k1"}},
			{Recommender: true, Utterances: []Utterance{{"Red flies. Try it!", []string{"explain", "encouragement"}}}},
		}},
		{ID: "shop.jsonl:3", Origin: "shop.jsonl:3", Turns: []Turn{
			{Recommender: true, Titles: []string{"Red (2010)"}, Genres: []string{}, People: []string{"Ann"}, Values: true, Utterances: []Utterance{
				{"Hi.", []string{"no_strategy"}}, {"Red?", []string{"recommend", "explain"}}}},
		}},
		{ID: "c", Origin: "shop.jsonl:4", Liked: []string{"k1"}, Disliked: []string{}, Turns: []Turn{
			{Recommender: true, Utterances: []Utterance{{"Hi.", []string{"no_strategy"}}, {"Red?", []string{"recommend"}}}},
		}},
	}
	if !reflect.DeepEqual(dialogues, want) {
		t.Errorf("read\n%+v, want\n%+v", dialogues, want)
	}
	if text := dialogues[1].Turns[0].Text(); text != "Hi. Red?" {
		t.Errorf("the turn's text is %q", text)
	}
}

func TestReaderErrors(t *testing.T) {
	const fine = `{"id":"fine","turns":[{"speaker":"seeker","text":"hi"}]}` + "\n"
	for _, c := range []struct{ line, want string }{
		{`{"id":"x","turns":[`, "shop.jsonl:2: this line is not JSON"},
		{`[1,2]`, "shop.jsonl:2: a dialogue must be a JSON object, not a list"},
		{`{"id":7,"turns":[]}`, "shop.jsonl:2: id: a number stands where a string is expected"},
		{`{"id":"x"}`, "shop.jsonl:2: turns: a dialogue needs at least one turn"},
		{`{"turns":[{"speaker":"seeker"},{"speaker":"narrator"}]}`, `shop.jsonl:2: turns[1].speaker: "narrator" is neither`},
		{`{"turns":[{"speaker":"seeker","text":["a"]}]}`, "shop.jsonl:2: turns[0].text: a list stands where a string is expected"},
		{`{"liked":"k1","turns":[{"speaker":"seeker"}]}`, "shop.jsonl:2: liked: a string stands where a list is expected"},
		{`{"turns":["hello"]}`, "shop.jsonl:2: turns[0]: a string stands where an object is expected"},
		{`{"turns":[{"speaker":"recommender","utterances":["a","b"],"strategies":[["explain"]]}]}`,
			"shop.jsonl:2: turns[0].strategies: there are 1 for 2 utterances"},
		{`{"turns":[{"speaker":"recommender","text":"a","strategies":[3]}]}`,
			"shop.jsonl:2: turns[0].strategies: an entry must be a label or a list of labels"},
	} {
		if _, err := read(fine + c.line); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n  the error is %v\n  want %q", c.line, err, c.want)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	turns := `"turns":[{"speaker":"seeker","text":"hi"}]}`
	two := file("two.jsonl", `{"id":"b",`+turns+"\n"+`{"id":"a",`+turns)
	one := file("one.jsonl", `{"id":"aa",`+turns)
	dialogues, sources, err := Load(two, one)
	if err != nil {
		t.Fatal(err)
	}
	if len(dialogues) != 3 || dialogues[0].ID != "a" || dialogues[1].ID != "aa" || dialogues[2].ID != "b" {
		t.Errorf("the dialogues are not in the order of their ids: %+v", dialogues)
	}
	if sources[0].Name != "two.jsonl" || sources[0].Dialogues != 2 || len(sources[0].SHA256) != 64 || sources[0].SHA256 == sources[1].SHA256 {
		t.Errorf("the sources are %+v", sources)
	}
	for _, c := range []struct {
		files []string
		want  string
	}{
		{[]string{two, two}, `two.jsonl:1: id: "b" was used at two.jsonl:1 already`},
		{[]string{filepath.Join(dir, "none.jsonl")}, "cannot read the dialogues"},
		{[]string{file("empty.jsonl", "\n\n")}, "there is no dialogue"},
	} {
		if _, _, err := Load(c.files...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("the error is %v, want %q", err, c.want)
		}
	}
}

func FuzzReader(f *testing.F) {
	f.Add(`{"id":"a","turns":[{"speaker":"recommender","utterances":["a"],"strategies":[["explain"]]}]}`)
	f.Add(`{"turns":[{"speaker":"seeker","strategies":["",[],null]}]}` + "\n{}")
	f.Fuzz(func(t *testing.T, text string) {
		dialogues, err := read(text)
		if err != nil {
			return
		}
		for _, d := range dialogues {
			for _, turn := range d.Turns {
				if len(turn.Utterances) == 0 {
					t.Fatal("a turn has no utterance")
				}
			}
		}
	})
}
