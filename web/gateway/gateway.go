package gateway

import (
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"time"

	"rso/core/act/prompt"
)

// The paths that are answered. Any other is not found, however it is written.
const (
	turnPath    = "/v1/turn"
	visitorPath = "/v1/visitor"
	healthPath  = "/healthz"
)

// New returns the gateway. An error names what is wrong with the configuration.
func New(c Config) (http.Handler, error) {
	c.Origins = slices.Clone(c.Origins)
	c, err := c.complete()
	if err != nil {
		return nil, err
	}
	return &gate{c}, nil
}

// Broken answers every request with an error, where a configuration that is wrong can't be refused before the first one comes. Who
// looks after the gateway must be told by other means.
func Broken() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { internal().answer(w) })
}

// Serves says whether a request is for a path of the gateway's, where it stands beside other handlers.
func Serves(r *http.Request) bool {
	switch r.URL.EscapedPath() {
	case turnPath, visitorPath, healthPath:
		return true
	}
	return false
}

// A gate is a gateway. It has nothing that a request changes.
type gate struct{ Config }

// ServeHTTP answers a request. Whatever happens is answered with an error of its own, and told as a metric.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	begun := g.Clock()
	m := Metric{Time: begun, Path: "other"}
	out := &watched{ResponseWriter: w}
	defer func() {
		if recover() != nil { // a fault of ours: nothing of it is shown, since it may hold anything
			m.Code = Internal
			if out.status == 0 {
				internal().answer(out)
			}
		}
		m.Status, m.Total = out.status, g.Clock().Sub(begun)
		g.Metrics(m)
	}()
	h := out.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Origin")
	var f *fault
	switch r.URL.EscapedPath() {
	case healthPath:
		m.Path = healthPath
		f = g.health(out, r)
	case turnPath:
		m.Path = turnPath
		f = g.post(out, r, func() *fault { return g.turn(out, r, &m) })
	case visitorPath:
		m.Path = visitorPath
		f = g.post(out, r, func() *fault { return g.visit(out, r) })
	default:
		f = &fault{code: NotFound, message: "There is nothing here: a turn is posted to " + turnPath + "."}
	}
	if f != nil {
		m.Code = f.code
		f.answer(out)
	}
}

// watched remembers the status that was sent.
type watched struct {
	http.ResponseWriter
	status int
}

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap is for [http.ResponseController].
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// health says whether the gateway is on.
func (g *gate) health(w http.ResponseWriter, r *http.Request) *fault {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return wrongMethod(w, "GET, HEAD")
	}
	if g.Off {
		return off()
	}
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func wrongMethod(w http.ResponseWriter, allowed string) *fault {
	w.Header().Set("Allow", allowed)
	return &fault{code: Method, message: "Only " + allowed + " can be asked for here."}
}

func off() *fault { return &fault{code: Off, message: "The gateway is switched off."} }

// post answers what a page of the shop posts, and what its browser asks before.
func (g *gate) post(w http.ResponseWriter, r *http.Request, answer func() *fault) *fault {
	if f := g.admit(w, r); f != nil {
		return f
	}
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	if g.Off {
		return off()
	}
	return answer()
}

// turn answers a turn.
func (g *gate) turn(w http.ResponseWriter, r *http.Request, m *Metric) *fault {
	request, size, f := g.read(w, r)
	if f != nil {
		return f
	}
	m.Strategy, m.Language = request.Strategy, request.Language
	tokens := request.Limits.Tokens
	if g.MaxTokens > 0 {
		tokens = min(tokens, g.MaxTokens)
	}
	m.Prompt = guess(size)
	who := g.VisitOf(r)
	if len(g.VisitorKeys) > 0 {
		if who = g.visitor(r.Header.Get(VisitorHeader), who); who == "" {
			return &fault{code: Visitor, message: "The visitor has no token that counts: ask for one at " + visitorPath + "."}
		}
	}
	budgets := append(g.Visitor.budgets("visitor "+who, m.Prompt+tokens), g.Site.budgets("site", m.Prompt+tokens)...)
	taken := g.Clock()
	if f := g.take(r.Context(), taken, budgets); f != nil {
		return f
	}
	f = g.relay(w, r, request, tokens, m)
	g.settle(r, taken, budgets, tokens, f, m)
	return f
}

// take takes what a request needs.
func (g *gate) take(ctx context.Context, now time.Time, budgets []Budget) *fault {
	if len(budgets) == 0 {
		return nil
	}
	wait, err := g.Limiter.Take(ctx, now, budgets)
	switch {
	case err != nil:
		return &fault{code: Unavailable, message: "What counts the requests can't be reached."}
	case wait > 0:
		return &fault{code: Limited, message: "There were too many requests, or too long ones: ask again later.", after: wait}
	}
	return nil
}

