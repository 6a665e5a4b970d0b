//go:build !js

package llm

import (
	"flag"
	"os"
	"time"
)

// KeyVariable is the environment variable that commands take the key from: not a flag, for flags are seen by others.
const KeyVariable = "RSO_LLM_KEY"

// Flags defines a command's flags for a client.
func (o *Options) Flags(f *flag.FlagSet) {
	o.Key = os.Getenv(KeyVariable)
	f.StringVar(&o.URL, "llm", "", "`URL` of an OpenAI-compatible server, such as http://localhost:8000/v1; its key is taken from "+KeyVariable)
	f.StringVar(&o.Model, "model", "", "`name` of the model there")
	f.StringVar(&o.Cache, "cache", "", "`folder` for the model's answers, by content: a run replays from it without a call")
	f.IntVar(&o.Calls, "calls", 0, "most `calls` of the model, 0 for no bound; what was answered stays in the cache")
	f.IntVar(&o.Tokens, "tokens", 0, "most `tokens` to spend on the model, 0 for no bound")
	f.DurationVar(&o.Timeout, "timeout", 2*time.Minute, "`time` that one call of the model may take")
	f.BoolVar(&o.Stream, "stream", false, "have the model's answers streamed")
}
