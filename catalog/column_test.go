package catalog_test

import (
	"math"
	"testing"

	"rso/catalog"
)

func TestLog2(t *testing.T) {
	check := func(v float64) {
		if got, want := catalog.Log2(v), math.Log2(v); math.Abs(got-want) > 1e-15*max(1, math.Abs(want)) {
			t.Errorf("log2(%v) = %v, not %v", v, got, want)
		}
	}
	for v := 1.0; v < 5000; v += .37 {
		check(v)
		check(1 / v)
	}
	for e := range 60 {
		if got := catalog.Log2(math.Ldexp(1, e)); math.Abs(got-float64(e)) > 1e-14 {
			t.Errorf("log2(2^%d) = %v", e, got)
		}
	}
	if catalog.Information(1, 8) != 1 || catalog.Information(8, 8) != 0 || catalog.Information(0, 8) != 0 || catalog.Information(1, 1) != 0 {
		t.Error("one of eight tells all, eight of eight nothing")
	}
	if a := catalog.Information(2, 8); math.Abs(float64(a)-2./3) > 1e-6 {
		t.Errorf("two of eight tell %v", a)
	}
}

func TestNames(t *testing.T) {
	for r := catalog.Attribute; r <= catalog.Description; r++ {
		if got, ok := catalog.ParseRole(r.String()); !ok || got != r {
			t.Errorf("ParseRole(%q) = %v, %v", r, got, ok)
		}
	}
	if _, ok := catalog.ParseRole("unknown"); ok || catalog.Role(99).String() != "unknown" || catalog.Kind(99).String() != "unknown" {
		t.Error("an unknown role has a name")
	}
	for v, want := range map[float64]string{5: "5", 9.99: "9.99", 1e21: "1000000000000000000000", -.5: "-0.5"} {
		if got := catalog.FormatNumber(v); got != want {
			t.Errorf("FormatNumber(%v) = %q", v, got)
		}
	}
}
