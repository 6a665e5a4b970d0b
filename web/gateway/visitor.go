package gateway

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// VisitorHeader has a visitor's token, in a turn.
const VisitorHeader = "X-RSO-Visitor"

// A visitor's token says that the gateway has let somebody in, until when, and at which address. It is, in base64url without padding,
//
//	1 byte    tokenVersion
//	8 bytes   when it ends: Unix seconds, big-endian
//	8 bytes   who: a random number
//	8 bytes   the start of HMAC-SHA256(key, "address" and where the visitor is)
//	32 bytes  HMAC-SHA256(key, "token" and the bytes before)
const (
	tokenVersion = 1
	tokenHead    = 1 + 8 + 8 + 8
	tokenSize    = tokenHead + sha256.Size
)

// shortestKey is how many bytes a key for tokens has at least.
const shortestKey = 32

func mac(key []byte, of string, data []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(of))
	h.Write(data)
	return h.Sum(nil)
}

// sign makes a token for a visitor at an address.
func (c *Config) sign(address string) (token string, ends time.Time, err error) {
	key := c.VisitorKeys[0]
	ends = c.Clock().Add(c.VisitorFor).Truncate(time.Second)
	head := binary.BigEndian.AppendUint64([]byte{tokenVersion}, uint64(ends.Unix()))
	head = append(head, make([]byte, 8)...)
	if _, err := io.ReadFull(c.Random, head[9:]); err != nil {
		return "", ends, err
	}
	head = append(head, mac(key, "address", []byte(address))[:8]...)
	return base64.RawURLEncoding.EncodeToString(append(head, mac(key, "token", head)...)), ends, nil
}

// visitor returns who has a token, "" when it isn't a token of this gateway's, has ended, or is used from another address.
func (c *Config) visitor(token, address string) string {
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) != tokenSize || b[0] != tokenVersion {
		return ""
	}
	head, sum := b[:tokenHead], b[tokenHead:]
	for _, key := range c.VisitorKeys {
		if hmac.Equal(sum, mac(key, "token", head)) && hmac.Equal(head[17:], mac(key, "address", []byte(address))[:8]) {
			if c.Clock().Unix() >= int64(binary.BigEndian.Uint64(head[1:])) {
				return ""
			}
			return base64.RawURLEncoding.EncodeToString(head[9:17])
		}
	}
	return ""
}

// longestVisit is how long a request for a token may be, in bytes: a challenge's answer has 2,048 at most.
const longestVisit = 4 << 10

// visit answers POST /v1/visitor, {"turnstile": "…"}, with {"token": "…", "expires": Unix seconds}.
func (g *gate) visit(w http.ResponseWriter, r *http.Request) *fault {
	if len(g.VisitorKeys) == 0 {
		return &fault{code: NotFound, message: "This gateway asks for no token: post a turn."}
	}
	body, f := g.body(w, r, longestVisit)
	if f != nil {
		return f
	}
	var asked visit
	if unmarshal(body, &asked) != nil {
		return &fault{code: BadRequest, message: `The request is no {"turnstile": "…"}.`}
	}
	address := g.VisitOf(r)
	if f := g.take(r.Context(), g.Clock(), g.Visitor.budgets("tokens for "+address, 0)); f != nil {
		return f
	}
	if g.Turnstile != "" {
		if f := g.solved(r.Context(), asked.Turnstile, address); f != nil {
			return f
		}
	}
	token, ends, err := g.sign(address)
	if err != nil {
		return internal()
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, `{"token":"`+token+`","expires":`+strconv.FormatInt(ends.Unix(), 10)+"}")
	return nil
}

// turnstileURL is where answers to Turnstile's challenges are verified
// (https://developers.cloudflare.com/turnstile/get-started/server-side-validation/).
const turnstileURL = "https://challenges.cloudflare.com/turnstile/v0/siteverify"

// solved asks Turnstile whether a challenge was solved. Each answer counts once.
func (g *gate) solved(ctx context.Context, answer, address string) *fault {
	refused := &fault{code: Visitor, message: "The challenge was not solved: solve it again."}
	if answer == "" || len(answer) > 2048 {
		return refused
	}
	ctx, cancel := context.WithTimeout(ctx, g.FirstTimeout)
	defer cancel()
	form := url.Values{"secret": {g.Turnstile}, "response": {answer}}
	if !strings.Contains(address, "/") { // a network is no address
		form.Set("remoteip", address)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, g.TurnstileURL, strings.NewReader(form.Encode()))
	if err != nil {
		return internal()
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	unreachable := &fault{code: Unavailable, message: "What verifies the challenge can't be reached."}
	res, err := g.Client.Do(r)
	if err != nil {
		return unreachable
	}
	defer res.Body.Close()
	answered, err := io.ReadAll(io.LimitReader(res.Body, longestEvent))
	var v verdict
	if res.StatusCode != http.StatusOK || err != nil || unmarshal(answered, &v) != nil {
		return unreachable
	}
	if !v.Success {
		return refused
	}
	return nil
}

// visitors completes what a configuration says of visitors.
func (c *Config) visitors() error {
	for _, key := range c.VisitorKeys {
		if len(key) < shortestKey {
			return errors.New("gateway: a key for visitors' tokens is too short: give 32 random bytes at least")
		}
	}
	if c.Turnstile != "" && len(c.VisitorKeys) == 0 {
		return errors.New("gateway: Turnstile is set and VisitorKeys is not: what a solved challenge gives is a token, which a key signs")
	}
	if c.VisitorFor <= 0 {
		c.VisitorFor = visitorFor
	}
	if c.TurnstileURL == "" {
		c.TurnstileURL = turnstileURL
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	return nil
}
