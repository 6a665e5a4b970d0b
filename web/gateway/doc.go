// Package gateway is the gate between a shop's page and a language model: the key, the prompt and the bill stay behind it.
//
// A page posts what the model is to word, as core/act/prompt's structured Request, to /v1/turn, and gets the reply as a stream
// of server-sent events in the form of OpenAI's chat completions, chunk by chunk. The messages for the model are made here;
// nobody can send any. So a stolen address is of no use as a free model.
//
//	handler, err := gateway.New(gateway.Config{
//		Upstream: "https://llm.example/v1",
//		Key:      key,
//		Model:    "small",
//		Origins:  []string{"https://shop.example"},
//		Visitor:  gateway.Limits{RequestsPerMinute: 10, TokensPerDay: 50_000},
//	})
//
// rso/web/serve runs it on one machine, rso/wasm/worker on Cloudflare Workers.
//
// The handler remembers nothing between requests: what counts them, the [Limiter], is given to it. Of what the upstream server
// answers only the words of the reply and whether it ended are passed on, so that neither its errors nor its headers can leak.
//
// # What it answers
//
//	POST /v1/turn   200 and a stream; before the stream begins, an error is {"error":{"code":"…","message":"…"}} with its status,
//	                after that an event "error" with the same; a comment where nothing was said for two seconds
//	POST /v1/visitor
//	                200 and {"token":"…","expires":…}, where the configuration asks for tokens; a turn has it in X-RSO-Visitor
//	OPTIONS         what a browser asks before it posts from another origin
//	GET /healthz    204; 503 while the gateway is off
//
// See [Code] for the errors.
package gateway
