package gateway

//go:generate sh ../../core/generate.sh answers.go

// What is read of others' answers: fields that matter nothing here are left alone.

// A chunk is what matters of one event of a chat completion.
//
//easyjson:json
type chunk struct {
	Choices []choice `json:"choices"`
	Error   raw      `json:"error"`
}

type choice struct {
	Delta  delta  `json:"delta"`
	Finish string `json:"finish_reason"`
}

type delta struct {
	Content string `json:"content"`
}

// A verdict is what Turnstile says of a challenge.
//
//easyjson:json
type verdict struct {
	Success bool `json:"success"`
}
