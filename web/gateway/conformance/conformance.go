// Package conformance is what every gateway has to do, whatever it runs on: a suite of tests over HTTP, with a model's server that
// can go wrong in every way.
//
//	func TestConformance(t *testing.T) {
//		conformance.Run(t, conformance.Kind{Start: start})
//	}
package conformance

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rso/core/act/prompt"
	"rso/web/gateway"
)

// Origin is the shop's page in the tests.
const Origin = "https://shop.example"

// secret stands in the request, and so in the prompt: no answer may have it.
const secret = "an espresso machine for Zanzibar"

// A Kind is what a gateway runs on.
type Kind struct {
	// Start starts a gateway with a configuration, for the length of a test, and returns the URL of its root.
	Start func(t *testing.T, c gateway.Config) string

	Address string // the header in which the platform names the address that a request comes from; "": it is the connection's

	Resolves bool // the platform resolves "." and ".." in paths before the gateway sees them
	Deaf     bool // the platform tells that a page has gone when something is written to it, and not before
}

// Run runs the suite.
func Run(t *testing.T, kind Kind) {
	for _, x := range [...]struct {
		name string
		test func(*testing.T, *bench)
	}{
		{"accepts", accepts}, {"refuses", refuses}, {"paths", paths}, {"preflight", preflight}, {"health", health}, {"off", off},
		{"slow body", slowBody}, {"streams", streams}, {"cancels", cancels}, {"faults", faults}, {"late faults", lateFaults},
		{"headers", headers}, {"smuggled", smuggled}, {"limits", limits}, {"tokens", tokens}, {"replays", replays}, {"a crowd", crowd},
	} {
		t.Run(x.name, func(t *testing.T) { x.test(t, &bench{Kind: kind, t: t, up: NewUpstream(t)}) })
	}
}

// A bench is a gateway with what stands before and behind it.
type bench struct {
	Kind
	t  *testing.T
	up *Upstream
}

// gate starts a gateway whose model behaves so.
func (b *bench) gate(model string, change ...func(*gateway.Config)) string {
	b.t.Helper()
	c := gateway.Config{
		Upstream: b.up.URL, Key: Key, Model: model, Origins: []string{"https://other.example", Origin}, MaxTokens: 100,
		Parameters: map[string]json.RawMessage{"temperature": json.RawMessage("0.5")}, Limiter: &gateway.Memory{},
	}
	for _, f := range change {
		f(&c)
	}
	return b.Start(b.t, c)
}

// Frame is a request as a page sends it.
func Frame() []byte { return frame(secret) }

func frame(wish string) []byte {
	r := prompt.Request{
		Version: prompt.Version, Language: "en", Strategy: "recommend", Wishes: prompt.List{wish}, Total: 3,
		Items:   []prompt.Item{{Title: "Realme XT", Facts: []prompt.Fact{{Attribute: "price", Value: "$349.99"}}}},
		History: []prompt.Turn{{Role: prompt.Seeker, Text: "I want " + wish}}, Tone: "friendly",
		Limits: prompt.Limits{Sentences: 2, Words: 60, Tokens: 200},
	}
	return r.Bytes()
}

// Fields are a configuration as [gateway.ReadConfig] reads it, for a gateway that is given a file.
func Fields(c gateway.Config) map[string]any {
	fields := map[string]any{
		"upstream": c.Upstream, "model": c.Model, "origins": c.Origins, "parameters": c.Parameters, "max_tokens": c.MaxTokens,
		"visitor": c.Visitor, "site": c.Site, "off": c.Off,
	}
	for name, d := range map[string]time.Duration{"body_timeout": c.BodyTimeout, "first_timeout": c.FirstTimeout, "total_timeout": c.TotalTimeout} {
		if d > 0 {
			fields[name] = d.String()
		}
	}
	return fields
}

// An answer is what a gateway answered.
type answer struct {
	status int
	header http.Header
	body   string
}

