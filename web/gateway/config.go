package gateway

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A Config says whom a gateway serves, and what it may cost.
type Config struct {
	Upstream string // base URL of a server that speaks OpenAI's chat completions: "https://llm.example/v1"
	Key      string // sent to it as a bearer token; "" for a server that wants none
	Model    string

	// Parameters are further fields of the upstream request ("temperature"). The fields that the gateway sets itself are refused.
	Parameters map[string]json.RawMessage

	Origins   []string // of the pages that may ask, as browsers name them: "https://shop.example"
	MaxTokens int      // of a reply; 0: as many as requests may ask for
	Visitor   Limits   // of each visitor
	Site      Limits   // of all of them together

	// VisitorKeys sign visitors' tokens, without which no turn is answered then; POST /v1/visitor gives them. The first signs, all are
	// taken, so that a new one can be put before an old one; each has 32 bytes at least. Empty: no tokens are asked for.
	VisitorKeys [][]byte
	VisitorFor  time.Duration // how long a token lasts; 0: 12 hours
	Turnstile   string        // the secret of a Cloudflare Turnstile widget: with it a token costs a solved challenge

	Off bool // the kill switch: every turn is refused

	BodyTimeout  time.Duration // for a request to arrive; 0: 5 seconds
	FirstTimeout time.Duration // for the upstream server to begin its answer; 0: 10 seconds
	TotalTimeout time.Duration // for a whole reply; 0: 60 seconds

	Client  Doer                       // asks the upstream server; nil: one of net/http that follows no redirects, but under js
	Limiter Limiter                    // counts; nil is allowed where nothing is limited
	VisitOf func(*http.Request) string // names the visitor; nil: by the address that the connection comes from
	Clock   func() time.Time           // nil: time.Now
	Random  io.Reader                  // names visitors; nil: crypto/rand
	Metrics func(Metric)               // is told of every request, without a word of what was said; nil: nobody is

	TurnstileURL string // where challenges are verified; "": at Cloudflare's
}

// A Doer sends requests, as [http.Client] does.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

func (l Limits) none() bool { return l == Limits{} }

// What is used where the configuration says nothing.
const (
	bodyTimeout  = 5 * time.Second
	firstTimeout = 10 * time.Second
	totalTimeout = time.Minute
	visitorFor   = 12 * time.Hour
)

// ours are the fields of an upstream request that the gateway sets.
var ours = []string{"model", "messages", "stream", "max_tokens"}

// complete checks a configuration and fills in what it leaves open. An error names the field and what to do.
func (c Config) complete() (Config, error) {
	u, err := url.Parse(c.Upstream)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return c, fmt.Errorf("gateway: Upstream is no web address: give the base URL of the model's server, like https://llm.example/v1")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return c, errors.New("gateway: Upstream has more than a host and a path: a key belongs into Key")
	case c.Model == "":
		return c, errors.New("gateway: Model is missing: name the model that words the replies")
	case strings.ContainsAny(c.Key, "\r\n"):
		return c, errors.New("gateway: Key has a line break: take it off")
	case len(c.Origins) == 0:
		return c, errors.New("gateway: Origins is empty: list the origins of the shop's pages, like https://shop.example")
	case c.Client == nil && defaultClient() == nil:
		return c, errors.New("gateway: Client is missing, and there is none of net/http's here: give one that asks the model's server")
	case c.MaxTokens < 0:
		return c, fmt.Errorf("gateway: MaxTokens is %d: give a number from 1, or 0 for no limit of its own", c.MaxTokens)
	case c.Limiter == nil && !(c.Visitor.none() && c.Site.none()):
		return c, errors.New("gateway: there are limits and nothing that counts: give a Limiter")
	}
	if err := c.visitors(); err != nil {
		return c, err
	}
	c.Upstream = strings.TrimRight(c.Upstream, "/") + "/chat/completions"
	for k, origin := range c.Origins {
		if c.Origins[k], err = canonical(origin); err != nil {
			return c, err
		}
	}
	for _, l := range [...]Limits{c.Visitor, c.Site} {
		if min(l.RequestsPerMinute, l.RequestsPerDay, l.TokensPerMinute, l.TokensPerDay) < 0 {
			return c, errors.New("gateway: a limit is below 0: give a number from 1, or 0 for none")
		}
	}
	for _, name := range ours {
		if _, ok := c.Parameters[name]; ok {
			return c, fmt.Errorf("gateway: Parameters has %q, which the gateway sets itself: take it out", name)
		}
	}
	for name, value := range c.Parameters {
		if !json.Valid(value) {
			return c, fmt.Errorf("gateway: the parameter %q is no JSON: write texts in quotation marks", name)
		}
	}
	return c.filled(), nil
}

// canonical checks an origin of the configuration and writes it as browsers do.
func canonical(origin string) (string, error) {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.User != nil || strings.Contains(u.Host, "*") {
		return "", fmt.Errorf("gateway: the origin %q is none: write scheme and host, like https://shop.example", origin)
	}
	host := strings.ToLower(u.Host)
	switch u.Scheme {
	case "https":
		host = strings.TrimSuffix(host, ":443")
	case "http":
		host = strings.TrimSuffix(host, ":80")
	}
	return u.Scheme + "://" + host, nil
}

// filled puts in what the configuration leaves open.
func (c Config) filled() Config {
	or := func(d *time.Duration, otherwise time.Duration) {
		if *d <= 0 {
			*d = otherwise
		}
	}
	or(&c.BodyTimeout, bodyTimeout)
	or(&c.FirstTimeout, firstTimeout)
	or(&c.TotalTimeout, totalTimeout)
	if c.Client == nil {
		c.Client = defaultClient()
	}
	if c.VisitOf == nil {
		c.VisitOf = connection
	}
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Metrics == nil {
		c.Metrics = func(Metric) {}
	}
	return c
}
