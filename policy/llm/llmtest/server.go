// Package llmtest is a language model for tests: a server on this machine that speaks the protocol of OpenAI's chat
// completions, says what the test wants it to say, and fails when the test wants it to fail.
//
//	server := llmtest.New(t, llmtest.Script{
//		Answer: func([]llmtest.Message, int64) string { return "interested" },
//		Faults: []llmtest.Fault{{Status: 429, RetryAfter: "3"}}, // the first request; the second one is answered
//	})
//	client, err := llm.New(llm.Options{URL: server.URL, Model: "test"})
package llmtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A Message is one message of a request.
type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// A Script says what a server does.
type Script struct {
	// Answer returns the text of one choice. sample is the request's seed plus the choice's number, from 0, so that a
	// script that goes by it gives a client the same texts in one request as in several. Nil: the number as a text.
	Answer func(messages []Message, sample int64) string

	Key    string  // requests must carry it as a bearer token; "": they needn't
	OneN   bool    // gives one choice, however many are asked for
	Silent bool    // doesn't tell the usage
	Recent bool    // knows the limit of tokens as max_completion_tokens only
	Faults []Fault // what goes wrong, request by request; after them nothing does
}

// A Fault is what goes wrong with one request. The zero value is nothing: the request is answered.
type Fault struct {
	Status     int    // answered with this status and an error instead
	RetryAfter string // the header of that name: seconds or a date
	Body       string // sent as it is, instead of an answer or an error
	Truncated  bool   // the answer ends in the middle
	Hangs      bool   // nothing is answered until the client gives up
	Text       string // is what every choice says
}

// A Server is a test's model. See [New].
type Server struct {
	URL string // for the client's options

	script Script
	closed chan struct{}

	mu     sync.Mutex
	bodies []string
	served int // requests that met the script's faults, or were past them
}

// New starts a server that ends with the test.
func New(t testing.TB, script Script) *Server {
	t.Helper()
	if script.Answer == nil {
		script.Answer = func(_ []Message, sample int64) string { return fmt.Sprint(sample) }
	}
	s := &Server{script: script, closed: make(chan struct{})}
	server := httptest.NewServer(s)
	s.URL = server.URL + "/v1"
	t.Cleanup(func() {
		close(s.closed)
		server.Close()
	})
	return s
}

// Requests returns how many requests have come, whatever became of them.
func (s *Server) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.bodies)
}

// Bodies returns what the requests said, as they came.
func (s *Server) Bodies() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.bodies)
}

// A request is the body of one, as far as the server goes by it.
type request struct {
	Model     string    `json:"model"`
	Messages  []Message `json:"messages"`
	N         *int      `json:"n"`
	Seed      int64     `json:"seed"`
	Stream    bool      `json:"stream"`
	MaxTokens *int      `json:"max_tokens"`
	Options   struct {
		IncludeUsage bool `json:"include_usage"`
	} `json:"stream_options"`
	Temperature *float64 `json:"temperature"`
}

// parse reads a body, and says what is wrong with it.
func (s *Server) parse(body []byte) (request, string) {
	var r request
	if err := json.Unmarshal(body, &r); err != nil {
		return r, "the body is not JSON of a request: " + err.Error()
	}
	if r.N == nil {
		r.N = new(int)
		*r.N = 1
	}
	switch {
	case r.Model == "":
		return r, "you must provide a model parameter"
	case len(r.Messages) == 0:
		return r, "messages must not be empty"
	case *r.N < 1 || *r.N > 128:
		return r, "n must be from 1 to 128"
	case r.Temperature != nil && (*r.Temperature < 0 || *r.Temperature > 2):
		return r, "temperature must be from 0 to 2"
	case s.script.Recent && r.MaxTokens != nil:
		return r, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
	}
	for _, m := range r.Messages {
		if !slices.Contains([]string{"system", "developer", "user", "assistant"}, m.Role) {
			return r, fmt.Sprintf("there is no role %q", m.Role)
		}
	}
	return r, ""
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	s.mu.Lock()
	s.bodies = append(s.bodies, string(body))
	s.mu.Unlock()
	if err != nil {
		return // the client is gone
	}
	if r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" {
		refuse(w, http.StatusNotFound, fmt.Sprintf("Invalid URL (%s %s)", r.Method, r.URL.Path))
		return
	}
	if s.script.Key != "" && r.Header.Get("Authorization") != "Bearer "+s.script.Key {
		refuse(w, http.StatusUnauthorized, "Incorrect API key provided")
		return
	}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		refuse(w, http.StatusBadRequest, "the content type must be application/json")
		return
	}
	asked, wrong := s.parse(body)
	if wrong != "" {
		refuse(w, http.StatusBadRequest, wrong)
		return
	}
	fault := s.next()
	switch {
	case fault.Hangs:
		select {
		case <-r.Context().Done():
		case <-s.closed:
		}
	case fault.Status != 0 || fault.Body != "":
		if fault.RetryAfter != "" {
			w.Header().Set("Retry-After", fault.RetryAfter)
		}
		if fault.Body == "" {
			refuse(w, fault.Status, http.StatusText(fault.Status))
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(max(fault.Status, http.StatusOK))
		io.WriteString(w, fault.Body) //nolint:errcheck // the client is gone
	default:
		s.answer(w, asked, fault)
	}
}

// next returns the fault of a request.
func (s *Server) next() Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.served++
	if s.served > len(s.script.Faults) {
		return Fault{}
	}
	return s.script.Faults[s.served-1]
}

// refuse answers with an error, in the protocol's shape.
func refuse(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	text := encode(map[string]any{"error": map[string]any{"message": message, "type": "invalid_request_error", "param": nil, "code": nil}})
	w.Write(text) //nolint:errcheck // the client is gone
}

// encode writes JSON of what always can be.
func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic("llmtest: " + err.Error())
	}
	return text
}
