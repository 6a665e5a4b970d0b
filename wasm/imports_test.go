package wasm

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A pkg is what go list says of a package.
type pkg struct {
	ImportPath string
	Imports    []string
}

// house is the prefix of our own packages.
const house = "rso/"

// within says whether a package is, or lies below, one of the trees.
func within(path string, trees ...string) bool {
	return slices.ContainsFunc(trees, func(t string) bool { return path == t || strings.HasPrefix(path, t+"/") })
}

// A room is a set of our packages with the packages of ours that they may import.
type room struct {
	name string
	in   func(path string) bool
	may  func(imported string) bool
}

// rooms are the arrows, as they may be drawn. Commands may use all that their room may.
var rooms = []room{
	{"catalog", func(p string) bool { return within(p, "rso/catalog") }, func(i string) bool { return within(i, "rso/catalog") }},
	{"policy itself", func(p string) bool { return p == "rso/policy" }, func(string) bool { return false }},
	{"policy's commands and learning", func(p string) bool { return within(p, "rso/policy") && p != "rso/policy" }, func(i string) bool {
		return within(i, "rso/policy", "rso/core", "rso/catalog") && i != "rso/core/chat"
	}},
	{"core", func(p string) bool { return within(p, "rso/core") && p != "rso/core/chat" }, func(i string) bool {
		return within(i, "rso/core") && i != "rso/core/chat" || i == "rso/policy" || i == "rso/catalog" || i == "rso/catalog/text"
	}},
	{"core/chat", func(p string) bool { return p == "rso/core/chat" }, func(i string) bool {
		return within(i, "rso/core") || i == "rso/policy" || i == "rso/policy/llm" || i == "rso/catalog"
	}},
	{"wasm/browser", func(p string) bool { return within(p, "rso/wasm/browser") }, func(i string) bool {
		return within(i, "rso/wasm/browser", "rso/core") || i == "rso/policy" || i == "rso/catalog"
	}},
	{"wasm/boundary", func(p string) bool { return p == "rso/wasm/boundary" }, func(string) bool { return false }},
	{"wasm/compiler", func(p string) bool { return within(p, "rso/wasm/compiler") }, func(i string) bool {
		return within(i, "rso/wasm/compiler", "rso/wasm/boundary", "rso/catalog") && i != "rso/catalog/compile" || i == "rso/core/jwriter" || i == "rso/core/jlexer"
	}},
	{"wasm/worker", func(p string) bool { return within(p, "rso/wasm/worker") }, func(i string) bool {
		return within(i, "rso/wasm/worker", "rso/web/gateway", "rso/core") || i == "rso/policy" || i == "rso/catalog"
	}},
	{"wasm/report", func(p string) bool { return within(p, "rso/wasm/report") }, func(i string) bool {
		return within(i, "rso/policy", "rso/core") && !within(i, "rso/policy/train", "rso/policy/evaluate", "rso/policy/console", "rso/core/chat") || i == "rso/catalog" || i == "rso/wasm/boundary"
	}},
	{"web", func(p string) bool { return within(p, "rso/web") }, func(i string) bool { return !within(i, "rso/wasm") }},
}

// arrows says what is wrong with the imports of our packages.
func arrows(pkgs []pkg) []string {
	var faults []string
	for _, p := range pkgs {
		if !strings.HasPrefix(p.ImportPath, house) {
			continue
		}
		for _, i := range p.Imports {
			switch {
			case i == "syscall/js":
				faults = append(faults, p.ImportPath+" imports syscall/js: the programs of wasm go through safejs, all else needs none")
			case within(i, "github.com/hack-pad/safejs") && !within(p.ImportPath, "rso/wasm"):
				faults = append(faults, p.ImportPath+" imports safejs, which is for the programs of wasm")
			case strings.HasPrefix(i, house):
				for _, r := range rooms {
					if r.in(p.ImportPath) && !r.may(i) {
						faults = append(faults, p.ImportPath+" imports "+i+": "+r.name+" may not")
					}
				}
			}
		}
	}
	return faults
}

// heavy are packages that must not be in the page's module: each makes it larger by more than it is worth there.
var heavy = []string{"net", "regexp", "crypto", "text/template", "html/template", "math/big", "encoding/json", "github.com/mailru/easyjson", "github.com/syumai/workers"}

// weight says what is wrong with the packages that the page's module is made of.
func weight(deps []pkg) []string {
	var faults []string
	for _, p := range deps {
		if within(p.ImportPath, heavy...) {
			faults = append(faults, "the page's module has "+p.ImportPath+", through "+strings.Join(importers(deps, p.ImportPath), ", "))
		}
		if strings.HasPrefix(p.ImportPath, house) && slices.Contains(p.Imports, "encoding/json") {
			faults = append(faults, p.ImportPath+" is in the page's module and imports encoding/json: write frames with jwriter, and read them with jlexer")
		}
	}
	return faults
}

func importers(deps []pkg, path string) []string {
	var all []string
	for _, p := range deps {
		if slices.Contains(p.Imports, path) {
			all = append(all, p.ImportPath)
		}
	}
	return all
}

