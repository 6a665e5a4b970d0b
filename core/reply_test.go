package core

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/core/prefer"
	"rso/policy"
)

// shape describes parsed JSON: "string", "number", "bool", "[...]" by its first entry, "{a:string b:?}" for an object.
func shape(v any) string {
	switch v := v.(type) {
	case string:
		return "string"
	case float64:
		return "number"
	case bool:
		return "bool"
	case nil:
		return "null"
	case []any:
		if len(v) == 0 {
			return "[]"
		}
		return "[" + shape(v[0]) + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, k+":"+shape(v[k]))
		}
		return "{" + strings.Join(parts, " ") + "}"
	}
	return fmt.Sprintf("%T", v)
}

// looks checks the shape of one field of a frame.
func looks(t *testing.T, f map[string]any, field, want string) {
	t.Helper()
	if got := shape(f[field]); got != want {
		t.Errorf("%s is\n\t%s\nwant\n\t%s", field, got, want)
	}
}

// The frame has the fields that DESIGN.md fixes, with their types.
func TestReplyFrame(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "bags", bags), favouring(t, policy.Recommend))
	s.Turn("I have seen Aften, and I hate the Reise")
	s.Turn("I like the Kontor")
	f := parsed(t, frame(s.Turn("a blue or green backpack under $100, best rated")))
	for field, want := range map[string]string{
		"text": "string", "strategy": "string", "strategies": "[string]", "acts": "[string]", "suggestions": "[string]", "relaxed": "[]",
		"candidates": "[{id:string score:number title:string}]",
	} {
		looks(t, f, field, want)
	}
	item := f["items"].([]any)[0].(map[string]any)
	for field, want := range map[string]string{
		"id": "string", "title": "string", "price": "number", "currency": "string", "rating": "number", "image": "string", "url": "string",
		"attributes": "[{name:string values:[string]}]", "why": "[string]",
	} {
		looks(t, item, field, want)
	}
	belief := f["belief"].(map[string]any)
	for field, want := range map[string]string{
		"constraints": "[{attribute:string confidence:number hard:bool op:string span:string turn:number value:[string]}]", "liked": "[string]", "disliked": "[string]",
		"seen": "[string]", "sort": "{attribute:string descending:bool}",
	} {
		looks(t, belief, field, want)
	}
	trace := f["trace"].(map[string]any)
	for field, want := range map[string]string{
		"turn": "number", "total": "number", "because": "string", "admissible": "[string]", "facts": "[{attribute:string item:string title:string value:string}]",
		"rows": "[{cell:number logit:number name:string state:string table:number visits:number}]",
	} {
		looks(t, trace, field, want)
	}
	probabilities := trace["probabilities"].(map[string]any)
	if len(probabilities) != int(policy.NumStrategies) {
		t.Errorf("%d probabilities", len(probabilities))
	}
	for name, p := range probabilities {
		if _, ok := policy.ParseStrategy(name); !ok || shape(p) != "number" {
			t.Errorf("the probability of %q is %v", name, p)
		}
	}
	state := trace["state"].(map[string]any)
	for _, feature := range policy.StandardLayout() {
		if bucket, ok := state[feature.Name].(string); !ok || !slices.Contains(feature.Buckets, bucket) {
			t.Errorf("the state says %v of %q", state[feature.Name], feature.Name)
		}
	}
}

// Lists are lists, even when they are empty.
func TestEmptyReplyFrame(t *testing.T) {
	f := parsed(t, frame(NewSession(buildtest.Catalog(t, "tiny", `{"title":"Quartz"}`), uniform(t)).Turn("are you a robot?")))
	for _, field := range []string{"items", "relaxed", "suggestions"} {
		looks(t, f, field, "[]")
	}
	looks(t, f, "belief", "{constraints:[] disliked:[] liked:[] names:{} open:[] seen:[]}")
	for _, field := range []string{"facts", "rows"} {
		looks(t, f["trace"].(map[string]any), field, "[]")
	}
}

