//go:build js && wasm && !search

package main

import (
	"time"

	"rso/catalog"
	"rso/core"
	"rso/policy"
)

// warm says a few things to a session of its own while the shopper is still reading: browsers compile a function of a
// module when it is first called, and the first turns would wait for that (20 to 70 ms). It sleeps between its
// messages, so that nobody waits for it.
func warm(c *catalog.Catalog, p *policy.Policy) {
	defer func() { _ = recover() }() // nobody has asked for this: it may not fail aloud
	const pause = 20 * time.Millisecond
	s := core.NewSession(c, p)
	time.Sleep(pause)
	messages := append(s.Describe().Suggestions, "hi, somthing cheaper than 50 from the 90s?", "why the first one?", "compare the first two",
		"seen it, something else", "thanks, I'll take it")
	for _, m := range messages {
		time.Sleep(pause)
		warmDrafts(s, s.Turn(m))
	}
	s.Save()
}
