package affinity

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// objects reads JSON lines, of which the first was read already.
func (s *source) objects(first []byte) ([]History, error) {
	read, err := objectReader(first)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.at(s.line), err)
	}
	var histories []History
	for line := first; ; {
		h, err := read(line)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.at(s.line), err)
		}
		h.Origin = s.at(s.line)
		if h.ID == "" {
			h.ID = h.Origin
		}
		histories = append(histories, h)
		if line, err = s.next(); errors.Is(err, io.EOF) {
			return histories, nil
		} else if err != nil {
			return nil, err
		}
	}
}

// objectReader returns what reads lines like this one.
func objectReader(line []byte) (func([]byte) (History, error), error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return nil, explain(err, "")
	}
	has := func(name string) bool { return fields[name] != nil }
	switch {
	case has("turns"):
		return readDialogue, nil
	case has("items") && (has("liked") || has("group") || has("text")):
		return readWindow, nil
	case has("items"):
		return readBasket, nil
	case len(fields) == 0:
		return nil, unknown("its first object is empty")
	}
	return nil, unknown("its first object has the fields " + list(slices.Sorted(maps.Keys(fields))))
}

// readDialogue reads a dialogue; its errors start with the name of a field.
func readDialogue(line []byte) (History, error) {
	var raw struct {
		ID    json.RawMessage   `json:"id"`
		Turns []json.RawMessage `json:"turns"`
		opinions
	}
	if err := json.Unmarshal(line, &raw); err != nil {
		return History{}, explain(err, "")
	}
	if len(raw.Turns) == 0 {
		return History{}, errors.New(`turns: a dialogue needs at least one turn: write {"turns":[{"speaker":"seeker","text":"…"}]}`)
	}
	h := History{Kind: Dialogue}
	var err error
	if h.ID, err = idOf("id", raw.ID); err != nil {
		return h, err
	}
	told := feelings{}
	for i, text := range raw.Turns {
		t, err := told.readTurn(text)
		if err != nil {
			return h, explain(err, fmt.Sprintf("turns[%d].", i))
		}
		h.Turns = follow(h.Turns, t)
	}
	if _, err := told.hear(raw.opinions); err != nil {
		return h, err
	}
	told.tell(h.Turns)
	return h, nil
}

// readTurn reads a turn, and takes the feelings that it tells.
func (f feelings) readTurn(text []byte) (Turn, error) {
	var raw struct {
		Speaker    string            `json:"speaker"`
		Text       string            `json:"text"`
		Utterances []string          `json:"utterances"`
		Items      []json.RawMessage `json:"items"`
		opinions
	}
	if err := json.Unmarshal(text, &raw); err != nil {
		return Turn{}, err
	}
	t := Turn{Text: raw.Text}
	switch raw.Speaker {
	case "seeker":
		t.Speaker = Seeker
	case "recommender":
		t.Speaker = Recommender
	default:
		return t, fmt.Errorf(`speaker: %s is neither "seeker" nor "recommender": write who speaks as one of the two`, excerpt(raw.Speaker))
	}
	if t.Text == "" {
		t.Text = strings.Join(raw.Utterances, " ")
	}
	items, err := ids("items", raw.Items)
	if err != nil {
		return t, err
	}
	spoken, err := f.hear(raw.opinions)
	t.Items = mentions(append(items, spoken...))
	return t, err
}

// opinions are the items that a dialogue or a turn says the seeker likes and dislikes.
type opinions struct {
	Liked    []json.RawMessage `json:"liked"`
	Disliked []json.RawMessage `json:"disliked"`
}

// feelings are what is told of items in a dialogue, by id.
type feelings map[string]int8

// hear takes opinions in the place of earlier ones about the same items, which it returns.
func (f feelings) hear(o opinions) ([]string, error) {
	liked, err := ids("liked", o.Liked)
	if err != nil {
		return nil, err
	}
	disliked, err := ids("disliked", o.Disliked)
	if err != nil {
		return nil, err
	}
	now := feelings{}
	for _, id := range liked {
		now[id] = 1
	}
	for _, id := range disliked {
		if now[id] > 0 {
			now[id] = 0
		} else if _, both := now[id]; !both {
			now[id] = -1
		}
	}
	maps.Copy(f, now)
	return append(liked, disliked...), nil
}

