package simulate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"rso/policy"
	"rso/policy/llm"
)

// LLM lets a language model take the seeker's part: it is told the hidden goal and the temperament in words, and answers with
// what it says and what it decides. What it says is free; whether what it takes fits is still told by the goal.
type LLM struct {
	Client      *llm.Client
	Temperature float64 // 0 is as the server has it; the answers are cached, so that a run replays at any temperature
	MaxTokens   int     // of an answer; 0: 300
}

// rounds is how many times an answer is asked for that can't be read.
const rounds = 3

// decided is the answer that the model is asked for.
type decided struct {
	Say      string `json:"say"`
	Decision string `json:"decision"` // "continue", "accept", "reject" or "leave"
	Item     int    `json:"item"`     // place in the list last shown, from 1
}

// part is a person played by a model. The Seeker keeps account.
type part struct {
	*LLM
	seeker *Seeker
	brief  string
	number uint64
}

func (m *LLM) person(s *Seeker, speaker *speaker, family string, number uint64) person {
	return &part{LLM: m, seeker: s, brief: instructions(s, speaker, family), number: number}
}

// instructions tell the model who it is.
func instructions(s *Seeker, p *speaker, family string) string {
	var b strings.Builder
	b.WriteString("You play a person who is looking for something in a shop or a catalog and talks to its assistant. Stay in this part.\n")
	fmt.Fprintf(&b, "What you want, the weightiest first:\n")
	for k := range p.goal.Wishes {
		how := "would be nice"
		if p.goal.Wishes[k].Must {
			how = "a must"
		}
		fmt.Fprintf(&b, "- %s (%s)\n", p.wish(&p.goal.Wishes[k], true), how)
	}
	if p.goal.HasLoved {
		fmt.Fprintf(&b, "You know and love %q already, and want something else like it.\n", p.c.Title(p.goal.Loved))
	}
	fmt.Fprintf(&b, "You are a %s person: patience %.0f of 12, talkativeness %.0f of 10, trust in what the assistant says %.0f of 10, evidence that you need %.0f of 10, stubbornness %.0f of 10.\n",
		family, s.Patience, 10*s.Talk, 10*s.Trust, 10*s.Need, 10*s.Stubborn)
	b.WriteString("Don't tell everything at once. Accept only what was shown to you and fits what you want; you may leave when it takes too long.\n")
	b.WriteString(`Answer with one JSON object and nothing else: {"say": what you say, "decision": "continue", "accept", "reject" or "leave", "item": the place in the list last shown that you accept or reject, from 1, else 0}`)
	return b.String()
}

func (p *part) open(ctx context.Context) (string, Response, error) {
	return p.ask(ctx, []llm.Message{{Role: llm.User, Text: "(The assistant waits for your first message.)"}}, 0)
}

func (p *part) answer(ctx context.Context, m *Move, so []Exchange) (string, Response, error) {
	p.seeker.attend(m)
	var lines []llm.Message
	for _, x := range so {
		lines = append(lines, llm.Message{Role: llm.Assistant, Text: x.Said})
		text := x.Reply.Text
		for i, item := range x.Reply.Items {
			text += fmt.Sprintf("\n%d. %s", i+1, item.Title)
		}
		lines = append(lines, llm.Message{Role: llm.User, Text: text})
	}
	return p.ask(ctx, lines, p.seeker.length)
}

// ask asks until an answer can be read.
func (p *part) ask(ctx context.Context, lines []llm.Message, items int) (string, Response, error) {
	request := llm.Request{Messages: append([]llm.Message{{Role: llm.System, Text: p.brief}}, lines...), N: 1, Temperature: p.Temperature, MaxTokens: p.MaxTokens}
	if request.MaxTokens == 0 {
		request.MaxTokens = 300
	}
	var why error
	for round := range rounds {
		request.Seed = int64(p.number%(1<<40))*rounds + int64(round) + 1
		texts, err := p.Client.Complete(ctx, request)
		if err != nil {
			return "", Response{}, err
		}
		var d decided
		if d, why = parse(texts[0], items); why == nil {
			return d.Say, p.response(d), nil
		}
	}
	return "", Response{}, fmt.Errorf("the seeker's model %s gave no answer that can be read in %d rounds: %w", p.Client.Model(), rounds, why)
}

// parse reads an answer strictly; items is the length of the list last shown.
func parse(text string, items int) (decided, error) {
	var d decided
	dec := json.NewDecoder(strings.NewReader(strings.TrimSpace(text)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return d, fmt.Errorf("%.80q is not the JSON object that was asked for: %w", text, err)
	}
	if dec.More() {
		return d, fmt.Errorf("something stands behind the JSON object in %.80q", text)
	}
	switch d.Decision {
	case "continue", "reject", "leave":
	case "accept":
		if items == 0 {
			return d, errors.New("it accepts an item where none was shown")
		}
	default:
		return d, fmt.Errorf("the decision %.40q is none of continue, accept, reject and leave", d.Decision)
	}
	if strings.TrimSpace(d.Say) == "" {
		return d, errors.New("it says nothing")
	}
	if d.Item < 0 || d.Item > items {
		return d, fmt.Errorf("there is no item %d", d.Item)
	}
	return d, nil
}

// response puts a decision as a seeker's response, and takes up the item that it is about.
func (p *part) response(d decided) Response {
	s := p.seeker
	if d.Item > 0 && d.Item <= s.length && s.list[d.Item-1].Item != s.item.Item {
		s.item, s.place, s.facts = s.list[d.Item-1], d.Item, 0
	}
	out := Response{Act: policy.Inform, Place: d.Item, Words: len(strings.Fields(d.Say))}
	switch d.Decision {
	case "accept":
		out.Act, out.Accepted = policy.Choose, true
	case "reject":
		out.Act = policy.Reject
	case "leave":
		out.Act, out.Left = policy.Bye, true
	}
	return out
}

// attend keeps account of a move without deciding anything.
func (s *Seeker) attend(m *Move) {
	s.bear(m)
	if m.Listed && len(m.Items) > 0 {
		s.length = copy(s.list[:], m.Items)
		s.has, s.item, s.place, s.facts, s.noticed = true, s.list[0], 1, 0, 0
		s.first = s.intention(0)
	}
	s.facts |= m.Told
}
