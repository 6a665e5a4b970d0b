// Package core is one conversation: what the shopper types goes in, a reply comes out.
//
//	c, err := catalog.Open(catalogBytes)
//	p, err := policy.Open(policyBytes)
//	s := core.NewSession(c, p)
//	reply := s.Turn("something funny from the 90s with Robin Williams")
//	fmt.Println(reply.Text, reply.Items[0].Title)
//
// A turn goes through the rooms of DESIGN.md's picture: the preference reasoner (core/prefer) turns the text into a
// belief, the catalog gives the candidates, the Planner (policy) picks the strategy among those that the moment can
// play, the Fact retriever (core/ground) picks the facts that the strategy may use, and the Actor (core/act) puts them
// in words. Items in a reply are projected from catalog rows, never from text.
//
// A shop with a language model has the reply said in its words: Request is what the model may know (core/act/prompt makes
// the messages of it), and Said tells the session what of its draft was shown.
//
// A session has no clock, no I/O, no randomness and no global state: the same catalog, policy and messages give the
// same replies, on every platform. Save and Restore carry it over a restart.
package core
