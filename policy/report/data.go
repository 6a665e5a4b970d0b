package report

import (
	"rso/policy"
)

// Data is what the page shows. Parts that are empty are left out.
type Data struct {
	Title       string
	About       string         // who the seekers were, and who judged
	Policy      *policy.Policy // its tables are drawn row by row; the manifest is shown
	Training    []Epoch
	Evaluation  []Result // the shipped policy and everything it is measured against
	Shipped     string   // the planner among the results that would be shipped
	Claims      []Claim
	Play        Play
	Transcripts []Transcript
	Command     []string // the commands that repeat the figures
}

// Epoch is one point of the learning curves: the policy after so many episodes.
type Epoch struct {
	Episodes   int     `json:"episodes"`
	SR         float64 `json:"sr"`      // of the training rollouts, sampled
	AvgT       float64 `json:"avg_t"`   //
	Return     float64 `json:"return"`  // mean
	Entropy    float64 `json:"entropy"` // nats, mean over decisions
	KL         float64 `json:"kl"`      // nats from the warm start
	HeldSR     float64 `json:"held_sr"` // of held-out seekers, played greedily
	HeldAvgT   float64 `json:"held_avg_t"`
	HeldReturn float64 `json:"held_return"`
	Best       bool    `json:"best"` // the checkpoint that was kept
}

// Interval is an estimate with its bootstrap 95 % interval.
type Interval struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Result is what one planner reached with the seekers of one family on one catalog.
type Result struct {
	Planner   string              `json:"planner"`
	Kind      string              `json:"kind"` // "shipped", "baseline" or "ablation"
	Family    string              `json:"family"`
	Catalog   string              `json:"catalog"`
	Dialogues int                 `json:"dialogues"`
	Metrics   map[string]Interval `json:"metrics"` // by name, see Metrics
}

// A Metric is a column of the tables.
type Metric struct {
	Name   string // key in Result.Metrics, such as "sr10"
	Label  string // heading, such as "SR@10"
	Better int    // 1: more is better, -1: less is better, 0: neither
	Help   string // one sentence
	Rate   bool   // shown in per cent
}

// Metrics lists the columns in order. The first ones are those that decide.
var Metrics = []Metric{
	{"sr10", "SR@10", 1, "share of dialogues in which the seeker accepted a fitting item within 10 turns", true},
	{"avg_t", "AvgT", -1, "turns until then; 10 where it never came to that", false},
	{"sr3", "SR@3", 1, "the same within 3 turns", true},
	{"sr5", "SR@5", 1, "the same within 5 turns", true},
	{"return", "return", 1, "mean sum of rewards", false},
	{"recall1", "R@1", 1, "share of the hidden target set, at most 1 item, that the first candidate of the last turn holds", true},
	{"recall5", "R@5", 1, "the same for 5 items and the first 5 candidates", true},
	{"recall10", "R@10", 1, "the same for 10 items and the first 10 candidates", true},
	{"true_accept", "true accept", 1, "accepted items that fit, of all dialogues", true},
	{"false_accept", "false accept", -1, "accepted items that don't fit, of all dialogues", true},
	{"true_reject", "true reject", 0, "recommended items turned down that don't fit, of all turned down or accepted", true},
	{"false_reject", "false reject", -1, "recommended items turned down that would have fitted, of the same", true},
	{"persuasiveness", "persuasiveness", 1, "1 − (true − after)/(true − before), of intentions from 1 to 5", false},
	{"credibility", "credibility", 1, "1 to 5, mean over turns that name an item", false},
	{"repetition", "repetition", -1, "share of turns that ask, tell or show what was asked, told or shown before", true},
	{"stall", "stall rate", -1, "share of dialogues with 3 turns in a row in which no new item was shown, nothing new told of one and no new wish brought up", true},
}

// A Claim is something that the evaluation was to show.
type Claim struct {
	Text   string // "beats random on SR@10, cooperative seekers, films"
	Holds  bool
	Detail string // the figures
}

// Play is what the shipped policy does by turn.
type Play struct {
	Turns [][]float64 // by turn from 1, the share of each strategy (NumStrategies values), which sum to 1
}

// A Transcript is an annotated dialogue.
type Transcript struct {
	Title string // "sceptical seeker, films: accepted in turn 4"
	About string // the hidden goal in words
	Lines []Line
}

// A Line is one message of a transcript.
type Line struct {
	Recommender bool
	Text        string
	Strategies  []string // what the recommender played
	Because     string   // why the moment left these to choose from
	Chance      float64  // probability of the last strategy
	Rows        []Row    // the rows of the policy that spoke for or against it, the strongest first
	Grade       string   // the judge's, for a seeker's answer; "" for none
}

// A Row refers to a row of the policy's tables.
type Row struct {
	Table, Cell int
	Logit       float64
}

// Anchor is the fragment of a row on the page, "row-3-17": the glass box links to it.
func (r Row) Anchor() string { return anchor(r.Table, r.Cell) }