// code returns the code of the error in an answer, or in its stream.
func (a *answer) code() string {
	_, rest, _ := strings.Cut(a.body, `"code":"`)
	code, _, _ := strings.Cut(rest, `"`)
	return code
}

// words returns the words of a stream.
func (a *answer) words() (words string) {
	for line := range strings.Lines(a.body) {
		var c struct {
			Choices []struct{ Delta struct{ Content string } }
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok && json.Unmarshal([]byte(data), &c) == nil && len(c.Choices) > 0 {
			words += c.Choices[0].Delta.Content
		}
	}
	return words
}

// request is a turn that a page posts.
func request(ctx context.Context, at string, body io.Reader) *http.Request {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, at+"/v1/turn", body)
	if err != nil {
		panic(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", Origin)
	return r
}

// from has a request come from an address of this machine, "127.0.0.2".
func (b *bench) from(address string, r *http.Request) *answer {
	b.t.Helper()
	if b.Address != "" {
		r.Header.Set(b.Address, address)
		return b.do(r)
	}
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}}
	return b.by(&http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true}, r)
}

// do sends a request, and sees that the answer tells no secret.
func (b *bench) do(r *http.Request) *answer {
	b.t.Helper()
	return b.by(http.DefaultTransport, r)
}

func (b *bench) by(transport http.RoundTripper, r *http.Request) *answer {
	b.t.Helper()
	client := http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, Timeout: 30 * time.Second}
	res, err := client.Do(r)
	if err != nil {
		b.t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Errorf("%s %s: the answer broke off: %v", r.Method, r.URL, err)
	}
	a := &answer{res.StatusCode, res.Header, string(body)}
	b.silent(a)
	return a
}

// silent sees that an answer has neither the key nor the prompt.
func (b *bench) silent(a *answer) {
	b.t.Helper()
	all := fmt.Sprint(a.header) + a.body
	for _, told := range [...]string{Key, "Bearer", secret, "<<<", fingerprint} {
		if strings.Contains(all, told) {
			b.t.Errorf("the answer has %q: %s", told, all)
		}
	}
}

func (b *bench) turn(at string) *answer {
	b.t.Helper()
	return b.do(request(b.t.Context(), at, strings.NewReader(string(Frame()))))
}

// expect sees that an answer is an error, with its status.
func (b *bench) expect(what string, a *answer, status int, code gateway.Code) {
	b.t.Helper()
	if a.status != status || a.code() != string(code) {
		b.t.Errorf("%s: status %d, %q, want %d, %q", what, a.status, a.body, status, code)
	}
}

func accepts(t *testing.T, b *bench) {
	a := b.turn(b.gate("fast"))
	if a.status != http.StatusOK || a.words() != strings.Join(Words, "") || !strings.HasSuffix(a.body, "data: [DONE]\n\n") || a.code() != "" {
		t.Errorf("status %d, %q", a.status, a.body)
	}
	for name, want := range map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store", "Access-Control-Allow-Origin": Origin, "Vary": "Origin", "X-Content-Type-Options": "nosniff"} {
		if got := a.header.Get(name); !strings.HasPrefix(got, want) {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	got, r := b.up.last(), prompt.Request{}
	r, err := prompt.Read(Frame())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Messages, r.Messages()) {
		t.Errorf("the model was asked %v", got.Messages)
	}
	if got.Model != "fast" || !got.Stream || got.MaxTokens != 100 || got.Warmth != .5 {
		t.Errorf("the model was asked with %+v", got)
	}
	for name := range got.header {
		if !slices.Contains([]string{"Authorization", "Content-Type", "Content-Length", "Accept", "Accept-Encoding", "User-Agent", "Cf-Worker", "Host"}, name) {
			t.Errorf("the model's server was sent the header %s", name)
		}
	}
}

