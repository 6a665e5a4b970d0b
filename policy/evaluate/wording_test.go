package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
	"rso/core"
	"rso/policy"
	"rso/policy/simulate"
)

// conversation is one with the given replies.
func conversation(replies ...string) *simulate.Conversation {
	c := &simulate.Conversation{}
	for _, text := range replies {
		c.Turns = append(c.Turns, simulate.Exchange{Said: "hm", Reply: core.Reply{Text: text}})
	}
	c.Turns = append(c.Turns, simulate.Exchange{Said: "bye"})
	return c
}

func TestWords(t *testing.T) {
	w := words([]*simulate.Conversation{conversation("I see. Red it is.", "I see. Blue it is!"), conversation("One.", "Two two. Three four five.")})
	if w.Dialogues != 2 || w.Replies != 4 || w.Sentences != 7 || w.Longest != 5 || w.Words != 16./4 {
		t.Errorf("it counts %+v", w)
	}
	if len(w.repeats) != 1 || w.repeats[0] != "I see." || w.Repeated != 1./7 {
		t.Errorf("repeated are %q, %v", w.repeats, w.Repeated)
	}
	if want := (6./10 + 5./6) / 2; w.Distinct1 != want { // i see red it is blue, of ten; one two three four five, of six
		t.Errorf("distinct-1 is %v, want %v", w.Distinct1, want)
	}
	if want := (6./8 + 1) / 2; w.Distinct2 != want { // "i see" and "it is" twice, of eight
		t.Errorf("distinct-2 is %v, want %v", w.Distinct2, want)
	}
}

func TestWording(t *testing.T) {
	args := []string{"wording", "-catalog", kettles(t), "-policy", player(t, "p.rsop", "{}", policy.Acknowledgment, policy.Recommend, policy.Explain), "-n", "40"}
	var w Wording
	if err := json.Unmarshal([]byte(printed(t, append(args, "-json")...)), &w); err != nil {
		t.Fatal(err)
	}
	if w.Dialogues != 40 || w.Replies < 80 || w.Repeated > .02 || w.Distinct2 < .5 || w.Longest > 80 {
		t.Errorf("it measures %+v", w)
	}
	if text := printed(t, append(args, "-repeats")...); !strings.Contains(text, "longest: ") || !strings.Contains(text, "repeated sentences") {
		t.Errorf("it prints\n%s", text)
	}
	for _, bad := range [][]string{{"wording"}, {"wording", "-catalog", "x"}, {"wording", "x"}, {"wording", "-n", "0", "-catalog", "x", "-policy", "y"}} {
		if err := run(t.Context(), bad, nil, &strings.Builder{}); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

// What the template Actor says of the demos' catalogs and of books is true as the verifier of language models' drafts sees it,
// and next to no sentence comes twice in a conversation.
func TestRepliesHold(t *testing.T) {
	for _, shop := range []struct{ name, lines, policy string }{
		{"films", "../../web/demo/data/films.jsonl", "../../web/demo/data/films.rsop"},
		{"shop", "../../web/demo/data/shop.jsonl", "../../web/demo/data/shop.rsop"},
		{"books", "../../core/testdata/books.jsonl", "../../web/demo/data/films.rsop"},
	} {
		t.Run(shop.name, func(t *testing.T) {
			t.Parallel()
			lines, err := os.ReadFile(shop.lines)
			if err != nil {
				t.Fatal(err)
			}
			file := write(t, shop.name+".rsoc", string(buildtest.File(t, shop.name, string(lines))))
			var w Wording
			if err := json.Unmarshal([]byte(printed(t, "wording", "-catalog", file, "-policy", shop.policy, "-n", "150", "-json")), &w); err != nil {
				t.Fatal(err)
			}
			if w.Faults > 0 || w.Repeated > .01 || w.Longest > 90 || w.Replies < 300 {
				t.Errorf("it measures %+v; the faults are listed by evaluate wording -repeats", w)
			}
		})
	}
}
