package policy

import (
	"math"
	"math/rand/v2"
	"testing"
)

// told plays a script: a Message is the seeker's, a Strategy the recommender's; a Strategy right after
// an int names that many new items.
func told(script ...any) *History {
	var h History
	items := 0
	for _, event := range script {
		switch e := event.(type) {
		case Message:
			h.Seeker(e)
		case Act:
			h.Seeker(Message{Acts: []Act{e}, Words: 3})
		case int:
			items = e
		case Strategy:
			h.Recommender(e, items)
			items = 0
		}
	}
	return &h
}

// expectBucket checks one feature of the state a script leads to.
func expectBucket(t *testing.T, h *History, m Market, feature, want string) {
	t.Helper()
	for _, label := range StandardLayout().Describe(h.Observe(m)) {
		if label.Feature == feature {
			if label.Bucket != want {
				t.Errorf("%s is %q, want %q", feature, label.Bucket, want)
			}
			return
		}
	}
	t.Errorf("there is no feature %q", feature)
}

func TestFeatures(t *testing.T) {
	for _, c := range []struct {
		name    string
		script  []any
		feature string
		want    string
	}{
		{"nobody spoke", nil, "last strategy", "start"},
		{"nobody spoke", nil, "length", "silent"},
		{"nobody spoke", nil, "candidates", "unknown"},
		{"last of two", []any{Greet, Acknowledgment, OfferHelp}, "last strategy", "offer_help"},
		{"before the last", []any{Greet, Acknowledgment, OfferHelp}, "strategy before", "acknowledgment"},
		{"second utterance of a turn", []any{Greet, Acknowledgment}, "position", "1"},
		{"a new turn", []any{Greet, Acknowledgment, Inform}, "position", "0"},
		{"a long turn", []any{Explain, Explain, Explain, Explain, Explain}, "position", "3+"},
		{"turns", []any{Inform, Explain, Inform, Explain, Inform}, "turns", "3-4"},
		{"main act", []any{Message{Acts: []Act{Thank, Bye}}}, "act", "thank"},
		{"act beside it", []any{Message{Acts: []Act{Thank, Bye}}}, "act beside", "bye"},
		{"unknown act", []any{Message{Acts: []Act{NumActs, 200}}}, "act", "none"},
		{"question", []any{Message{Question: true}}, "question", "yes"},
		{"length", []any{Message{Words: 16}}, "length", "9-16"},
		{"names both", []any{Message{NamesItem: true, NamesValue: true}}, "names", "both"},
		{"nothing offered", []any{Choose}, "reception", "no item"},
		{"offered", []any{Request, 1, Recommend}, "reception", "offered"},
		{"undecided", []any{1, Recommend, Inform}, "reception", "undecided"},
		{"asked", []any{1, Recommend, AskItem}, "reception", "asked"},
		{"liked", []any{1, Recommend, Message{Positive: true}}, "reception", "liked"},
		{"mixed feelings", []any{1, Recommend, Message{Positive: true, Negative: true}}, "reception", "undecided"},
		{"known", []any{1, Recommend, Seen}, "reception", "known"},
		{"accepted, whatever else", []any{1, Recommend, Message{Acts: []Act{Thank, Choose}}}, "reception", "accepted"},
		{"declined", []any{1, Recommend, Reject}, "reception", "declined"},
		{"still declined after small talk", []any{1, Recommend, Reject, Acknowledgment, Inform}, "reception", "declined"},
		{"a new offer", []any{1, Recommend, Reject, 2, Recommend}, "reception", "offered"},
		{"items named", []any{1, Recommend, Reject, 2, Recommend}, "items", "3+"},
		{"just named", []any{1, Recommend}, "since item", "0"},
		{"named long ago", []any{1, Recommend, Explain, Explain, Explain}, "since item", "3-4"},
		{"inquiries", []any{OpinionInquiry, Inform, PreferenceConfirmation, Explain}, "inquiries", "2"},
		{"rejections", []any{1, Recommend, Reject, Recommend, Reject}, "rejections", "2"},
		{"nothing to reject", []any{Reject}, "rejections", "0"},
	} {
		t.Run(c.name, func(t *testing.T) { expectBucket(t, told(c.script...), Market{}, c.feature, c.want) })
	}
}

func TestMarketFeatures(t *testing.T) {
	h := told(Request)
	few := Market{Known: true, Constraints: 2, Candidates: 3, Information: 0.7}
	expectBucket(t, h, few, "constraints", "2")
	expectBucket(t, h, few, "candidates", "1-3")
	expectBucket(t, h, few, "information", "under 1.5")
	expectBucket(t, h, Market{Known: true}, "candidates", "0")
	expectBucket(t, h, Market{Candidates: 9}, "candidates", "unknown")
	expectBucket(t, h, Market{Known: true, Information: math.NaN()}, "information", "under 0.5")
}

// Whatever happens, the state stays within the layout, and observing changes nothing.
func TestObserveStaysInLayout(t *testing.T) {
	layout := StandardLayout()
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var h History
		for range r.IntN(30) {
			if r.IntN(2) == 0 {
				h.Seeker(Message{
					Acts: []Act{Act(r.IntN(256)), Act(r.IntN(256))}, Words: r.IntN(60) - 5,
					Question: r.IntN(2) == 0, NamesItem: r.IntN(2) == 0, NamesValue: r.IntN(2) == 0, Positive: r.IntN(2) == 0,
				})
				continue
			}
			h.Recommender(Strategy(r.IntN(256)), r.IntN(4)-1)
		}
		h.Reception = Reception(r.IntN(256))
		m := Market{Known: r.IntN(2) == 0, Constraints: r.IntN(9) - 2, Candidates: r.IntN(999) - 5, Information: r.NormFloat64()}
		state := h.Observe(m)
		if len(state) != len(layout) {
			t.Fatalf("the state has %d features, the layout %d", len(state), len(layout))
		}
		for i, b := range state {
			if int(b) >= len(layout[i].Buckets) {
				t.Fatalf("%s has bucket %d of %d", layout[i].Name, b, len(layout[i].Buckets))
			}
		}
	}
}

func TestHistoriesAreIndependent(t *testing.T) {
	h := told(Greet, OfferHelp, Request)
	copied := *h
	copied.Recommender(Explain, 0)
	h.Recommender(Recommend, 1)
	expectBucket(t, &copied, Market{}, "last strategy", "explain")
	expectBucket(t, h, Market{}, "last strategy", "recommend")
	expectBucket(t, &copied, Market{}, "strategy before", "offer_help")
}
