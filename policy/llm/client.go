//go:build !js

package llm

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// Options say whom to ask and how much. A model, and one of URL, Cache and Batch, are all that is needed.
type Options struct {
	URL   string // of the API, such as "https://api.openai.com/v1"; "": only what is in the cache is answered
	Model string // as the server calls it
	Key   string // sent as a bearer token; "": none is

	Cache string // folder of the answers, made when it is missing; "": answers are forgotten

	Calls  int // most requests that are sent, retries included; 0: any number
	Tokens int // once so many are spent nothing more is sent; what is under way ends; 0: any number

	Timeout time.Duration // most that one request may take, from the first byte sent to the last received; 0: two minutes
	Retries int           // how often a request is repeated that failed by chance; 0: five times; negative: never
	Stream  bool          // ask for the text in pieces, for servers that cut off whoever waits in silence

	// Batch collects what isn't in the cache instead of sending it: JSON lines as OpenAI's Batch API takes them. It needs
	// a Cache, where the answers will be.
	Batch io.Writer

	// Sleep waits before a request is repeated, and returns early with an error when the context ends; nil: by the clock.
	Sleep func(context.Context, time.Duration) error
}

// A Client asks, and remembers. Goroutines may share one; see [New].
type Client struct {
	options Options
	service openai.ChatCompletionService
	recent  atomic.Bool // the server wants the limit of tokens under its recent name

	mu        sync.Mutex
	flights   map[string]*flight // by key: what is being found out
	collected map[string]bool    // by key: what is in the batch
	batchErr  error              // the batch can't be written to any more
	calls     int                // requests sent
	hits      int                // completions that cost no request
	tokens    int                // tokens spent
}

// A flight is a completion that is being found out. Whoever asks for the same waits for it.
type flight struct {
	done  chan struct{} // closed when the other fields are there
	texts []string
	err   error
}

// New returns a client. It sends nothing yet; it fails when the options can't work.
func New(o Options) (*Client, error) {
	if o.Model == "" {
		return nil, errors.New("llm: name the model to ask, as the server calls it")
	}
	if o.URL == "" && o.Cache == "" {
		return nil, errors.New("llm: give the URL of a server to ask, or the folder of a cache to answer from")
	}
	if o.Batch != nil && o.Cache == "" {
		return nil, errors.New("llm: a batch needs the folder of a cache: its answers are imported there")
	}
	if o.Calls < 0 || o.Tokens < 0 || o.Timeout < 0 {
		return nil, errors.New("llm: a budget or a timeout is negative; give 0 for none")
	}
	if o.URL != "" {
		base, err := baseURL(o.URL)
		if err != nil {
			return nil, err
		}
		o.URL = base
	}
	if o.Cache != "" {
		if err := os.MkdirAll(o.Cache, 0o755); err != nil {
			return nil, fmt.Errorf("llm: the folder of the cache can't be made: %w", err)
		}
	}
	if o.Timeout == 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Retries == 0 {
		o.Retries = 5
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	c := &Client{options: o, flights: map[string]*flight{}, collected: map[string]bool{}}
	// Not the SDK's whole client: that one reads a key from the environment, and would send it to whatever URL this is.
	// The SDK doesn't repeat requests either: the budget has to count them.
	c.service = openai.NewChatCompletionService(
		option.WithBaseURL(o.URL), option.WithMaxRetries(0), option.WithHTTPClient(&http.Client{Transport: transport()}))
	if o.Key != "" {
		c.service.Options = append(c.service.Options, option.WithAPIKey(o.Key))
	}
	return c, nil
}

// transport keeps enough connections open for many goroutines; the default keeps two.
func transport() http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	t = t.Clone()
	t.MaxIdleConnsPerHost = 64
	return t
}

// baseURL returns the URL that paths are joined to. People paste the whole address, too.
func baseURL(text string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return "", fmt.Errorf("llm: the URL of the server can't be read: %w", err)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", fmt.Errorf("llm: the URL %q must start with http:// or https:// and name a host, such as https://api.openai.com/v1", text)
	}
	if u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", fmt.Errorf("llm: the URL of the server at %s must end with its path; a query, a fragment or a password is not sent", u.Host)
	}
	u.Path = strings.TrimSuffix(strings.TrimRight(u.Path, "/"), "/chat/completions")
	return u.String(), nil
}

// Model returns the name of the model, as the server calls it.
func (c *Client) Model() string { return c.options.Model }

// Stats says what the client has done so far: requests sent, retries included; completions that cost no request, because
// the cache knew them or somebody was asking for the same; and tokens spent, in prompts and answers. A server that doesn't
// say how many tokens it took is charged one for every four bytes.
func (c *Client) Stats() (calls, hits, tokens int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls, c.hits, c.tokens
}

// Complete returns as many texts as the request wants, from the cache as far as they are there. Its error wraps [ErrBudget]
// when the budget is spent, [ErrCollected] when the request went into a batch, and the context's when that ended; else it
// says what the server said, and what to do. In each case the texts so far are in the cache, and the same call goes on from
// there. A damaged file of the cache is an error that names it, not a reason to ask and pay again.
func (c *Client) Complete(ctx context.Context, r Request) ([]string, error) {
	r, err := r.check()
	if err != nil {
		return nil, err
	}
	key, err := r.key(c.options.Model)
	if err != nil {
		return nil, err
	}
	for {
		c.mu.Lock()
		f, shared := c.flights[key]
		if !shared {
			f = &flight{done: make(chan struct{}), err: errors.New("llm: the request was given up")}
			c.flights[key] = f
		}
		c.mu.Unlock()
		if !shared {
			c.lead(ctx, key, r, f)
			return slices.Clone(f.texts), f.err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-f.done:
		}
		// Whoever asked first may have lost patience. That is no answer for the others: one of them asks next.
		if f.err != nil && (errors.Is(f.err, context.Canceled) || errors.Is(f.err, context.DeadlineExceeded)) && ctx.Err() == nil {
			continue
		}
		if f.err == nil {
			c.hit()
		}
		return slices.Clone(f.texts), f.err
	}
}

// lead finds out what others may be waiting for.
func (c *Client) lead(ctx context.Context, key string, r Request, f *flight) {
	defer func() {
		c.mu.Lock()
		delete(c.flights, key)
		c.mu.Unlock()
		close(f.done)
	}()
	f.texts, f.err = c.find(ctx, key, r)
}

// find answers from the cache, and asks for what is missing.
func (c *Client) find(ctx context.Context, key string, r Request) ([]string, error) {
	e, err := c.load(key)
	if err != nil {
		return nil, err
	}
	if len(e.Texts) >= r.N {
		c.hit()
		return e.Texts[:r.N], nil
	}
	if c.options.Batch != nil {
		return nil, c.collect(key, r.after(len(e.Texts)))
	}
	if c.options.URL == "" {
		return nil, fmt.Errorf("llm: the cache %s doesn't know the answer %s, and there is no URL to ask; give one", c.options.Cache, key)
	}
	e.Model, e.Request = c.options.Model, &r
	for len(e.Texts) < r.N {
		reply, err := c.ask(ctx, key, r.after(len(e.Texts)))
		if err != nil {
			return nil, err
		}
		e.add(reply)
		// Kept at once: what was paid for must outlive whatever happens next.
		if err := c.store(key, e); err != nil {
			return nil, err
		}
	}
	return e.Texts, nil
}

func (c *Client) hit() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hits++
}
