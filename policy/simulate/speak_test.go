package simulate

import (
	"context"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rso/catalog"
	"rso/core"
	"rso/core/prefer"
	"rso/policy"
)

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// slipped misspells a text with a chance for each word.
func slipped(r *rand.Rand, chance float64, text string) string {
	return (&speaker{r: r, t: &Temperament{Slip: chance}}).slip(text)
}

func TestSlips(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	texts := []string{
		"I'm looking for something under $1299.99, preferably from Northwind", "at least 16 gigabytes and 512gb storage", "between 1990 and 1999",
		"Crème brûlée größer naïve straße", "a bag", "", "something  with  spaces 100000", "model X1000 or XYZ-12345",
	}
	changed := 0
	for range 300 {
		for _, text := range texts {
			got := slipped(r, .9, text)
			if digits(got) != digits(text) {
				t.Fatalf("a slip makes %q of %q: other digits", got, text)
			}
			old, new := strings.Split(text, " "), strings.Split(got, " ")
			if len(old) != len(new) {
				t.Fatalf("a slip makes %q of %q: other words", got, text)
			}
			for i := range old {
				if old[i] == new[i] {
					continue
				}
				if changed++; len(old[i]) < 5 || new[i][0] != old[i][0] || len(new[i]) < len(old[i])-1 || len(new[i]) > len(old[i])+1 {
					t.Fatalf("a slip makes %q of %q: that is more than a slip of a longer word", new[i], old[i])
				}
			}
			if careful := slipped(r, 0, text); careful != text {
				t.Fatalf("who never slips makes %q of %q", careful, text)
			}
		}
	}
	if changed < 1000 {
		t.Errorf("only %d words were misspelt", changed)
	}
}

// hears words responses to goals that have what it takes, and returns the share that is understood as what was meant.
func hears(t *testing.T, p *Pool, considers bool, make func(g *Goal, r *rand.Rand) (Response, bool), understood func(h *heard, a *Response) bool) float64 {
	t.Helper()
	l := p.listener(31)
	n, good := 0, 0
	for k := 0; n < 120 && k < 50*len(p.goals); k++ {
		g := &p.goals[k%len(p.goals)]
		a, ok := make(g, l.r)
		if !ok {
			continue
		}
		h := l.listen(g, &a, considers)
		if n++; understood(&h, &a) {
			good++
		}
	}
	if n < 100 {
		t.Fatalf("only %d wordings were heard", n)
	}
	return float64(good) / float64(n)
}

