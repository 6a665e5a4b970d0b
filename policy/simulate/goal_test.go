package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/core/prefer"
)

// expectSound checks what is true of every goal.
func expectSound(t *testing.T, c *catalog.Catalog, g *Goal) {
	t.Helper()
	if len(g.Wishes) < 1 || len(g.Wishes) > MaxWishes || !g.Wishes[0].Must {
		t.Errorf("a goal has %d wishes, the first a must: %+v", len(g.Wishes), g.Wishes)
	}
	sum, on := 0., map[int]bool{}
	for _, w := range g.Wishes {
		if sum += w.Weight; w.Weight <= 0 || on[w.Column] {
			t.Errorf("a wish for the %s weighs %v, or there are two", c.Column(w.Column).Name, w.Weight)
		}
		on[w.Column] = true
	}
	if math.Abs(sum-1) > 1e-9 {
		t.Errorf("the wishes together weigh %v", sum)
	}
	open := c.AvailableItems()
	new, all := 0, 0
	for i := range open.Items {
		v := g.View(c, i)
		if v.Broken != 0 {
			continue
		}
		if all++; !v.Known {
			new++
		}
		if !g.Fits(v.Broken, g.All()) {
			t.Errorf("%s breaks no wish and does not fit", c.Title(i))
		}
	}
	if new < fewest {
		t.Errorf("%d items that are new to the seeker meet all of %+v, and %d in all", new, g.Wishes, all)
	}
	if g.HasLoved && (!g.View(c, g.Loved).Known || g.View(c, g.Loved).Broken != 0) {
		t.Errorf("%s is loved, and is not known or breaks a wish", c.Title(g.Loved))
	}
}

func TestGoalsCanBeMet(t *testing.T) {
	for _, c := range []*catalog.Catalog{shop(t), films(t)} {
		p := pool(t, c, 400, 3)
		loved, sizes := 0, map[int]bool{}
		for k := range p.goals {
			expectSound(t, c, &p.goals[k])
			sizes[len(p.goals[k].Wishes)] = true
			if p.goals[k].HasLoved {
				loved++
			}
			if text := p.Describe(k); text == "" || !strings.Contains(text, "(a must)") {
				t.Errorf("goal %d is described as %q", k, text)
			}
		}
		if len(sizes) < 3 || loved == 0 || loved == len(p.goals) {
			t.Errorf("of %d goals %d love an item, and they have only %v wishes", len(p.goals), loved, sizes)
		}
	}
}

// A wish holds for the item that it was made from, whatever is drawn.
func TestWishesHold(t *testing.T) {
	odd := buildtest.Catalog(t, "odd", `{"id":"a","title":"Deep","category":"sea","price":0.0003,"depth_m":-10900,"ratio":0}
{"id":"b","title":"Flat","category":"sea","price":0,"depth_m":-3.5,"ratio":1e-7}
{"id":"c","title":"High","category":"land","price":1234567.89,"depth_m":8848,"ratio":0.5}
`)
	for _, c := range []*catalog.Catalog{shop(t), films(t), odd} {
		r := rand.New(rand.NewPCG(4, 4))
		made := 0
		for i := range catalog.Item(c.Len()) {
			for range 5 {
				for _, k := range wishable(c, i, r) {
					w, ok := wish(c, k, i, r)
					if !ok {
						continue
					}
					if made++; !w.Fits(c, i) || w.Column != k || !w.Hard {
						t.Errorf("%s does not satisfy %+v, which was made from its %s", c.Title(i), w, c.Column(k).Name)
					}
				}
			}
		}
		if made < c.Len()*5 {
			t.Errorf("%d items of %s give only %d wishes", c.Len(), c.Name(), made)
		}
	}
}

func TestRound(t *testing.T) {
	for _, c := range []struct{ x, want float64 }{
		{0, 0}, {1, 1}, {10, 10}, {99, 99}, {101, 110}, {1234, 1300}, {.0123, .013}, {.5, .5}, {-101, -100}, {-1234, -1200}, {math.Inf(1), math.Inf(1)},
	} {
		if got := round(c.x); got != c.want {
			t.Errorf("%v is rounded to %v, want %v", c.x, got, c.want)
		}
	}
}

func TestMoreGoalsLeaveTheFirst(t *testing.T) {
	few, many, others := pool(t, shop(t), 10, 5), pool(t, shop(t), 40, 5), pool(t, shop(t), 10, 6)
	if !reflect.DeepEqual(few.Goals(), many.Goals()[:10]) {
		t.Errorf("the first of 40 goals are %+v, of 10 %+v", many.Goals()[:10], few.Goals())
	}
	if reflect.DeepEqual(few.Goals(), others.Goals()) {
		t.Error("another seed draws the same goals")
	}
}

// Of the columns "kind", "price" and "color", the seeker must have the first and would like the others.
func handmade(weights ...float64) *Goal {
	g := &Goal{}
	for k, w := range weights {
		g.Wishes = append(g.Wishes, Wish{Constraint: prefer.Constraint{Column: k}, Weight: w, Must: k == 0})
	}
	return g
}

