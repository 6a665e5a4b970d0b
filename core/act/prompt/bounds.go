package prompt

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"rso/core/jwriter"
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
	for i := range r.Items {
		if r.Items[i].Title == "" {
			b.fault(at("items", i)+".title", "is missing: name the item")
		}
	}
	for i, t := range r.History {
		b.one(at("history", i)+".role", t.Role, []string{Seeker, Recommender})
	}
	if n := len(r.History); n == 0 || r.History[n-1].Role != Seeker {
		b.fault("history", `must end with the message to answer, of the role "seeker"`)
	}
	return b.err
}

// Cut shortens the texts and lists that are longer than [Request.Check] allows: texts at their end, the history and the
// titles liked and disliked at their beginning, other lists at their end. What it shortens is the request's own, not
// shared.
func (r *Request) Cut() { r.visit(&bounds{cut: true}) }

// visit takes all texts and lists with their bounds to b.
func (r *Request) visit(b *bounds) {
	texts(b, "wishes", &r.Wishes, maxWishes, maxWords, false)
	texts(b, "liked", &r.Liked, maxTitles, maxTitle, true)
	texts(b, "disliked", &r.Disliked, maxTitles, maxTitle, true)
	texts(b, "relaxed", &r.Relaxed, maxRelaxed, maxWords, false)
	texts(b, "sold_out", &r.SoldOut, maxSoldOut, maxTitle, false)
	list(b, "items", &r.Items, maxItems, false)
	for i := range r.Items {
		name, item := at("items", i), &r.Items[i]
		b.text(name+".title", &item.Title, maxTitle)
		list(b, name+".facts", &item.Facts, maxFacts, false)
		for k := range item.Facts {
			b.text(at(name+".facts", k)+".attribute", &item.Facts[k].Attribute, maxName)
			b.text(at(name+".facts", k)+".value", &item.Facts[k].Value, maxValue)
		}
		texts(b, name+".fits", &item.Fits, maxReasons, maxWords, false)
		texts(b, name+".misses", &item.Misses, maxReasons, maxWords, false)
	}
	if r.Question != nil {
		b.text("question.attribute", &r.Question.Attribute, maxName)
		texts(b, "question.options", &r.Question.Options, maxOptions, maxWords, false)
	}
	list(b, "history", &r.History, maxHistory, true)
	for i := range r.History {
		b.text(at("history", i)+".text", &r.History[i].Text, maxSaid)
	}
}

// bounds either finds the first field that is out of its bounds, or cuts all of them.
type bounds struct {
	cut bool
	err error
}

func (b *bounds) fault(field, what string) {
	if b.err == nil {
		b.err = fmt.Errorf("prompt: the request's %s %s", field, what)
	}
}

// one finds a value that is none of those there are.
func (b *bounds) one(field, value string, of []string) {
	if !slices.Contains(of, value) {
		b.fault(field, fmt.Sprintf("is %q: it must be one of %s", shorten(value, maxWords), strings.Join(of, ", ")))
	}
}

func (b *bounds) number(field string, n, least, most int) {
	if n < least || n > most {
		b.fault(field, fmt.Sprintf("is %d: it must be %d to %d", n, least, most))
	}
}

func (b *bounds) text(field string, s *string, most int) {
	if b.cut {
		*s = shorten(*s, most)
	} else if n := written(*s); n > most {
		b.fault(field, fmt.Sprintf("has %d bytes: at most %d are allowed", n, most))
	}
}

// list bounds the number of a list's entries; latest says that of too many the last are worth most.
func list[T any](b *bounds, field string, l *[]T, most int, latest bool) {
	n := len(*l)
	switch {
	case n <= most:
	case !b.cut:
		b.fault(field, fmt.Sprintf("has %d entries: at most %d are allowed", n, most))
	case latest:
		*l = (*l)[n-most:]
	default:
		*l = (*l)[:most]
	}
}

// texts bounds a list and each of its texts.
func texts(b *bounds, field string, l *[]string, entries, bytes int, latest bool) {
	list(b, field, l, entries, latest)
	for i := range *l {
		b.text(at(field, i), &(*l)[i], bytes)
	}
}

// at names an entry of a list.
func at(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }

// written returns how many bytes a text takes in a frame, without its quotation marks.
func written(s string) int {
	var w jwriter.Writer
	w.String(s)
	b, _ := w.BuildBytes()
	return len(b) - 2
}

// shorten returns a text that takes at most so many bytes in a frame: the text, or its beginning and "…".
func shorten(s string, most int) string {
	if written(s) <= most {
		return s
	}
	n, end := len("…"), 0
	for end < len(s) {
		_, size := utf8.DecodeRuneInString(s[end:])
		if n += written(s[end : end+size]); n > most {
			break
		}
		end += size
	}
	return s[:end] + "…"
}

func strategyNames() []string {
	var names []string
	for s := range policy.NumStrategies {
		names = append(names, s.String())
	}
	return names
}
