package core

import (
	"math"
	"slices"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/policy"
)

// seen is the state that a trace tells of.
func seen(t *testing.T, l policy.Layout, state Labels) policy.State {
	t.Helper()
	s := make(policy.State, len(l))
	for i, label := range state {
		b := slices.Index(l[i].Buckets, label.Value)
		if label.Name != l[i].Name || b < 0 {
			t.Fatalf("the state says %q of %q", label.Value, label.Name)
		}
		s[i] = uint8(b)
	}
	return s
}

// The rows of a trace and those left out add up to the strategy's logit, and none left out is stronger.
func TestRows(t *testing.T) {
	c, p := openDemo(t)
	s, again := NewSession(c, p), NewSession(c, p)
	for _, say := range script {
		r := s.Turn(say)
		if again := again.Turn(say); !slices.Equal(r.Trace.Rows, again.Trace.Rows) {
			t.Errorf("%q: the rows are %+v, once more %+v", say, r.Trace.Rows, again.Trace.Rows)
		}
		strategy, ok := policy.ParseStrategy(r.Strategy)
		if !ok {
			t.Fatalf("%q is answered by %q", say, r.Strategy)
		}
		state := seen(t, p.Layout(), r.Trace.State)
		rest := map[int]policy.Contribution{}
		for _, c := range p.Explain(state, strategy) {
			rest[c.Index] = c
		}
		sum, last := 0.0, math.Inf(1)
		for _, row := range r.Trace.Rows {
			said, ok := rest[row.Table]
			delete(rest, row.Table)
			want := RowView{said.Index, said.Row, p.Tables()[said.Index].Name(p.Layout()), crossed(said.Cell), Decimal(said.Logit), int(said.Visits)}
			if !ok || row != want {
				t.Errorf("%q: a row is %+v, want %+v", say, row, want)
			}
			if size := math.Abs(said.Logit); size > last || size < minLogit {
				t.Errorf("%q: %v comes after %v", say, size, last)
			} else {
				last = size
			}
			sum += said.Logit
		}
		if n := len(r.Trace.Rows); n > maxRows || n == 0 {
			t.Errorf("%q: there are %d rows", say, n)
		} else if n < maxRows {
			last = minLogit
		}
		for _, c := range rest {
			if math.Abs(c.Logit) > last {
				t.Errorf("%q: %+v was left out, and the weakest row has %v", say, c, last)
			}
			sum += c.Logit
		}
		if want := p.Logits(state, nil)[strategy]; sum != want {
			t.Errorf("%q: the contributions add up to %v, the logit is %v", say, sum, want)
		}
	}
}

// Of equals the earlier table comes first, and what hardly matters is left out.
func TestRowsOfEquals(t *testing.T) {
	logits := func(recommend float64) []float64 {
		row := make([]float64, policy.NumStrategies)
		row[policy.Recommend], row[policy.Explain] = recommend, -recommend
		return row
	}
	var tables []policy.Table
	for _, recommend := range []float64{.25, -.25, .01, .5, .25, .03, .25, .25, .25, .25} {
		tables = append(tables, policy.Table{Logits: logits(recommend), Visits: []uint32{3}})
	}
	p, err := policy.New(tables, "{}")
	if err != nil {
		t.Fatal(err)
	}
	var order []int
	for _, row := range NewSession(buildtest.Catalog(t, "bags", bags), p).Turn("a blue backpack").Trace.Rows {
		order = append(order, row.Table)
		if row.Cell != 0 || row.Name != "overall" || row.State != "always" || row.Visits != 3 {
			t.Errorf("a row is %+v", row)
		}
	}
	if want := []int{3, 0, 1, 4, 6, 7}; !slices.Equal(order, want) {
		t.Errorf("the tables are %v, want %v", order, want)
	}
	faint, err := policy.New(tables[2:3], "{}")
	if err != nil {
		t.Fatal(err)
	}
	if rows := NewSession(buildtest.Catalog(t, "bags", bags), faint).Turn("a blue backpack").Trace.Rows; rows == nil || len(rows) > 0 {
		t.Errorf("what hardly matters gives the rows %#v", rows)
	}
}
