package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/policy"
)

const films = `{"id":"doubtfire","title":"Mrs. Doubtfire","year":1993,"genres":["Comedy","Family"],"cast":["Robin Williams","Sally Field"]}
{"id":"birdcage","title":"The Birdcage","year":1996,"genres":["Comedy"],"cast":["Robin Williams","Nathan Lane"]}
{"id":"hunting","title":"Good Will Hunting","year":1997,"genres":["Drama"],"cast":["Matt Damon","Robin Williams"]}
{"id":"unforgiven","title":"Unforgiven","year":1992,"genres":["Western"],"cast":["Clint Eastwood"]}
`

// shop writes a catalog and a policy to a directory of its own.
func shop(t *testing.T) (catalogPath, policyPath string) {
	t.Helper()
	p, err := policy.New(nil, "{}")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	return write(t, dir, "films.rsoc", buildtest.File(t, "films", films)), write(t, dir, "films.rsop", p.Bytes())
}

func write(t *testing.T, dir, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// chats runs the command on an input and returns the lines of its answer.
func chats(t *testing.T, input string, args ...string) []string {
	t.Helper()
	var out, diagnostics bytes.Buffer
	if err := run(t.Context(), args, strings.NewReader(input), &out, &diagnostics); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, &diagnostics)
	}
	if out.Len() == 0 {
		return nil
	}
	if !strings.HasSuffix(out.String(), "\n") {
		t.Errorf("the output does not end its last line: %q", &out)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func TestOneReplyALine(t *testing.T) {
	c, p := shop(t)
	for _, input := range []struct {
		text    string
		replies int
	}{
		{"", 0},
		{"\n", 0},
		{"\n\n\n", 0},
		{"hi", 1},
		{"hi\n", 1},
		{"hi\r\nsomething funny\r\n", 2},
		{"hi\n\nsomething funny\n\n", 2},
		{"\x00\xff\n🎬\n<b>\n", 3},
		{strings.Repeat("x", 200000) + "\nhi\n", 2},
	} {
		for _, args := range [][]string{{"-catalog", c}, {"-catalog", c, "-policy", p}, {"-catalog", c, "-json"}} {
			if got := chats(t, input.text, args...); len(got) != input.replies || slices.Contains(got, "") {
				t.Errorf("%.30q gives %d replies, want %d: %q", input.text, len(got), input.replies, got)
			}
		}
	}
}

// keys checks the fields of an object.
func keys(t *testing.T, what string, v any, want string) {
	t.Helper()
	if got := strings.Join(slices.Sorted(maps.Keys(v.(map[string]any))), " "); got != want {
		t.Errorf("%s has the fields\n\t%s\nwant\n\t%s", what, got, want)
	}
}

func TestJSON(t *testing.T) {
	c, _ := shop(t)
	lines := chats(t, "a comedy with Robin Williams\nwhy the first one?\n", "-catalog", c, "-json")
	var frames []map[string]any
	for _, line := range lines {
		var f map[string]any
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		frames = append(frames, f)
		keys(t, "a reply", f, "acts belief candidates items relaxed strategies strategy suggestions text trace")
		keys(t, "its belief", f["belief"], "constraints disliked liked names open seen")
		keys(t, "its trace", f["trace"], "admissible because facts learned probabilities rows state total turn")
	}
	keys(t, "a constraint", frames[0]["belief"].(map[string]any)["constraints"].([]any)[0], "attribute confidence hard op span turn value")
	keys(t, "a candidate", frames[0]["candidates"].([]any)[0], "id score title")
	keys(t, "a fact", frames[1]["trace"].(map[string]any)["facts"].([]any)[0], "attribute item title value")
	keys(t, "an item", frames[0]["items"].([]any)[0], "attributes id title why year")
	if frames[0]["strategy"] != "recommend" || frames[1]["strategy"] != "explain" {
		t.Errorf("played are %v and %v", frames[0]["strategy"], frames[1]["strategy"])
	}
}

// An empty line starts a new session: what follows is as if nothing had been said.
func TestEmptyLineStartsAnew(t *testing.T) {
	c, _ := shop(t)
	once := chats(t, "a comedy\nsomething else\n", "-catalog", c, "-json")
	twice := chats(t, "a comedy\nsomething else\n\na comedy\nsomething else\n", "-catalog", c, "-json")
	if !slices.Equal(twice, append(slices.Clone(once), once...)) {
		t.Errorf("the second session differs:\n%s", strings.Join(twice, "\n"))
	}
	if on := chats(t, "a comedy\nsomething else\na comedy\nsomething else\n", "-catalog", c, "-json"); slices.Equal(on, twice) {
		t.Error("without the empty line the conversation starts anew too")
	}
}

// A conversation may be cut anywhere and resumed from its state file.
func TestState(t *testing.T) {
	c, p := shop(t)
	say := []string{"a comedy", "I have seen the first one", "with Robin Williams", "I'll take it"}
	want := chats(t, strings.Join(say, "\n"), "-catalog", c, "-policy", p, "-json")
	state := filepath.Join(t.TempDir(), "talk.json")
	var got []string
	for _, m := range say {
		got = append(got, chats(t, m+"\n", "-catalog", c, "-policy", p, "-json", "-state", state)...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("resumed line by line the replies are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestErrors(t *testing.T) {
	c, p := shop(t)
	dir := t.TempDir()
	good, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	corrupt := slices.Clone(good)
	corrupt[len(corrupt)/2] ^= 1
	for _, e := range []struct {
		args string
		want string
	}{
		{"", "name a catalog"},
		{"-catalog", "see the flags above"},
		{"-colour blue", "see the flags above"},
		{"-catalog " + c + " -language tlh", "en, de or es"},
		{c, "name a catalog"},
		{"-catalog " + c + " -model small", "-llm"},
		{"-catalog " + c + " -llm http://localhost:1/v1", "name the model"},
		{"-catalog " + c + " -llm localhost -model small", "http://"},
		{"-catalog " + c + " more", "name a catalog"},
		{"-catalog " + filepath.Join(dir, "none.rsoc"), "none.rsoc"},
		{"-catalog " + p, "films.rsop: catalog: "},
		{"-catalog " + write(t, dir, "empty.rsoc", nil), "empty.rsoc: catalog: "},
		{"-catalog " + c + " -policy " + filepath.Join(dir, "none.rsop"), "none.rsop"},
		{"-catalog " + c + " -policy " + write(t, dir, "corrupt.rsop", corrupt), "corrupt.rsop: policy: "},
		{"-catalog " + c + " -policy " + write(t, dir, "short.rsop", good[:len(good)-3]), "short.rsop: policy: "},
		{"-catalog " + c + " -policy " + c, "films.rsoc: policy: "},
		{"-catalog " + c + " -state " + write(t, dir, "bad.json", []byte("{")), "bad.json: core: "},
	} {
		var out bytes.Buffer
		err := run(t.Context(), strings.Fields(e.args), strings.NewReader("hi\n"), &out, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), e.want) {
			t.Errorf("chat %s: the error is %v, want %q", e.args, err, e.want)
		}
		if out.Len() > 0 {
			t.Errorf("chat %s printed %q", e.args, &out)
		}
	}
	if b, err := os.ReadFile(filepath.Join(dir, "bad.json")); err != nil || string(b) != "{" {
		t.Errorf("a state file that can't be read was overwritten: %q, %v", b, err)
	}
}

// An output that fails ends the conversation with its error.
func TestBrokenPipe(t *testing.T) {
	c, _ := shop(t)
	if err := run(t.Context(), []string{"-catalog", c}, strings.NewReader("hi\n"), broken{}, &bytes.Buffer{}); err == nil {
		t.Error("nobody noticed that nothing could be written")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestLanguages(t *testing.T) {
	c, _ := shop(t)
	for language, message := range map[string]string{
		"en": "a western from before 1995, not with Robin Williams",
		"de": "ein Western von vor 1995, aber nicht mit Robin Williams",
		"es": "un western anterior a 1995, pero no con Robin Williams",
	} {
		var f struct {
			Belief struct {
				Constraints []struct{ Attribute, Op string }
			}
		}
		if err := json.Unmarshal([]byte(chats(t, message+"\n", "-catalog", c, "-json", "-language", language)[0]), &f); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, k := range f.Belief.Constraints {
			got += k.Attribute + " " + k.Op + "; "
		}
		if want := "genres ==; year <; cast !=; "; got != want {
			t.Errorf("%s: %q asks for %q, want %q", language, message, got, want)
		}
	}
}
