//go:build js && wasm && !search && actor

package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/hack-pad/safejs"
	"rso/core/act/prompt"
	"rso/wasm/wasmtest"
)

// The prompt of a reply is its request, with the messages that are made of it.
func TestPrompt(t *testing.T) {
	s := opened(t, "")
	if got, _ := read(t, call(t, s, "prompt"))["error"].(string); !strings.Contains(got, "call turn first") {
		t.Errorf("before the first turn, prompt gives the error %q", got)
	}
	reply := says(t, s, "a comedy with Robin Williams")
	var f struct {
		Request  json.RawMessage
		Messages []prompt.Message
	}
	if err := json.Unmarshal(wasmtest.Must(bytesOf(call(t, s, "prompt"), "frame"))(t), &f); err != nil {
		t.Fatal(err)
	}
	r, err := prompt.Read(f.Request) // as the gateway reads it
	if err != nil {
		t.Fatal(err)
	}
	if r.Strategy != reply["strategy"] || len(r.Items) != 2 || !slices.Equal(f.Messages, r.Messages()) {
		t.Errorf("the prompt is %+v, with the messages %q", r, f.Messages)
	}
	call(t, s, "reset")
	if got, _ := read(t, call(t, s, "prompt"))["error"].(string); got == "" {
		t.Error("after reset there is a prompt")
	}
}

// drafts hands a piece of a draft over and returns the answer.
func drafts(t *testing.T, s safejs.Value, piece string) map[string]any {
	t.Helper()
	return read(t, call(t, s, "draft", bytesJS(t, []byte(piece))))
}

// A draft is verified as it comes, and completed in the end.
func TestDraft(t *testing.T) {
	s := opened(t, "")
	says(t, s, "a comedy with Robin Williams")
	if got := drafts(t, s, `{"text":"Mrs. Doubtfire is a comedy from 1993. I saw "}`); got["text"] != "Mrs. Doubtfire is a comedy from 1993." || len(got["faults"].([]any)) > 0 {
		t.Errorf("the first piece gives %v", got)
	}
	got := drafts(t, s, `{"text":"it twice.","end":true}`)
	if got["text"] != "Mrs. Doubtfire is a comedy from 1993." || got["source"] != "actor" || len(got["faults"].([]any)) != 1 {
		t.Errorf("the end gives %v", got)
	}
	reply := says(t, s, "why the first one?")
	if got = drafts(t, s, `{"text":"Because I lo","end":true,"cut":true}`); got["text"] != reply["text"] || got["source"] != "template" {
		t.Errorf("a draft that was cut off gives %v, not the reply %q", got, reply["text"])
	}
	if got, _ := drafts(t, s, `{"text":`)["error"].(string); !strings.Contains(got, "JSON") {
		t.Errorf("half a frame gives the error %q", got)
	}
}
