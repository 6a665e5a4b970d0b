//go:build js && wasm

package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/hack-pad/safejs"
)

// A platform is what worker.mjs gives an instance: the object that it puts into globalThis.context before it starts one.
type platform struct{ of safejs.Value }

func newPlatform() (*platform, error) {
	of, err := safejs.Global().Get("context")
	return &platform{of}, err
}

// text returns a text of the platform's, "" when there is none.
func (p *platform) text(name string) string {
	v, err := p.of.Get(name)
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
	v, err := p.of.Get("take")
	return err == nil && v.Type() == safejs.TypeFunction
}

// attend returns a context that ends when the page has gone.
func (p *platform) attend(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	gone, err := p.of.Get("gone")
	if err != nil {
		return ctx, cancel
	}
	go func() {
		if _, err := await(ctx, gone); err == nil {
			cancel()
		}
	}()
	return ctx, cancel
}

// finish tells that nothing of the request is left to do but to send what was written.
func (p *platform) finish() { _, _ = p.of.Call("finish") }

// await waits for a promise, or until a context ends. What the promise fails with is not told: it may hold anything.
func await(ctx context.Context, promise safejs.Value) (safejs.Value, error) {
	type result struct {
		v   safejs.Value
		err error
	}
	settled := make(chan result, 2)
	fulfilled, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		settled <- result{append(args, safejs.Undefined())[0], nil}
		return nil
	})
	if err != nil {
		return safejs.Value{}, err
	}
	failed, err := safejs.FuncOf(func(safejs.Value, []safejs.Value) any {
		settled <- result{err: errFailed}
		return nil
	})
	if err != nil {
		return safejs.Value{}, err
	}
	if _, err := promise.Call("then", fulfilled, failed); err != nil {
		return safejs.Value{}, err
	}
	select {
	case r := <-settled:
		fulfilled.Release()
		failed.Release()
		return r.v, r.err
	case <-ctx.Done(): // the promise may still call one of them
		return safejs.Value{}, context.Cause(ctx)
	}
}

var errFailed = errors.New("a call of the platform failed")

// A fetcher sends requests with the platform's fetch. It follows no redirects.
type fetcher struct{ p *platform }

// Do sends a request. Its context ends it, and the answer's body.
func (f *fetcher) Do(r *http.Request) (*http.Response, error) {
	body, err := bodyOf(r)
	if err != nil {
		return nil, err
	}
	call, err := f.p.of.Call("ask", r.Method, r.URL.String(), headersOf(r.Header), body)
	if err != nil {
		return nil, errFailed
	}
	stop := context.AfterFunc(r.Context(), func() { _, _ = call.Call("abort") })
	res, err := f.answer(r.Context(), call)
	if err != nil {
		stop()
		_, _ = call.Call("abort")
		return nil, err
	}
	res.Request = r
	res.Body = &stream{ctx: r.Context(), call: call, stop: stop}
	return res, nil
}

// answer waits for the beginning of an answer.
func (f *fetcher) answer(ctx context.Context, call safejs.Value) (*http.Response, error) {
	begun, err := call.Get("begun")
	if err != nil {
		return nil, err
	}
	head, err := await(ctx, begun)
	if err != nil {
		return nil, err
	}
	answer := platform{head}
	status, err := strconv.Atoi(answer.text("status"))
	if err != nil {
		return nil, errFailed
	}
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {answer.text("type")}, "Retry-After": {answer.text("after")}}}, nil
}

func headersOf(h http.Header) map[string]any {
	list := map[string]any{}
	for name := range h {
		list[name] = h.Get(name)
	}
	return list
}

// bodyOf copies the body of a request to a Uint8Array.
func bodyOf(r *http.Request) (any, error) {
	if r.Body == nil {
		return nil, nil
	}
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	class, err := safejs.Global().Get("Uint8Array")
	if err != nil {
		return nil, err
	}
	array, err := class.New(len(b))
	if err != nil {
		return nil, err
	}
	_, err = safejs.CopyBytesToJS(array, b)
	return array, err
}

// A stream is the body of an answer.
type stream struct {
	ctx   context.Context
	call  safejs.Value
	stop  func() bool
	bytes []byte // that came and were not read
}

// Read reads what has come; where nothing has, it waits.
func (s *stream) Read(p []byte) (int, error) {
	if len(s.bytes) == 0 {
		if err := s.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.bytes)
	s.bytes = s.bytes[n:]
	return n, nil
}

func (s *stream) next() error {
	coming, err := s.call.Call("read")
	if err != nil {
		return err
	}
	part, err := await(s.ctx, coming)
	switch {
	case err != nil:
		return err
	case part.IsUndefined():
		return io.EOF
	}
	n, err := part.Length()
	if err != nil {
		return err
	}
	s.bytes = make([]byte, n)
	_, err = safejs.CopyBytesToGo(s.bytes, part)
	return err
}

// Close ends the request.
func (s *stream) Close() error {
	s.stop()
	_, err := s.call.Call("abort")
	return err
}
