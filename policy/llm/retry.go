//go:build !js

package llm

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The waits between requests: the first backoff doubles up to the longest. A server that asks for patience gets it, up to
// the most; beyond that a person had better decide.
const (
	firstBackoff   = 500 * time.Millisecond
	longestBackoff = 30 * time.Second
	mostPatience   = 10 * time.Minute
)

// ask sends a request until it is answered, refused, or has failed too often.
func (c *Client) ask(ctx context.Context, key string, r Request) (reply, error) {
	for failed := 0; ; {
		if err := ctx.Err(); err != nil {
			return reply{}, err
		}
		if err := c.spend(); err != nil {
			return reply{}, err
		}
		recent := c.recent.Load()
		got, f := c.attempt(ctx, r, recent)
		if f == nil {
			return got, nil
		}
		if err := ctx.Err(); err != nil {
			return reply{}, err
		}
		// Some models know the limit of tokens under its recent name only, many servers only under the old one. The old
		// one is tried first, and the refusal names the other.
		if !recent && r.MaxTokens > 0 && f.status == http.StatusBadRequest && strings.Contains(f.Error(), "max_completion_tokens") {
			c.recent.Store(true)
			continue
		}
		if !f.again {
			return reply{}, fmt.Errorf("llm: %s refused the request: %w%s", c.options.URL, f, hint(f.status))
		}
		failed++
		if failed > c.options.Retries {
			return reply{}, fmt.Errorf("llm: gave up on %s after %d requests that failed, the last one so: %w", c.options.URL, failed, f)
		}
		wait := backoff(key, failed)
		if f.wait > mostPatience {
			return reply{}, fmt.Errorf("llm: %s wants to be left alone for %v: %w; run the same again then", c.options.URL, f.wait, f)
		}
		if f.told {
			wait = f.wait
		}
		if err := c.options.Sleep(ctx, wait); err != nil {
			return reply{}, err
		}
	}
}

// hint says what a refusal is mostly about.
func hint(status int) string {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return "; check the key"
	case http.StatusNotFound:
		return "; check the model's name and the URL, which ends in /v1 for most servers"
	}
	return ""
}

// backoff returns the wait after so many failures, 1 or more. Half of it is drawn, so that many clients that failed
// together don't come back together; it is drawn from the key, so that a run can be repeated.
func backoff(key string, failed int) time.Duration {
	wait := longestBackoff
	if failed <= 6 {
		wait = firstBackoff << (failed - 1)
	}
	sum := sha256.Sum256([]byte(key + strconv.Itoa(failed)))
	drawn := float64(binary.LittleEndian.Uint64(sum[:])>>11) / (1 << 53)
	return wait/2 + time.Duration(drawn*float64(wait/2))
}

// patience returns how long a server asks to wait, and whether it does. It may name seconds or a date; a date is measured
// on the server's own clock, where it shows it.
func patience(h http.Header) (time.Duration, bool) {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds >= 0 {
		// A number too large for a duration is more than anybody's patience.
		return time.Duration(min(seconds, 1e9) * float64(time.Second)), true
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return max(0, until.Sub(now)), true
}

// sleep waits by the clock.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
