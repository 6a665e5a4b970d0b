package reward

import "rso/policy"

// The features that a distilled judge goes by.
const (
	ofReception = iota
	ofAct
	ofBeside
	ofTone
	ofStrategy
	ofTurn
	ofItems
	ofLeft

	numFeatures
)

// A feature is one of them with its buckets. The names are part of the stored form.
type feature struct {
	name    string
	buckets []string
}

// features are made once and only read.
var features = [numFeatures]feature{
	ofReception: {"reception", receptions()},
	ofAct:       {"act", acts()},
	ofBeside:    {"act beside", acts()},
	ofTone:      {"tone", []string{"neither", "positive", "negative", "both"}},
	ofStrategy:  {"last strategy", strategies()},
	ofTurn:      {"turn", []string{"1", "2", "3", "4-5", "6-8", "9+"}},
	ofItems:     {"items", []string{"0", "1", "2", "3+"}},
	ofLeft:      {"left", []string{"no", "yes"}},
}

// buckets returns the bucket of each feature. A value that has no bucket, which no reader lets in, goes into the first.
func buckets(e *Exchange) [numFeatures]int {
	strategy := 0
	if n := len(e.Strategies); n > 0 {
		strategy = 1 + int(e.Strategies[n-1])
	}
	b := [numFeatures]int{
		ofReception: int(e.Reception),
		ofAct:       int(e.Heard.Main()),
		ofBeside:    int(e.Heard.Beside()),
		ofTone:      flag(e.Heard.Positive) + 2*flag(e.Heard.Negative),
		ofStrategy:  strategy,
		ofTurn:      flag(e.Turn >= 2) + flag(e.Turn >= 3) + flag(e.Turn >= 4) + flag(e.Turn >= 6) + flag(e.Turn >= 9),
		ofItems:     min(max(e.Items, 0), 3),
		ofLeft:      flag(e.Left),
	}
	for f := range b {
		if b[f] >= len(features[f].buckets) {
			b[f] = 0
		}
	}
	return b
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func receptions() []string {
	var names []string
	for r := policy.NoItem; r.String() != policy.Reception(255).String(); r++ {
		names = append(names, r.String())
	}
	return names
}

func acts() []string {
	var names []string
	for a := range policy.NumActs {
		names = append(names, a.String())
	}
	return names
}

func strategies() []string {
	names := []string{"none"}
	for s := range policy.NumStrategies {
		names = append(names, s.String())
	}
	return names
}
