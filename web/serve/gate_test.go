package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rso/web/gateway"
	"rso/web/gateway/conformance"
)

// A log is written to by a server while a test reads it.
type log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// configured writes a configuration as the file that it would be read from.
func configured(t *testing.T, c gateway.Config) string {
	t.Helper()
	b, err := json.Marshal(conformance.Fields(c))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "gateway.json")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// served runs the command with a gateway until stop is called, and returns where it listens.
func served(t *testing.T, c gateway.Config, logs io.Writer, args ...string) (at string, stop func()) {
	t.Helper()
	t.Setenv(keyVariable, c.Key)
	t.Setenv(visitorVariable, string(bytes.Join(c.VisitorKeys, []byte(","))))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("<!doctype html>the shop"), 0o600); err != nil {
		t.Fatal(err)
	}
	args = append([]string{"-addr", "127.0.0.1:0", "-gateway", configured(t, c)}, args...)
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := run(ctx, append(args, dir), in, logs)
		_ = in.CloseWithError(err)
		done <- err
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("it doesn't serve: %v", err)
	}
	_, at, _ = strings.Cut(line, " at ")
	at, _, _ = strings.Cut(at, "/ ")
	return at, sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("it ended with %v", err)
		}
	})
}

func TestGatewayConformance(t *testing.T) {
	conformance.Run(t, conformance.Kind{Start: func(t *testing.T, c gateway.Config) string {
		logs := &log{}
		at, stop := served(t, c, logs, "-limits", filepath.Join(t.TempDir(), "limits.db"))
		t.Cleanup(func() {
			stop()
			if strings.Contains(logs.String(), conformance.Key) || strings.Contains(logs.String(), "Zanzibar") {
				t.Errorf("the log tells a secret: %s", logs)
			}
		})
		return at
	}})
}

// ask posts a turn.
func ask(t *testing.T, at string, headers ...string) (status int) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, at+"/v1/turn", bytes.NewReader(conformance.Frame()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", conformance.Origin)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, res.Body)
	return res.StatusCode
}

// With -llm the site's own pages need no configuration, and those of others get nothing.
func TestModelWithoutConfiguration(t *testing.T) {
	up := conformance.NewUpstream(t)
	t.Setenv(keyVariable, conformance.Key)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, []string{"-addr", "127.0.0.1:0", "-llm", up.URL, "-model", "fast", "-limits", filepath.Join(dir, "limits.db"), t.TempDir()}, in, io.Discard)
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	_, at, _ := strings.Cut(line, " at ")
	at, _, _ = strings.Cut(at, "/ ")
	_, port, _ := strings.Cut(strings.TrimPrefix(at, "http://"), ":")
	for origin, want := range map[string]int{at: 200, "http://localhost:" + port: 200, "http://127.0.0.1:" + port: 200, "http://localhost": 403, "https://shop.example": 403} {
		if got := ask(t, "http://127.0.0.1:"+port, "Origin", origin); got != want {
			t.Errorf("from %s: status %d, want %d", origin, got, want)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A restart gives nobody a new budget, and visitors are told apart by what the proxy says.
func TestLimitsSurvive(t *testing.T) {
	c := gateway.Config{Upstream: conformance.NewUpstream(t).URL, Key: conformance.Key, Model: "fast", Origins: []string{conformance.Origin}}
	c.Visitor.RequestsPerDay = 3
	limits := filepath.Join(t.TempDir(), "limits.db")
	answered := map[string]int{}
	for range 2 {
		logs := &log{}
		at, stop := served(t, c, logs, "-limits", limits, "-visitor-header", "X-Real-IP")
		for _, visitor := range [...]string{"192.0.2.1", "forged, 192.0.2.1", "192.0.2.2"} {
			for range 2 {
				if ask(t, at, "X-Real-IP", visitor) == http.StatusOK {
					answered[visitor[strings.LastIndex(visitor, " ")+1:]]++
				}
			}
		}
		if strings.Contains(logs.String(), "192.0.2") || strings.Count(logs.String(), "\n") != 6 {
			t.Errorf("the log has %s", logs)
		}
		res, err := http.Get(at + "/")
		if err != nil {
			t.Fatal(err)
		}
		page, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if !strings.Contains(string(page), "the shop") {
			t.Errorf("beside the gateway the site is %q", page)
		}
		stop()
	}
	if answered["192.0.2.1"] != 3 || answered["192.0.2.2"] != 3 {
		t.Errorf("answered were %v, want 3 each", answered)
	}
}

func TestGateRefuses(t *testing.T) {
	good := gateway.Config{Upstream: "https://llm.example/v1", Model: "small", Origins: []string{conformance.Origin}}
	bad := good
	bad.Model = ""
	limits := filepath.Join(t.TempDir(), "limits.db")
	held, err := openCounts(limits)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	dir := t.TempDir()
	for _, x := range [...]struct {
		args  []string
		names string
	}{
		{[]string{"-gateway", filepath.Join(dir, "none.json"), dir}, "can't read the gateway's configuration"},
		{[]string{"-gateway", configured(t, good), "-llm", "https://llm.example/v1", dir}, "give one of them"},
		{[]string{"-llm", "llm.example", "-limits", filepath.Join(dir, "m.db"), dir}, "no web address"},
		{[]string{"-gateway", configured(t, bad), "-limits", filepath.Join(dir, "l.db"), dir}, "Model is missing"},
		{[]string{"-gateway", configured(t, good), "-limits", limits, dir}, "another server counts in"},
		{[]string{"-tls-cert", "a.pem", dir}, "name both files, or neither"},
	} {
		if err := run(t.Context(), append([]string{"-addr", "127.0.0.1:0"}, x.args...), io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), x.names) {
			t.Errorf("%v: the error is %v, want one that names %q", x.args, err, x.names)
		}
	}
}

// What is counted in a file is exact, too, and windows that have ended leave it.
func TestCounts(t *testing.T) {
	c, err := openCounts(filepath.Join(t.TempDir(), "limits.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	noon := time.Date(2026, 5, 1, 12, 0, 10, 0, time.UTC)
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := 0
	for range 200 {
		wg.Go(func() {
			wait, err := c.Take(t.Context(), noon, []gateway.Budget{{Key: "x", Window: time.Minute, Most: 50, Amount: 1}, {Key: "y", Window: time.Hour, Most: 60, Amount: 1}})
			mu.Lock()
			defer mu.Unlock()
			if err == nil && wait == 0 {
				got++
			}
		})
	}
	wg.Wait()
	if got != 50 {
		t.Errorf("%d got in, want 50", got)
	}
	back := []gateway.Budget{{Key: "x", Window: time.Minute, Most: 50, Amount: 1}}
	if err := c.Return(t.Context(), noon, back); err != nil {
		t.Fatal(err)
	}
	if wait, err := c.Take(t.Context(), noon, back); wait != 0 || err != nil {
		t.Errorf("what was given back can't be had: %v, %v", wait, err)
	}
	if wait, err := c.Take(t.Context(), noon, back); wait != 50*time.Second || err != nil {
		t.Errorf("one waits %v, %v", wait, err)
	}
	later := noon.Add(2 * time.Hour)
	if wait, err := c.Take(t.Context(), later, back); wait != 0 || err != nil {
		t.Errorf("later one waits %v, %v", wait, err)
	}
	if n := c.windows(t); n != 1 {
		t.Errorf("%d windows are kept, want 1", n)
	}
}
