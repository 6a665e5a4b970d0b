//go:build js && wasm

// Worker is the gateway on Cloudflare Workers: the handler of rso/web/gateway, run by github.com/syumai/workers. worker.mjs is what
// the platform calls; each request has the program as it stands when it has just started (program.mjs), and what belongs to that
// request (context.mjs).
package main

import (
	"net/http"
	"runtime"

	"github.com/syumai/workers"

	"rso/web/gateway"
)

func main() {
	p, err := newPlatform()
	if err != nil {
		panic(err) // there is no context: nothing can be answered
	}
	gate, err := open(p)
	if err != nil {
		p.log(err.Error())
		gate = gateway.Broken()
	}
	answered := make(chan struct{})
	workers.ServeNonBlock(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(answered)
		ctx, stop := p.attend(r.Context())
		defer stop()
		r = r.WithContext(ctx)
		if r.Body != nil {
			r.Body = &source{p: p, ctx: ctx, read: "receive", close: func() error { return nil }}
		}
		out := &writer{ResponseWriter: w, p: p}
		defer out.end()
		gate.ServeHTTP(out, r)
	}))
	makeRoom()
	workers.Ready()
	<-answered
	p.finish()
	select {} // program.mjs makes an end of it
}

// makeRoom has the heap hold as much as a request needs, so that the program doesn't ask for more memory each time that it is had
// again: of what it got it would know nothing the next time.
func makeRoom() {
	room := make([][]byte, 0, 32)
	for range cap(room) {
		room = append(room, make([]byte, 32<<10))
	}
	runtime.KeepAlive(room)
	runtime.GC()
}

// open makes the gateway of the worker's configuration and secrets.
func open(p *platform) (http.Handler, error) {
	c, err := gateway.ReadConfig([]byte(p.text("config")))
	if err != nil {
		return nil, err
	}
	c.Secrets(p.text("key"), p.text("visitorKeys"), p.text("turnstile"))
	c.Client = &fetcher{p}
	if p.counts() {
		c.Limiter = &counter{p}
	}
	c.Metrics = func(m gateway.Metric) {
		if line, err := m.MarshalJSON(); err == nil {
			p.log(string(line))
		}
	}
	return gateway.New(c)
}
