package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// newSite serves a directory with the given files.
func newSite(t *testing.T, files map[string]string) (http.Handler, string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := openSite(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return secured(s), dir
}

// get asks for a path with pairs of header names and values.
func get(t *testing.T, h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return do(t, h, http.MethodGet, path, headers...)
}

func do(t *testing.T, h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, "http://localhost/", nil)
	r.URL.Path = path
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func TestContentTypes(t *testing.T) {
	want := map[string]string{
		"core.wasm":     "application/wasm",
		"films.rsoc":    "application/octet-stream",
		"films.rsop":    "application/octet-stream",
		"main.js":       "text/javascript; charset=utf-8",
		"a.mjs":         "text/javascript; charset=utf-8",
		"index.html":    "text/html; charset=utf-8",
		"favicon.svg":   "image/svg+xml",
		"demo.css":      "text/css; charset=utf-8",
		"unknown.xyzzy": "application/octet-stream",
	}
	files := map[string]string{}
	for name := range want {
		files[name] = "<html>"
	}
	h, _ := newSite(t, files)
	for name, kind := range want {
		expect(t, name, get(t, h, "/"+name).Header().Get("Content-Type"), kind)
	}
	expect(t, "/", get(t, h, "/").Header().Get("Content-Type"), "text/html; charset=utf-8")
}

func TestEveryResponseIsSecured(t *testing.T) {
	h, _ := newSite(t, map[string]string{"index.html": "x", "a.js.br": "x"})
	for _, path := range []string{"/", "/missing"} {
		header := get(t, h, path).Header()
		if !strings.HasPrefix(header.Get("Content-Security-Policy"), "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'") {
			t.Errorf("%s: policy %q", path, header.Get("Content-Security-Policy"))
		}
		expect(t, path, header.Get("X-Content-Type-Options"), "nosniff")
		expect(t, path, header.Get("Referrer-Policy"), "no-referrer")
		expect(t, path, header.Get("Cross-Origin-Opener-Policy"), "same-origin")
		expect(t, path, header.Get("Cross-Origin-Embedder-Policy"), "require-corp")
	}
}

// A report stands in one file; whatever else might be in it must not load anything.
func TestReportsMayStyleThemselves(t *testing.T) {
	h, _ := newSite(t, map[string]string{"films.report.html": "x"})
	policy := get(t, h, "/films.report.html").Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';") {
		t.Errorf("the report's policy is %q", policy)
	}
}

func TestCaching(t *testing.T) {
	h, dir := newSite(t, map[string]string{"main.js": "one", "chunk-ABCD2345.js": "two"})
	expect(t, "hashed", get(t, h, "/chunk-ABCD2345.js").Header().Get("Cache-Control"), "public, max-age=31536000, immutable")
	first := get(t, h, "/main.js")
	expect(t, "unhashed", first.Header().Get("Cache-Control"), "no-cache")

	tag := first.Header().Get("ETag")
	again := get(t, h, "/main.js", "If-None-Match", tag)
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("same tag: got %d with %d bytes", again.Code, again.Body.Len())
	}
	// The same content under a newer date keeps its tag; other content gets another.
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "main.js"), later, later); err != nil {
		t.Fatal(err)
	}
	expect(t, "tag after touch", get(t, h, "/main.js").Header().Get("ETag"), tag)
	if err := os.WriteFile(filepath.Join(dir, "main.js"), []byte("changed"), 0o644); err != nil {
		t.Fatal(err)
	}
	changed := get(t, h, "/main.js", "If-None-Match", tag)
	if changed.Code != http.StatusOK || changed.Body.String() != "changed" {
		t.Errorf("changed file: got %d %q", changed.Code, changed.Body)
	}
}

