package policy_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"rso/policy"
)

// A policy of one table on "question": who is asked, explains; who isn't, asks.
func question() *policy.Policy {
	layout := policy.StandardLayout()
	feature, _ := layout.Index("question")
	table := policy.Table{
		Features: []int{feature},
		Logits:   make([]float64, 2*int(policy.NumStrategies)),
		Visits:   []uint32{120, 45},
	}
	table.Row(0)[policy.OpinionInquiry] = 2
	table.Row(1)[policy.Explain] = 2
	p, err := policy.New([]policy.Table{table}, `{"learner":"by hand"}`)
	if err != nil {
		panic(err)
	}
	return p
}

func Example() {
	p, err := policy.Open(question().Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}
	var h policy.History
	for _, said := range []string{"Something for a rainy day", "Why that one?"} {
		h.Seeker(policy.Message{Words: 4, Question: strings.HasSuffix(said, "?")})
		state := h.Observe(policy.Market{})
		s := p.Greedy(state, policy.All)
		fmt.Printf("%s: %s\n", said, s)
		h.Recommender(s, 0)
	}
	// Output:
	// Something for a rainy day: opinion_inquiry
	// Why that one?: explain
}

func ExamplePolicy_Explain() {
	var h policy.History
	h.Seeker(policy.Message{Question: true})
	for _, c := range question().Explain(h.Observe(policy.Market{}), policy.Explain) {
		fmt.Printf("%s is %s: %+.2f, seen %d times\n", c.Table, c.Cell[0].Bucket, c.Logit, c.Visits)
	}
	// Output:
	// question is yes: +1.86, seen 45 times
}

func ExamplePolicy_Sample() {
	p := question()
	allowed := policy.SetOf(policy.OpinionInquiry, policy.OfferHelp)
	r := rand.New(rand.NewPCG(1, 1)) // the same seed draws the same strategies
	for range 3 {
		fmt.Println(p.Sample(nil, allowed, r))
	}
	// Output:
	// opinion_inquiry
	// offer_help
	// opinion_inquiry
}

func ExampleLayout_Describe() {
	var h policy.History
	h.Recommender(policy.Recommend, 1)
	h.Seeker(policy.Message{Acts: []policy.Act{policy.AskItem}, Words: 3, Question: true})
	layout := policy.StandardLayout()
	for _, label := range layout.Describe(h.Observe(policy.Market{}))[:6] {
		fmt.Printf("%s: %s\n", label.Feature, label.Bucket)
	}
	// Output:
	// last strategy: recommend
	// strategy before: start
	// position: 0
	// turns: 1
	// act: ask_item
	// act beside: none
}
