//go:build js && wasm && !search

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/policy"
	"rso/wasm/browser/frame"
	"rso/wasm/wasmtest"
)

const films = `{"id":"doubtfire","title":"Mrs. Doubtfire","year":1993,"genres":["Comedy","Family"],"cast":["Robin Williams"]}
{"id":"birdcage","title":"The Birdcage","year":1996,"genres":["Comedy"],"cast":["Robin Williams"]}
{"id":"unforgiven","title":"Unforgiven","year":1992,"genres":["Western"],"cast":["Clint Eastwood"]}
`

func shop(t *testing.T) (catalogBytes, policyBytes []byte) {
	t.Helper()
	return buildtest.File(t, "films", films), wasmtest.Must(policy.New(nil, `{"made":"by a test"}`))(t).Bytes()
}

// bytesJS makes a Uint8Array.
func bytesJS(t *testing.T, b []byte) safejs.Value {
	t.Helper()
	v := wasmtest.Must(toJS(b))(t)
	return v.(safejs.Value)
}

// value makes a JavaScript value of a Go one.
func value(t *testing.T, v any) safejs.Value {
	t.Helper()
	return wasmtest.Must(safejs.ValueOf(v))(t)
}

// factory is globalThis.rso, as the page finds it.
func factory(t *testing.T) safejs.Value {
	t.Helper()
	if err := export(); err != nil {
		t.Fatal(err)
	}
	return wasmtest.Must(safejs.Global().Get("rso"))(t)
}

// call calls a method the way JavaScript does.
func call(t *testing.T, obj safejs.Value, name string, args ...any) safejs.Value {
	t.Helper()
	return wasmtest.Must(obj.Call(name, args...))(t)
}

// opened is a session of the small shop.
func opened(t *testing.T, options string) safejs.Value {
	t.Helper()
	c, p := shop(t)
	s := call(t, factory(t), "open", bytesJS(t, c), bytesJS(t, p), bytesJS(t, []byte(options)))
	if fault := errorOf(t, s); fault != "" {
		t.Fatalf("open: %s", fault)
	}
	return s
}

// errorOf returns the error of an object {error}, "" when it has none.
func errorOf(t *testing.T, v safejs.Value) string {
	t.Helper()
	if v.Type() != safejs.TypeObject {
		return ""
	}
	e := wasmtest.Must(v.Get("error"))(t)
	if e.IsUndefined() {
		return ""
	}
	return wasmtest.Must(e.String())(t)
}

// read decodes a frame.
func read(t *testing.T, v safejs.Value) map[string]any {
	t.Helper()
	b := wasmtest.Must(bytesOf(v, "frame"))(t)
	var fields map[string]any
	if err := json.Unmarshal(b, &fields); err != nil {
		t.Fatalf("the frame is no JSON: %v\n%s", err, b)
	}
	return fields
}

// says sends a message and returns the reply.
func says(t *testing.T, s safejs.Value, text string) map[string]any {
	t.Helper()
	b := wasmtest.Must(json.Marshal(map[string]string{"text": text}))(t)
	return read(t, call(t, s, "turn", bytesJS(t, b)))
}

func TestFactory(t *testing.T) {
	f := factory(t)
	if v := wasmtest.Must(wasmtest.Must(f.Get("version"))(t).String())(t); v != version {
		t.Errorf("the version is %q", v)
	}
	again := factory(t) // a host may load the module twice
	if fault := errorOf(t, call(t, again, "open")); fault == "" {
		t.Error("open without arguments gives no error")
	}
}

func TestOpenRefuses(t *testing.T) {
	c, p := shop(t)
	catalogJS, policyJS, none := bytesJS(t, c), bytesJS(t, p), bytesJS(t, nil)
	damaged := func(b []byte, at int) safejs.Value {
		d := append([]byte(nil), b...)
		d[at] ^= 0x55
		return bytesJS(t, d)
	}
	for _, o := range []struct {
		what string
		args []any
		want string
	}{
		{"nothing", nil, "3 arguments"},
		{"one argument", []any{catalogJS}, "3 arguments"},
		{"five arguments", []any{catalogJS, policyJS, none, none, none}, "3 arguments"},
		{"undefined", []any{safejs.Undefined(), policyJS, none}, "the catalog must be a Uint8Array"},
		{"null", []any{safejs.Null(), policyJS, none}, "the catalog must be a Uint8Array"},
		{"a string", []any{value(t, "films.rsoc"), policyJS, none}, "the catalog must be a Uint8Array"},
		{"a number", []any{catalogJS, value(t, 7), none}, "the policy must be a Uint8Array"},
		{"an array", []any{catalogJS, value(t, []any{1, 2}), none}, "the policy must be a Uint8Array"},
		{"an object as options", []any{catalogJS, policyJS, value(t, map[string]any{"debug": true})}, "the options must be a Uint8Array"},
		{"options that are no JSON", []any{catalogJS, policyJS, bytesJS(t, []byte("{debug}"))}, "not valid JSON"},
		{"an empty catalog", []any{none, policyJS, none}, "catalog: "},
		{"a policy for a catalog", []any{policyJS, policyJS, none}, "catalog: "},
		{"a damaged catalog", []any{damaged(c, len(c)/2), policyJS, none}, "catalog: "},
		{"a short catalog", []any{bytesJS(t, c[:len(c)-9]), policyJS, none}, "catalog: "},
		{"an empty policy", []any{catalogJS, none, none}, "policy: "},
		{"a damaged policy", []any{catalogJS, damaged(p, len(p)/2), none}, "policy: "},
	} {
		if got := errorOf(t, call(t, factory(t), "open", o.args...)); !strings.Contains(got, o.want) {
			t.Errorf("opened with %s, the error is %q, want %q", o.what, got, o.want)
		}
	}
}