// tell writes the feelings to the mentions of a dialogue.
func (f feelings) tell(turns []Turn) {
	for _, t := range turns {
		for k := range t.Items {
			t.Items[k].Feeling = f[t.Items[k].ID]
		}
	}
}

// readWindow reads a window of a dialogue.
func readWindow(line []byte) (History, error) {
	var raw struct {
		ID    json.RawMessage   `json:"id"`
		Group json.RawMessage   `json:"group"`
		Liked *bool             `json:"liked"`
		Text  string            `json:"text"`
		Items []json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal(line, &raw); err != nil {
		return History{}, explain(err, "")
	}
	h := History{Kind: Window}
	var err error
	if h.ID, err = idOf("id", raw.ID); err != nil {
		return h, err
	}
	if h.Group, err = idOf("group", raw.Group); err != nil {
		return h, err
	}
	if raw.Items == nil {
		return h, errors.New(`items: a window needs the list of the items it mentions: write "items":[], should there be none`)
	}
	items, err := ids("items", raw.Items)
	t := Turn{Text: raw.Text, Items: mentions(items)}
	for k := range t.Items {
		t.Items[k].Feeling = feelingOf(raw.Liked)
	}
	h.Turns = []Turn{t}
	return h, err
}

// feelingOf is the feeling that a window tells, if it does.
func feelingOf(liked *bool) int8 {
	switch {
	case liked == nil:
		return 0
	case *liked:
		return 1
	}
	return -1
}

// readBasket reads an order.
func readBasket(line []byte) (History, error) {
	var raw struct {
		ID    json.RawMessage   `json:"id"`
		Order json.RawMessage   `json:"order"`
		Items []json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal(line, &raw); err != nil {
		return History{}, explain(err, "")
	}
	h := History{Kind: Basket}
	var err error
	if h.ID, err = idOf("id", raw.ID); err != nil {
		return h, err
	}
	order, err := idOf("order", raw.Order)
	if err != nil {
		return h, err
	}
	if h.ID == "" {
		h.ID = order
	}
	if raw.Items == nil {
		return h, errors.New(`items: an order needs the list of the items that it has: write {"items":["a","b"]}`)
	}
	items, err := ids("items", raw.Items)
	h.Turns = []Turn{{Items: mentions(items)}}
	return h, err
}

// ids returns the ids of a list; its errors name the field.
func ids(field string, raw []json.RawMessage) ([]string, error) {
	var all []string
	for i, text := range raw {
		id, err := idOf(fmt.Sprintf("%s[%d]", field, i), text)
		if err != nil {
			return nil, err
		}
		if id == "" {
			return nil, fmt.Errorf("%s[%d]: an id is missing: write the item's id, or take the entry out", field, i)
		}
		all = append(all, id)
	}
	return all, nil
}

// idOf returns an id, "" when it is missing.
func idOf(field string, raw json.RawMessage) (string, error) {
	text := bytes.TrimSpace(raw)
	switch {
	case len(text) == 0 || bytes.Equal(text, []byte("null")):
		return "", nil
	case text[0] == '"':
		var id string
		err := json.Unmarshal(text, &id)
		return id, err
	case text[0] == '-' || text[0] >= '0' && text[0] <= '9':
		return string(text), nil
	}
	return "", fmt.Errorf("%s: %s stands where an id is expected: write a text or a number", field, excerpt(string(text)))
}

// explain puts a decoder's error in words that name the field, with the path that leads there.
func explain(err error, path string) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		field := strings.TrimSuffix(path+wrong.Field, ".")
		if field == "" {
			return fmt.Errorf("%s stands where an object is expected: write one JSON object a line", article(wrong.Value))
		}
		return fmt.Errorf("%s: %s stands where %s is expected: write the latter", field, article(wrong.Value), article(wrong.Type.Kind().String()))
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%sthis line is not JSON: %w (at byte %d): write one whole object a line", path, err, syntax.Offset)
	}
	return fmt.Errorf("%s%w", path, err)
}

// article names a kind of value, JSON's or Go's.
func article(kind string) string {
	switch {
	case kind == "array" || kind == "slice":
		return "a list"
	case kind == "object" || kind == "struct":
		return "an object"
	case kind == "bool":
		return "true or false"
	case strings.HasPrefix(kind, "number"):
		return "a number"
	}
	return "a " + kind
}
