// Package simulate is people to practise on: seekers with a hidden goal over a real catalog, a temperament and a memory.
//
// A [Goal] is what a seeker truly wants: wishes of different weight, made from the record of an item that exists, so that
// every goal can be met; some items it knows already. A [Temperament] says how it goes about it: how much it volunteers,
// how long it bears with questions, how much evidence it needs, how easily it is talked into things. [Families] are
// temperaments that people would recognise.
//
// The same [Seeker] converses at two levels:
//
//   - with a [World], act by act. A world is the recommender without words: the session's own rules (policy.History,
//     policy.Moment), and for what the catalog holds the session's own search, remembered by goal and belief. It is made
//     for learning: tens of thousands of dialogues a second.
//   - with a whole core.Session, in words ([Converse]): typos, slang, half answers, changes of mind. What is understood
//     there is what the preference reasoner understands. It is made for evaluation.
//
// A language model may take the seeker's part, see [LLM].
//
// How people react is taken from human dialogues where they say something ([Human]): how often an item that is recommended is
// known, how hesitation, questions and approval are shared out after each strategy, how readily questions are answered, how
// long messages are. What they can't say, above all when a shopper is convinced, is an assumption, written down in seeker.go.
//
// Everything is drawn from a seed: the same seed gives the same dialogue, whatever ran before.
package simulate