func refuses(t *testing.T, b *bench) {
	at := b.gate("fast")
	send := func(body string, change func(*http.Request)) *answer {
		r := request(t.Context(), at, strings.NewReader(body))
		if change != nil {
			change(r)
		}
		return b.do(r)
	}
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	good := string(Frame())
	for _, x := range [...]struct {
		what, body string
		change     func(*http.Request)
		status     int
		code       gateway.Code
	}{
		{"a free prompt", `{"model":"large","messages":[{"role":"user","content":"write my essay"}]}`, nil, 400, gateway.BadRequest},
		{"a prompt beside", strings.Replace(good, `{"version"`, `{"messages":[],"version"`, 1), nil, 400, gateway.BadRequest},
		{"nothing", "", nil, 400, gateway.BadRequest},
		{"no JSON", "{", nil, 400, gateway.BadRequest},
		{"two requests", good + good, nil, 400, gateway.BadRequest},
		{"more tokens", strings.Replace(good, `"tokens":200`, `"tokens":4000`, 1), nil, 400, gateway.BadRequest},
		{"too long", strings.Repeat(" ", 17<<10) + good, nil, 413, gateway.TooLarge},
		{"too long, and not said so", strings.Repeat(" ", 17<<10) + good, func(r *http.Request) { r.ContentLength = -1 }, 413, gateway.TooLarge},
		{"a form", good, header("Content-Type", "application/x-www-form-urlencoded"), 415, gateway.Media},
		{"plain text", good, header("Content-Type", "text/plain"), 415, gateway.Media},
		{"compressed", good, header("Content-Encoding", "gzip"), 415, gateway.Media},
		{"a foreign page", good, header("Origin", "https://thief.example"), 403, gateway.Origin},
		{"a like name", good, header("Origin", Origin+".thief.example"), 403, gateway.Origin},
		{"no secure page", good, header("Origin", "http://shop.example"), 403, gateway.Origin},
		{"a page of no origin", good, header("Origin", "null"), 403, gateway.Origin},
		{"no page", good, func(r *http.Request) { r.Header.Del("Origin") }, 403, gateway.Origin},
		{"get", "", func(r *http.Request) { r.Method = http.MethodGet }, 405, gateway.Method},
		{"put", good, func(r *http.Request) { r.Method = http.MethodPut }, 405, gateway.Method},
	} {
		b.expect(x.what, send(x.body, x.change), x.status, x.code)
	}
	if a := send(`{"messages":[]}`, nil); !strings.Contains(a.body, "messages") || a.header.Get("Access-Control-Allow-Origin") != Origin {
		t.Errorf("the shop's own page is told %q, with %v", a.body, a.header)
	}
	if n := b.up.count(); n != 0 {
		t.Errorf("the model was asked %d times", n)
	}
}

// paths sees that no other way of writing the path leads to the model.
func paths(t *testing.T, b *bench) {
	at := b.gate("fast")
	list := []string{"/", "/v1/turn/", "//v1/turn", "/v1/%74urn", "/v1/turn%2f", "/V1/turn", "/v1/chat/completions", "/healthz/", "/%2e%2e/etc/passwd"}
	if !b.Resolves {
		list = append(list, "/v1/./turn", "/v1/../v1/turn")
	}
	for _, path := range list {
		r := request(t.Context(), at, strings.NewReader(string(Frame())))
		host, _ := url.Parse(at)
		if r.URL = (&url.URL{Scheme: host.Scheme, Host: host.Host, Opaque: path}); strings.HasPrefix(path, "//") {
			r.URL.Opaque, r.URL.Path = "", path // or it would be a host
		}
		if a := b.do(r); strings.HasPrefix(a.header.Get("Content-Type"), "text/event-stream") || a.status >= 500 {
			t.Errorf("%s: status %d, %q", path, a.status, a.body)
		}
	}
	if n := b.up.count(); n != 0 {
		t.Errorf("the model was asked %d times", n)
	}
}

