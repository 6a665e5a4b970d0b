//go:build !js

package llm

import "github.com/openai/openai-go/v3"

// params returns what is sent. recent says that the server knows the limit of tokens under its recent name only.
func (r Request) params(model string, recent bool) openai.ChatCompletionNewParams {
	p := openai.ChatCompletionNewParams{Model: model, Temperature: openai.Float(r.Temperature)}
	for _, m := range r.Messages {
		switch m.Role {
		case System:
			p.Messages = append(p.Messages, openai.SystemMessage(m.Text))
		case Assistant:
			p.Messages = append(p.Messages, openai.AssistantMessage(m.Text))
		default:
			p.Messages = append(p.Messages, openai.UserMessage(m.Text))
		}
	}
	// What has its default is left out: the less a request says, the more servers understand it.
	if r.N > 1 {
		p.N = openai.Int(int64(r.N))
	}
	if r.Seed != 0 {
		p.Seed = openai.Int(r.Seed)
	}
	if r.MaxTokens > 0 && recent {
		p.MaxCompletionTokens = openai.Int(int64(r.MaxTokens))
	} else if r.MaxTokens > 0 {
		p.MaxTokens = openai.Int(int64(r.MaxTokens))
	}
	return p
}
