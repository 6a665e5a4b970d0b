// Package llm asks a language model behind any OpenAI-compatible URL, and never asks twice.
//
// A [Client] answers a [Request] with as many texts as it wants. Every answer goes into a cache on disk that is addressed
// by what was asked of which model, so that a run can be repeated without the network, on another machine, by somebody
// without a key:
//
//	client, err := llm.New(llm.Options{URL: "https://llm.example/v1", Model: "small", Key: key, Cache: "answers", Calls: 1000})
//	texts, err := client.Complete(ctx, llm.Request{
//		Messages:    []llm.Message{{Role: llm.User, Text: "Name a film."}},
//		N:           10,
//		Temperature: 1,
//	})
//
// A run that ends early, because its budget is spent ([ErrBudget]), its context ended or the server gave up, has kept what
// it was told. The next run takes up where it ended.
//
// Requests by the thousand are cheaper in a batch. A client with [Options.Batch] sends nothing: it writes what it would
// have asked, in the format of OpenAI's Batch API, and says so ([ErrCollected]). What the provider makes of that file is
// read by [Client.Import].
package llm