func TestFitsAndUtility(t *testing.T) {
	g := handmade(.5, .3, .2)
	for _, c := range []struct {
		broken, live Set
		utility      float64
		fits         bool
	}{
		{0, 0b111, 1, true},
		{0b001, 0b111, .5, false}, // a must
		{0b100, 0b111, .8, true},
		{0b110, 0b111, .5, false}, // too much is missing
		{0b001, 0b110, 1, true},   // what was taken back does not count
		{0b100, 0b101, 5. / 7, true},
		{0b100, 0b110, .6, false}, // .2 of what is left
		{0b111, 0, 1, true},
		{0b111, 0b111, 0, false},
	} {
		if got := g.Utility(c.broken, c.live); math.Abs(got-c.utility) > 1e-9 {
			t.Errorf("of %03b, breaking %03b leaves %v, want %v", c.live, c.broken, got, c.utility)
		}
		if got := g.Fits(c.broken, c.live); got != c.fits {
			t.Errorf("of %03b, an item that breaks %03b fits: %v, want %v", c.live, c.broken, got, c.fits)
		}
	}
	if g.All() != 0b111 || !g.All().Has(2) || g.All().Has(3) {
		t.Errorf("all of three wishes are %b", g.All())
	}
}

// What shows on a card shows: price, kind, maker and year, and nothing else.
func TestView(t *testing.T) {
	c := buildtest.Catalog(t, "bags", `{"id":"a","title":"Fjell","brand":"Nordvik","category":"Backpack","price":50,"color":"blue"}
{"id":"b","title":"Reise","brand":"Vellum","category":"Suitcase","price":150,"color":"red"}
`)
	first, _ := c.ByID("a")
	other, _ := c.ByID("b")
	g := &Goal{Luck: 1}
	for _, name := range []string{"brand", "category", "color"} {
		k := c.Find(name)
		g.Wishes = append(g.Wishes, Wish{Constraint: prefer.Constraint{Column: k, Op: prefer.In, Values: c.Column(k).Values(first), Hard: true}, Weight: .25})
	}
	g.Wishes = append(g.Wishes, Wish{Constraint: prefer.Constraint{Column: c.With(catalog.Price), Op: prefer.AtMost, Hi: 60, Hard: true}, Weight: .25})
	for _, v := range []struct {
		item, loved     catalog.Item
		broken, visible Set
		known           bool
	}{{first, other, 0, 0, false}, {other, other, 0b1111, 0b1011, true}} {
		g.Loved, g.HasLoved = v.loved, true
		if got, want := g.View(c, v.item), (View{v.item, v.broken, v.visible, v.known}); got != want {
			t.Errorf("%s is seen as %+v, want %+v", c.Title(v.item), got, want)
		}
	}
}

// The renowned items are known rather, and who knows an item knows it again.
func TestKnown(t *testing.T) {
	c := shop(t)
	r := rand.New(rand.NewPCG(7, 7))
	known, renown, all := 0., 0., 0.
	for range 200 {
		g := Goal{Known: .2, Luck: r.Uint64()}
		for i := range catalog.Item(c.Len()) {
			k := g.View(c, i).Known
			if k != g.View(c, i).Known {
				t.Fatalf("%s is known, and then it isn't", c.Title(i))
			}
			if all += c.Prior(i); k {
				known++
				renown += c.Prior(i)
			}
		}
	}
	n := 200 * float64(c.Len())
	if share := known / n; share < .1 || share > .3 {
		t.Errorf("a share of %.2f of the items is known where .2 of those of average renown are", share)
	}
	if renown/known < all/n+.01 {
		t.Errorf("the renown of what is known is %.3f, of all %.3f", renown/known, all/n)
	}
}

// A catalog in which no value is shared by enough items is refused in words.
func TestNothingToWishFor(t *testing.T) {
	var titles, gone, few strings.Builder
	for n := range 30 {
		fmt.Fprintf(&titles, `{"id":"%d","title":"Thing %d"}`+"\n", n, n)
		fmt.Fprintf(&gone, `{"id":"%d","title":"Thing %d","category":"kind %d","price":%d,"stock":0}`+"\n", n, n, n%2, n)
	}
	for n := range 5 {
		fmt.Fprintf(&few, `{"id":"%d","title":"Thing %d","category":"kind %d","price":%d}`+"\n", n, n, n, 1<<n)
	}
	for name, lines := range map[string]string{"only titles": titles.String(), "sold out": gone.String(), "too few": few.String()} {
		_, err := NewPool(buildtest.Catalog(t, name, lines), People(), 3, 1)
		if err == nil || !strings.Contains(err.Error(), `"`+name+`" gives seekers nothing to wish for`) {
			t.Errorf("the catalog with %s gives the error %v", name, err)
		}
	}
}

// What is sold out is no target, and does not count among what fits.
func TestGoalsAreForWhatIsThere(t *testing.T) {
	var lines strings.Builder
	for n := range 60 {
		fmt.Fprintf(&lines, `{"id":"%d","title":"Thing %d","category":"kind %d","color":"shade %d","price":%d,"stock":%d}`+"\n", n, n, n%3, n%4, 10+n, n%2)
	}
	c := buildtest.Catalog(t, "half", lines.String())
	p := pool(t, c, 200, 8)
	for k := range p.goals {
		expectSound(t, c, &p.goals[k])
	}
}