func TestConversation(t *testing.T) {
	s := opened(t, "")
	d := read(t, call(t, s, "describe"))
	if d["name"] != "films" || d["items"] != 3.0 || d["greeting"] == "" || d["policy"].(map[string]any)["made"] != "by a test" {
		t.Errorf("the description is %v", d)
	}
	r := says(t, s, "a comedy with Robin Williams")
	if items := r["items"].([]any); r["strategy"] != "recommend" || len(items) != 2 || r["text"] == "" {
		t.Errorf("the reply is %v", r)
	}
	state := call(t, s, "save")
	want := says(t, s, "why the first one?")
	if got := read(t, call(t, s, "restore", state)); len(got) != 0 {
		t.Errorf("restore answers %v", got)
	}
	if got := says(t, s, "why the first one?"); got["text"] != want["text"] || got["strategy"] != "explain" {
		t.Errorf("restored, the session answers %v, not %v", got, want)
	}
	if got := read(t, call(t, s, "reset")); len(got) != 0 {
		t.Errorf("reset answers %v", got)
	}
	if b := says(t, s, "hi")["belief"].(map[string]any); len(b["constraints"].([]any)) > 0 {
		t.Errorf("after reset the belief is %v", b)
	}
}

// does hands over a gesture and returns the reply.
func does(t *testing.T, s safejs.Value, gesture string) map[string]any {
	t.Helper()
	return read(t, call(t, s, "act", bytesJS(t, []byte(gesture))))
}

func TestAct(t *testing.T) {
	s := opened(t, "")
	says(t, s, "a comedy with Robin Williams")
	c := read(t, call(t, s, "choices", bytesJS(t, []byte(`{"at":0,"most":1}`))))
	if values := c["values"].([]any); c["attribute"] != "genres" || c["kind"] != "value" || c["total"] != 2.0 || len(values) != 1 || values[0].(map[string]any)["value"] != "Comedy" {
		t.Errorf("the choices are %v", c)
	}
	r := does(t, s, `{"text":"A western, then.","revise":{"at":0,"value":"western"}}`)
	if b := r["belief"].(map[string]any)["constraints"].([]any); r["strategy"] != "recommend" || len(b) == 0 || b[0].(map[string]any)["value"] != "Western" {
		t.Errorf("a revision is answered with %v", r)
	}
	state := call(t, s, "save")
	want := does(t, s, `{"text":"These two?","compare":["doubtfire","unforgiven"]}`)
	if want["strategy"] != "compare" || len(want["items"].([]any)) != 2 {
		t.Errorf("a comparison is answered with %v", want)
	}
	call(t, s, "restore", state)
	if got := does(t, s, `{"text":"These two?","compare":["doubtfire","unforgiven"]}`); got["text"] != want["text"] {
		t.Errorf("restored, the session answers %v, not %v", got, want)
	}
}

