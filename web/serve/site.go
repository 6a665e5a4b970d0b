package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A site serves the files of one directory and nothing outside of it: the directory is opened as a root, so that
// neither ".." nor a symbolic link leads out.
type site struct {
	root *os.Root
	tags tags
}

func openSite(dir string) (*site, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no directory %s: build the site first, with ./build.sh build", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("can't serve %s: %w", dir, err)
	}
	return &site{root: root}, nil
}

func (s *site) Close() error { return s.root.Close() }

// A file is one answer to a request: the asset itself or its compressed twin.
type file struct {
	*os.File
	name     string
	encoding string // "" for the asset itself
	size     int64
	modified time.Time
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD are answered here.", http.StatusMethodNotAllowed)
		return
	}
	name, ok := fileName(r.URL.Path)
	if !ok {
		notFound(w, r)
		return
	}
	asset, err := s.open(name, "")
	if errors.Is(err, errIsDir) && !strings.HasSuffix(r.URL.Path, "/") {
		// Relative addresses in the page need the slash. The path is made clean, so that it can't become "//host".
		http.Redirect(w, r, "/"+name+"/", http.StatusMovedPermanently)
		return
	}
	if errors.Is(err, errIsDir) {
		name = path.Join(name, "index.html")
		asset, err = s.open(name, "")
	}
	if err != nil {
		notFound(w, r)
		return
	}
	defer asset.Close()

	header := w.Header()
	header.Set("Content-Type", contentType(name))
	header.Set("Cache-Control", cacheControl(name))
	body := asset
	if twin, exists := s.twin(asset, r.Header.Get("Accept-Encoding")); exists {
		// Even a browser that gets the plain asset must know that others may not.
		header.Add("Vary", "Accept-Encoding")
		if twin != nil {
			defer twin.Close()
			body = twin
			header.Set("Content-Encoding", twin.encoding)
		}
	}
	tag, err := s.tags.of(body)
	if err != nil {
		http.Error(w, "The file can't be read.", http.StatusInternalServerError)
		return
	}
	header.Set("ETag", tag)
	if body.encoding != "" {
		// ServeContent leaves the length of an encoded body out; it is known here, and a progress bar wants it.
		header.Set("Content-Length", strconv.FormatInt(body.size, 10))
	}
	http.ServeContent(w, r, name, body.modified, io.ReadSeeker(body))
}

var errIsDir = errors.New("is a directory")

// open opens an asset, or its twin in the given encoding.
func (s *site) open(name, encoding string) (*file, error) {
	f, err := s.root.Open(name + suffixes[encoding])
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = errIsDir
	}
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &file{File: f, name: name, encoding: encoding, size: info.Size(), modified: info.ModTime()}, nil
}

// fileName maps the path of a request to a name below the root. Hidden files (.git, .env) stay hidden.
func fileName(urlPath string) (string, bool) {
	if strings.ContainsAny(urlPath, "\x00\\") {
		return "", false
	}
	name := strings.TrimPrefix(path.Clean("/"+urlPath), "/")
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return "", false
		}
	}
	if name == "" {
		name = "."
	}
	return name, true
}

func notFound(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	http.Error(w, fmt.Sprintf("There is no %s here.", r.URL.Path), http.StatusNotFound)
}

// The table is written out, because the system's differs from machine to machine.
var types = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".md":          "text/markdown; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".png":         "image/png",
	".rsoc":        "application/octet-stream",
	".rsop":        "application/octet-stream",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".webp":        "image/webp",
	".woff2":       "font/woff2",
}

func contentType(name string) string {
	if known, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return known
	}
	return "application/octet-stream"
}

// hashed matches the names of the bundler's chunks: their hash is of their content.
var hashed = regexp.MustCompile(`-[A-Z0-9]{8}\.[a-z]+$`)

// cacheControl lets a browser keep hashed names for good and ask for all others each time, which costs a 304.
func cacheControl(name string) string {
	if hashed.MatchString(name) {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}
