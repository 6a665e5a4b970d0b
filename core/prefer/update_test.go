package prefer

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// ends checks what is believed after several messages, separated by "/".
func ends(t *testing.T, lines, messages, want string) {
	t.Helper()
	k := newTalk(t, lines)
	for m := range strings.SplitSeq(messages, " / ") {
		k.says(m)
	}
	if got := k.believes(); got != want {
		t.Errorf("after %q the belief is\n\t%s\nwant\n\t%s", messages, got, want)
	}
}

func TestChangesOfMind(t *testing.T) {
	for _, c := range []struct{ lines, messages, want string }{
		// what can hold together is added up
		{films, "a comedy / from the 90s / with Robin Williams", "cast = Robin Williams; genres = Comedy; year 1990..1999"},
		{films, "drama / romance", "genres = Drama; genres = Romance"},
		{bags, "over $50 / under $100", "price <= 100; price >= 50"},
		// the later wins
		{films, "comedy / actually a drama", "genres = Drama"},
		{films, "comedy / western", "genres = Western"}, // no film is both
		{films, "from the 90s / from the 80s", "year 1980..1989"},
		{films, "before 1990 / after 2000", "year > 2000"},
		{films, "from the 90s / before 1995", "year < 1995; year >= 1990"},
		{films, "from the 90s / after 1994", "year <= 1999; year > 1994"},
		{films, "from the 90s / before 1980", "year < 1980"},
		{films, "from the 90s / actually before 1995", "year < 1995"},
		{bags, "blue / red", "colour = red"},
		{bags, "under $100 / under $150", "price <= 150"},
		{bags, "leather / no leather", "material != leather"},
		{bags, "no leather / leather", "material = leather"},
		{bags, "blue / make it black", "colour = black"},
		// a number alone takes the place of the last one of its size, and bounds what that one did
		{bags, "under $100 / actually make it 150", "price <= 150"},
		{bags, "rated at least 4, over $50 / 80 then", "price >= 80; rating >= 4"},
		{bags, "around $100 / hm, 120", "price 90..150"},
		{bags, "under $100 / show me 3 of them", "price <= 100"},
		{bags, "80 then", ""},
		{films, "with Kate Winslet / with Robin Williams instead", "cast = Robin Williams"},
		{films, "a comedy / something more serious", "genres = Drama; ~genres != Comedy"},
		// taking back
		{films, "comedy from the 90s / forget about the year", "genres = Comedy"},
		{bags, "a blue backpack under $50 / price doesn't matter", "category = Backpack; colour = blue"},
		{bags, "a blue backpack under $50 / forget about the price", "category = Backpack; colour = blue"},
		{bags, "a blue backpack / any colour is fine", "category = Backpack"},
		{films, "from the 80s / not the 80s", "year not 1980..1989"},
		{films, "not the 80s / from the 80s", "year 1980..1989"},
		{bags, "leather briefcase / drop the leather", "category = Briefcase"},
		{bags, "leather briefcase under $200 / start over", ""},
		{films, "comedy / start over / drama", "genres = Drama"},
	} {
		ends(t, c.lines, c.messages, c.want)
	}
}

func TestAnswerThatItDoesNotMatter(t *testing.T) {
	k := newTalk(t, films)
	k.says("comedy from the 90s")
	k.asks("genres").says("it doesn't matter")
	if got := k.believes(); got != "year 1990..1999" {
		t.Errorf("the belief is %s", got)
	}
	if !slices.Contains(k.belief.Closed, k.c.Find("genres")) {
		t.Error("the genre may be asked about again")
	}
	k.says("no, a drama")
	if slices.Contains(k.belief.Closed, k.c.Find("genres")) {
		t.Error("the genre is closed though it matters again")
	}
}

func TestFeelingsChange(t *testing.T) {
	k := newTalk(t, films)
	k.says("I liked Titanic")
	k.says("I hate Titanic")
	if liked, disliked := k.ids(k.belief.Liked), k.ids(k.belief.Disliked); liked != "" || disliked != "titanic" {
		t.Errorf("liked %q, disliked %q", liked, disliked)
	}
	k.says("I loved Titanic")
	if liked, disliked := k.ids(k.belief.Liked), k.ids(k.belief.Disliked); liked != "titanic" || disliked != "" {
		t.Errorf("liked %q, disliked %q", liked, disliked)
	}
	k.says("start over")
	if !k.belief.Empty() || len(k.belief.Seen) > 0 {
		t.Errorf("after a reset the belief is %+v", k.belief)
	}
}

// sayings are messages that the properties below are checked with.
var sayings = []string{
	"something funny", "from the 90s", "with Robin Williams", "no horror", "a drama or a western", "before 1990", "at least 8 stars",
	"I have seen Titanic", "I hate Unforgiven", "I loved Groundhog Day", "more serious", "older", "it doesn't matter", "start over",
	"forget about the year", "actually a thriller", "with Kate Winslet instead", "preferably new", "best rated", "the second one", "seen it",
	"less scary", "newer than the third one", "something like The Birdcage", "between 1980 and 1999", "surprise me", "hmm", "",
}