func preflight(t *testing.T, b *bench) {
	at := b.gate("fast")
	ask := func(origin string) *answer {
		r := request(t.Context(), at, nil)
		r.Method, r.Header = http.MethodOptions, http.Header{"Origin": {origin}, "Access-Control-Request-Method": {"POST"}, "Access-Control-Request-Headers": {"content-type"}}
		return b.do(r)
	}
	a := ask(Origin)
	if a.status != http.StatusNoContent || a.header.Get("Access-Control-Allow-Origin") != Origin || a.header.Get("Access-Control-Allow-Headers") != "Content-Type, "+gateway.VisitorHeader ||
		a.header.Get("Access-Control-Allow-Methods") != "POST" || a.header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("status %d, %v", a.status, a.header)
	}
	if a = ask("https://thief.example"); a.status != http.StatusForbidden || a.header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("a foreign page: status %d, %v", a.status, a.header)
	}
}

func health(t *testing.T, b *bench) {
	at := b.gate("fast")
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, at+"/healthz", nil)
	if a := b.do(r); a.status != http.StatusNoContent || a.body != "" {
		t.Errorf("status %d, %q", a.status, a.body)
	}
	r, _ = http.NewRequestWithContext(t.Context(), http.MethodDelete, at+"/healthz", nil)
	b.expect("delete", b.do(r), 405, gateway.Method)
}

func off(t *testing.T, b *bench) {
	at := b.gate("fast", func(c *gateway.Config) { c.Off = true })
	b.expect("a turn", b.turn(at), 503, gateway.Off)
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, at+"/healthz", nil)
	b.expect("healthz", b.do(r), 503, gateway.Off)
	if n := b.up.count(); n != 0 {
		t.Errorf("the model was asked %d times", n)
	}
}

// slowBody sends a request that never ends: it is given up.
func slowBody(t *testing.T, b *bench) {
	at := b.gate("fast", func(c *gateway.Config) { c.BodyTimeout = 300 * time.Millisecond })
	host, _ := url.Parse(at)
	conn, err := net.Dial("tcp", host.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	fmt.Fprintf(conn, "POST /v1/turn HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{", host.Host, Origin)
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	b.expect("a slow body", &answer{res.StatusCode, res.Header, string(body)}, 408, gateway.TooSlow)
}

// streams sees that each piece arrives before the model says the next.
func streams(t *testing.T, b *bench) {
	res, err := http.DefaultClient.Do(request(t.Context(), b.gate("stepwise"), strings.NewReader(string(Frame()))))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	next := func() string {
		for lines.Scan() {
			if line := lines.Text(); line != "" && line != ": " {
				return line
			}
		}
		return ""
	}
	if got := next(); got != ": ok" { // before the model has said a word
		t.Fatalf("the stream begins with %q", got)
	}
	var slowest time.Duration
	defer func() { t.Logf("the slowest piece took %v from the model's server to the page", slowest) }()
	for _, words := range Words {
		b.up.step <- struct{}{}
		said := time.Now()
		quoted, _ := json.Marshal(words)
		if got := next(); !strings.Contains(got, string(quoted)) {
			t.Fatalf("%q came, want %s", got, quoted)
		}
		slowest = max(slowest, time.Since(said))
	}
}

// cancels sees that the model stops when the page has gone.
func cancels(t *testing.T, b *bench) {
	for _, model := range [...]string{"silent", "hanging", "endless"} {
		at := b.gate(model, func(c *gateway.Config) {
			if b.Deaf {
				c.FirstTimeout = 3 * time.Second // nothing is written before the model's server has answered
			}
		})
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		res, err := http.DefaultClient.Do(request(ctx, at, strings.NewReader(string(Frame()))))
		if err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
		}
		select {
		case <-b.up.gone:
		case <-time.After(10 * time.Second):
			t.Errorf("%s: the model goes on after the page has gone", model)
		}
		cancel()
	}
}

