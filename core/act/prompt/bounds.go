package prompt

import (
	"fmt"
	"slices"
	"strings"

	"rso/policy"
)

// MaxFrame is how long a frame may be, in bytes. A request with everything at its bound fits.
const MaxFrame = 16 << 10

// The most bytes of a text. They are counted as the frame has them, with its escapes, so that MaxFrame follows from the
// other bounds.
const (
	maxTitle = 200
	maxWords = 80 // a wish, an option
	maxName  = 40 // of an attribute
	maxValue = 100
	maxSaid  = 400
)

// The most entries of a list.
const (
	maxWishes  = 12
	maxTitles  = 4 // liked, disliked
	maxItems   = 4
	maxFacts   = 8 // of an item
	maxReasons = 4 // fits, misses of an item
	maxRelaxed = 6
	maxSoldOut = 2
	maxOptions = 6
	maxHistory = 6
)

// maxTotal is more items than any catalog has.
const maxTotal = 1e9

// Check returns an error that names the first field which is out of its bounds, and the bound; nil when there is none.
func (r *Request) Check() error {
	if r.Version != Version {
		return fmt.Errorf("prompt: the request has version %d: this release reads %d", r.Version, Version)
	}
	var b bounds
	b.one("language", r.Language, languageNames())
	b.one("strategy", r.Strategy, strategyNames())
	if r.Lead != "" {
		b.one("lead", r.Lead, strategyNames())
	}
	if r.Occasion != "" {
		b.one("occasion", r.Occasion, occasionNames())
	}
	b.one("tone", r.Tone, toneNames())
	b.number("total", r.Total, 0, maxTotal)
	b.number("limits.sentences", r.Limits.Sentences, 1, 6)
	b.number("limits.words", r.Limits.Words, 10, 150)
	b.number("limits.tokens", r.Limits.Tokens, 16, 400)
	r.visit(&b)
	return b.err
}

// visit takes all texts and lists with their bounds to b.
func (r *Request) visit(b *bounds) {
	b.texts("wishes", r.Wishes, maxWishes, maxWords)
	b.texts("liked", r.Liked, maxTitles, maxTitle)
	b.texts("disliked", r.Disliked, maxTitles, maxTitle)
	b.texts("relaxed", r.Relaxed, maxRelaxed, maxWords)
	b.texts("sold_out", r.SoldOut, maxSoldOut, maxTitle)
	b.entries("items", len(r.Items), maxItems)
	for i := range r.Items {
		name, item := at("items", i), &r.Items[i]
		if item.Title == "" {
			b.fault(name+".title", "is missing: name the item")
		}
		b.text(name+".title", item.Title, maxTitle)
		b.entries(name+".facts", len(item.Facts), maxFacts)
		for k, f := range item.Facts {
			b.text(at(name+".facts", k)+".attribute", f.Attribute, maxName)
			b.text(at(name+".facts", k)+".value", f.Value, maxValue)
		}
		b.texts(name+".fits", item.Fits, maxReasons, maxWords)
		b.texts(name+".misses", item.Misses, maxReasons, maxWords)
	}
	if q := r.Question; q != nil {
		b.text("question.attribute", q.Attribute, maxName)
		b.texts("question.options", q.Options, maxOptions, maxWords)
	}
	b.entries("history", len(r.History), maxHistory)
	for i, t := range r.History {
		b.one(at("history", i)+".role", t.Role, []string{Seeker, Recommender})
		b.text(at("history", i)+".text", t.Text, maxSaid)
	}
	if n := len(r.History); n == 0 || r.History[n-1].Role != Seeker {
		b.fault("history", `must end with the message to answer, of the role "seeker"`)
	}
}

// bounds finds the first field that is out of its bounds.
type bounds struct{ err error }

func (b *bounds) fault(field, what string) {
	if b.err == nil {
		b.err = fmt.Errorf("prompt: the request's %s %s", field, what)
	}
}

// one finds a value that is none of those there are.
func (b *bounds) one(field, value string, of []string) {
	if !slices.Contains(of, value) {
		shorten(&value, maxWords)
		b.fault(field, fmt.Sprintf("is %q: it must be one of %s", value, strings.Join(of, ", ")))
	}
}

func (b *bounds) number(field string, n, least, most int) {
	if n < least || n > most {
		b.fault(field, fmt.Sprintf("is %d: it must be %d to %d", n, least, most))
	}
}

func (b *bounds) text(field, s string, most int) {
	if n := written(s); n > most {
		b.fault(field, fmt.Sprintf("has %d bytes: at most %d are allowed", n, most))
	}
}

// entries bounds the length of a list.
func (b *bounds) entries(field string, n, most int) {
	if n > most {
		b.fault(field, fmt.Sprintf("has %d entries: at most %d are allowed", n, most))
	}
}

// texts bounds a list and each of its texts.
func (b *bounds) texts(field string, l List, entries, bytes int) {
	b.entries(field, len(l), entries)
	for i, s := range l {
		b.text(at(field, i), s, bytes)
	}
}

// at names an entry of a list.
func at(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }

func strategyNames() []string {
	var names []string
	for s := range policy.NumStrategies {
		names = append(names, s.String())
	}
	return names
}