// Constraints on different attributes may come in any order.
func TestOrderDoesNotMatter(t *testing.T) {
	for _, parts := range [][]string{
		{"something funny", "from the 90s", "with Robin Williams"},
		{"no horror", "before 1990", "at least 8 stars", "with Kate Winslet"},
		{"I have seen Titanic", "a drama", "I loved Groundhog Day", "after 1980"},
	} {
		say := func(order []int) string {
			k := newTalk(t, films)
			for _, i := range order {
				k.says(parts[i])
			}
			b := &k.belief
			for _, list := range []*[]uint32{&b.Liked, &b.Disliked, &b.Seen} {
				slices.Sort(*list)
			}
			return fmt.Sprint(k.believes(), b.Liked, b.Disliked, b.Seen)
		}
		order := make([]int, len(parts))
		for i := range order {
			order[i] = i
		}
		want := say(order)
		r := rand.New(rand.NewPCG(1, uint64(len(parts))))
		for range 12 {
			r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			if got := say(order); got != want {
				t.Errorf("%v said in the order %v gives\n\t%s\nwant\n\t%s", parts, order, got, want)
			}
		}
	}
}

// Update leaves its arguments alone, and what it returns shares nothing with them.
func TestUpdateDoesNotTouchItsArguments(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	k := newTalk(t, films).shows("jumanji poets birdcage")
	k.asks("year")
	for range 400 {
		k.ctx.Turn++
		u := k.r.Understand(sayings[r.IntN(len(sayings))], k.ctx)
		before, said := k.belief.Clone(), fmt.Sprintf("%+v", u)
		after := k.r.Update(k.belief, u)
		if !reflect.DeepEqual(before, k.belief) {
			t.Fatalf("Update changed its belief from %+v to %+v", before, k.belief)
		}
		kept := after.Clone()
		scribble(&k.belief)
		if !reflect.DeepEqual(after, kept) {
			t.Fatalf("the new belief shares memory with the old: %+v, was %+v", after, kept)
		}
		if now := fmt.Sprintf("%+v", u); now != said {
			t.Fatalf("Update changed what was understood from %s to %s", said, now)
		}
		k.belief = after
	}
}

// scribble overwrites all that a belief refers to.
func scribble(b *Belief) {
	for i := range b.Constraints {
		for j := range b.Constraints[i].Values {
			b.Constraints[i].Values[j] = 99
		}
		b.Constraints[i].Span = "scribbled"
	}
	for _, list := range [][]uint32{b.Liked, b.Disliked, b.Seen} {
		for i := range list {
			list[i] = 99
		}
	}
	for i := range b.Words {
		b.Words[i] = "scribbled"
	}
	for i := range b.Closed {
		b.Closed[i] = 99
	}
	if b.Sort != nil {
		b.Sort.Column = 99
	}
}

// The same messages give the same belief.
func TestReplays(t *testing.T) {
	run := func() string {
		k := newTalk(t, films).shows("jumanji poets birdcage")
		out := ""
		for _, m := range sayings {
			out += fmt.Sprintf("%+v\n", k.says(m).Message) + k.believes() + fmt.Sprintf("%+v\n", k.belief.Words)
		}
		return out
	}
	if a, b := run(), run(); a != b {
		t.Errorf("two runs differ:\n%s\n%s", a, b)
	}
}

// What is taken back leaves the belief as it was before it was said, whatever else was said.
func TestTakenBackLeavesNothing(t *testing.T) {
	for _, shop := range []struct {
		lines  string
		before []string
		taken  []string // said / taken back
	}{
		{bags, []string{"a blue Nordvik backpack", "no leather", "at least 4 stars", "lighter than 2 kg", "I have seen the Reise"}, []string{
			"under $100 / forget the price", "between 50 and 100 dollars / the budget doesn't matter", "from Vellum / any brand", "made of canvas / forget canvas",
			"rated 4.5+ / the rating is not important", "at least 1 kg / drop the weight", "red / any colour is fine", "no polycarbonate / actually polycarbonate is fine",
		}},
		{films, []string{"a comedy", "from the 90s", "with Robin Williams", "no horror", "I loved Titanic"}, []string{
			"before 1995 / forget about the year", "with Kate Winslet / forget Kate Winslet", "a western / drop the western", "at least 8 stars / the rating doesn't matter",
			"no drama / drama is fine after all",
		}},
		{laptops, []string{"a gaming laptop", "at least 16 gb of ram", "no linux"}, []string{
			"with a touchscreen / the touchscreen doesn't matter", "under 2 kg / never mind the weight", "15 inches or more / forget the screen size",
			"10 hours of battery / battery life is not important",
		}},
	} {
		for _, pair := range shop.taken {
			said, back, _ := strings.Cut(pair, " / ")
			for _, first := range append(shop.before, "") {
				k := newTalk(t, shop.lines)
				k.says(first)
				column := -1
				if u := k.r.Understand(said, k.ctx); len(u.Constraints) > 0 {
					column = u.Constraints[0].Column
				} else {
					t.Errorf("%q asks for nothing", said)
				}
				if len(k.belief.On(column)) > 0 {
					continue // the later wins, and taking it back doesn't bring the earlier back
				}
				before := k.believes()
				k.says(said)
				if k.says(back); k.believes() != before {
					t.Errorf("after %q, %q and %q the belief is\n\t%s\nwant\n\t%s", first, said, back, k.believes(), before)
				}
			}
		}
	}
}
