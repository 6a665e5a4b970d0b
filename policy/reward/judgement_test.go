package reward

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"rso/policy"
)

// taken is a judgement that has everything.
func taken() Judgement {
	return NewJudgement("d<1>", &Exchange{
		Turn:       2,
		Strategies: []policy.Strategy{policy.Acknowledgment, policy.Recommend},
		Heard: policy.Message{Acts: []policy.Act{policy.AskItem, policy.Inform}, Words: 5, Question: true, NamesItem: true,
			NamesValue: true, Positive: true, Negative: true},
		Reception: policy.Asked,
		Items:     1,
		Left:      true,
	}, .72, "llm test, 10 samples")
}

const takenLine = `{"dialogue":"d<1>","turn":2,"strategies":["acknowledgment","recommend"],"acts":["ask_item","inform"],"words":5,` +
	`"question":true,"names_item":true,"names_value":true,"positive":true,"negative":true,"reception":"asked","items":1,"left":true,` +
	`"grade":0.72,"judge":"llm test, 10 samples"}` + "\n"

func TestJudgements(t *testing.T) {
	plain := NewJudgement("d2", &Exchange{Turn: 1}, .6, "rubric")
	var b bytes.Buffer
	if err := WriteJudgements(&b, taken(), plain); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(b.String(), takenLine) {
		t.Errorf("the lines are\n%s, want\n%s first", b.String(), takenLine)
	}
	read, err := ReadJudgements(strings.NewReader("\ufeff\n"+b.String()+"  \n"), "x/j.jsonl")
	if err != nil || !reflect.DeepEqual(read, []Judgement{taken(), plain}) {
		t.Errorf("read %+v (%v)", read, err)
	}
	e := read[0].Exchange()
	if again := NewJudgement("d<1>", &e, .72, "llm test, 10 samples"); !reflect.DeepEqual(again, read[0]) {
		t.Errorf("the exchange is %+v", e)
	}
}

func TestJudgementErrors(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"ask_item"`, `"juggle"`, `j.jsonl:2: is not a judgement: policy: there is no dialogue act "juggle"`},
		{`"recommend"`, `"shout"`, `there is no strategy "shout"`},
		{`"asked"`, `"eaten"`, `j.jsonl:2: reception: there is no "eaten"`},
		{`"asked"`, `"unknown"`, `reception: there is no "unknown"`},
		{`"turn":2`, `"turn":0`, "j.jsonl:2: turn: 0"},
		{`"turn":2`, `"turn":"two"`, "turn"},
		{`"words":5`, `"words":-1`, "words: -1"},
		{`"items":1`, `"items":-1`, "items: -1"},
		{`0.72`, `1.01`, "grade: 1.01"},
		{`0.72`, `0.1`, "grade: 0.1"},
		{`"d<1>"`, `""`, "dialogue:"},
		{`"llm test, 10 samples"`, `""`, "judge:"},
		{`{`, `[`, "is not a judgement"},
	} {
		_, err := ReadJudgements(strings.NewReader(takenLine+strings.Replace(takenLine, c.old, c.new, 1)), "some/where/j.jsonl")
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "j.jsonl:2") {
			t.Errorf("%s for %s: %v, want an error with %q", c.new, c.old, err, c.want)
		}
	}
	bad := taken()
	bad.Grade = 2
	if err := WriteJudgements(&bytes.Buffer{}, bad); err == nil || !strings.Contains(err.Error(), "turn 2") {
		t.Errorf("writing a bad one: %v", err)
	}
	if err := WriteJudgements(full{}, taken()); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("writing to a full disk: %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func FuzzJudgements(f *testing.F) {
	f.Add(takenLine)
	f.Add(takenLine + "\n\n" + strings.Replace(takenLine, `"asked"`, `"no item"`, 1))
	f.Add(`{"dialogue":"d","turn":1,"judge":"j","grade":1,"reception":"liked","acts":null}`)
	f.Add("\ufeff[]\n{}")
	f.Fuzz(func(t *testing.T, text string) {
		judgements, err := ReadJudgements(strings.NewReader(text), "f")
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteJudgements(&b, judgements...); err != nil {
			t.Fatalf("what was read can't be written: %v", err)
		}
		again, err := ReadJudgements(&b, "f")
		if err != nil || !reflect.DeepEqual(again, judgements) {
			t.Errorf("read %+v, and then %+v (%v)", judgements, again, err)
		}
		if d, _, err := Fit(judgements, 1); err == nil {
			e := judgements[0].Exchange()
			if g, err := d.Grade(t.Context(), &e); err != nil || g < .2 || g > 1 {
				t.Errorf("the grade is %v (%v)", g, err)
			}
		}
	})
}
