//go:build js && wasm

package main

import (
	"context"
	"io"
	"net/http"
	"strconv"
)

// A fetcher sends requests with the platform's fetch, one at a time. It follows no redirects.
type fetcher struct{ p *platform }

// Do sends a request. Its context ends it, and the answer's body.
func (f *fetcher) Do(r *http.Request) (*http.Response, error) {
	var body any
	if r.Body != nil {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		body = string(b)
	}
	stop := context.AfterFunc(r.Context(), f.abort)
	head, err := f.p.call(r.Context(), "ask", r.Method, r.URL.String(), headersOf(r.Header), body)
	if err != nil {
		stop()
		f.abort()
		return nil, err
	}
	status, err := strconv.Atoi(textOf(head, "status"))
	if err != nil {
		return nil, errFailed
	}
	return &http.Response{
		StatusCode: status,
		Header:     http.Header{"Content-Type": {textOf(head, "type")}, "Retry-After": {textOf(head, "after")}},
		Request:    r,
		Body: &source{p: f.p, ctx: r.Context(), read: "read", close: func() error {
			stop()
			f.abort()
			return nil
		}},
	}, nil
}

func (f *fetcher) abort() { _, _ = f.p.of.Call("abort") }

func headersOf(h http.Header) map[string]any {
	list := map[string]any{}
	for name := range h {
		list[name] = h.Get(name)
	}
	return list
}