// Most wordings of every kind of response are understood as what they are.
func TestResponsesAreUnderstood(t *testing.T) {
	one := func(a Response) func(*Goal, *rand.Rand) (Response, bool) {
		return func(*Goal, *rand.Rand) (Response, bool) { return a, true }
	}
	// telling states a wish beside.
	telling := func(a Response) func(*Goal, *rand.Rand) (Response, bool) {
		return func(g *Goal, r *rand.Rand) (Response, bool) {
			a.Tells = 1 << r.IntN(len(g.Wishes))
			return a, true
		}
	}
	is := func(act policy.Act) func(*heard, *Response) bool {
		return func(h *heard, _ *Response) bool { return h.message.Has(act) }
	}
	reads := func(h *heard, _ *Response) bool { return h.reads[0] == right }
	refuses := func(h *heard, _ *Response) bool { return h.dismisses != core.Nothing || h.refuses > 0 || h.now.Wishes }
	for _, c := range []struct {
		name      string
		considers bool
		make      func(*Goal, *rand.Rand) (Response, bool)
		good      func(*heard, *Response) bool
	}{
		{"a greeting", false, one(Response{Act: policy.Greet}), is(policy.Greet)},
		{"a request", false, one(Response{Act: policy.Request}), is(policy.Request)},
		{"a request with a greeting", false, one(Response{Act: policy.Request, Greets: true}), is(policy.Greet)},
		{"a request with a wish", false, telling(Response{Act: policy.Request}), reads},
		{"a wish", false, telling(Response{Act: policy.Inform}), reads},
		{"a wish with an item on the table", true, telling(Response{Act: policy.Inform}), reads},
		{"a wish that no longer matters", false, func(g *Goal, r *rand.Rand) (Response, bool) {
			return Response{Act: policy.Inform, Drops: 1 << r.IntN(len(g.Wishes))}, true
		}, func(h *heard, _ *Response) bool { return h.closed }},
		{"an attribute that doesn't matter", false, one(Response{Act: policy.Inform, Closes: true}), func(h *heard, _ *Response) bool { return h.closed }},
		{"an item that is loved", false, func(g *Goal, _ *rand.Rand) (Response, bool) {
			return Response{Act: policy.Inform, Loved: true}, g.HasLoved
		},
			func(h *heard, _ *Response) bool { return h.liked }},
		{"approval", true, one(Response{Act: policy.Affirm, Place: 1}), func(h *heard, _ *Response) bool { return h.message.Has(policy.Affirm) || h.message.Positive }},
		{"a correction", false, telling(Response{Act: policy.Deny}), reads},
		{"a choice", true, one(Response{Act: policy.Choose, Place: 1}), is(policy.Choose)},
		{"a choice of another", true, one(Response{Act: policy.Choose, Place: 2}), is(policy.Choose)},
		{"turning down the list", true, one(Response{Act: policy.Reject}), refuses},
		{"turning down an item", true, one(Response{Act: policy.Reject, Place: 2}), refuses},
		{"turning down with a reason", true, telling(Response{Act: policy.Reject}), refuses},
		{"the reason for turning down", true, telling(Response{Act: policy.Reject}), reads},
		{"what is known", true, one(Response{Act: policy.Seen, Place: 1}), func(h *heard, _ *Response) bool { return h.seen }},
		{"why", true, one(Response{Act: policy.AskItem, Asks: AsksWhy, Place: 1}), func(h *heard, _ *Response) bool { return h.now.AsksWhy }},
		{"how others find it", true, one(Response{Act: policy.AskItem, Asks: AsksOpinion, Place: 1}), func(h *heard, _ *Response) bool { return h.now.AsksOpinion }},
		{"more about it", true, one(Response{Act: policy.AskItem, Asks: AsksMore, Place: 1}), is(policy.AskItem)},
		{"the difference", true, one(Response{Act: policy.Compare, Asks: AsksDifference}), is(policy.Compare)},
		{"who is talking", true, one(Response{Act: policy.AskItem, Asks: AsksMachine}), func(h *heard, _ *Response) bool { return h.now.AsksMachine }},
		{"a goodbye", true, one(Response{Act: policy.Bye, Left: true}), is(policy.Bye)},
		{"an aside", true, one(Response{Act: policy.OffTopic}), func(h *heard, _ *Response) bool { return !h.now.Constrains && !h.message.Has(policy.Choose) }},
		{"hesitation", true, one(Response{Act: policy.Inform}), func(h *heard, _ *Response) bool {
			return !h.now.Wishes && !h.message.Has(policy.Choose) && !h.message.Has(policy.Reject)
		}},
	} {
		for name, cat := range map[string]*catalog.Catalog{"shop": shop(t), "films": films(t)} {
			if share := hears(t, pool(t, cat, 60, 12), c.considers, c.make, c.good); share < .5 {
				t.Errorf("of the wordings of %s, a share of %.2f is understood in the catalog of %s", c.name, share, name)
			} else {
				t.Logf("%s, %s: %.2f", c.name, name, share)
			}
		}
	}
}

