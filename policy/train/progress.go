package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"rso/policy/console"
	"rso/policy/llm"
	"rso/policy/report"
)

// progress returns a function that tells on a terminal how learning goes, and does nothing elsewhere.
func progress(stderr io.Writer, episodes int) func(report.Epoch, float64) {
	if !console.Watched(stderr) {
		return func(report.Epoch, float64) {}
	}
	fmt.Fprintf(stderr, "%9s of %d  %6s %6s %8s  %8s %6s %8s  %9s\n", "dialogues", episodes, "SR", "AvgT", "entropy", "held: SR", "AvgT", "return", "per second")
	return func(e report.Epoch, rate float64) {
		best := " "
		if e.Best {
			best = "*"
		}
		fmt.Fprintf(stderr, "\r%9d%*s  %6.3f %6.2f %8.3f  %8.3f %6.2f %8.3f%s %9.0f\n", e.Episodes, len(fmt.Sprint(" of ", episodes)), "", e.SR, e.AvgT, e.Entropy, e.HeldSR, e.HeldAvgT, e.HeldReturn, best, rate)
	}
}

// spending tells on a terminal what a language model has been asked so far, every second, and everywhere in the end; it
// returns the function that ends it. Without a model it does nothing.
func spending(stderr io.Writer, client *llm.Client) (end func()) {
	if client == nil {
		return func() {}
	}
	tell := func(behind string) {
		calls, hits, tokens := client.Stats()
		fmt.Fprintf(stderr, "%d calls of the model, %d answers from the cache, %d tokens%s", calls, hits, tokens, behind)
	}
	over := make(chan struct{})
	var wait sync.WaitGroup
	if console.Watched(stderr) {
		wait.Go(func() {
			for {
				select {
				case <-over:
					return
				case <-time.After(time.Second):
					tell("   \r")
				}
			}
		})
	}
	return func() {
		close(over)
		wait.Wait()
		tell(".\n")
	}
}