func TestPrecompressed(t *testing.T) {
	h, dir := newSite(t, map[string]string{
		"core.wasm": "plain", "core.wasm.br": "brotli", "core.wasm.gz": "gzip", "alone.js": "alone",
	})
	now := time.Now()
	for _, name := range []string{"core.wasm", "core.wasm.br", "core.wasm.gz"} {
		if err := os.Chtimes(filepath.Join(dir, name), now, now); err != nil {
			t.Fatal(err)
		}
	}
	cases := []struct{ accept, body, encoding string }{
		{"gzip, deflate, br, zstd", "brotli", "br"},
		{"gzip", "gzip", "gzip"},
		{"br;q=0, gzip;q=0.5", "gzip", "gzip"},
		{"BR; q=1.0", "brotli", "br"},
		{"*", "brotli", "br"},
		{"*;q=0", "plain", ""},
		{"br;q=nonsense", "plain", ""},
		{"identity", "plain", ""},
		{"", "plain", ""},
	}
	tags := map[string]string{}
	for _, c := range cases {
		w := get(t, h, "/core.wasm", "Accept-Encoding", c.accept)
		expect(t, c.accept, w.Body.String(), c.body)
		expect(t, c.accept+" encoding", w.Header().Get("Content-Encoding"), c.encoding)
		expect(t, c.accept+" type", w.Header().Get("Content-Type"), "application/wasm")
		expect(t, c.accept+" vary", w.Header().Get("Vary"), "Accept-Encoding")
		tags[w.Header().Get("ETag")] = c.body
	}
	if len(tags) != 3 {
		t.Errorf("three bodies need three tags, got %v", tags)
	}
	expect(t, "length", get(t, h, "/core.wasm", "Accept-Encoding", "br").Header().Get("Content-Length"), "6")
	expect(t, "no twin, no vary", get(t, h, "/alone.js", "Accept-Encoding", "br").Header().Get("Vary"), "")

	stale := now.Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "core.wasm.br"), stale, stale); err != nil {
		t.Fatal(err)
	}
	expect(t, "stale twin", get(t, h, "/core.wasm", "Accept-Encoding", "br, gzip").Body.String(), "gzip")
}

func TestNothingOutsideOfTheSite(t *testing.T) {
	h, dir := newSite(t, map[string]string{"index.html": "home", ".env": "secret", "sub/.git/config": "secret"})
	outside := filepath.Join(filepath.Dir(dir), "outside.txt")
	if err := os.WriteFile(outside, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Remove(outside) })
	if err := os.Symlink(outside, filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		"/../outside.txt", "/sub/../../outside.txt", "//../outside.txt", "/link.txt", "/.env", "/sub/.git/config",
		"/..\\outside.txt", "/index.html\x00.js", "/index.html/", "/sub/",
	} {
		w := get(t, h, path)
		if w.Code == http.StatusOK && strings.Contains(w.Body.String(), "secret") || w.Code >= 500 {
			t.Errorf("%q: got %d %q", path, w.Code, w.Body)
		}
	}
	expect(t, "missing", get(t, h, "/nope.js").Body.String(), "There is no /nope.js here.\n")
}

func TestDirectories(t *testing.T) {
	h, _ := newSite(t, map[string]string{"index.html": "home", "project/index.html": "project"})
	expect(t, "root", get(t, h, "/").Body.String(), "home")
	expect(t, "project", get(t, h, "/project/").Body.String(), "project")
	expect(t, "slash", get(t, h, "/project").Header().Get("Location"), "/project/")
	expect(t, "no open redirect", get(t, h, "//project").Header().Get("Location"), "/project/")
}

func TestMethodsAndRanges(t *testing.T) {
	h, _ := newSite(t, map[string]string{"films.rsoc": "0123456789"})
	if w := do(t, h, http.MethodPost, "/films.rsoc"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: got %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
	if w := do(t, h, http.MethodHead, "/films.rsoc"); w.Body.Len() != 0 || w.Header().Get("Content-Length") != "10" {
		t.Errorf("HEAD: got %d bytes, length %q", w.Body.Len(), w.Header().Get("Content-Length"))
	}
	if w := get(t, h, "/films.rsoc", "Range", "bytes=2-4"); w.Code != http.StatusPartialContent || w.Body.String() != "234" {
		t.Errorf("range: got %d %q", w.Code, w.Body)
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	expectFailure := func(wanted string, args ...string) {
		t.Helper()
		err := run(t.Context(), args, &bytes.Buffer{}, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), wanted) {
			t.Errorf("%q: got %v, want a sentence with %q", args, err, wanted)
		}
	}
	expectFailure("name the one directory")
	expectFailure("build the site first", filepath.Join(dir, "missing"))

	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	expectFailure("PORT=9090", "-addr", taken.Addr().String(), dir)

	// A signal is the end of the context: the server says where it is, then stops without an error.
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out bytes.Buffer
	if err := run(ctx, []string{"-addr", "127.0.0.1:0", dir}, &out, &bytes.Buffer{}); err != nil {
		t.Errorf("shutdown: %v", err)
	}
	if !strings.Contains(out.String(), "at http://localhost:") {
		t.Errorf("address: got %q", out.String())
	}
}
