package act

import (
	"slices"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/core/prefer"
	"rso/policy"
)

// What is offered as a quick reply is understood, in each language.
func TestQuickRepliesAreUnderstood(t *testing.T) {
	c := buildtest.Catalog(t, "fixture", films)
	genres := c.With(catalog.Category)
	for _, l := range languages(t) {
		hears, err := prefer.LanguageOf(l.Tag)
		if err != nil {
			t.Fatal(err)
		}
		r := prefer.New(c, hears)
		for q, want := range map[Quick]policy.Act{
			Yes: policy.Affirm, No: policy.Deny, Why: policy.AskItem, Compare: policy.Compare, Else: policy.Reject, Take: policy.Choose, More: policy.AskItem, Bye: policy.Bye,
		} {
			u := r.Understand(l.Quick(q), prefer.Context{Turn: 2, Shown: []catalog.Item{0, 1}, Focus: []catalog.Item{0}, Asked: -1})
			if u.Message.Acts[0] != want {
				t.Errorf("%s: %q is understood as %v, want %v", l.Tag, l.Quick(q), u.Message.Acts, want)
			}
			if q == Why && (!u.AsksWhy() || !slices.Equal(u.About, []catalog.Item{0})) {
				t.Errorf("%s: %q asks why of %v", l.Tag, l.Quick(q), u.About)
			}
			if q == Compare && len(u.About) != 2 {
				t.Errorf("%s: %q compares %v", l.Tag, l.Quick(q), u.About)
			}
		}
		if u := r.Understand(l.Quick(Over), prefer.Context{Turn: 2, Asked: -1}); !u.Reset {
			t.Errorf("%s: %q does not start over", l.Tag, l.Quick(Over))
		}
		if u := r.Understand(l.Quick(NoMatter), prefer.Context{Turn: 2, Asked: genres}); !slices.Equal(u.Dropped, []int{genres}) {
			t.Errorf("%s: %q drops %v, asked about %d", l.Tag, l.Quick(NoMatter), u.Dropped, genres)
		}
		asksFor(t, r, l, c, genres, catalog.Category)
		asksFor(t, r, l, c, c.With(catalog.People), catalog.People)
		year := c.With(catalog.Year)
		u := r.Understand(l.Decade(1990), prefer.Context{Turn: 1, Asked: year})
		if len(u.Constraints) != 1 || u.Constraints[0].Lo != 1990 || u.Constraints[0].Hi != 1999 {
			t.Errorf("%s: %q asks for %+v", l.Tag, l.Decade(1990), u.Constraints)
		}
		shop := buildtest.Catalog(t, "fixture", bags)
		price := shop.With(catalog.Price)
		below := l.Below(shop.Column(price), 1024)
		u = prefer.New(shop, hears).Understand(below, prefer.Context{Turn: 1, Asked: price})
		if len(u.Constraints) != 1 || u.Constraints[0].Hi != 1024 || u.Constraints[0].Column != price {
			t.Errorf("%s: %q asks for %+v", l.Tag, below, u.Constraints)
		}
	}
}

// asksFor checks that each starter for the values of a column asks for its value.
func asksFor(t *testing.T, r *prefer.Reasoner, l *Language, c *catalog.Catalog, column int, role catalog.Role) {
	t.Helper()
	for v := range uint32(c.Column(column).NumValues()) {
		text := l.Starter(role, c.Column(column).Value(v))
		u := r.Understand(text, prefer.Context{Turn: 1, Asked: -1})
		if len(u.Constraints) != 1 || u.Constraints[0].Column != column || !slices.Contains(u.Constraints[0].Values, v) {
			t.Errorf("%s: %q asks for %+v", l.Tag, text, u.Constraints)
		}
	}
}

func TestSoldOut(t *testing.T) {
	if got := English().SoldOut("iPod"); got != "iPod is out of stock at the moment." {
		t.Errorf("it says %q", got)
	}
}