// All wishes that are told at once are read, mostly.
func TestWishesAreUnderstood(t *testing.T) {
	for name, c := range map[string]*catalog.Catalog{"shop": shop(t), "films": films(t)} {
		p := pool(t, c, 150, 13)
		reasoner := prefer.New(c, prefer.English())
		r := rand.New(rand.NewPCG(14, 14))
		told, read := map[string]float64{}, map[string]float64{}
		for k := range p.goals {
			g := &p.goals[k]
			temper := Families()[r.IntN(Trained)].Draw(r)
			s := speaker{c: c, goal: g, r: r, t: &temper}
			u := reasoner.Understand(s.say(&Response{Act: policy.Request, Tells: g.All()}, false, false), prefer.Context{Turn: 1, Asked: -1})
			for _, w := range g.Wishes {
				column := c.Column(w.Column).Name
				told[column]++
				if slices.ContainsFunc(u.Constraints, func(held prefer.Constraint) bool { return held.Column == w.Column && meets(&held, &w.Constraint) }) {
					read[column]++
				}
			}
		}
		all, right := 0., 0.
		for column, n := range told {
			all, right = all+n, right+read[column]
			if n >= 10 && read[column]/n < .4 {
				t.Errorf("of %v wishes for the %s (%s), %v are read right", n, column, name, read[column])
			}
		}
		t.Logf("%s: %.3f of %v wishes", name, right/all, all)
		if right/all < .6 {
			t.Errorf("of %v wishes of all goals (%s), %v are read right", all, name, right)
		}
	}
}

// What seekers are said to do in whole conversations is what sessions hear.
func TestActsAreHeardInConversations(t *testing.T) {
	k := NewTalker(pool(t, shop(t), 100, 15), with(t), blank(t))
	k.Choose(anything)
	messages, heard := 0, 0
	for n := range uint64(80) {
		c, err := k.Converse(context.Background(), 15, n, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range c.Turns[:len(c.Turns)-1] {
			if messages++; slices.Contains(x.Reply.Acts, x.Truth.Act.String()) {
				heard++
			}
		}
	}
	if share := float64(heard) / float64(messages); share < .7 {
		t.Errorf("of %d messages, a share of %.2f is heard as what it was meant to be", messages, share)
	} else {
		t.Logf("%.2f of %d", share, messages)
	}
}

// A response as a recommender hears it that hears well.
func TestMessage(t *testing.T) {
	for _, c := range []struct {
		response Response
		want     policy.Message
	}{
		{Response{Act: policy.Request, Greets: true, Words: 3}, policy.Message{Acts: []policy.Act{policy.Request, policy.Greet}, Words: 3}},
		{Response{Act: policy.Reject, Tells: 2}, policy.Message{Acts: []policy.Act{policy.Reject, policy.Inform}, NamesValue: true, Negative: true}},
		{Response{Act: policy.Choose, Place: 1, Accepted: true}, policy.Message{Acts: []policy.Act{policy.Choose}, Positive: true}},
		{Response{Act: policy.AskItem, Asks: AsksWhy}, policy.Message{Acts: []policy.Act{policy.AskItem}, Question: true}},
		{Response{Act: policy.Inform, Loved: true}, policy.Message{Acts: []policy.Act{policy.Inform}, NamesItem: true}},
	} {
		if got := c.response.Message(); !slices.Equal(got.Acts, c.want.Acts) || got.Words != c.want.Words || got.Question != c.want.Question ||
			got.NamesItem != c.want.NamesItem || got.NamesValue != c.want.NamesValue || got.Positive != c.want.Positive || got.Negative != c.want.Negative {
			t.Errorf("%+v is the message %+v, want %+v", c.response, got, c.want)
		}
	}
}

// A seeker never tells what it is not aware of, and takes back only what it told.
func TestSeekersTellWhatTheyKnow(t *testing.T) {
	p := pool(t, shop(t), 60, 16)
	w := NewWorld(p, with(t))
	for n := range uint64(300) {
		if _, err := w.Play(16, n, func(s policy.State, allowed policy.Set) policy.Strategy {
			if k := &w.seeker; k.told&^k.aware != 0 {
				t.Errorf("dialogue %d: of the wishes %b it has told %b", n, k.aware, k.told)
			}
			return anything(w.Draws())(s, allowed)
		}, nil); err != nil {
			t.Fatal(err)
		}
		if k := &w.seeker; bits.OnesCount8(uint8(k.goal.All()&^k.Live)) > 1 || k.goal.musts()&^k.Live != 0 {
			t.Errorf("dialogue %d: of the wishes %b only %b still count", n, k.goal.All(), k.Live)
		}
	}
}