// faults are those before a stream begins.
func faults(t *testing.T, b *bench) {
	soon := func(c *gateway.Config) { c.FirstTimeout = 300 * time.Millisecond }
	for _, x := range [...]struct {
		model  string
		status int
		code   gateway.Code
	}{
		{"status-400", 502, gateway.Failed}, {"status-401", 502, gateway.Failed}, {"status-404", 502, gateway.Failed}, {"status-302", 502, gateway.Failed},
		{"status-500", 502, gateway.Failed}, {"status-503", 502, gateway.Failed}, {"status-504", 504, gateway.Slow}, {"status-429", 429, gateway.Limited},
		{"page", 502, gateway.Malformed}, {"silent", 504, gateway.Slow},
	} {
		a := b.turn(b.gate(x.model, soon))
		b.expect(x.model, a, x.status, x.code)
		if x.code == gateway.Limited && a.header.Get("Retry-After") != "7" {
			t.Errorf("Retry-After is %q", a.header.Get("Retry-After"))
		}
	}
	nowhere := func(c *gateway.Config) { c.Upstream = "http://127.0.0.1:1/v1" }
	b.expect("nobody there", b.turn(b.gate("fast", nowhere)), 502, gateway.Failed)
	wrong := func(c *gateway.Config) { c.Key = "sk-wrong" }
	if a := b.turn(b.gate("fast", wrong)); a.code() != string(gateway.Failed) || strings.Contains(a.body, "sk-wrong") {
		t.Errorf("with a wrong key: %q", a.body)
	}
}

// lateFaults are those within a stream.
func lateFaults(t *testing.T, b *bench) {
	soon := func(c *gateway.Config) { c.TotalTimeout = 500 * time.Millisecond }
	for _, x := range [...]struct {
		model string
		code  gateway.Code
		words string
	}{
		{"garbage", gateway.Malformed, ""}, {"error", gateway.Failed, Words[0]}, {"cut", gateway.Cut, Words[0]}, {"unended", gateway.Cut, Words[0]},
		{"endless", gateway.Malformed, "*"}, {"heavy", gateway.Cut, ""}, {"hanging", gateway.Slow, Words[0]},
	} {
		var change []func(*gateway.Config)
		if x.model == "hanging" {
			change = append(change, soon)
		}
		a := b.turn(b.gate(x.model, change...))
		if a.status != http.StatusOK || a.code() != string(x.code) || x.words != "*" && a.words() != x.words || !strings.Contains(a.body, "event: error\n") || strings.Contains(a.body, "[DONE]") {
			t.Errorf("%s: status %d, %.300q", x.model, a.status, a.body)
		}
		if len(a.body) > 200_000 {
			t.Errorf("%s: %d bytes were passed on", x.model, len(a.body))
		}
	}
}

// headers sees that what a page sends beside its request leads nowhere: neither to the model's server, nor to another visitor.
func headers(t *testing.T, b *bench) {
	at := b.gate("fast", func(c *gateway.Config) { c.Visitor.RequestsPerDay = 1 })
	send := func(names ...string) *answer {
		r := request(t.Context(), at, strings.NewReader(string(Frame())))
		for _, name := range names {
			r.Header.Set(name, "sk-thief")
		}
		return b.do(r)
	}
	if a := send("Authorization", "Cookie", "X-Api-Key", "OpenAI-Organization", "Proxy-Authorization", "X-Http-Method-Override"); a.status != http.StatusOK {
		t.Errorf("status %d, %q", a.status, a.body)
	}
	for name, values := range b.up.last().header {
		if strings.Contains(strings.Join(values, " "), "thief") {
			t.Errorf("the model's server was sent %s: %q", name, values)
		}
	}
	for _, name := range [...]string{"X-Forwarded-For", "Forwarded", "X-Real-Ip", "True-Client-Ip", "X-Client-Ip", "Via"} {
		b.expect(name, send(name), 429, gateway.Limited)
	}
}

