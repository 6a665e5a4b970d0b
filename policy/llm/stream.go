//go:build !js

package llm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// mostChoices bounds the numbers that a stream may give its choices; the protocol knows no more of them.
const mostChoices = 128

// A choice is one text of a stream, as far as it has come.
type choice struct {
	text, refusal strings.Builder
	finished      bool
}

// stream asks for an answer in pieces. A stream that ends before each of its texts was finished is broken: half a text
// must not pass for a whole one.
func (c *Client) stream(ctx context.Context, p openai.ChatCompletionNewParams, raw **http.Response) (reply, error) {
	p.StreamOptions.IncludeUsage = openai.Bool(true)
	pieces := c.service.NewStreaming(ctx, p, option.WithResponseInto(raw))
	defer pieces.Close() //nolint:errcheck // everything has been read, or the error is known already
	var choices []*choice
	var got reply
	for pieces.Next() {
		piece := pieces.Current()
		for _, part := range piece.Choices {
			if part.Index < 0 || part.Index >= mostChoices {
				return reply{}, fmt.Errorf("the stream numbers a choice %d", part.Index)
			}
			for len(choices) <= int(part.Index) {
				choices = append(choices, &choice{})
			}
			at := choices[part.Index]
			at.text.WriteString(part.Delta.Content)
			at.refusal.WriteString(part.Delta.Refusal)
			at.finished = at.finished || part.FinishReason != ""
		}
		if piece.Usage.TotalTokens > 0 { // in the last piece; some servers repeat it from the first one on
			got.usage = usage{Prompt: int(piece.Usage.PromptTokens), Completion: int(piece.Usage.CompletionTokens)}
		}
	}
	if err := pieces.Err(); err != nil {
		return reply{}, fmt.Errorf("the stream broke: %w", err)
	}
	if len(choices) == 0 {
		return reply{}, errors.New("the stream has no choices")
	}
	for _, at := range choices {
		if !at.finished {
			return reply{}, errors.New("the stream ended in the middle of a text")
		}
		got.texts = append(got.texts, cmp.Or(at.text.String(), at.refusal.String()))
	}
	return got, nil
}
