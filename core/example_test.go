package core_test

import (
	"context"
	"fmt"
	"os"

	"rso/catalog"
	"rso/catalog/build"
	"rso/catalog/feed"
	"rso/core"
	"rso/policy"
)

// A conversation with the film demo's policy over a small shop.
func Example() {
	c := shop()
	b, err := os.ReadFile("../web/demo/data/films.rsop")
	if err != nil {
		panic(err)
	}
	p, err := policy.Open(b)
	if err != nil {
		panic(err)
	}

	s := core.NewSession(c, p)
	for _, message := range []string{"a blue backpack under $80", "why that one?", "I'll take it"} {
		reply := s.Turn(message)
		fmt.Printf("%s: %s\n", reply.Strategy, reply.Text)
	}

	// The same session, elsewhere.
	t := core.NewSession(c, p)
	if err := t.Restore(s.Save()); err != nil {
		panic(err)
	}
	fmt.Println(t.Turn("thanks, bye").Text)
	// Output:
	// recommend: A backpack in blue for up to $80, understood. That leaves Fjell 20 for $49.90.
	// explain: You wanted a backpack in blue for up to $80, and Fjell 20 is a backpack and within your budget, and comes in blue.
	// encouragement: Good choice, enjoy Fjell 20!
	// Have a good day!
}

// shop compiles and opens a feed; a page fetches the compiled file instead.
func shop() *catalog.Catalog {
	f, err := os.Open("testdata/bags.csv")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	r, err := feed.Open(f, "bags.csv")
	if err != nil {
		panic(err)
	}
	b := build.New(build.Options{Name: "bags"})
	for rec, err := range r.Records() {
		if err != nil {
			panic(err)
		}
		b.Add(rec)
	}
	file, _, err := b.Finish(context.Background())
	if err != nil {
		panic(err)
	}
	c, err := catalog.Open(file)
	if err != nil {
		panic(err)
	}
	return c
}
