//go:build js && wasm

package main

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/hack-pad/safejs"
)

// A platform is what the program has of Cloudflare's: the Context of context.mjs, which is globalThis.context when it starts. A method of it
// that takes time is called with the number of the call, and answers by hear(number, failed, value).
type platform struct {
	of      safejs.Value
	calls   int
	waiting map[int]chan heard
}

// A heard is how a call ended.
type heard struct {
	failed bool
	value  safejs.Value
}

// errFailed is all that is told of a call that failed: what the platform says of it may hold anything.
var errFailed = errors.New("a call of the platform failed")

// thePage is the number of the call that ends when the page has gone.
const thePage = 0

func newPlatform() (*platform, error) {
	of, err := safejs.Global().Get("context")
	if err != nil {
		return nil, err
	}
	p := &platform{of: of, waiting: map[int]chan heard{thePage: make(chan heard, 1)}}
	hear, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		if len(args) < 3 {
			return nil
		}
		number, _ := args[0].Int()
		failed, _ := args[1].Truthy()
		if listener, ok := p.waiting[number]; ok {
			delete(p.waiting, number)
			listener <- heard{failed, args[2]}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p, of.Set("hear", hear)
}

// call calls a method and waits until it answers, or until a context ends.
func (p *platform) call(ctx context.Context, method string, args ...any) (safejs.Value, error) {
	p.calls++
	number, listener := p.calls, make(chan heard, 1)
	p.waiting[number] = listener
	if _, err := p.of.Call(method, append([]any{number}, args...)...); err != nil {
		delete(p.waiting, number)
		return safejs.Value{}, errFailed
	}
	select {
	case h := <-listener:
		if h.failed {
			return h.value, errFailed
		}
		return h.value, nil
	case <-ctx.Done():
		delete(p.waiting, number)
		return safejs.Value{}, context.Cause(ctx)
	}
}

// text returns a text of the platform's, "" when there is none.
func (p *platform) text(name string) string { return textOf(p.of, name) }

func textOf(object safejs.Value, name string) string {
	v, err := object.Get(name)
	if err != nil || v.Type() != safejs.TypeString {
		return ""
	}
	s, err := v.String()
	if err != nil {
		return ""
	}
	return s
}

// counts says whether there is something that counts requests.
func (p *platform) counts() bool {
	v, err := p.of.Get("counts")
	if err != nil {
		return false
	}
	yes, err := v.Truthy()
	return err == nil && yes
}

// attend returns a context that ends when the page has gone.
func (p *platform) attend(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	gone := p.waiting[thePage]
	go func() {
		select {
		case <-gone:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}

// log writes a line where the platform keeps logs.
func (p *platform) log(line string) { _, _ = p.of.Call("log", line) }

// finish tells that nothing of the request is left to do.
func (p *platform) finish() { _, _ = p.of.Call("finish") }

// A source is a stream of bytes that the platform has: the body of the request, or that of an answer.
type source struct {
	p     *platform
	ctx   context.Context
	read  string // the method that reads on
	bytes []byte // that came and were not read
	close func() error
}

// Read reads what has come; where nothing has, it waits.
func (s *source) Read(p []byte) (int, error) {
	for len(s.bytes) == 0 {
		part, err := s.p.call(s.ctx, s.read)
		if err != nil {
			return 0, err
		}
		if part.IsUndefined() {
			return 0, io.EOF
		}
		if s.bytes, err = bytesOf(part); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.bytes)
	s.bytes = s.bytes[n:]
	return n, nil
}

// Close ends the stream.
func (s *source) Close() error { return s.close() }

// bytesOf copies a Uint8Array.
func bytesOf(v safejs.Value) ([]byte, error) {
	n, err := v.Length()
	if err != nil {
		return nil, err
	}
	b := make([]byte, n)
	_, err = safejs.CopyBytesToGo(b, v)
	return b, err
}

// A writer answers a request. What is written goes to the platform at once, and not through a stream that it would ask for more:
// each of its questions takes as long as all the rest. A reply is short enough to be kept where a page reads it slowly.
type writer struct {
	http.ResponseWriter // of syumai/workers
	p                   *platform
	status              int
	begun               bool
}

// WriteHeader sets the status.
func (w *writer) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// begin has the answer leave, with what is written as its body.
func (w *writer) begin() error {
	if w.begun {
		return nil
	}
	w.begun = true
	body, err := w.p.of.Get("body")
	if err != nil {
		return err
	}
	answer(w.ResponseWriter, safejs.Unsafe(body))
	return nil
}

// end has an answer leave in which nothing was written. Of one without a body syumai/workers sees to it.
func (w *writer) end() {
	if w.status != http.StatusNoContent {
		_ = w.begin()
	}
}

// Write sends text, which all that the gateway writes is. It fails when the page has gone.
func (w *writer) Write(b []byte) (int, error) {
	if err := w.begin(); err != nil {
		return 0, err
	}
	there, err := w.p.of.Call("write", string(b))
	if err != nil {
		return 0, err
	}
	if yes, err := there.Truthy(); err != nil || !yes {
		return 0, io.ErrClosedPipe
	}
	return len(b), nil
}

// Flush does nothing: nothing is kept.
func (w *writer) Flush() {}

// answer begins an answer whose body is a stream of the platform's.
func answer[V any](w http.ResponseWriter, body V) {
	if own, ok := w.(interface {
		WriteRawJSBody(V)
		Ready()
	}); ok {
		own.WriteRawJSBody(body)
		own.Ready()
	}
}
