// Package prompt is what an LLM is asked for when it plays the Actor: a structured [Request], and the messages that are
// made of it.
//
// A request says what the Planner chose (a strategy, perhaps after a short lead), what the shopper wants, and which facts
// of which items the reply may use. It holds no instructions: these are written here, in [Request.Messages], the one place
// where messages for a chat model are made. The page, the gateway and core/chat link it, so that the same request gives
// the same messages everywhere, to the byte. So the gateway can take requests from pages that it doesn't trust:
//
//	r, err := prompt.Read(body) // strict: what isn't a request, or is too large, is an error that names the field
//	messages := r.Messages()    // nothing of the request can stand where an instruction stands
//
// Titles, attributes and what people typed are data. [Clean] makes a text unable to leave its quotation marks, and they
// stand nowhere but between the markers of the second message. That keeps the structure; a model may still be talked
// into something by a quoted text, and this is why a draft is verified before it is shown.
//
// The package imports neither the catalog nor the session, since the gateway has none.
package prompt