// settle gives back the tokens that a request took and did not use: where nothing was answered, all of them.
func (g *gate) settle(r *http.Request, taken time.Time, budgets []Budget, tokens int, f *fault, m *Metric) {
	unused := max(0, tokens-m.Reply)
	if f != nil {
		unused = m.Prompt + tokens
	}
	var back []Budget
	for _, b := range budgets {
		if b.Amount == m.Prompt+tokens { // tokens: no request takes as few as one
			b.Amount = unused
			back = append(back, b)
		}
	}
	if len(back) > 0 && unused > 0 {
		_ = g.Limiter.Return(context.WithoutCancel(r.Context()), taken, back) // a lost return only makes the window narrower
	}
}

// promptTokens is how many tokens the instructions have that are put before a request, at most.
const promptTokens = 600

// guess guesses how many tokens a prompt has that is made of a request of some bytes: rather too many.
func guess(bytes int) int { return promptTokens + bytes/3 }

// admit lets in requests of the shop's pages, and what browsers ask before.
func (g *gate) admit(w http.ResponseWriter, r *http.Request) *fault {
	h := w.Header()
	origins := r.Header.Values("Origin")
	if len(origins) != 1 || !slices.Contains(g.Origins, origins[0]) {
		return &fault{code: Origin, message: "Pages of this origin may not ask: add it to the gateway's Origins."}
	}
	h.Set("Access-Control-Allow-Origin", origins[0])
	h.Set("Access-Control-Expose-Headers", "Retry-After")
	switch r.Method {
	case http.MethodPost:
	case http.MethodOptions:
		h.Set("Access-Control-Allow-Methods", http.MethodPost)
		h.Set("Access-Control-Allow-Headers", "Content-Type, "+VisitorHeader)
		h.Set("Access-Control-Max-Age", "7200")
	default:
		return wrongMethod(w, "POST, OPTIONS")
	}
	return nil
}

// read reads a request, of so many bytes.
func (g *gate) read(w http.ResponseWriter, r *http.Request) (request prompt.Request, size int, f *fault) {
	body, f := g.body(w, r, prompt.MaxFrame)
	if f != nil {
		return request, 0, f
	}
	request, err := prompt.Read(body)
	if err != nil {
		return request, 0, &fault{code: BadRequest, message: err.Error()}
	}
	return request, len(body), nil
}

// body reads the JSON of a request, of so many bytes at most, and waits no longer for it than the configuration says.
func (g *gate) body(w http.ResponseWriter, r *http.Request, most int64) ([]byte, *fault) {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/json" || r.Header.Get("Content-Encoding") != "" {
		return nil, &fault{code: Media, message: "A request is sent as application/json, and not compressed."}
	}
	if r.ContentLength > most {
		return nil, tooLarge(most)
	}
	control := http.NewResponseController(w)
	reads := io.Reader(http.MaxBytesReader(w, r.Body, most))
	if control.SetReadDeadline(time.Now().Add(g.BodyTimeout)) != nil {
		reads = &patient{reads, time.After(g.BodyTimeout)}
	}
	body, err := io.ReadAll(reads)
	var large *http.MaxBytesError
	var late net.Error
	switch {
	case errors.As(err, &large):
		return nil, tooLarge(most)
	case errors.As(err, &late) && late.Timeout():
		return nil, &fault{code: TooSlow, message: "The request did not arrive in time."}
	case err != nil:
		return nil, &fault{code: BadRequest, message: "The request broke off."}
	}
	_ = control.SetReadDeadline(time.Time{})
	return body, nil
}

// patient is a reader that waits until a moment and no longer, where the platform's own can't be told to.
type patient struct {
	io.Reader
	late <-chan time.Time
}

// Read reads, or ends with [os.ErrDeadlineExceeded]. A read that is given up goes on until the request ends.
func (p *patient) Read(b []byte) (n int, err error) {
	type result struct {
		n   int
		err error
	}
	read, room := make(chan result, 1), make([]byte, len(b))
	go func() {
		n, err := p.Reader.Read(room)
		read <- result{n, err}
	}()
	select {
	case r := <-read:
		return copy(b, room[:r.n]), r.err
	case <-p.late:
		return 0, os.ErrDeadlineExceeded
	}
}

func tooLarge(most int64) *fault {
	return &fault{code: TooLarge, message: "The request is too long: at most " + strconv.FormatInt(most, 10) + " bytes are read."}
}

// connection names a visitor by the address of the connection: of IPv6 the network, since every visitor has as many addresses as
// he likes.
func connection(r *http.Request) string {
	addr, err := netip.ParseAddr(r.RemoteAddr) // as platforms have it that tell no port
	if err != nil {
		from, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil {
			return r.RemoteAddr
		}
		addr = from.Addr()
	}
	addr = addr.Unmap()
	if network, err := addr.Prefix(64); err == nil && addr.Is6() {
		return network.String()
	}
	return addr.String()
}