// smuggled sees that no request hides in another, or in two headers of one name.
func smuggled(t *testing.T, b *bench) {
	at := b.gate("fast")
	host, _ := url.Parse(at)
	frame := string(Frame())
	turn := func(headers string) string {
		return "POST /v1/turn HTTP/1.1\r\nHost: " + host.Host + "\r\nContent-Type: application/json\r\n" + headers
	}
	inner := turn(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(frame), frame)) // of no page
	for what, sent := range map[string]string{
		"two lengths":         turn(fmt.Sprintf("Origin: %s\r\nContent-Length: 0\r\nContent-Length: %d\r\n\r\n%s", Origin, len(inner), inner)),
		"a length and chunks": turn(fmt.Sprintf("Origin: %s\r\nContent-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n%s", Origin, len(inner)+5, inner)),
		"chunks and a length": turn(fmt.Sprintf("Origin: %s\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n%s", Origin, inner)),
		"an odd encoding":     turn(fmt.Sprintf("Origin: %s\r\nTransfer-Encoding: xchunked\r\nContent-Length: %d\r\n\r\n%s", Origin, len(inner), inner)),
		"two origins":         turn(fmt.Sprintf("Origin: https://thief.example\r\nOrigin: %s\r\nContent-Length: %d\r\n\r\n%s", Origin, len(frame), frame)),
		"an origin in a line": turn(fmt.Sprintf("X-A: b\n\tOrigin: %s\r\nContent-Length: %d\r\n\r\n%s", Origin, len(frame), frame)),
	} {
		conn, err := net.Dial("tcp", host.Host)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(time.Second))
		_, _ = io.WriteString(conn, sent)
		got, _ := io.ReadAll(conn) // until it is closed, or nothing comes
		_ = conn.Close()
		b.silent(&answer{body: string(got)})
		if strings.Contains(string(got), "event-stream") || b.up.count() > 0 {
			t.Errorf("%s: the model was asked %d times: %q", what, b.up.count(), got)
		}
	}
}

// replays sees that a visitor's token counts where it was given, as often as the limits allow, and nowhere else.
func replays(t *testing.T, b *bench) {
	at := b.gate("fast", func(c *gateway.Config) {
		c.VisitorKeys = [][]byte{[]byte("a key of the gateway's that is long enough")}
		c.Visitor.RequestsPerDay = 2
	})
	visit := request(t.Context(), at, strings.NewReader("{}"))
	visit.URL.Path = "/v1/visitor"
	var got struct{ Token string }
	if a := b.from("127.0.0.2", visit); json.Unmarshal([]byte(a.body), &got) != nil || got.Token == "" {
		t.Fatalf("status %d, %q", a.status, a.body)
	}
	turn := func(address string) *answer {
		r := request(t.Context(), at, strings.NewReader(string(Frame())))
		r.Header.Set(gateway.VisitorHeader, got.Token)
		return b.from(address, r)
	}
	b.expect("from another address", turn("127.0.0.3"), 401, gateway.Visitor)
	for range 2 {
		if a := turn("127.0.0.2"); a.status != http.StatusOK {
			t.Errorf("status %d, %q", a.status, a.body)
		}
	}
	b.expect("more often than is allowed", turn("127.0.0.2"), 429, gateway.Limited)
}

// limits sees that of many requests at once exactly as many are let in as may be.
func limits(t *testing.T, b *bench) {
	for _, x := range [...]struct {
		what string
		l    func(*gateway.Config)
	}{
		{"requests of a visitor in a day", func(c *gateway.Config) { c.Visitor.RequestsPerDay = 10 }},
		{"requests of the site in a day", func(c *gateway.Config) { c.Site.RequestsPerDay = 10 }},
	} {
		at := b.gate("fast", x.l)
		var mu sync.Mutex
		var wg sync.WaitGroup
		passed, refused := 0, 0
		for range 40 {
			wg.Go(func() {
				a := b.turn(at)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case a.status == http.StatusOK && a.words() == strings.Join(Words, ""):
					passed++
				case a.status == http.StatusTooManyRequests && a.code() == string(gateway.Limited) && a.header.Get("Retry-After") != "":
					refused++
				}
			})
		}
		wg.Wait()
		if passed != 10 || refused != 30 {
			t.Errorf("%s: %d were answered and %d refused, want 10 and 30", x.what, passed, refused)
		}
	}
}

