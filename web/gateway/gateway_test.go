package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"rso/web/gateway"
	"rso/web/gateway/conformance"
)

// native starts a gateway on net/http.
func native(t *testing.T, c gateway.Config) string {
	t.Helper()
	h, err := gateway.New(c)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestConformance(t *testing.T) { conformance.Run(t, conformance.Kind{Start: native}) }

// config is a configuration that is complete.
func config() gateway.Config {
	return gateway.Config{Upstream: "https://llm.example/v1", Model: "small", Origins: []string{conformance.Origin}}
}

func TestConfig(t *testing.T) {
	for _, x := range [...]struct {
		change func(*gateway.Config)
		names  string
	}{
		{func(c *gateway.Config) { c.Upstream = "llm.example" }, "Upstream is no web address"},
		{func(c *gateway.Config) { c.Upstream = "https://key@llm.example/v1" }, "a key belongs into Key"},
		{func(c *gateway.Config) { c.Model = "" }, "Model is missing"},
		{func(c *gateway.Config) { c.Key = "a\nb" }, "Key has a line break"},
		{func(c *gateway.Config) { c.Origins = nil }, "Origins is empty"},
		{func(c *gateway.Config) { c.Origins = []string{"*"} }, `the origin "*" is none`},
		{func(c *gateway.Config) { c.Origins = []string{"https://*.example"} }, "is none"},
		{func(c *gateway.Config) { c.Origins = []string{"https://shop.example/page"} }, "is none"},
		{func(c *gateway.Config) { c.MaxTokens = -1 }, "MaxTokens is -1"},
		{func(c *gateway.Config) { c.Site.TokensPerDay = 5 }, "give a Limiter"},
		{func(c *gateway.Config) { c.Limiter, c.Visitor.RequestsPerDay = &gateway.Memory{}, -2 }, "a limit is below 0"},
		{func(c *gateway.Config) { c.VisitorKeys = [][]byte{[]byte("short")} }, "too short"},
		{func(c *gateway.Config) { c.Turnstile = "0x" }, "VisitorKeys is not"},
		{func(c *gateway.Config) { c.Parameters = map[string]json.RawMessage{"messages": []byte("[]")} }, `Parameters has "messages"`},
		{func(c *gateway.Config) { c.Parameters = map[string]json.RawMessage{"stop": []byte("x")} }, `the parameter "stop" is no JSON`},
	} {
		c := config()
		x.change(&c)
		if _, err := gateway.New(c); err == nil || !strings.Contains(err.Error(), x.names) || strings.Contains(err.Error(), "key@") {
			t.Errorf("the error is %v, want one that names %q", err, x.names)
		}
	}
	c := config()
	c.Origins = []string{"HTTPS://Shop.Example:443/"}
	if _, err := gateway.New(c); err != nil || c.Origins[0] != "HTTPS://Shop.Example:443/" {
		t.Errorf("%v, %v", err, c.Origins)
	}
}

// answering is a model's server that is called, and not reached.
type answering func(*http.Request) (*http.Response, error)

func (f answering) Do(r *http.Request) (*http.Response, error) { return f(r) }

// reply answers with a stream of some words.
func reply(words ...string) answering {
	return func(*http.Request) (*http.Response, error) {
		var b strings.Builder
		for _, w := range words {
			fmt.Fprintf(&b, "data: {\"choices\":[{\"delta\":{\"content\":%q}}]}\n\n", w)
		}
		b.WriteString("data: [DONE]\n\n")
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"text/event-stream"}}, Body: io.NopCloser(strings.NewReader(b.String()))}, nil
	}
}

// turn has a gateway answer a turn.
func turn(t *testing.T, c gateway.Config) *httptest.ResponseRecorder {
	t.Helper()
	return turnOf(t, c, "192.0.2.1:1234", "")
}

