// Command evaluate measures a policy, and what it hears of a seeker:
//
//	go run ./policy/evaluate policy     -catalog F -policy P [-warm W] [-plain] [-n N] [-families A,B] [-report R.html] [-json]
//	go run ./policy/evaluate judgements -catalog F -policy P -llm URL -model M -cache DIR [-n N] [-import B] (-o J | -export B)
//	go run ./policy/evaluate strategies (-policy P | -folds 5) -dialogues D [-labels inspired] [-seed N] [-json]
//	go run ./policy/evaluate linking    -catalog F -dialogues D [-limit N] [-failures] [-json]
//	go run ./policy/evaluate recall     -catalog F -dialogues D... [-train T]... [-among A] [-json]
//	go run ./policy/evaluate grounding  -catalog F... -drafts D [-failures] [-json]
//	go run ./policy/evaluate seekers    -dialogues D [-catalog F -policy P] [-json]
//	go run ./policy/evaluate wording    -catalog F -policy P [-n 1000] [-seed 1] [-repeats] [-json]
//
// policy (which may be left out) lets the policy converse, in words and through the whole session, with simulated seekers of
// every family, beside baselines and ablations: success rate, turns, return, recall of what the seeker truly wants, true and
// false acceptances and rejections, persuasiveness, credibility, repetition and stalls, each with a bootstrap 95 % interval.
// A catalog that the policy was not trained on is measured by naming it. With -judge llm and -seeker llm a language model
// grades the turns and takes the seekers' part. With -json it prints one object for each planner, family and catalog:
//
//	{"planner":…,"kind":"shipped"|"baseline"|"ablation","family":…,"catalog":…,"dialogues":…,"metrics":{"sr10":{"mean":…,"low":…,"high":…},…}}
//
// judgements lets a language model grade the turns of such conversations, and stores what it said for train -judge
// distilled. -export writes the requests for a batch engine instead of sending them (the OpenAI Batch form), -import reads
// its results.
//
// strategies asks how well the recommender's next strategy is foreseen in human dialogues: top-1, top-3
// and negative log-likelihood in nats, over every recommender utterance that has a label. With -folds
// the warm start is learned and measured by cross-validation over dialogues; with -policy the policy in
// a file is measured as it is. Without -json a table shows two baselines, cross-validated on the same
// dialogues, and the recall of each strategy. With -json the last line is
//
//	{"top1":…,"top3":…,"nll":…,"n":…}
//
// linking asks what the preference reasoner finds in the turns of human seekers: precision and recall of the
// titles, genres and people that annotators saw there and the catalog has, as sets per turn, micro-averaged; and
// whether, at the end of a dialogue, the belief holds for liked and disliked what the seeker said to like and to
// dislike. What a file doesn't annotate is left out. -limit reads only the first dialogues of each file, -failures
// lists each miss and false alarm. With -json the last line is
//
//	{"titles":{"precision":…,"recall":…,"gold":…,"predicted":…},"genres":{…},"people":{…},
//	 "sentiment":{"accuracy":…,"majority":…,"decided":…,"gold":…}}
//
// on one line; majority is the accuracy of "always liked" on the same decided items.
//
// recall asks how well the items are foreseen that recommenders mention in human dialogues, by ReDial's protocol: each item in each
// turn of the recommender is one instance, consecutive messages of one speaker being one turn; known are the earlier turns, their words
// without titles and the items that they mention; ranked are all items of the catalog, of equal scores the more popular first, then the
// earlier row. Recall@1, @10 and @50 are counted of all instances, of those whose item no earlier turn mentions (new), and of the same
// in rankings without what earlier turns mention (new_masked). Items that the catalog doesn't have are misses. The baselines (what was mentioned last;
// popularity; co-occurrence) learn from the files of -train: dialogues, windows, ratings or orders as catalog/affinity reads them; without any,
// popularity is the catalog's prior, and co-occurrence unknown. Standard errors are clustered by dialogue. -among ranks only the items whose
// ids stand in a file, one a line; mentions of other items, and of what the catalog doesn't have, aren't counted then. With -json
// there is a line for each ranker, {"ranker":…,"unknown":…,"all":…,"new":…,"new_masked":…}, and the last line is what the best informed ranker reaches (the last in the table):
//
//	{"all":{"r1":…,"r10":…,"r50":…,"n":…,"se1":…,"se10":…,"se50":…},"new":{…},"new_masked":{…}}
//
// grounding lets the verifier (core/ground) judge an Actor's drafts, one JSON object a line:
//
//	{"id":…,"catalog":…,"items":[ids that the plan allows],"belief":[{"col":…,"op":…,"value":…}],"text":…,"label":"ok"|"bad","bad_kind":…}
//
// The label is optional; with it the table says how many of the bad drafts are detected, by kind, and how many of the good
// ones are taken for bad. With -json it prints one verdict a line, spans in bytes of the text:
//
//	{"id":…,"ok":…,"faults":[{"kind":…,"span":[from,to],"said":…,"fact":…,"mended":…}],"text":"what would be shown"}
//
// seekers counts how people reacted to the strategies in human dialogues: the tendencies that simulated seekers take over
// (policy/simulate/human.json is what -json prints of INSPIRED's development dialogues). With a catalog and a policy it
// counts the same in simulated conversations: how human are they?
//
// wording asks how varied the template Actor speaks, in simulated conversations: the share of words, and of pairs of
// neighbouring words, that are different ones within a conversation (distinct-1, distinct-2, the means), the share of sentences that
// the same conversation had before, and how long replies are. -repeats lists those sentences. With -json the last line is
//
//	{"dialogues":…,"replies":…,"sentences":…,"distinct1":…,"distinct2":…,"repeated":…,"words":…,"longest":…}
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt doesn't wait
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "evaluate:", err)
		}
		os.Exit(1)
	}
}

// measures are what there is to measure.
const measures = "policy, judgements, strategies, linking, recall, grounding, seekers, wording"

// run is the command.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return errors.New("say what to measure: evaluate policy -catalog F -policy P, or evaluate judgements, strategies, linking, recall, grounding, seekers or wording")
	}
	if strings.HasPrefix(args[0], "-") {
		return judgePolicy(ctx, args, stdout, stderr)
	}
	switch args[0] {
	case "policy":
		return judgePolicy(ctx, args[1:], stdout, stderr)
	case "judgements":
		return judgements(ctx, args[1:], stdout, stderr)
	case "strategies":
		return strategies(args[1:], stdout, stderr)
	case "linking":
		return linking(args[1:], stdout, stderr)
	case "seekers":
		return seekers(ctx, args[1:], stdout, stderr)
	case "grounding":
		return grounding(args[1:], stdout, stderr)
	case "wording":
		return wording(ctx, args[1:], stdout, stderr)
	case "recall":
		return recall(ctx, args[1:], stdout, stderr)
	}
	return fmt.Errorf("%q is no measure; so far there are: "+measures, args[0])
}