// A constraint's value is a bare string or number, or a list.
func TestConstraintValues(t *testing.T) {
	for _, c := range []struct{ lines, message, want string }{
		{films, "a comedy", `== "Comedy"`},
		{films, "a comedy or a drama", `in ["Comedy","Drama"]`},
		{films, "no horror", `!= "Horror"`},
		{films, "no horror or thrillers", `not in ["Horror","Thriller"]`},
		{films, "before 1990", `< 1990`},
		{films, "up to 1990", `<= 1990`},
		{films, "after 1990", `> 1990`},
		{films, "since 1990", `>= 1990`},
		{films, "from the 90s", `between [1990,1999]`},
		{films, "in 1993", `== 1993`},
		{bags, "under $49.90", `<= 49.9`},
	} {
		f := parsed(t, frame(NewSession(buildtest.Catalog(t, "fixture", c.lines), uniform(t)).Turn(c.message)))
		constraints := f["belief"].(map[string]any)["constraints"].([]any)
		if len(constraints) != 1 {
			t.Fatalf("%q: %v", c.message, constraints)
		}
		con := constraints[0].(map[string]any)
		value, err := json.Marshal(con["value"])
		if err != nil {
			t.Fatal(err)
		}
		if got := con["op"].(string) + " " + string(value); got != c.want {
			t.Errorf("%q gives %s, want %s", c.message, got, c.want)
		}
	}
}

// Every item is its record.
func TestItemsAreRecords(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "bags", bags), uniform(t))
	r := s.Turn("a Nordvik backpack")
	if shown(r) != "b1 b2" && shown(r) != "b2 b1" {
		t.Fatalf("shown are %s", shown(r))
	}
	for _, item := range r.Items {
		if item.ID != "b1" {
			continue
		}
		if item.Title != "Fjell 20" || item.Price != 49.9 || item.Currency != "USD" || item.Rating != 4.4 || item.Image != "https://shop.example/b1.jpg" || item.URL != "https://shop.example/b1" {
			t.Errorf("the item is %+v", item)
		}
		got := map[string]string{}
		for _, a := range item.Attributes {
			got[a.Name] = strings.Join(a.Values, ",")
		}
		for name, want := range map[string]string{"brand": "Nordvik", "category": "Backpack", "colour": "blue", "material": "canvas"} {
			if got[name] != want {
				t.Errorf("its %s is %q, want %q", name, got[name], want)
			}
		}
		if !slices.Equal(item.Why, []string{"by Nordvik", "a backpack"}) {
			t.Errorf("it fits %q", item.Why)
		}
	}
}

func TestDecimals(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 1: "1", .5: "0.5", 1.0 / 3: "0.3333", -2.0 / 3: "-0.6667", 1.99996: "2", 1e-9: "0"} {
		r := Reply{Candidates: []Candidate{{Score: Decimal(v)}}}
		if f := frame(r); !strings.Contains(f, `"score":`+want+`}`) {
			t.Errorf("the score %v is written in %s", v, f)
		}
	}
}

// Whatever a constraint says, its view says the same.
func TestViewOfAConstraint(t *testing.T) {
	s := NewSession(buildtest.Catalog(t, "films", films), uniform(t))
	year := s.catalog.Find("year")
	for op, want := range map[prefer.Op]string{prefer.Less: "<", prefer.AtMost: "<=", prefer.Greater: ">", prefer.AtLeast: ">=", prefer.Between: "between"} {
		v := constraintView(s.catalog, &prefer.Constraint{Column: year, Op: op, Lo: 1, Hi: 2, Span: "words", Turn: 3})
		if v.Op != want || v.Attribute != "year" || v.Hard || v.Span != "words" || v.Turn != 3 {
			t.Errorf("the view of %v is %+v", op, v)
		}
	}
}