// tokens sees that a turn needs a token of this gateway's where tokens are asked for.
func tokens(t *testing.T, b *bench) {
	keyed := func(key string) func(*gateway.Config) {
		return func(c *gateway.Config) { c.VisitorKeys = [][]byte{[]byte(key)} }
	}
	at := b.gate("fast", keyed("a key of the gateway's that is long enough"))
	visit := func(at string) string {
		r := request(t.Context(), at, strings.NewReader("{}"))
		r.URL.Path = "/v1/visitor"
		var got struct {
			Token   string
			Expires int64
		}
		if a := b.do(r); a.status != http.StatusOK || json.Unmarshal([]byte(a.body), &got) != nil || got.Expires <= time.Now().Unix() {
			t.Errorf("status %d, %q", a.status, a.body)
		}
		return got.Token
	}
	turn := func(token string) *answer {
		r := request(t.Context(), at, strings.NewReader(string(Frame())))
		if token != "" {
			r.Header.Set(gateway.VisitorHeader, token)
		}
		return b.do(r)
	}
	token := visit(at)
	if a := turn(token); a.status != http.StatusOK || a.words() != strings.Join(Words, "") {
		t.Errorf("with a token: status %d, %q", a.status, a.body)
	}
	if visit(at) == token {
		t.Error("two visitors have the same token")
	}
	asked := b.up.count()
	other := visit(b.gate("fast", keyed("the key of another gateway that is long enough")))
	for what, forged := range map[string]string{
		"none": "", "another gateway's": other, "a longer one": token + "AA", "a shorter one": token[:len(token)-4], "a word": "token",
		"one that lasts longer": token[:2] + flipped(token[2:6]) + token[6:], "another visitor": token[:14] + flipped(token[14:18]) + token[18:],
	} {
		b.expect(what, turn(forged), 401, gateway.Visitor)
	}
	if n := b.up.count() - asked; n != 0 {
		t.Errorf("the model was asked %d times", n)
	}
	r := request(t.Context(), at, strings.NewReader(`{"messages":[]}`))
	r.URL.Path = "/v1/visitor"
	b.expect("something else than a visit", b.do(r), 400, gateway.BadRequest)
	r = request(t.Context(), at, strings.NewReader("{}"))
	r.URL.Path = "/v1/visitor"
	r.Header.Set("Origin", "https://thief.example")
	b.expect("a visit of a foreign page", b.do(r), 403, gateway.Origin)
	r = request(t.Context(), b.gate("fast"), strings.NewReader("{}"))
	r.URL.Path = "/v1/visitor"
	b.expect("a visit where no tokens are", b.do(r), 404, gateway.NotFound)
}

// flipped has each letter of a token changed.
func flipped(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 'A' {
			return 'B'
		}
		return 'A'
	}, s)
}

// crowd is 200 streams at once, of which some are left at any time. Each hears what it has asked, and nothing of another.
func crowd(t *testing.T, b *bench) {
	at := b.gate("echo")
	random := rand.New(rand.NewPCG(7, 7))
	turn := func(ctx context.Context, number int) *http.Request {
		return request(ctx, at, bytes.NewReader(frame(fmt.Sprintf("wish number %d!", number))))
	}
	var wg sync.WaitGroup
	for number := range 200 {
		patience := time.Duration(random.IntN(400)) * time.Millisecond
		leaves := random.IntN(3) == 0
		wg.Go(func() {
			if !leaves {
				if a := b.do(turn(t.Context(), number)); a.status != http.StatusOK || a.words() != strings.Repeat(fmt.Sprint(number, " "), 5) {
					t.Errorf("%d: status %d, %.300q", number, a.status, a.body)
				}
				return
			}
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			if res, err := http.DefaultClient.Do(turn(ctx, number)); err == nil {
				_, _ = io.Copy(io.Discard, res.Body)
				_ = res.Body.Close()
			}
		})
	}
	wg.Wait()
	if a := b.do(turn(t.Context(), 200)); a.words() != strings.Repeat("200 ", 5) {
		t.Errorf("after the crowd: %q", a.body)
	}
}
