package affinity

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"rso/catalog"
	"rso/catalog/text"
)

// seam is what stands between the two messages of a window, and within a message between sentences that end with a point.
const seam = ". "

// A window is what was cut out of a dialogue: mostly two neighbouring messages with a seam between. Where the seam is,
// isn't told, but the next window of the dialogue begins with the second message.
type window struct {
	text  string
	items []Named
}

// titles knows how items are called.
type titles struct {
	catalog *catalog.Catalog
	year    int // the column, -1 when there is none
}

// fragments joins the windows of one dialogue, which stand in any order, to runs of neighbouring messages. They are in the order
// in which their first windows stand.
func (t titles) fragments(windows []window) [][]utterance {
	windows = distinct(windows)
	l := link(windows)
	var all [][]utterance
	for w := range windows {
		switch {
		case l.before[w] >= 0:
		case l.after[w] >= 0:
			all = append(all, t.run(windows, l, w))
		default:
			all = append(all, t.cut(windows[w]))
		}
	}
	return all
}

// distinct leaves one window of each text, and makes feelings those of the whole group: who both likes and dislikes an item
// has told nothing.
func distinct(windows []window) []window {
	liked, disliked := map[catalog.Item]bool{}, map[catalog.Item]bool{}
	for _, w := range windows {
		for _, i := range w.items {
			liked[i.Row] = liked[i.Row] || i.Feeling > 0
			disliked[i.Row] = disliked[i.Row] || i.Feeling < 0
		}
	}
	var all []window
	place := map[string]int{} // by text
	for _, w := range windows {
		k, there := place[w.text]
		if !there {
			k = len(all)
			place[w.text] = k
			all = append(all, window{text: w.text})
		}
		for _, i := range w.items {
			feeling := int8(0)
			switch {
			case liked[i.Row] && !disliked[i.Row]:
				feeling = 1
			case disliked[i.Row] && !liked[i.Row]:
				feeling = -1
			}
			all[k].items = name(all[k].items, Named{i.Row, feeling})
		}
	}
	return all
}

// name appends an item that isn't there yet.
func name(list []Named, i Named) []Named {
	if slices.ContainsFunc(list, func(n Named) bool { return n.Row == i.Row }) {
		return list
	}
	return append(list, i)
}

// links says which window follows which.
type links struct {
	windows       []window
	after, before []int // by window, -1 for none
	shared        []int // by window: how many bytes at its end are the beginning of the next
	first, last   []int // of a window that ends a run the first one of it, and of one that begins a run the last
}

