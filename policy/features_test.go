package policy

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestMomentFeature(t *testing.T) {
	h := told(Request)
	for r := range numReasons {
		expectBucket(t, h, Market{Known: true, Moment: r}, "moment", r.String())
	}
	expectBucket(t, h, Market{Moment: Hesitates}, "moment", "unknown") // of human dialogues nobody knows
}

func TestToldFeature(t *testing.T) {
	for _, c := range []struct {
		script []any
		want   string
	}{
		{nil, "nothing"},
		{[]any{Explain, Credibility}, "nothing"}, // of no item
		{[]any{1, Recommend}, "nothing"},
		{[]any{1, Recommend, Inform, Explain}, "explain"},
		{[]any{1, Recommend, Inform, Explain, Inform, Explain}, "explain"},
		{[]any{1, Recommend, Inform, Acknowledgment, OpinionInquiry, Encouragement, Recommend}, "nothing"}, // none gives facts
		{[]any{1, Recommend, SocialProof, Credibility}, "credibility + social_proof"},
		{[]any{2, Recommend, CompareItems, SocialProof, Credibility, Explain}, "explain + credibility + social_proof + compare"},
		{[]any{1, Recommend, Explain, Reject, 1, Recommend}, "nothing"},
		{[]any{1, Recommend, Explain, Reject, 1, Recommend, Credibility}, "credibility"},
		{[]any{1, Recommend, Explain, Recommend}, "explain"},  // the same list again names nothing new
		{[]any{1, Recommend, Explain, 1, Explain}, "nothing"}, // whatever names an item
	} {
		expectBucket(t, told(c.script...), Market{}, "told", c.want)
	}
}

// The label of every set of facts names exactly those that it holds.
func TestToldLabels(t *testing.T) {
	labels := toldLabels()
	for set, label := range labels {
		var want []string
		for i, s := range speaksFor {
			if set>>i&1 == 1 {
				want = append(want, s.String())
			}
		}
		if set == 0 {
			want = []string{"nothing"}
		}
		if !slices.Equal(strings.Split(label, " + "), want) {
			t.Errorf("the facts %v are called %q", want, label)
		}
	}
}

// Every feature of every history has a label, whatever the market's moment is and whatever has been told.
func TestEveryBucketHasALabel(t *testing.T) {
	layout := StandardLayout()
	r := rand.New(rand.NewPCG(12, 1))
	met := make([]map[uint8]bool, len(layout))
	for i := range met {
		met[i] = map[uint8]bool{}
	}
	for range 20000 {
		h := anyHistory(r)
		for range r.IntN(5) {
			h.Recommender(Strategy(r.IntN(int(NumStrategies))), r.IntN(2))
		}
		m := anySituation(r).Market
		m.Known, m.Moment = r.IntN(10) > 0, Reason(r.IntN(int(numReasons)))
		if r.IntN(20) == 0 {
			h.Told, m.Moment = Set(r.Uint32()), Reason(r.IntN(256))
		}
		for i, b := range h.Observe(m) {
			if int(b) >= len(layout[i].Buckets) {
				t.Fatalf("%s is in bucket %d of %d", layout[i].Name, b, len(layout[i].Buckets))
			}
			met[i][b] = true
		}
	}
	for i, f := range layout { // else a bucket is there for nothing, or this tests little
		if len(met[i]) < len(f.Buckets)*2/3 {
			t.Errorf("of the %d buckets of %s, %d were met", len(f.Buckets), f.Name, len(met[i]))
		}
	}
}
