package learn

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Dialogue is one human dialogue.
type Dialogue struct {
	ID      string // unique within a data set; "file:line" when the file gives none
	Origin  string // where it was read: "file:line"
	Outcome string // how it ended, in the data set's own words; may be empty
	Turns   []Turn

	Liked    []string // ids of mentioned items that the seeker said to like; nil when the data set doesn't tell
	Disliked []string // ids of mentioned items that the seeker said not to like
}

// Turn is what one speaker said before the other spoke again. A nil list of mentions was not annotated, an empty one
// says that there are none.
type Turn struct {
	Recommender bool        // who speaks; otherwise the seeker
	Utterances  []Utterance // in order, at least one
	Items       []string    // ids of items the turn mentions
	Titles      []string    // titles the turn mentions, as annotated: "Title (year)"
	Genres      []string    // genres the turn mentions, as annotated
	People      []string    // people the turn mentions, as annotated
	Values      bool        // whether it names a genre, a person or another attribute value
}

// Text returns the whole turn.
func (t Turn) Text() string {
	texts := make([]string, len(t.Utterances))
	for i, u := range t.Utterances {
		texts[i] = u.Text
	}
	return strings.Join(texts, " ")
}

// Utterance is one sentence or so, with the strategies an annotator saw in it, the main one first.
type Utterance struct {
	Text       string
	Strategies []string
}

// Reader reads dialogues from JSON lines, one dialogue a line:
//
//	{"id","outcome","turns":[{"speaker":"seeker"|"recommender","text","items":[id],"strategies":[…]}]}
//
// A turn may be cut into "utterances", a list of texts; "strategies" then holds one label or one list
// of labels for each. Without "utterances" the text is one utterance and all labels are its own.
// Annotations of mentions may come as "titles", "genres" and "people"; what the seeker thinks of the
// mentioned items as "liked" and "disliked", two lists of ids next to "turns". Blank lines are skipped,
// fields of other names too.
type Reader struct {
	lines *bufio.Reader
	file  string
	line  int
}

// NewReader returns a reader of r; file names it in errors and in ids.
func NewReader(r io.Reader, file string) *Reader {
	return &Reader{lines: bufio.NewReader(r), file: filepath.Base(file)}
}

// Next returns the next dialogue, or io.EOF after the last. Any other error names the file, the line
// and, where there is one, the field.
func (r *Reader) Next() (Dialogue, error) {
	for {
		line, err := r.lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return Dialogue{}, fmt.Errorf("%s: %w", r.file, err)
		}
		r.line++
		if r.line == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if text := bytes.TrimSpace(line); len(text) > 0 {
			d, err := parse(text)
			if err != nil {
				return Dialogue{}, fmt.Errorf("%s: %w", r.where(), err)
			}
			d.Origin = r.where()
			if d.ID == "" {
				d.ID = d.Origin
			}
			return d, nil
		}
		if err != nil {
			return Dialogue{}, io.EOF
		}
	}
}

// where says what line was read last.
func (r *Reader) where() string { return fmt.Sprintf("%s:%d", r.file, r.line) }

// parse reads one dialogue.
func parse(line []byte) (Dialogue, error) {
	var raw struct {
		ID       string            `json:"id"`
		Outcome  string            `json:"outcome"`
		Turns    []json.RawMessage `json:"turns"`
		Liked    []string          `json:"liked"`
		Disliked []string          `json:"disliked"`
	}
	if err := json.Unmarshal(line, &raw); err != nil {
		return Dialogue{}, explain(err, "")
	}
	if len(raw.Turns) == 0 {
		return Dialogue{}, errors.New(`turns: a dialogue needs at least one turn`)
	}
	d := Dialogue{ID: raw.ID, Outcome: raw.Outcome, Liked: raw.Liked, Disliked: raw.Disliked}
	for i, turn := range raw.Turns {
		t, err := parseTurn(turn)
		if err != nil {
			return Dialogue{}, explain(err, fmt.Sprintf("turns[%d].", i))
		}
		d.Turns = append(d.Turns, t)
	}
	return d, nil
}

// parseTurn reads one turn; its errors start with the name of a field.
func parseTurn(text []byte) (Turn, error) {
	var raw struct {
		Speaker    string   `json:"speaker"`
		Text       string   `json:"text"`
		Utterances []string `json:"utterances"`
		Strategies []labels `json:"strategies"`
		Items      []string `json:"items"`
		Titles     []string `json:"titles"`
		Genres     []string `json:"genres"`
		People     []string `json:"people"`
	}
	if err := json.Unmarshal(text, &raw); err != nil {
		return Turn{}, err
	}
	if raw.Speaker != "seeker" && raw.Speaker != "recommender" {
		return Turn{}, fmt.Errorf(`speaker: %q is neither "seeker" nor "recommender"`, raw.Speaker)
	}
	t := Turn{
		Recommender: raw.Speaker == "recommender",
		Items:       raw.Items,
		Titles:      raw.Titles,
		Genres:      raw.Genres,
		People:      raw.People,
		Values:      len(raw.Genres)+len(raw.People) > 0,
	}
	if len(raw.Utterances) == 0 {
		whole := Utterance{Text: raw.Text}
		for _, labels := range raw.Strategies {
			whole.Strategies = append(whole.Strategies, labels...)
		}
		t.Utterances = []Utterance{whole}
		return t, nil
	}
	if len(raw.Strategies) > 0 && len(raw.Strategies) != len(raw.Utterances) {
		return Turn{}, fmt.Errorf("strategies: there are %d for %d utterances; give one entry for each",
			len(raw.Strategies), len(raw.Utterances))
	}
	for i, text := range raw.Utterances {
		u := Utterance{Text: text}
		if len(raw.Strategies) > 0 {
			u.Strategies = raw.Strategies[i]
		}
		t.Utterances = append(t.Utterances, u)
	}
	return t, nil
}

// labels is a label, or a list of them.
type labels []string

// UnmarshalJSON reads either shape.
func (l *labels) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		var one string
		err := json.Unmarshal(text, &one)
		*l = labels{one}
		return err
	}
	var many []string
	if json.Unmarshal(text, &many) != nil {
		return errors.New("strategies: an entry must be a label or a list of labels")
	}
	*l = many
	return nil
}

// explain puts a decoder's error in words that name the field, with the path that leads there.
func explain(err error, path string) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		field := path + wrong.Field
		if wrong.Field == "" {
			field = strings.TrimSuffix(path, ".")
		}
		if field == "" {
			return fmt.Errorf("a dialogue must be a JSON object, not %s", inWords(wrong.Value))
		}
		return fmt.Errorf("%s: %s stands where %s is expected", field, inWords(wrong.Value), inWords(wrong.Type.Kind().String()))
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%sthis line is not JSON: %w (at byte %d)", path, err, syntax.Offset)
	}
	return fmt.Errorf("%s%w", path, err)
}

// inWords names a kind of value, JSON's or Go's, with its article.
func inWords(kind string) string {
	switch kind {
	case "array", "slice":
		return "a list"
	case "object", "struct":
		return "an object"
	}
	return "a " + kind
}
