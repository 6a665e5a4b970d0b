//go:build js && wasm

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/policy"
	"rso/policy/measure"
	"rso/policy/report"
	"rso/policy/reward"
	"rso/policy/simulate"
	"rso/wasm/boundary"
	"rso/wasm/wasmtest"
)

// shop is the demo's, with its policy.
func shop(t *testing.T) (catalogBytes, policyBytes []byte) {
	t.Helper()
	lines := wasmtest.Must(os.ReadFile("../../web/demo/data/shop.jsonl"))(t)
	return buildtest.File(t, "shop", string(lines)), wasmtest.Must(os.ReadFile("../../web/demo/data/shop.rsop"))(t)
}

// factory is globalThis.rso, as the page finds it.
func factory(t *testing.T) safejs.Value {
	t.Helper()
	if err := boundary.Export("report", start); err != nil {
		t.Fatal(err)
	}
	return wasmtest.Must(safejs.Global().Get("rso"))(t)
}

// called calls rso.report and returns its error, "" when it has begun.
func called(t *testing.T, args ...any) string {
	t.Helper()
	v := wasmtest.Must(factory(t).Call("report", args...))(t)
	if v.Type() != safejs.TypeObject {
		return ""
	}
	return wasmtest.Must(wasmtest.Must(v.Get("error"))(t).String())(t)
}

// A frame is any that is told.
type frame struct {
	Step
	Report
	Fault
}

// measured calls rso.report and returns what is told, until the end.
func measured(t *testing.T, catalogBytes, policyBytes []byte, options string) []frame {
	t.Helper()
	told := make(chan frame, 100)
	tell := wasmtest.Must(safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) any {
		var f frame
		b, err := boundary.Bytes(args[0], "frame")
		if err == nil {
			err = json.Unmarshal(b, &f)
		}
		if err != nil {
			f.Error = err.Error()
		}
		told <- f
		return nil
	}))(t)
	defer tell.Release()
	if fault := called(t, wasmtest.Must(boundary.Uint8Array(catalogBytes))(t), wasmtest.Must(boundary.Uint8Array(policyBytes))(t), wasmtest.Must(boundary.Uint8Array([]byte(options)))(t), tell); fault != "" {
		t.Fatal(fault)
	}
	var all []frame
	for f := range told {
		if all = append(all, f); f.Report.Report != "" || f.Error != "" {
			break
		}
	}
	return all
}

// The figures and the report are those that the same study has everywhere else.
func TestReport(t *testing.T) {
	c, p := shop(t)
	frames := measured(t, c, p, `{"name":"shop","families":["terse","sceptical"],"dialogues":3,"seed":7,"ablations":true}`)
	last := frames[len(frames)-1]
	if last.Error != "" {
		t.Fatal(last.Error)
	}
	opened := wasmtest.Must(catalog.Open(c))(t)
	study := measure.Study{
		Policy: wasmtest.Must(policy.Open(p))(t), Catalogs: []measure.Catalog{{Name: "shop", Catalog: opened}}, Dialogues: 3, Seed: 7, Workers: 1, Judge: reward.Rubric{},
		Families: []simulate.Family{wasmtest.Must(simulate.FamilyNamed("terse"))(t), wasmtest.Must(simulate.FamilyNamed("sceptical"))(t)},
	}
	runs := wasmtest.Must(study.Run(context.Background(), nil))(t)
	var got []report.Result
	for i, f := range frames[:len(frames)-1] {
		if f.Complete != i+1 || f.Of != len(runs) {
			t.Errorf("step %d says that %d of %d are complete, of %d", i+1, f.Complete, f.Of, len(runs))
		}
		got = append(got, f.Result)
	}
	if want := measure.Results(runs); !reflect.DeepEqual(got, want) {
		t.Errorf("the results are\n%v\nwant\n%v", got, want)
	}
	var page bytes.Buffer
	command := "go run ./policy/evaluate policy -catalog shop.rsoc -policy shop.rsop -families terse,sceptical -n 3 -seed 7 -report shop.report.html"
	if err := study.Page("shop.rsop: a policy for shop", runs, []string{command}).WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	if last.Report.Report != page.String() {
		t.Error("the report is another one")
	}
}

func TestPlainWithTheUsualSeed(t *testing.T) {
	c, p := shop(t)
	frames := measured(t, c, p, `{"name":"shop","dialogues":1}`)
	last := frames[len(frames)-1].Report.Report
	if want := fmt.Sprintf("-policy shop.rsop -plain -n 1 -seed %d ", measure.Seed(1)); !strings.Contains(last, want) {
		t.Errorf("the report doesn't say %q", want)
	}
	if want := 5 * len(simulate.Families()); len(frames) != want+1 {
		t.Errorf("there are %d measurements, want %d: five planners with each family", len(frames)-1, want)
	}
}

func TestRefusals(t *testing.T) {
	c, p := shop(t)
	js := func(b []byte) safejs.Value { return wasmtest.Must(boundary.Uint8Array(b))(t) }
	tell := wasmtest.Must(safejs.FuncOf(func(safejs.Value, []safejs.Value) any { return nil }))(t)
	defer tell.Release()
	whole := js([]byte(`{"dialogues":1}`))
	for _, o := range []struct {
		what string
		args []any
		want string
	}{
		{"nothing", nil, "4 arguments"},
		{"no listener", []any{js(c), js(p), whole, safejs.Undefined()}, "must be a function"},
		{"no bytes", []any{safejs.Null(), js(p), whole, tell}, "the catalog must be a Uint8Array"},
		{"the policy for the catalog", []any{js(p), js(p), whole, tell}, "catalog"},
		{"the catalog for the policy", []any{js(c), js(c), whole, tell}, "policy"},
		{"no JSON", []any{js(c), js(p), js([]byte("{")), tell}, "not valid JSON"},
		{"no dialogues", []any{js(c), js(p), js([]byte("{}")), tell}, "at least 1"},
		{"nobody", []any{js(c), js(p), js([]byte(`{"dialogues":1,"families":["nobody"]}`)), tell}, `no family of seekers "nobody"`},
		{"twice", []any{js(c), js(p), js([]byte(`{"dialogues":1,"families":["terse","terse"]}`)), tell}, "terse is there twice"},
	} {
		if got := called(t, o.args...); !strings.Contains(got, o.want) {
			t.Errorf("%s: the error is %q, want one that says %q", o.what, got, o.want)
		}
	}
}

// A listener that throws ends the measuring, and not the module.
func TestNobodyListens(t *testing.T) {
	c, p := shop(t)
	thrower := wasmtest.Must(wasmtest.Must(safejs.Global().Get("Function"))(t).New("throw new Error('gone')"))(t)
	s := wasmtest.Must((&Options{Dialogues: 1}).study(c, p))(t)
	if err := tell(s, Options{}, listener{thrower}); err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("the error is %v", err)
	}
}

// The page lets its visitor choose among the families that there are.
func TestPageHasTheFamilies(t *testing.T) {
	page := string(wasmtest.Must(os.ReadFile("../../web/demo/report.html"))(t))
	for _, f := range simulate.Families() {
		if !strings.Contains(page, `value="`+f.Name+`"`) {
			t.Errorf("web/demo/report.html doesn't offer %s seekers", f.Name)
		}
	}
	if n := strings.Count(page, `name="family"`); n != len(simulate.Families()) {
		t.Errorf("web/demo/report.html offers %d families, there are %d", n, len(simulate.Families()))
	}
}