// turnOf is a turn from an address, with a token.
func turnOf(t *testing.T, c gateway.Config, from, token string) *httptest.ResponseRecorder {
	t.Helper()
	h, err := gateway.New(c)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/turn", bytes.NewReader(conformance.Frame()))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", conformance.Origin)
	r.RemoteAddr = from
	if token != "" {
		r.Header.Set(gateway.VisitorHeader, token)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// What is counted of a reply is what it came to, and not what it might have.
func TestTokensAreCounted(t *testing.T) {
	now := noon
	c := config()
	c.Client, c.Limiter, c.Clock = reply("Two ", "words"), &gateway.Memory{}, func() time.Time { return now }
	c.Visitor.TokensPerMinute = 2500
	var metrics []gateway.Metric
	c.Metrics = func(m gateway.Metric) { metrics = append(metrics, m) }
	answered := 0
	for turn(t, c).Code == http.StatusOK {
		answered++
	}
	m := metrics[0]
	if each := m.Prompt + m.Reply; m.Reply != 2 || answered != (2500-m.Prompt-200)/each+1 {
		t.Errorf("%d turns of %+v were answered", answered, m)
	}
	w := turn(t, c)
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "50" {
		t.Errorf("status %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	now = now.Add(50 * time.Second)
	if w := turn(t, c); w.Code != http.StatusOK {
		t.Errorf("in the next minute: status %d", w.Code)
	}
	failing := c
	failing.Client = answering(func(*http.Request) (*http.Response, error) { return nil, errors.New("no route") })
	for range 20 { // what was not answered costs no tokens
		if w := turn(t, failing); w.Code != http.StatusBadGateway {
			t.Fatalf("status %d", w.Code)
		}
	}
}

// A metric has numbers and names, and nothing that was said.
func TestMetrics(t *testing.T) {
	c := config()
	c.Client, c.Key = reply("Hello"), "sk-never"
	var told []string
	c.Metrics = func(m gateway.Metric) {
		b, _ := json.Marshal(m)
		told = append(told, string(b))
	}
	turn(t, c)
	c.Off = true
	turn(t, c)
	if len(told) != 2 || !strings.Contains(told[0], `"strategy":"recommend"`) || !strings.Contains(told[0], `"status":200`) || !strings.Contains(told[1], `"code":"off"`) {
		t.Errorf("%q", told)
	}
	for _, secret := range [...]string{"Zanzibar", "Realme", "Hello", "sk-never", "192.0.2.1"} {
		if strings.Contains(told[0], secret) {
			t.Errorf("the metric tells %q: %s", secret, told[0])
		}
	}
}

// A fault of the gateway's own is answered, and tells nothing.
func TestPanics(t *testing.T) {
	c := config()
	c.Client = answering(func(*http.Request) (*http.Response, error) { panic("sk-secret") })
	var m gateway.Metric
	c.Metrics = func(told gateway.Metric) { m = told }
	w := turn(t, c)
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") || m.Code != gateway.Internal || m.Status != 500 {
		t.Errorf("status %d, %q, %+v", w.Code, w.Body, m)
	}
}

// A limiter that can't be reached lets nobody in.
func TestNoLimiter(t *testing.T) {
	c := config()
	c.Client, c.Limiter, c.Site.RequestsPerDay = reply("Hello"), broken{}, 5
	if w := turn(t, c); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), string(gateway.Unavailable)) {
		t.Errorf("status %d, %q", w.Code, w.Body)
	}
}

type broken struct{}

func (broken) Take(context.Context, time.Time, []gateway.Budget) (time.Duration, error) {
	return 0, errors.New("gone")
}
func (broken) Return(context.Context, time.Time, []gateway.Budget) error { return errors.New("gone") }

func TestReadConfig(t *testing.T) {
	c, err := gateway.ReadConfig([]byte(`{"upstream": "https://llm.example/v1", "model": "small", "origins": ["https://shop.example"],
	 "parameters": {"temperature": 0.4}, "max_tokens": 200, "visitor": {"requests_per_minute": 10}, "site": {"tokens_per_day": 5000000},
	 "first_timeout": "1500ms", "total_timeout": 30}`))
	if err != nil || c.Model != "small" || string(c.Parameters["temperature"]) != "0.4" || c.Visitor.RequestsPerMinute != 10 || c.Site.TokensPerDay != 5e6 ||
		c.FirstTimeout != 1500*time.Millisecond || c.TotalTimeout != 30*time.Second {
		t.Errorf("%+v, %v", c, err)
	}
	for source, names := range map[string]string{
		"":                          "can't be read",
		"{\n\"model\": }":           "line 2",
		`{"model": 5}`:              `field "model"`,
		`{"models": "x"}`:           `no field "models"`,
		`{"key": "sk-1"}`:           "take it out",
		`{} {}`:                     "after top-level value",
		`{"body_timeout": "later"}`: `"later" is no time`,
		`{"body_timeout": -1}`:      "-1 is no time",
	} {
		if _, err := gateway.ReadConfig([]byte(source)); err == nil || !strings.Contains(err.Error(), names) {
			t.Errorf("of %q the error is %v, want one that names %q", source, err, names)
		}
	}
}

func TestNotFound(t *testing.T) {
	h, err := gateway.New(config())
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range [...]string{"/", "/v1/turn/", "/v1/%74urn", "/v1//turn", "/other"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, nil))
		if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), string(gateway.NotFound)) {
			t.Errorf("%s: status %d, %q", path, w.Code, w.Body)
		}
	}
}

