package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
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
type gateFlags struct{ config, llm, model, limits, visitor string }

// asked says whether there is to be a gateway.
func (f *gateFlags) asked() bool { return f.config != "" || f.llm != "" }

// open opens the gateway that the flags ask for, beside a site at some origins; what it logs goes to a writer. Close closes it.
func (f *gateFlags) open(origins []string, logs io.Writer) (gate http.Handler, closer io.Closer, err error) {
	c, err := f.read(origins)
	if err != nil {
		return nil, nil, err
	}
	c.Secrets(os.Getenv(keyVariable), os.Getenv(visitorVariable), os.Getenv(turnstileVariable))
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
		return nil, nil, errors.Join(fmt.Errorf("%s: %w", f.config+f.llm, err), counts.Close())
	}
	return gate, counts, nil
}

// read reads the configuration. With -llm it is a short one, for the site's own pages.
func (f *gateFlags) read(origins []string) (gateway.Config, error) {
	switch {
	case f.config != "" && f.llm != "":
		return gateway.Config{}, errors.New("-gateway and -llm say both where the model is: give one of them")
	case f.llm != "":
		return gateway.Config{Upstream: f.llm, Model: f.model, Origins: origins, Visitor: gateway.Limits{RequestsPerMinute: 20, RequestsPerDay: 500}}, nil
	}
	source, err := os.ReadFile(f.config)
	if err != nil {
		return gateway.Config{}, fmt.Errorf("can't read the gateway's configuration: %w", err)
	}
	c, err := gateway.ReadConfig(source)
	if err != nil {
		return c, fmt.Errorf("%s: %w", f.config, err)
	}
	return c, nil
}

// originsOf lists the origins by which browsers may find a server that listens at an address.
func originsOf(addr net.Addr, secure bool) []string {
	scheme := "http://"
	if secure {
		scheme = "https://"
	}
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return nil
	}
	hosts := []string{host, "localhost", "127.0.0.1", "::1"}
	if name, err := os.Hostname(); err == nil {
		hosts = append(hosts, name)
	}
	var list []string
	for _, h := range hosts {
		if ip := net.ParseIP(h); h != "" && (ip == nil || !ip.IsUnspecified()) {
			list = append(list, scheme+net.JoinHostPort(h, port))
		}
	}
	return list
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
