// Package reward grades dialogues: how does the seeker stand after each turn of the recommender?
//
// A [Judge] puts one of five grades on an [Exchange], the scale of Reinforced Strategy Optimization (arXiv 2509.26093):
// rejects .2, not interested .4, nothing recommended yet .6, interested .8, accepts 1.0. Three judges share the interface:
//
//   - [Rubric] goes by what can be observed: dialogue acts and how the item on the table was received. It costs nothing
//     and is the same every time.
//   - [LLM] asks a language model behind any OpenAI-compatible URL, several samples a turn, and averages them.
//   - [Distilled] is a small table fitted to the judgements of an LLM, for millions of turns.
//
// Grades are not yet a reward. As they stand they have loopholes: ten turns of small talk at .6 outweigh a sale in the
// third. [Terms] closes them: every turn costs, leaving costs, and so does talking a shopper into what does not fit.
// [Loopholes] leaves them open, for the ablation.
package reward