// Whatever is handed over, there is an answer, and the session is as it was.
func TestActRefuses(t *testing.T) {
	s := opened(t, "")
	says(t, s, "a comedy with Robin Williams")
	state := wasmtest.Must(bytesOf(call(t, s, "save"), "state"))(t)
	for _, m := range []string{"act", "choices"} {
		for _, args := range [][]any{nil, {safejs.Null()}, {value(t, `{"text":"hi","about":"birdcage"}`)}, {bytesJS(t, []byte("{}")), bytesJS(t, nil)}} {
			if got, _ := read(t, call(t, s, m, args...))["error"].(string); got == "" {
				t.Errorf("%s of %v gives no error", m, args)
			}
		}
		for _, frame := range []string{"", "null!", "{", "[]", `"x"`, `{"at":"0"}`, `{"at":-1}`, `{"at":99999}`, `{"at":1e99}`, `{"at":0.5}`, `{"text":"x","revise":[]}`, `{"text":"x","revise":{"at":null,"remove":true}}`,
			`{"text":"x","revise":{"at":1e300}}`, `{"text":"x","compare":{"0":"birdcage"}}`, `{"text":"x","compare":[null]}`, `{"text":7,"about":"birdcage"}`, `{"text":"x","about":"\ud83c"}`, "{\"text\":\"\xff\",\"about\":\"\xfe\"}",
			strings.Repeat("[", 100000), strings.Repeat(`{"x":`, 100000)} {
			if m == "choices" && strings.Contains(frame, "text") {
				continue // it has fields that choices doesn't know, and none that is wrong
			}
			if got, _ := read(t, call(t, s, m, bytesJS(t, []byte(frame))))["error"].(string); got == "" || strings.Contains(got, "failed") {
				t.Errorf("%s of %.60q gives the error %q", m, frame, got)
			}
		}
	}
	if now := wasmtest.Must(bytesOf(call(t, s, "save"), "state"))(t); string(now) != string(state) {
		t.Errorf("what was refused has changed the session to %s", now)
	}
	call(t, s, "close")
	if got, _ := does(t, s, `{"text":"x","about":"birdcage"}`)["error"].(string); !strings.Contains(got, "closed") {
		t.Errorf("closed, the session gives the error %q", got)
	}
}

// A language that the module doesn't carry comes as a pack.
func TestLanguage(t *testing.T) {
	c, p := shop(t)
	var pack []byte
	for _, part := range [...][2]string{{"hears", "prefer"}, {"speaks", "act"}, {"checks", "ground"}} {
		text := wasmtest.Must(os.ReadFile("../../core/" + part[1] + "/languages/de.txt"))(t)
		pack = append(append(append(pack, "=== "+part[0]+"\n"...), text...), '\n')
	}
	s := call(t, factory(t), "open", bytesJS(t, c), bytesJS(t, p), bytesJS(t, nil), bytesJS(t, pack))
	if fault := errorOf(t, s); fault != "" {
		t.Fatal(fault)
	}
	if text, _ := says(t, s, "eine Komödie mit Robin Williams")["text"].(string); !strings.Contains(text, "Komödie") || !strings.Contains(text, "Mrs. Doubtfire") {
		t.Errorf("the reply is %q", text)
	}
	broken := call(t, factory(t), "open", bytesJS(t, c), bytesJS(t, p), bytesJS(t, nil), bytesJS(t, pack[:100]))
	if fault := errorOf(t, broken); !strings.Contains(fault, "=== speaks") {
		t.Errorf("half a pack gives the error %q", fault)
	}
}

// A delta changes what the next reply recommends, and the conversation goes on.
func TestApply(t *testing.T) {
	s := opened(t, "")
	c := wasmtest.Must(catalog.Open(buildtest.File(t, "films", films)))(t)
	says(t, s, "a comedy with Robin Williams")
	delta := buildtest.Delta(t, c, `{"id":"doubtfire","gone":true}`+"\n"+`{"id":"jack","title":"Jack","year":1996,"genres":["Comedy"],"cast":["Robin Williams"]}`)
	if got := read(t, call(t, s, "apply", bytesJS(t, delta))); len(got) != 0 {
		t.Errorf("apply answers %v", got)
	}
	r := says(t, s, "something else")
	if items := fmt.Sprint(r["items"]); !strings.Contains(items, "Jack") || strings.Contains(items, "Doubtfire") {
		t.Errorf("the reply is %v", r)
	}
	other := buildtest.Catalog(t, "bags", `{"id":"b1","title":"Fjell"}`)
	for what, bad := range map[string][]byte{
		`made for the catalog "bags"`: buildtest.Delta(t, other, `{"id":"b1","gone":true}`), "not a delta": buildtest.File(t, "films", films), "truncated": delta[:len(delta)-9],
	} {
		if got, _ := read(t, call(t, s, "apply", bytesJS(t, bad)))["error"].(string); !strings.Contains(got, what) {
			t.Errorf("the error is %q, want one that says %q", got, what)
		}
	}
	if got, _ := read(t, call(t, s, "apply"))["error"].(string); !strings.Contains(got, "one delta") {
		t.Errorf("apply() gives the error %q", got)
	}
}

// Two sessions don't know of each other.
func TestTwoSessions(t *testing.T) {
	a, b := opened(t, "{}"), opened(t, "{}")
	says(t, a, "a western")
	if belief := says(t, b, "hi")["belief"].(map[string]any); len(belief["constraints"].([]any)) > 0 {
		t.Errorf("the other session believes %v", belief)
	}
}