// link finds the windows that follow each other. One follows another that ends, after a seam, with what it begins with, before a
// seam; the longest such text counts first, and of equal ones that in the file. A window has at most one before and one
// after it, whose shares of it don't overlap, and no run ends in itself.
func link(windows []window) *links {
	n := len(windows)
	l := &links{windows: windows, after: make([]int, n), before: make([]int, n), shared: make([]int, n), first: make([]int, n), last: make([]int, n)}
	for w := range windows {
		l.after[w], l.before[w], l.first[w], l.last[w] = -1, -1, w, w
	}
	begin := map[string][]int{} // the windows that begin so
	for w := range windows {
		seams(windows[w].text, func(before, _ string) { begin[before] = append(begin[before], w) })
	}
	end := map[string][]int{} // the windows that end so, of what others begin with
	var texts []string
	for w := range windows {
		seams(windows[w].text, func(_, after string) {
			if after == "" || begin[after] == nil {
				return
			}
			if end[after] == nil {
				texts = append(texts, after)
			}
			end[after] = append(end[after], w)
		})
	}
	slices.SortStableFunc(texts, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for _, s := range texts {
		l.match(len(s), end[s], begin[s])
	}
	return l
}

// seams calls f with what stands before and after each seam of a text.
func seams(text string, f func(before, after string)) {
	for at := 0; ; at++ {
		n := strings.Index(text[at:], seam)
		if n < 0 {
			return
		}
		at += n
		f(text[:at], text[at+len(seam):])
	}
}

// match links windows that end with n bytes to windows that begin with them.
func (l *links) match(n int, end, begin []int) {
	for _, a := range end {
		if l.after[a] >= 0 || l.before[a] >= 0 && l.shared[l.before[a]]+len(seam)+n > len(l.windows[a].text) {
			continue
		}
		for len(begin) > 0 && !l.mayFollow(begin[0], n) {
			begin = begin[1:]
		}
		for _, b := range begin {
			if l.first[a] != b && l.mayFollow(b, n) {
				l.join(a, b, n)
				break
			}
		}
	}
}

// mayFollow says whether a window can stand after one with which it shares n bytes.
func (l *links) mayFollow(w, n int) bool {
	return l.before[w] < 0 && (l.after[w] < 0 || n+len(seam)+l.shared[w] <= len(l.windows[w].text))
}

// join lets b follow a.
func (l *links) join(a, b, n int) {
	l.after[a], l.before[b], l.shared[a] = b, a, n
	first, last := l.first[a], l.last[b]
	l.first[last], l.last[first] = first, last
}

// run joins the windows from w on to messages: what the first has for itself, what each shares with the next, what the last has
// for itself. A window of more than two messages has something for itself in the middle too.
func (t titles) run(windows []window, l *links, w int) []utterance {
	var messages []utterance
	for at := 0; w >= 0; w = l.after[w] {
		text := windows[w].text
		from := max(0, len(messages)-1) // the window's first message is the last of the one before it
		own, follows := len(text), l.after[w] >= 0
		if follows {
			own -= len(seam) + l.shared[w]
		}
		if at < own {
			messages = append(messages, utterance{text: text[at:own]})
		}
		if follows {
			messages = append(messages, utterance{text: text[len(text)-l.shared[w]:]})
			at = l.shared[w] + len(seam)
		}
		t.assign(messages[from:], windows[w].items)
	}
	return messages
}

// assign gives each message of a window those of its items that it names: by title and year, or where no message does that, by
// title. What none names the last one has.
func (t titles) assign(messages []utterance, items []Named) {
	ways := make([]naming, len(messages))
	for _, i := range items {
		best := byNothing
		for k := range messages {
			_, ways[k] = t.place(messages[k].text, i.Row)
			best = max(best, ways[k])
		}
		for k := range messages {
			if ways[k] == best && (best > byNothing || k == len(messages)-1) {
				messages[k].items = name(messages[k].items, i)
			}
		}
	}
}

// cut makes a fragment of a window that no other one joins: what comes before the sentence with the first title, should there be
// anything, and the rest, which has the items.
func (t titles) cut(w window) []utterance {
	first, named := len(w.text), false
	for _, i := range w.items {
		if at, way := t.place(w.text, i.Row); way > byNothing {
			first, named = min(first, at), true
		}
	}
	if at := strings.LastIndex(w.text[:first], seam); named && at > 0 {
		return []utterance{{text: w.text[:at+1]}, {text: w.text[at+len(seam):], items: w.items}}
	}
	return []utterance{{text: w.text, items: w.items}}
}

// A naming is how a text names an item.
type naming int

const (
	byNothing naming = iota
	byTitle
	byTitleAndYear
)

// place returns where a text first names an item by title and year, or else by title.
func (t titles) place(text string, row catalog.Item) (at int, way naming) {
	title, year := t.of(row)
	names := bareTitles([]string{title})
	for i := 0; i < len(text); {
		n := titleAt(text, i, names)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[i:])
		} else if year != "" && strings.HasSuffix(text[i:i+n], year) {
			return i, byTitleAndYear
		} else if way == byNothing {
			at, way = i, byTitle
		}
		i += n
	}
	return at, way
}

// of returns the title of an item and its year in parentheses, "" when that isn't known.
func (t titles) of(row catalog.Item) (title, inParentheses string) {
	title = t.catalog.Title(row)
	if t.year >= 0 {
		if y, ok := t.catalog.Column(t.year).Number(row); ok {
			return title, fmt.Sprintf("(%.0f)", y)
		}
	}
	if n := len(title) - len("(1999)"); n > 0 && year(title[n:]) == len("(1999)") {
		return title, title[n:]
	}
	return title, ""
}

// hear takes the words out of the messages of a fragment, without the titles that it has mentioned so far.
func (t titles) hear(fragment []utterance) {
	var known []string
	var room []text.Token
	for k := range fragment {
		u := &fragment[k]
		for _, i := range u.items {
			known = append(known, t.catalog.Title(i.Row))
		}
		room = text.Tokens(room[:0], Mask(u.text, known))
		u.said = make([]string, len(room))
		for j, word := range room {
			u.said[j] = word.Word
		}
	}
}
