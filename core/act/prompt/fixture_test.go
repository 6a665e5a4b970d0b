package prompt

import (
	"flag"
	"strings"
	"testing"

	"rso/policy"
)

var update = flag.Bool("update", false, "write testdata/messages.txt anew")

// recommend is a request with something in every field.
func recommend() Request {
	return Request{
		Version: Version, Language: "en", Strategy: "recommend", Lead: "acknowledgment", Occasion: "greeting",
		Wishes: []string{"Backpack", "under $80", "not leather"}, Liked: []string{"Kontor Slim"}, Disliked: []string{"Reise"}, Total: 12,
		Items: []Item{
			{Title: "Fjell 20", Facts: []Fact{{"price", "$49.90"}, {"colour", "blue"}}, Fits: []string{"Backpack", "under $80"}, Misses: []string{"at most 500 g"}},
			{Title: "Fjell 40"},
		},
		Relaxed: []string{"at most 500 g"}, SoldOut: []string{"Kontor"}, Question: &Question{"material", []string{"canvas", "nylon"}},
		History: []Turn{{Seeker, "hi"}, {Recommender, "Hello! What are you looking for?"}, {Seeker, "a light backpack under $80"}},
		Tone:    "friendly", Limits: Limits{3, 60, 200},
	}
}

// plain is a request for a strategy, with hardly anything in it.
func plain(s policy.Strategy) Request {
	return Request{
		Version: Version, Language: "de", Strategy: s.String(), Items: []Item{{Title: "Fjell 20"}, {Title: "Fjell 40"}},
		History: []Turn{{Seeker, "und?"}}, Tone: "formal", Limits: Limits{1, 20, 80},
	}
}

// full is a request with every text and list at its bound, of one character.
func full(c string) Request {
	text := func(most int) string { return strings.Repeat(c, most/len(c)) }
	list := func(entries, most int) []string {
		var l []string
		for range entries {
			l = append(l, text(most))
		}
		return l
	}
	r := recommend()
	r.Strategy, r.Lead, r.Total = policy.PreferenceConfirmation.String(), policy.PreferenceConfirmation.String(), maxTotal
	r.Wishes, r.Liked, r.Disliked = list(maxWishes, maxWords), list(maxTitles, maxTitle), list(maxTitles, maxTitle)
	r.Relaxed, r.SoldOut = list(maxRelaxed, maxWords), list(maxSoldOut, maxTitle)
	r.Question = &Question{text(maxName), list(maxOptions, maxWords)}
	item := Item{Title: text(maxTitle), Fits: list(maxReasons, maxWords), Misses: list(maxReasons, maxWords)}
	for range maxFacts {
		item.Facts = append(item.Facts, Fact{text(maxName), text(maxValue)})
	}
	r.Items, r.History = nil, nil
	for range maxItems {
		r.Items = append(r.Items, item)
	}
	for range maxHistory {
		r.History = append(r.History, Turn{Seeker, text(maxSaid)})
	}
	return r
}

// everywhere puts a text into every field that holds data of others.
func everywhere(text string) Request {
	r := recommend()
	l := []string{text, text}
	r.Wishes, r.Liked, r.Disliked, r.Relaxed, r.SoldOut = l, l, l, l, l
	r.Question = &Question{text, l}
	r.Items = []Item{{text, []Fact{{text, text}}, l, l}, {text, []Fact{{text, text}}, l, l}}
	r.History = []Turn{{Seeker, text}, {Recommender, text}, {Seeker, text}}
	return r
}

// messages returns the two messages of a request.
func messages(t testing.TB, r Request) (system, user string) {
	t.Helper()
	m := r.Messages()
	if len(m) != 2 || m[0].Role != "system" || m[1].Role != "user" {
		t.Fatalf("the messages are %+v, want one of the system and one of the user", m)
	}
	return m[0].Content, m[1].Content
}
