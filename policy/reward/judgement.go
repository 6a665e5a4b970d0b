package reward

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"rso/policy"
)

// A Judgement is the grade that a judge gave an exchange, with what can be observed of it: one line of a file of them.
// Everything that has a name goes by its name, so that a file outlives a renumbering. The words of the dialogue are not in
// it.
type Judgement struct {
	Dialogue   string            `json:"dialogue"` // id of the dialogue
	Turn       int               `json:"turn"`     // from 1
	Strategies []policy.Strategy `json:"strategies"`
	Acts       []policy.Act      `json:"acts"`
	Words      int               `json:"words"`
	Question   bool              `json:"question"`
	NamesItem  bool              `json:"names_item"`
	NamesValue bool              `json:"names_value"`
	Positive   bool              `json:"positive"`
	Negative   bool              `json:"negative"`
	Reception  string            `json:"reception"` // as [policy.Reception] has it
	Items      int               `json:"items"`
	Left       bool              `json:"left"`
	Grade      float64           `json:"grade"` // the judge's mean, .2 to 1
	Judge      string            `json:"judge"` // its name
}

// NewJudgement returns what a judge of that name thought of an exchange of the dialogue.
func NewJudgement(dialogue string, e *Exchange, grade float64, judge string) Judgement {
	return Judgement{
		Dialogue:   dialogue,
		Turn:       e.Turn,
		Strategies: append([]policy.Strategy{}, e.Strategies...), // never nil: a list is written as one
		Acts:       append([]policy.Act{}, e.Heard.Acts...),
		Words:      e.Heard.Words,
		Question:   e.Heard.Question,
		NamesItem:  e.Heard.NamesItem,
		NamesValue: e.Heard.NamesValue,
		Positive:   e.Heard.Positive,
		Negative:   e.Heard.Negative,
		Reception:  e.Reception.String(),
		Items:      e.Items,
		Left:       e.Left,
		Grade:      grade,
		Judge:      judge,
	}
}

// Exchange returns the exchange that was judged, without its words.
func (j *Judgement) Exchange() Exchange {
	reception, _ := parseReception(j.Reception)
	return Exchange{
		Turn:       j.Turn,
		Strategies: j.Strategies,
		Heard: policy.Message{Acts: j.Acts, Words: j.Words, Question: j.Question, NamesItem: j.NamesItem,
			NamesValue: j.NamesValue, Positive: j.Positive, Negative: j.Negative},
		Reception: reception,
		Items:     j.Items,
		Left:      j.Left,
	}
}

// parseReception is the inverse of [policy.Reception.String].
func parseReception(name string) (policy.Reception, bool) {
	for r := policy.NoItem; r.String() != policy.Reception(255).String(); r++ {
		if r.String() == name {
			return r, true
		}
	}
	return policy.NoItem, false
}

// check says what is wrong with a judgement; its errors start with the name of a field.
func (j *Judgement) check() error {
	switch {
	case j.Dialogue == "":
		return errors.New("dialogue: the id is missing")
	case j.Judge == "":
		return errors.New("judge: the name is missing")
	case j.Turn < 1:
		return fmt.Errorf("turn: %d must be 1 or more", j.Turn)
	case j.Words < 0:
		return fmt.Errorf("words: %d must be 0 or more", j.Words)
	case j.Items < 0:
		return fmt.Errorf("items: %d must be 0 or more", j.Items)
	case !(j.Grade >= Rejects.Value() && j.Grade <= Accepts.Value()):
		return fmt.Errorf("grade: %v must be from .2 to 1", j.Grade)
	}
	if _, ok := parseReception(j.Reception); !ok {
		return fmt.Errorf("reception: there is no %q", j.Reception)
	}
	return nil
}

// ReadJudgements reads JSON lines, one judgement a line. Blank lines are skipped, fields of other names too. file names the
// text in errors, which also name the line and the field.
func ReadJudgements(r io.Reader, file string) ([]Judgement, error) {
	file = filepath.Base(file)
	var judgements []Judgement
	lines := bufio.NewReader(r)
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s:%d: %w", file, number, err)
		}
		last := err != nil
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			var j Judgement
			if err := json.Unmarshal(line, &j); err != nil {
				return nil, fmt.Errorf("%s:%d: is not a judgement: %w", file, number, err)
			}
			if err := j.check(); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file, number, err)
			}
			judgements = append(judgements, j)
		}
		if last {
			return judgements, nil
		}
	}
}

// WriteJudgements writes JSON lines, one judgement a line. It fails on what [ReadJudgements] would refuse.
func WriteJudgements(w io.Writer, judgements ...Judgement) error {
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for i := range judgements {
		j := &judgements[i]
		if err := j.check(); err != nil {
			return fmt.Errorf("reward: the judgement of turn %d of dialogue %q can't be written: %w", j.Turn, j.Dialogue, err)
		}
		if err := lines.Encode(j); err != nil {
			return fmt.Errorf("reward: the judgements can't be written: %w", err)
		}
	}
	return nil
}