func TestBadFrames(t *testing.T) {
	s := opened(t, "")
	fault := func(what, want string, v safejs.Value) {
		t.Helper()
		if got, _ := read(t, v)["error"].(string); !strings.Contains(got, want) {
			t.Errorf("%s: the error is %q, want %q", what, got, want)
		}
	}
	for _, bad := range []string{"", " ", "{", "hi", `{"text"}`, `{"text":"hi"`, `{"text":1}`, `{"text":["hi"]}`, "[]", `"hi"`, `{"text":"hi"}x`, "\x00", "\xff\xfe"} {
		fault("turn("+bad+")", "not valid JSON", call(t, s, "turn", bytesJS(t, []byte(bad))))
	}
	one := bytesJS(t, []byte(`{"text":"hi"}`))
	fault("turn()", "one frame", call(t, s, "turn"))
	fault("turn(a, b)", "one frame", call(t, s, "turn", one, one))
	fault("turn(string)", "Uint8Array", call(t, s, "turn", value(t, `{"text":"hi"}`)))
	fault("turn(undefined)", "Uint8Array", call(t, s, "turn", safejs.Undefined()))
	fault("restore()", "one frame", call(t, s, "restore"))
	fault("restore(null)", "Uint8Array", call(t, s, "restore", safejs.Null()))
	fault("restore(garbage)", "start a new one", call(t, s, "restore", bytesJS(t, []byte("garbage"))))
	fault("restore(version 9)", "start a new one", call(t, s, "restore", bytesJS(t, []byte(`{"version":9}`))))
	for _, text := range []string{"", "\x00", "🎬", "قصة", "<script>", strings.Repeat("x", 100000)} {
		if r := says(t, s, text); r["text"] == "" || r["error"] != nil {
			t.Errorf("%.20q is answered with %v", text, r)
		}
	}
	if r := says(t, s, "a comedy"); r["strategy"] != "recommend" {
		t.Errorf("after all that, the session answers %v", r)
	}
}

// methodNames are the methods of a session that answer with a frame.
func methodNames() []string {
	names := []string{"turn", "save", "restore", "reset", "describe", "apply"}
	for name := range acted(&session{}) {
		names = append(names, name)
	}
	return names
}

func TestClosed(t *testing.T) {
	s := opened(t, "")
	state := call(t, s, "save")
	if v := call(t, s, "close"); !v.IsUndefined() && !v.IsNull() {
		t.Errorf("close returns a %v", v.Type())
	}
	call(t, s, "close")
	for _, m := range methodNames() {
		if got, _ := read(t, call(t, s, m, state))["error"].(string); got != errClosed.Error() {
			t.Errorf("%s of a closed session gives %q", m, got)
		}
	}
}

// Without the debug option there is nothing to crash with.
func TestCrashIsForDebugging(t *testing.T) {
	for options, want := range map[string]safejs.Type{"": safejs.TypeUndefined, "{}": safejs.TypeUndefined, `{"debug":false}`: safejs.TypeUndefined, `{"debug":true}`: safejs.TypeFunction} {
		if got := wasmtest.Must(opened(t, options).Get("crash"))(t).Type(); got != want {
			t.Errorf("with the options %q, crash is %v", options, got)
		}
	}
}

// A fault in a handler, a panic too, is an error for the page and not the end of the module.
func TestPanicsBecomeErrors(t *testing.T) {
	obj := wasmtest.Must(object(nil))(t)
	var list []int
	for name, h := range map[string]handler{
		"text":  func([]safejs.Value) (any, error) { panic("out of order") },
		"error": func([]safejs.Value) (any, error) { panic(errors.New("out of order")) },
		"index": func(args []safejs.Value) (any, error) { return list[len(args)], nil },
		"plain": func([]safejs.Value) (any, error) { return nil, errors.New("out of order") },
	} {
		if err := method(obj, name, h); err != nil {
			t.Fatal(err)
		}
		got := errorOf(t, call(t, obj, name))
		if got == "" || name != "index" && !strings.Contains(got, "out of order") {
			t.Errorf("%s gives the error %q", name, got)
		}
	}
}

// The methods of a session answer with a frame even then.
func TestPanicsOfASessionBecomeFrames(t *testing.T) {
	s := wasmtest.Must(sessionObject(&session{}, frame.Options{}))(t).(safejs.Value) // there is no core.Session to call
	for _, m := range methodNames() {
		if got, _ := read(t, call(t, s, m, bytesJS(t, []byte(`{"version":1,"text":"hi"}`))))["error"].(string); !strings.Contains(got, "failed") {
			t.Errorf("%s gives the error %q", m, got)
		}
	}
}
