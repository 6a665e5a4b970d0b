package main_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rso/web/gateway"
	"rso/web/gateway/conformance"
)

// A bench runs workers in workerd: one process of node for all of them.
type bench struct {
	mu    sync.Mutex
	in    io.WriteCloser
	urls  map[int]chan string
	last  int
	print bytes.Buffer // what the workers printed
}

// newBench builds the worker, and starts what runs it.
func newBench(t *testing.T) *bench {
	t.Helper()
	if _, err := os.Stat("../../web/node_modules/miniflare"); err != nil {
		if os.Getenv("RSO_WORKERD") != "" {
			t.Fatal("there is no workerd: npm ci in web brings it")
		}
		t.Skip("there is no workerd: ./build.sh test brings it")
	}
	for _, made := range [...]string{"*.go", "*.mjs", "*.jsonc", "../../web/test/workerd.mjs", "../../build.sh"} { // so that the go command knows of them
		files, _ := filepath.Glob(made)
		for _, f := range files {
			if _, err := os.ReadFile(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	if out, err := exec.Command("../../build.sh", "worker").CombinedOutput(); err != nil {
		t.Fatalf("./build.sh worker: %v\n%s", err, out)
	}
	b := &bench{urls: map[int]chan string{}}
	cmd := exec.Command("node", "../../web/test/workerd.mjs")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = b
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	b.in = in
	read := make(chan struct{})
	go func() {
		defer close(read)
		b.read(out)
	}()
	t.Cleanup(func() {
		_ = in.Close()
		<-read
		if err := cmd.Wait(); err != nil {
			t.Errorf("node test/workerd.mjs: %v\n%s", err, b.printed())
		}
	})
	return b
}

// read passes on where workers listen.
func (b *bench) read(out io.Reader) {
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var started struct {
			ID  int
			URL string
		}
		if json.Unmarshal(lines.Bytes(), &started) == nil {
			b.mu.Lock()
			b.urls[started.ID] <- started.URL
			b.mu.Unlock()
		}
	}
}

// Write keeps what the workers print.
func (b *bench) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.print.Write(p)
}

func (b *bench) printed() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.print.String()
}

// tell writes a line to node.
func (b *bench) tell(t *testing.T, line map[string]any) {
	t.Helper()
	frame, err := json.Marshal(line)
	if err != nil {
		t.Fatal(err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, err := b.in.Write(append(frame, '\n')); err != nil {
		t.Fatal(err)
	}
}

// start starts a worker with variables for the length of a test, and returns its URL.
func (b *bench) start(t *testing.T, vars map[string]any) string {
	t.Helper()
	b.mu.Lock()
	b.last++
	id, url := b.last, make(chan string, 1)
	b.urls[id] = url
	b.mu.Unlock()
	b.tell(t, map[string]any{"id": id, "vars": vars})
	t.Cleanup(func() { b.tell(t, map[string]any{"id": id, "stop": true}) })
	select {
	case at := <-url:
		return at
	case <-time.After(time.Minute):
		t.Fatalf("the worker doesn't start:\n%s", b.printed())
	}
	return ""
}

// variables are those that a configuration is given to a worker by.
func variables(c gateway.Config) map[string]any {
	return map[string]any{"RSO_GATEWAY": conformance.Fields(c), "RSO_KEY": c.Key, "RSO_VISITOR_KEY": string(bytes.Join(c.VisitorKeys, []byte(",")))}
}

func TestConformance(t *testing.T) {
	b := newBench(t)
	conformance.Run(t, conformance.Kind{
		Start:    func(t *testing.T, c gateway.Config) string { return b.start(t, variables(c)) },
		Address:  "Cf-Connecting-Ip",
		Resolves: true,
		Deaf:     true, // workerd by itself: Cloudflare tells a worker at once
	})
	if log := b.printed(); strings.Contains(log, conformance.Key) || strings.Contains(log, "Zanzibar") {
		t.Errorf("what the workers print tells a secret: %s", log)
	}
}

// The program stays small: it is what a deploy sends, and what a plan limits.
func TestSize(t *testing.T) {
	newBench(t) // builds it
	program, err := os.ReadFile("build/gateway.wasm")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(program)
	_ = w.Close()
	if most := 1_700_000; b.Len() > most {
		t.Errorf("gateway.wasm has %d bytes compressed, at most %d are allowed: see what was imported lately", b.Len(), most)
	}
}

// A worker whose configuration is wrong says why, to whom it belongs and to nobody else.
func TestBrokenConfiguration(t *testing.T) {
	b := newBench(t)
	for why, config := range map[string]any{
		"Model is missing":  map[string]any{"upstream": "https://llm.example/v1"},
		`no field "modell"`: `{"modell": "x"}`,
		"Upstream has more": map[string]any{"upstream": "https://sk-secret:x@llm.example/v1", "model": "m"},
	} {
		res, err := http.Get(b.start(t, map[string]any{"RSO_GATEWAY": config, "RSO_KEY": conformance.Key}) + "/healthz")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode != http.StatusInternalServerError || string(body) != `{"error":{"code":"internal","message":"The gateway has a fault."}}` {
			t.Errorf("%s: status %d, %s", why, res.StatusCode, body)
		}
		for range 100 {
			if strings.Contains(b.printed(), why) {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if log := b.printed(); !strings.Contains(log, why) || strings.Contains(log, "sk-secret") || strings.Contains(log, conformance.Key) {
			t.Errorf("the log is %q, want one that says %q and no secret", log, why)
		}
	}
}
