//go:build !js

package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "rso/catalog/build" // so that the go command knows when a result is out of date
	_ "rso/catalog/feed"
)

// An example is a feed with options, and the flags of catalog/compile that say the same.
type example struct {
	feed    string
	options map[string]any
	flags   []string
}

// examples are the feeds of the repository, and one of so many products that they are put in order.
func examples(t *testing.T, dir string) []example {
	t.Helper()
	const feeds = "../../catalog/feed/testdata"
	var all []example
	for _, pattern := range []string{"*.*", "broken/*"} {
		paths, err := filepath.Glob(filepath.Join(feeds, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			all = append(all, example{p, map[string]any{}, nil}, example{p, map[string]any{"lenient": true}, []string{"-lenient"}})
		}
	}
	many := filepath.Join(dir, "many.csv")
	if err := os.WriteFile(many, products(1500), 0o644); err != nil {
		t.Fatal(err)
	}
	return append(all, example{many, map[string]any{}, nil},
		example{many, map[string]any{"name": "Shop", "id": "title", "map": []string{"price=price:SEK", "stock=-"}, "searchOnly": true},
			[]string{"-name", "Shop", "-id", "title", "-map", "price=price:SEK", "-map", "stock=-", "-search-only"}},
		example{"../../web/demo/data/shop.jsonl", map[string]any{"map": []string{"price=price:USD"}}, []string{"-map", "price=price:USD"}})
}

// products is a feed of n products.
func products(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string { return fmt.Sprintf("w%c%c", 'a'+r.IntN(26), 'a'+r.IntN(26)) }
	var b bytes.Buffer
	b.WriteString("sku,title,brand,category,price,description,stock\n")
	for i := range n {
		text := make([]string, 20)
		for k := range text {
			text[k] = word()
		}
		fmt.Fprintf(&b, "s%d,%s %s %d,brand %d,kind %d,%d.90,%s,%d\n", i, word(), word(), i, r.IntN(40), r.IntN(12), 5+r.IntN(200), strings.Join(text, " "), r.IntN(9))
	}
	return b.Bytes()
}

// The page's compiler and the command make the same bytes of the same feed, and refuse the same feeds in the same words.
func TestSameAsTheCommand(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("there is no node to run the module")
	}
	for _, made := range [...]string{"*.go", "*.mjs", "frame/*.go", "../../catalog/compile/*.go"} { // so that the go command knows of them too
		files, _ := filepath.Glob(made)
		for _, f := range files {
			if _, err := os.ReadFile(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	dir := t.TempDir()
	module, command := filepath.Join(dir, "compile.wasm"), filepath.Join(dir, "compile")
	build(t, module, ".", "GOOS=js", "GOARCH=wasm")
	build(t, command, "../../catalog/compile")
	var jobs bytes.Buffer
	list := examples(t, dir)
	for i, e := range list {
		e.options["feed"] = filepath.Base(e.feed)
		line, err := json.Marshal(map[string]any{"feed": e.feed, "options": e.options, "out": filepath.Join(dir, fmt.Sprintf("%d.wasm.rsoc", i))})
		if err != nil {
			t.Fatal(err)
		}
		jobs.Write(append(line, '\n'))
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "run.mjs", filepath.Join(strings.TrimSpace(string(root)), "lib/wasm/wasm_exec.js"), module)
	node.Stdin, node.Stderr = &jobs, os.Stderr
	out, err := node.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != len(list) {
		t.Fatalf("of %d feeds %d have an answer", len(list), len(lines))
	}
	for i, e := range list {
		t.Run(strings.Join(append(e.flags, filepath.Base(e.feed)), " "), func(t *testing.T) { same(t, e, command, lines[i], filepath.Join(dir, fmt.Sprint(i))) })
	}
}

// same compares what the module made of a feed with what the command does.
func same(t *testing.T, e example, command, answer, at string) {
	var said struct{ Error string }
	if err := json.Unmarshal([]byte(answer), &said); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd := exec.Command(command, append(append([]string{"-o", at + ".rsoc"}, e.flags...), e.feed)...)
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		if said.Error == "" || !strings.Contains(stderr.String(), said.Error) {
			t.Errorf("the command says %s, the module %q", &stderr, said.Error)
		}
		return
	}
	want, err := os.ReadFile(at + ".rsoc")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(at + ".wasm.rsoc")
	if err != nil {
		t.Fatalf("the module made nothing: %s", said.Error)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the module's %d bytes are others than the command's %d", len(got), len(want))
	}
}

func build(t *testing.T, out, pkg string, env ...string) {
	t.Helper()
	cmd := exec.Command("go", "build", "-o", out, pkg)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", pkg, err, out)
	}
}