// list asks the go command for packages of this module.
func list(t *testing.T, goos, goarch string, args ...string) []pkg {
	t.Helper()
	if runtime.GOOS == "js" {
		t.Skip("there is no go command here")
	}
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports"}, args...)...)
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	var pkgs []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

// names lists import paths.
func names(pkgs []pkg) []string {
	var all []string
	for _, p := range pkgs {
		all = append(all, p.ImportPath)
	}
	return all
}

func report(t *testing.T, faults []string) {
	t.Helper()
	slices.Sort(faults)
	for _, f := range slices.Compact(faults) {
		t.Error(f)
	}
}

func TestArrows(t *testing.T) {
	native := list(t, runtime.GOOS, runtime.GOARCH, "./...")
	page := list(t, "js", "wasm", "-e", "./...")
	for _, want := range []string{"rso/catalog", "rso/policy", "rso/core", "rso/core/prefer"} {
		if !slices.Contains(names(native), want) {
			t.Errorf("go list knows no %s: is this the right module?", want)
		}
	}
	search := list(t, "js", "wasm", "-e", "-tags", "search", "./wasm/browser")
	report(t, slices.Concat(arrows(native), arrows(page), arrows(search)))
}

func TestWeightOfThePage(t *testing.T) {
	for _, tags := range [...]string{"", "search"} {
		deps := list(t, "js", "wasm", "-tags", tags, "-deps", "./wasm/browser")
		if !slices.Contains(names(deps), "rso/core") {
			t.Fatalf("the page's module is made of %v", names(deps))
		}
		report(t, weight(deps))
	}
}

// The compiler is loaded by those who drop a feed, and may be larger: SHA-256 and HTML it needs. What it doesn't need is a network.
func TestWeightOfTheCompiler(t *testing.T) {
	deps := list(t, "js", "wasm", "-deps", "./wasm/compiler")
	if !slices.Contains(names(deps), "rso/catalog/build") {
		t.Fatalf("the compiler is made of %v", names(deps))
	}
	for _, p := range names(deps) {
		if within(p, "net", "regexp", "crypto/tls", "text/template", "html/template", "math/big", "github.com/mailru/easyjson") {
			t.Errorf("the compiler has %s, through %s", p, strings.Join(importers(deps, p), ", "))
		}
	}
}

// finds checks that a broken house is noticed: one fault for each line, as "who imports what".
func finds(t *testing.T, check func([]pkg) []string, want int, lines ...string) {
	t.Helper()
	var pkgs []pkg
	for _, l := range lines {
		f := strings.Fields(l)
		pkgs = append(pkgs, pkg{f[0], f[1:]})
	}
	if got := check(pkgs); len(got) != want {
		t.Errorf("%q has the faults %q, want %d", lines, got, want)
	}
}

func TestBrokenArrowsAreFound(t *testing.T) {
	finds(t, arrows, 0, "rso/catalog/build rso/catalog rso/catalog/text fmt", "rso/policy errors", "rso/core rso/core/act rso/policy rso/catalog", "rso/core/prefer rso/catalog/text",
		"rso/core/chat rso/core rso/policy/llm", "rso/policy/simulate rso/core rso/policy", "rso/wasm/browser rso/core rso/wasm/browser/frame github.com/hack-pad/safejs", "rso/web/serve rso/web/gateway net/http",
		"rso/wasm/compiler rso/wasm/compiler/frame rso/catalog/feed rso/catalog/build rso/catalog rso/core/jwriter github.com/hack-pad/safejs",
		"rso/wasm/worker rso/web/gateway github.com/hack-pad/safejs github.com/syumai/workers", "rso/wasm/report rso/policy/measure rso/policy/report rso/catalog github.com/hack-pad/safejs", "github.com/hack-pad/safejs syscall/js")
	for _, line := range []string{
		"rso/catalog rso/policy", "rso/catalog/compile rso/core", "rso/catalog rso/wasm", "rso/policy rso/catalog", "rso/policy rso/core", "rso/policy rso/policy/learn", "rso/policy/learn rso/web/gateway",
		"rso/policy/train rso/wasm/browser/frame", "rso/policy/train rso/core/chat", "rso/core rso/policy/learn", "rso/core rso/policy/llm", "rso/core/act/prompt rso/policy/llm", "rso/core/chat rso/policy/learn", "rso/core rso/catalog/build", "rso/core/chat rso/catalog/feed", "rso/core/act rso/wasm",
		"rso/core rso/core/chat", "rso/core rso/web/gateway", "rso/core syscall/js", "rso/core github.com/hack-pad/safejs", "rso/wasm/browser syscall/js", "rso/web/serve github.com/hack-pad/safejs",
		"rso/wasm/report rso/policy/evaluate", "rso/wasm/report rso/catalog/build", "rso/wasm/report rso/wasm/browser/frame", "rso/wasm/browser rso/web/gateway", "rso/wasm/browser rso/policy/learn", "rso/wasm/worker rso/wasm/browser", "rso/wasm/compiler rso/core", "rso/wasm/compiler rso/catalog/compile", "rso/wasm/browser rso/catalog/build", "rso/web/serve rso/wasm/browser",
	} {
		finds(t, arrows, 1, line)
	}
}

func TestHeavyPackagesAreFound(t *testing.T) {
	finds(t, weight, 0, "rso/core rso/core/jlexer", "rso/core/jlexer strconv", "hash/crc32 sync")
	for _, line := range []string{
		"net fmt", "net/http net", "net/http/internal io", "github.com/mailru/easyjson/jwriter net", "regexp fmt", "regexp/syntax fmt", "crypto/sha256 crypto", "crypto io", "text/template fmt", "math/big math", "encoding/json fmt", "github.com/mailru/easyjson net/http", "github.com/mailru/easyjson/jlexer encoding/json",
		"github.com/syumai/workers fmt", "rso/core encoding/json", "rso/wasm/browser encoding/json fmt",
	} {
		finds(t, weight, 1, line)
	}
}

// The boundary is behind build tags, in files that say so: a native build must not see it.
func TestOnlyTaggedFilesTouchThePage(t *testing.T) {
	for _, folder := range [...]string{"browser", "compiler", "report"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", folder, err)
		}
		for _, f := range files {
			if filepath.Base(f) == "native_test.go" { // looks at the module from outside
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(b, []byte("//go:build js && wasm")) {
				t.Errorf("%s lacks the line //go:build js && wasm", f)
			}
		}
	}
}
