package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/tmaxmax/go-sse"

	"rso/core/act/prompt"
)

// longestEvent is how long an event of the upstream stream may be, and longestReply all of its words, in bytes. A reply of 60
// words has 400.
const (
	longestEvent = 64 << 10
	longestReply = 32 << 10
)

// bytesPerToken is how many bytes a token has at most, taken over a sentence.
const bytesPerToken = 5

// relay asks the model and passes its words on as they come. A fault before the first byte is returned, a later one becomes an
// event of the stream.
func (g *gate) relay(w http.ResponseWriter, r *http.Request, request prompt.Request, tokens int, m *Metric) *fault {
	ctx, cancel := context.WithTimeout(r.Context(), g.TotalTimeout)
	defer cancel()
	answer, f := g.ask(ctx, request, tokens)
	if f != nil {
		return f
	}
	defer answer.Body.Close()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy before the gateway must not hold the words back
	s := stream{w: w, control: http.NewResponseController(w)}
	s.send(": ok\n\n")
	if f := g.pass(ctx, answer.Body, &s, m); f != nil {
		m.Code = f.code
		s.send("event: error\ndata: " + string(f.json()) + "\n\n")
		return nil
	}
	s.send("data: [DONE]\n\n")
	return nil
}

// ask sends the request to the upstream server and waits until its answer begins.
func (g *gate) ask(ctx context.Context, request prompt.Request, tokens int) (*http.Response, *fault) {
	fields := map[string]any{"model": g.Model, "messages": request.Messages(), "stream": true, "max_tokens": tokens}
	for name, value := range g.Parameters {
		fields[name] = value
	}
	body, err := json.Marshal(fields)
	if err != nil {
		return nil, internal()
	}
	asked, stop := context.WithCancelCause(ctx)
	late := time.AfterFunc(g.FirstTimeout, func() { stop(context.DeadlineExceeded) })
	r, err := http.NewRequestWithContext(asked, http.MethodPost, g.Upstream, bytes.NewReader(body))
	if err != nil {
		stop(nil)
		return nil, internal()
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	if g.Key != "" {
		r.Header.Set("Authorization", "Bearer "+g.Key)
	}
	answer, err := g.Client.Do(r)
	late.Stop()
	if err != nil {
		stop(nil)
		if errors.Is(context.Cause(asked), context.DeadlineExceeded) {
			return nil, &fault{code: Slow, message: "The model's server did not answer in time."}
		}
		return nil, &fault{code: Failed, message: "The model's server can't be reached."}
	}
	answer.Body = &owned{answer.Body, func() { stop(nil) }}
	if f := refusal(answer); f != nil {
		_ = answer.Body.Close()
		return nil, f
	}
	return answer, nil
}

// owned is a body that ends its request when it is closed.
type owned struct {
	io.ReadCloser
	stop func()
}

func (o *owned) Close() error {
	o.stop()
	return o.ReadCloser.Close()
}

// refusal says what is wrong with an answer before its body is read; nothing of it is passed on.
func refusal(answer *http.Response) *fault {
	switch {
	case answer.StatusCode == http.StatusTooManyRequests:
		seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
		return &fault{code: Limited, message: "The model's server is asked too often: ask again later.", after: time.Duration(max(1, min(seconds, 3600))) * time.Second}
	case answer.StatusCode == http.StatusGatewayTimeout || answer.StatusCode == http.StatusRequestTimeout:
		return &fault{code: Slow, message: "The model's server did not answer in time."}
	case answer.StatusCode != http.StatusOK:
		return &fault{code: Failed, message: "The model's server answered with status " + strconv.Itoa(answer.StatusCode) + "."}
	}
	if media, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type")); err != nil || media != "text/event-stream" {
		return &fault{code: Malformed, message: "The model's server did not answer with a stream."}
	}
	return nil
}

// A chunk is what matters of one event of a chat completion.
type chunk struct {
	Choices []struct {
		Delta struct {
			Content string `json:"content"`
		} `json:"delta"`
		Finish string `json:"finish_reason"`
	} `json:"choices"`
	Error json.RawMessage `json:"error"`
}

// pass passes the words of a stream on, each event at once, and how it ended.
func (g *gate) pass(ctx context.Context, body io.Reader, s *stream, m *Metric) *fault {
	said, ended := 0, false
	for event, err := range sse.Read(body, &sse.ReadConfig{MaxEventSize: longestEvent}) {
		switch {
		case err == nil:
		case errors.Is(ctx.Err(), context.DeadlineExceeded):
			return &fault{code: Slow, message: "The reply took too long."}
		default:
			return &fault{code: Cut, message: "The model's server broke off."}
		}
		if event.Data == "[DONE]" {
			return nil
		}
		var c chunk
		if json.Unmarshal([]byte(event.Data), &c) != nil {
			return &fault{code: Malformed, message: "The model's server sent something else than a chat completion."}
		}
		if event.Type == "error" || len(c.Error) > 0 && string(c.Error) != "null" {
			return &fault{code: Failed, message: "The model's server has an error."}
		}
		if len(c.Choices) == 0 {
			continue // what it cost, what was filtered
		}
		if words := c.Choices[0].Delta.Content; words != "" {
			if said += len(words); said > longestReply {
				return &fault{code: Malformed, message: "The reply is too long."}
			}
			if m.Reply == 0 {
				m.First = g.Clock().Sub(m.Time)
			}
			m.Reply = max(m.Reply+1, said/bytesPerToken) // a piece is a token, where a server doesn't say several at once
			s.words(words)
		}
		if finish := c.Choices[0].Finish; finish != "" {
			ended = true
			s.finish(finish)
		}
		if s.err != nil {
			return &fault{code: Cut, message: "The page has gone."}
		}
	}
	if !ended {
		return &fault{code: Cut, message: "The model's server broke off."}
	}
	return nil
}

// A stream is what a page is answered, in events. After an error nothing is sent.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	err     error
}

// send sends a text at once.
func (s *stream) send(text string) {
	if s.err != nil {
		return
	}
	if _, s.err = io.WriteString(s.w, text); s.err == nil {
		s.err = s.control.Flush()
	}
}

// words sends words of the reply.
func (s *stream) words(words string) {
	b, _ := json.Marshal(words)
	s.send(`data: {"choices":[{"delta":{"content":` + string(b) + "}}]}\n\n")
}

// finish says how the reply ended: as servers call it, or, where one calls it something else, well.
func (s *stream) finish(reason string) {
	switch reason {
	case "stop", "length", "content_filter":
	default:
		reason = "stop"
	}
	s.send(`data: {"choices":[{"delta":{},"finish_reason":"` + reason + "\"}]}\n\n")
}
