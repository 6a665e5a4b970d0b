package llmtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// texts returns what the choices of an answer say.
func (s *Server) texts(r request, fault Fault) []string {
	n := *r.N
	if s.script.OneN {
		n = 1
	}
	texts := make([]string, n)
	for i := range texts {
		if texts[i] = fault.Text; fault.Text == "" {
			texts[i] = s.script.Answer(r.Messages, r.Seed+int64(i))
		}
	}
	return texts
}

// usage counts words for tokens.
func usage(r request, texts []string) map[string]int {
	prompt, completion := 0, 0
	for _, m := range r.Messages {
		prompt += len(strings.Fields(m.Content))
	}
	for _, text := range texts {
		completion += len(strings.Fields(text))
	}
	return map[string]int{"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
}

// completion returns an answer in one piece.
func (s *Server) completion(r request, fault Fault) map[string]any {
	texts := s.texts(r, fault)
	choices := make([]any, len(texts))
	for i, text := range texts {
		choices[i] = map[string]any{"index": i, "finish_reason": "stop", "logprobs": nil,
			"message": map[string]any{"role": "assistant", "content": text, "refusal": nil}}
	}
	answer := map[string]any{"id": "chatcmpl-test", "object": "chat.completion", "created": 1, "model": r.Model, "choices": choices}
	if !s.script.Silent {
		answer["usage"] = usage(r, texts)
	}
	return answer
}

// answer sends an answer the way it was asked for.
func (s *Server) answer(w http.ResponseWriter, r request, fault Fault) {
	var text []byte
	if r.Stream {
		w.Header().Set("Content-Type", "text/event-stream")
		text = s.events(r, fault)
	} else {
		w.Header().Set("Content-Type", "application/json")
		text = encode(s.completion(r, fault))
	}
	if fault.Truncated {
		text = text[:len(text)/2]
	}
	w.Write(text) //nolint:errcheck // the client is gone
}

// events returns an answer in pieces: each choice's role, its words one by one, and why it ended; the usage when it is
// asked for; and the end.
func (s *Server) events(r request, fault Fault) []byte {
	var b strings.Builder
	send := func(choices []any, more map[string]any) {
		piece := map[string]any{"id": "chatcmpl-test", "object": "chat.completion.chunk", "created": 1, "model": r.Model, "choices": choices}
		for name, value := range more {
			piece[name] = value
		}
		fmt.Fprintf(&b, "data: %s\n\n", encode(piece))
	}
	part := func(i int, delta map[string]any, finish any) []any {
		return []any{map[string]any{"index": i, "delta": delta, "logprobs": nil, "finish_reason": finish}}
	}
	b.WriteString(": a comment, as servers send them to keep the line open\n\n")
	texts := s.texts(r, fault)
	for i, text := range texts {
		send(part(i, map[string]any{"role": "assistant", "content": ""}, nil), nil)
		for _, word := range strings.SplitAfter(text, " ") {
			send(part(i, map[string]any{"content": word}, nil), nil)
		}
		send(part(i, map[string]any{}, "stop"), nil)
	}
	if r.Options.IncludeUsage && !s.script.Silent {
		send([]any{}, map[string]any{"usage": usage(r, texts)})
	}
	b.WriteString("data: [DONE]\n\n")
	return []byte(b.String())
}

// Batch answers a batch: it reads the input of OpenAI's Batch API and writes its output. It sends no requests, so they
// don't count. An error names the line.
func (s *Server) Batch(out io.Writer, in io.Reader) error {
	lines := json.NewDecoder(in)
	for number := 1; ; number++ {
		var line struct {
			ID     string          `json:"custom_id"`
			Method string          `json:"method"`
			URL    string          `json:"url"`
			Body   json.RawMessage `json:"body"`
		}
		if err := lines.Decode(&line); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("llmtest: batch, line %d: %w", number, err)
		}
		if line.ID == "" || line.Method != http.MethodPost || line.URL != "/v1/chat/completions" {
			return fmt.Errorf("llmtest: batch, line %d: it needs a custom_id, the method POST and the url /v1/chat/completions", number)
		}
		var response, failed any
		r, wrong := s.parse(line.Body)
		if wrong != "" {
			response = map[string]any{"status_code": http.StatusBadRequest, "request_id": "",
				"body": map[string]any{"error": map[string]any{"message": wrong}}}
		} else if fault := s.next(); fault.Status != 0 {
			failed = map[string]any{"code": "batch_expired", "message": "This request could not be executed before the completion window expired."}
		} else {
			response = map[string]any{"status_code": http.StatusOK, "request_id": fmt.Sprint("req_", number), "body": s.completion(r, fault)}
		}
		result := map[string]any{"id": fmt.Sprint("batch_req_", number), "custom_id": line.ID, "response": response, "error": failed}
		if _, err := fmt.Fprintf(out, "%s\n", encode(result)); err != nil {
			return err
		}
	}
}
