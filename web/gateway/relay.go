package gateway

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/tmaxmax/go-sse"

	"rso/core/act/prompt"
	"rso/core/jwriter"
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
	s := stream{w: w, control: http.NewResponseController(w), gone: cancel}
	s.begin()
	defer s.end()
	if f := g.pass(ctx, answer.Body, &s, m); f != nil {
		m.Code = f.code
		s.put("event: error\ndata: " + string(f.json()) + "\n\n")
	} else {
		s.put("data: [DONE]\n\n")
	}
	s.flush()
	return nil
}

// ask sends the request to the upstream server and waits until its answer begins.
func (g *gate) ask(ctx context.Context, request prompt.Request, tokens int) (*http.Response, *fault) {
	body := g.completion(request.Messages(), tokens)
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

// completion is the request for a chat completion, with the parameters in the order of their names.
func (g *gate) completion(messages []prompt.Message, tokens int) []byte {
	var w jwriter.Writer
	w.RawString(`{"model":`)
	w.String(g.Model)
	w.RawString(`,"messages":[`)
	for k, m := range messages {
		if k > 0 {
			w.RawByte(',')
		}
		w.RawString(`{"role":`)
		w.String(m.Role)
		w.RawString(`,"content":`)
		w.String(m.Content)
		w.RawByte('}')
	}
	w.RawString(`],"stream":true,"max_tokens":`)
	w.Int(tokens)
	for _, name := range slices.Sorted(maps.Keys(g.Parameters)) {
		w.RawByte(',')
		w.String(name)
		w.RawByte(':')
		w.RawString(string(g.Parameters[name]))
	}
	w.RawByte('}')
	b, _ := w.BuildBytes()
	return b
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

// ahead is a reader that does something before it may have to wait.
type ahead struct {
	io.Reader
	first func()
}

func (a *ahead) Read(p []byte) (int, error) {
	a.first()
	return a.Reader.Read(p)
}

// pass passes the words of a stream on, and how it ended: what has come at once is sent at once, in one piece.
func (g *gate) pass(ctx context.Context, body io.Reader, s *stream, m *Metric) *fault {
	said, ended := 0, false
	for event, err := range sse.Read(&ahead{body, s.flush}, &sse.ReadConfig{MaxEventSize: longestEvent}) {
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
		if unmarshal([]byte(event.Data), &c) != nil {
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
		if s.failed() {
			return &fault{code: Cut, message: "The page has gone."}
		}
	}
	if !ended {
		return &fault{code: Cut, message: "The model's server broke off."}
	}
	return nil
}

// heartbeat is how long nothing is sent before a comment is. A connection that nobody reads shows itself by that where the platform
// tells of none, and proxies between take it for alive.
const heartbeat = 2 * time.Second

// A stream is what a page is answered, in events. After an error nothing is sent.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	gone    func() // is called when nobody reads
	kept    []byte // until the next flush

	mu    sync.Mutex
	idle  *time.Timer
	err   error
	over  bool
	spoke bool // since the last beat
}

// begin sends the head of the answer.
func (s *stream) begin() {
	s.mu.Lock()
	s.idle = time.AfterFunc(heartbeat, s.beat)
	s.mu.Unlock()
	s.send(": ok\n\n")
}

// put keeps a text until the next flush.
func (s *stream) put(text string) { s.kept = append(s.kept, text...) }

// flush sends what was kept.
func (s *stream) flush() {
	s.send(string(s.kept))
	s.kept = s.kept[:0]
}

// send sends a text at once.
func (s *stream) send(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil || s.over || text == "" {
		return
	}
	s.spoke = true
	if _, s.err = io.WriteString(s.w, text); s.err == nil {
		s.err = s.control.Flush()
	}
	if s.err != nil {
		s.gone()
	}
}

// beat sends a comment where nothing was sent since the last beat. (A timer that every word sets back would cost more than the word.)
func (s *stream) beat() {
	s.mu.Lock()
	quiet := !s.spoke
	s.spoke = false
	if !s.over {
		s.idle.Reset(heartbeat)
	}
	s.mu.Unlock()
	if quiet {
		s.send(": \n\n")
	}
}

// failed says whether nobody reads.
func (s *stream) failed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err != nil
}

// end ends the stream: nothing is sent from now on.
func (s *stream) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	s.idle.Stop()
}

// words keeps words of the reply.
func (s *stream) words(words string) {
	var w jwriter.Writer
	w.RawString(`data: {"choices":[{"delta":{"content":`)
	w.String(words)
	w.RawString("}}]}\n\n")
	b, _ := w.BuildBytes()
	s.put(string(b))
}

// finish keeps how the reply ended: as servers call it, or, where one calls it something else, well.
func (s *stream) finish(reason string) {
	switch reason {
	case "stop", "length", "content_filter":
	default:
		reason = "stop"
	}
	s.put(`data: {"choices":[{"delta":{},"finish_reason":"` + reason + "\"}]}\n\n")
}
