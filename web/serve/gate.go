package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"

	"rso/web/gateway"
)

// The environment variables with what is secret.
const (
	keyVariable       = "RSO_KEY"         // the key for the model's server
	visitorVariable   = "RSO_VISITOR_KEY" // signs visitors' tokens: 32 characters at least; several are separated by commas, the newest first
	turnstileVariable = "RSO_TURNSTILE"   // the secret of a Turnstile widget
)

// gateFlags are the flags of the gateway.
type gateFlags struct{ config, limits, visitor string }

// open opens the gateway that the flags ask for; what it logs goes to a writer. Close closes it.
func (f *gateFlags) open(logs io.Writer) (gate http.Handler, closer io.Closer, err error) {
	source, err := os.ReadFile(f.config)
	if err != nil {
		return nil, nil, fmt.Errorf("can't read the gateway's configuration: %w", err)
	}
	c, err := gateway.ReadConfig(source)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", f.config, err)
	}
	c.Key, c.Turnstile = os.Getenv(keyVariable), os.Getenv(turnstileVariable)
	if keys := os.Getenv(visitorVariable); keys != "" {
		for key := range strings.SplitSeq(keys, ",") {
			c.VisitorKeys = append(c.VisitorKeys, []byte(key))
		}
	}
	c.Metrics = logger(logs)
	if f.visitor != "" {
		c.VisitOf = named(f.visitor)
	}
	counts, err := openCounts(f.limits)
	if err != nil {
		return nil, nil, err
	}
	c.Limiter = counts
	gate, err = gateway.New(c)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("%s: %w", f.config, err), counts.Close())
	}
	return gate, counts, nil
}

// logger writes a line of JSON for each request.
func logger(w io.Writer) func(gateway.Metric) {
	var mu sync.Mutex
	return func(m gateway.Metric) {
		line, err := json.Marshal(m)
		if err != nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		_, _ = w.Write(append(line, '\n'))
	}
}

// named names a visitor by the last entry of a header, which is what the nearest proxy wrote: what stands before it anyone can write.
func named(header string) func(*http.Request) string {
	return func(r *http.Request) string {
		values := r.Header.Values(header)
		if len(values) == 0 {
			return ""
		}
		list := strings.Split(values[len(values)-1], ",")
		return strings.TrimSpace(list[len(list)-1])
	}
}

// beside serves the gateway's paths before the site's.
func beside(gate, site http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if gateway.Serves(r) {
			gate.ServeHTTP(w, r)
			return
		}
		site.ServeHTTP(w, r)
	})
}
