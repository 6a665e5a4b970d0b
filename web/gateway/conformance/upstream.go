package conformance

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"rso/core/act/prompt"
)

// Key is the key that the gateway has for the upstream server: no answer may have it.
const Key = "sk-conformance-5f1c9e"

// fingerprint is what the upstream server says of itself. It has a dot, so that no random token of the gateway's has it by chance.
const fingerprint = "fp.5f1c9e"

// Words are the pieces in which the upstream server says its reply.
var Words = []string{"The ", "Realme XT ", "costs ", "$349.99", "."}

// An asked is one request that the upstream server got.
type asked struct {
	Model     string           `json:"model"`
	Messages  []prompt.Message `json:"messages"`
	Stream    bool             `json:"stream"`
	MaxTokens int              `json:"max_tokens"`
	Warmth    float64          `json:"temperature"`

	header http.Header
}

// An Upstream is a server of chat completions that behaves as the name of the model says.
type Upstream struct {
	URL string // its base URL

	mu   sync.Mutex
	got  []asked
	step chan struct{} // the model "stepwise" says its next piece for each
	gone chan struct{} // a request whose client has gone
}

// NewUpstream starts an upstream server for the length of a test.
func NewUpstream(t testing.TB) *Upstream {
	u := &Upstream{step: make(chan struct{}), gone: make(chan struct{}, 1000)}
	s := httptest.NewServer(u)
	t.Cleanup(s.Close)
	u.URL = s.URL + "/v1"
	return u
}

// last returns the last request.
func (u *Upstream) last() asked {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.got) == 0 {
		return asked{}
	}
	return u.got[len(u.got)-1]
}

func (u *Upstream) count() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return len(u.got)
}

// ServeHTTP answers as the model does.
func (u *Upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var a asked
	body, _ := io.ReadAll(r.Body)
	if r.URL.Path != "/v1/chat/completions" || r.Method != http.MethodPost || json.Unmarshal(body, &a) != nil {
		http.Error(w, "no chat completion", http.StatusBadRequest)
		return
	}
	a.header = r.Header.Clone()
	u.mu.Lock()
	u.got = append(u.got, a)
	u.mu.Unlock()
	if r.Header.Get("Authorization") != "Bearer "+Key {
		http.Error(w, "the key "+r.Header.Get("Authorization")+" is wrong", http.StatusUnauthorized)
		return
	}
	w.Header().Set("X-Secret", Key)
	u.behave(w, r, a, string(body))
}

func (u *Upstream) behave(w http.ResponseWriter, r *http.Request, a asked, body string) {
	var status int
	if _, err := fmt.Sscanf(a.Model, "status-%d", &status); err == nil {
		w.Header().Set("Retry-After", "7")
		http.Error(w, body+Key, status) // a server that tells everything it knows
		return
	}
	if a.Model == "silent" { // it never begins
		u.wait(r)
		return
	}
	if a.Model == "page" {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<h1>"+Key+"</h1>")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	flush := func(s string) {
		_, _ = io.WriteString(w, s)
		_ = http.NewResponseController(w).Flush()
	}
	say := func(words string) {
		b, _ := json.Marshal(words)
		flush(`data: {"id":"` + Key + `","system_fingerprint":"` + fingerprint + `","choices":[{"index":0,"delta":{"role":"assistant","content":` + string(b) + "}}]}\n\n")
	}
	const end = `data: {"choices":[{"delta":{},"finish_reason":"stop"}]}` + "\n\n" + `data: {"choices":[],"usage":{"total_tokens":9}}` + "\n\ndata: [DONE]\n\n"
	switch a.Model {
	case "garbage":
		flush("data: <" + Key + ">\n\n")
	case "error":
		say(Words[0])
		flush(`data: {"error":{"message":"` + Key + `"}}` + "\n\n")
	case "cut":
		say(Words[0])
		if hijacked, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = hijacked.Close()
		}
	case "unended":
		say(Words[0])
	case "endless":
		for r.Context().Err() == nil {
			say(strings.Repeat("endless ", 100))
		}
		u.gone <- struct{}{}
	case "heavy":
		flush("data: " + strings.Repeat("x", 5<<20) + "\n\n")
	case "hanging": // it begins, and says nothing more
		say(Words[0])
		u.wait(r)
	case "echo": // it says the number that it was asked with
		_, number, _ := strings.Cut(body, "wish number ")
		number, _, _ = strings.Cut(number, "!")
		for range 5 {
			say(number + " ")
			time.Sleep(time.Duration(len(number)) * time.Millisecond)
		}
		flush(end)
	case "stepwise":
		flush(": ready\n\n")
		for _, words := range Words {
			select {
			case <-u.step:
				say(words)
			case <-r.Context().Done():
				u.gone <- struct{}{}
				return
			}
		}
		flush(end)
	default:
		for _, words := range Words {
			say(words)
		}
		flush(end)
	}
}

// wait waits until the client has gone.
func (u *Upstream) wait(r *http.Request) {
	select {
	case <-r.Context().Done():
		u.gone <- struct{}{}
	case <-time.After(time.Minute):
	}
}
