package reward

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"rso/policy/llm"
)

// DefaultSamples is how many opinions a judge takes the mean of, as the paper does.
const DefaultSamples = 10

// rounds is how often a judge is asked for the samples that are missing, the first time included.
const rounds = 3

// LLM is a judge that asks a language model. It reads the dialogue's words, not the dialogue acts, so it can tell apart
// what a [Rubric] can't; it costs requests, and its grades are those of a model, not of a person. Make one with [NewLLM].
type LLM struct {
	// Lenient takes any answer that has a grade's words somewhere in it, and what has none for "nothing recommended yet".
	// That is the loophole of the paper, for the ablation: a model that talks at length gets its dialogues good grades.
	Lenient bool

	// MaxTokens bounds an answer. Models that think before they answer need far more than the 16 that [NewLLM] gives.
	MaxTokens int

	client  *llm.Client
	samples int
}

// NewLLM returns a judge that takes the mean of so many samples; 0 means [DefaultSamples]. What it was told is in the
// client's cache, so that judging the same again costs nothing and gives the same.
func NewLLM(client *llm.Client, samples int) *LLM {
	if samples <= 0 {
		samples = DefaultSamples
	}
	return &LLM{MaxTokens: 16, client: client, samples: samples}
}

// Name implements [Judge]: it says which model, and how many samples.
func (j *LLM) Name() string {
	name := fmt.Sprintf("llm %s, %d samples", j.client.Model(), j.samples)
	if j.Lenient {
		name += ", lenient"
	}
	return name
}

// Grade implements [Judge]. The answer of a sample must be one of the five labels and nothing else; what isn't is asked
// for again, three times in all. It fails when the exchange was never put in words, when the client fails (the error wraps
// the client's), and when fewer than half of the samples could be read.
func (j *LLM) Grade(ctx context.Context, e *Exchange) (float64, error) {
	if len(e.Lines) == 0 {
		return 0, fmt.Errorf("reward: turn %d has no words for a language model to judge; use the rubric, or a simulation that talks", e.Turn)
	}
	messages := prompt(e.Lines)
	sum, valid := 0.0, 0
	var strange string
	for round := 0; round < rounds && valid < j.samples; round++ {
		texts, err := j.client.Complete(ctx, llm.Request{
			Messages:    messages,
			N:           j.samples - valid,
			Temperature: 1,
			MaxTokens:   j.MaxTokens,
			Seed:        int64(1 + round*j.samples), // so that no two samples share a seed
		})
		if err != nil {
			return 0, fmt.Errorf("reward: turn %d: %w", e.Turn, err)
		}
		for _, text := range texts {
			g, err := j.parse(text)
			if err != nil {
				strange = text
				continue
			}
			sum += g.Value()
			valid++
		}
	}
	if 2*valid < j.samples {
		return 0, fmt.Errorf("reward: turn %d: only %d of %d answers of %s were one of the five labels, another one was %q; "+
			"use a model that keeps to a format, or let it use more than %d tokens", e.Turn, valid, j.samples, j.client.Model(), strange, j.MaxTokens)
	}
	return sum / float64(valid), nil
}

func (j *LLM) parse(text string) (Grade, error) {
	if j.Lenient {
		return parseLenient(text), nil
	}
	return parseGrade(text)
}

// parseGrade reads a label. Case, white space and one period at the end don't matter; anything else does.
func parseGrade(text string) (Grade, error) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	text = strings.TrimSpace(strings.TrimSuffix(text, "."))
	for g := Rejects; g < numGrades; g++ {
		if text == g.String() {
			return g, nil
		}
	}
	return 0, errors.New("the answer is none of the labels")
}

// parseLenient finds a label in a text, the worst first: "interested" is a part of "not interested".
func parseLenient(text string) Grade {
	text = strings.ToLower(text)
	for g := Rejects; g < numGrades; g++ {
		if strings.Contains(text, g.String()) {
			return g
		}
	}
	return NothingYet
}