// visit asks for a token.
func visit(t *testing.T, c gateway.Config, from, body string) (token string, w *httptest.ResponseRecorder) {
	t.Helper()
	h, err := gateway.New(c)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/visitor", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", conformance.Origin)
	r.RemoteAddr = from
	w = httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var got struct{ Token string }
	_ = json.Unmarshal(w.Body.Bytes(), &got)
	return got.Token, w
}

// A token lasts as long as it says, at the address that got it; keys may change, and the same numbers give the same token.
func TestVisitors(t *testing.T) {
	now := noon
	c := config()
	c.Client, c.Clock, c.VisitorFor = reply("Hello"), func() time.Time { return now }, time.Hour
	c.VisitorKeys = [][]byte{bytes.Repeat([]byte("k"), 32)}
	c.Random = strings.NewReader("12345678")
	token, w := visit(t, c, "192.0.2.1:80", "{}")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"expires":`+strconv.FormatInt(noon.Add(time.Hour).Unix(), 10)) {
		t.Fatalf("status %d, %q", w.Code, w.Body)
	}
	c.Random = strings.NewReader("12345678")
	if again, _ := visit(t, c, "192.0.2.1:80", "{}"); again != token {
		t.Errorf("%q and %q", token, again)
	}
	newer := c
	newer.VisitorKeys = [][]byte{bytes.Repeat([]byte("n"), 40), c.VisitorKeys[0]}
	other := c
	other.VisitorKeys = newer.VisitorKeys[:1]
	for _, x := range [...]struct {
		what, from string
		c          gateway.Config
		after      time.Duration
		status     int
	}{
		{"at once", "192.0.2.1:999", c, 0, 200},
		{"at its end", "192.0.2.1:999", c, time.Hour - time.Second, 200},
		{"after its end", "192.0.2.1:999", c, time.Hour, 401},
		{"from elsewhere", "192.0.2.2:999", c, 0, 401},
		{"with a newer key", "192.0.2.1:999", newer, 0, 200},
		{"with another key", "192.0.2.1:999", other, 0, 401},
	} {
		now = noon.Add(x.after)
		if w := turnOf(t, x.c, x.from, token); w.Code != x.status {
			t.Errorf("%s: status %d, want %d", x.what, w.Code, x.status)
		}
	}
	now, c.Random = noon, nil
	network, _ := visit(t, c, "[2001:db8::1]:80", "{}")
	if w := turnOf(t, c, "[2001:db8::ffff]:80", network); w.Code != http.StatusOK {
		t.Errorf("another address of the same network: status %d", w.Code)
	}
	if w := turnOf(t, c, "[2001:db8:0:1::1]:80", network); w.Code != http.StatusUnauthorized {
		t.Errorf("another network: status %d", w.Code)
	}
}

// A token costs a solved challenge where one is asked for, and asking is limited, too.
func TestTurnstile(t *testing.T) {
	c := config()
	c.VisitorKeys, c.Turnstile, c.Limiter, c.Visitor.RequestsPerDay = [][]byte{bytes.Repeat([]byte("k"), 32)}, "0x-secret", &gateway.Memory{}, 5
	c.Clock = func() time.Time { return noon }
	verdict, status := `{"success":true}`, http.StatusOK
	c.Client = answering(func(r *http.Request) (*http.Response, error) {
		if err := r.ParseForm(); err != nil || r.PostForm.Get("secret") != "0x-secret" || r.PostForm.Get("response") != "solved" || r.PostForm.Get("remoteip") != "192.0.2.1" ||
			r.URL.String() != "https://challenges.cloudflare.com/turnstile/v0/siteverify" {
			t.Errorf("%s was asked %v", r.URL, r.PostForm)
		}
		return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(verdict))}, nil
	})
	if token, w := visit(t, c, "192.0.2.1:80", `{"turnstile":"solved"}`); token == "" {
		t.Errorf("status %d, %q", w.Code, w.Body)
	}
	if _, w := visit(t, c, "192.0.2.1:80", `{}`); w.Code != http.StatusUnauthorized {
		t.Errorf("without an answer: status %d", w.Code)
	}
	verdict = `{"success":false,"error-codes":["timeout-or-duplicate"]}`
	if _, w := visit(t, c, "192.0.2.1:80", `{"turnstile":"solved"}`); w.Code != http.StatusUnauthorized || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("with a wrong answer: status %d, %q", w.Code, w.Body)
	}
	status = http.StatusInternalServerError
	if _, w := visit(t, c, "192.0.2.1:80", `{"turnstile":"solved"}`); w.Code != http.StatusServiceUnavailable {
		t.Errorf("when nobody can tell: status %d", w.Code)
	}
	visit(t, c, "192.0.2.1:80", `{}`)
	if _, w := visit(t, c, "192.0.2.1:80", `{"turnstile":"solved"}`); w.Code != http.StatusTooManyRequests {
		t.Errorf("the sixth time: status %d", w.Code)
	}
}
