package act

import (
	"slices"
	"strings"
)

// An Actor speaks. It remembers what it has said. The zero value speaks English.
type Actor struct {
	Language *Language
	Used     []Use    // lines and ways of choices, in the order of first use
	Said     []string // the latest sentences
}

// A Use counts how often something was used.
type Use struct {
	Text string
	N    int
}

// mostSaid is how many sentences are remembered: more than a conversation has.
const mostSaid = 200

func (a *Actor) uses(text string) int {
	for i := range a.Used {
		if a.Used[i].Text == text {
			return a.Used[i].N
		}
	}
	return 0
}

func (a *Actor) use(text string) {
	for i := range a.Used {
		if a.Used[i].Text == text {
			a.Used[i].N++
			return
		}
	}
	a.Used = append(a.Used, Use{text, 1})
}

// A draft is a line with its slots filled.
type draft struct {
	text   string
	used   []string // the line and the ways taken
	repeat int      // sentences that were said before
	uses   int      // of the line
}

// Speak plays the scene's strategy. Every name and number in the answer is from the scene's evidence or belief.
func (a *Actor) Speak(s *Scene) string {
	l := a.Language
	if l == nil {
		l = English()
	}
	t := telling{l, s, map[string]string{}}
	var best draft
	for _, sec := range l.scenes[s.Strategy] {
		if !slices.ContainsFunc(sec.when, func(w string) bool { return !t.holds(w) }) {
			n := len(sec.lines)
			for k := range n {
				d, ok := a.draft(&t, &sec.lines[(k+t.turn())%n])
				if ok && (best.text == "" || d.before(&best)) {
					best = d
				}
			}
			if sec.only && best.text != "" {
				break
			}
		}
	}
	for _, u := range best.used {
		a.use(u)
	}
	a.Said = append(a.Said, Sentences(best.text)...)
	if n := len(a.Said); n > mostSaid {
		a.Said = a.Said[n-mostSaid:]
	}
	return best.text
}

// before says whether a draft is better than one that comes before it in the text: it repeats less, or was used less.
func (d *draft) before(o *draft) bool {
	if d.repeat != o.repeat {
		return d.repeat < o.repeat
	}
	return d.uses < o.uses
}

// draft fills a line. Of a choice the way is taken that was used least, unless a sentence comes out that was said before: then
// the next ones are tried, and in the end what may be left out is.
func (a *Actor) draft(t *telling, l *line) (best draft, ok bool) {
	for skip := range mostWays + 1 {
		f := filling{actor: a, t: t, skip: skip, used: []string{l.source}}
		f.bare = skip == mostWays || t.s.Register == Terse
		if !f.fill(l.nodes) {
			break
		}
		d := draft{text: written(f.b.String()), used: f.used, uses: a.uses(l.source)}
		for _, sentence := range Sentences(d.text) {
			if slices.Contains(a.Said, sentence) {
				d.repeat++
			}
		}
		if !ok || d.repeat < best.repeat {
			best, ok = d, true
		}
		if d.repeat == 0 {
			break
		}
	}
	return best, ok
}

// mostWays bounds how many ways of a line's choices are tried.
const mostWays = 12

// A filling fills a line.
type filling struct {
	actor *Actor
	t     *telling
	b     strings.Builder
	skip  int  // how many ways behind the one that was used least
	bare  bool // without what may be left out
	used  []string
}

// fill writes nodes; it is false when a slot can't be filled.
func (f *filling) fill(nodes []node) bool {
	for _, n := range nodes {
		switch n.kind {
		case words:
			f.b.WriteString(n.text)
		case slot:
			v := f.t.slot(n.text)
			if v == "" {
				return false
			}
			f.b.WriteString(v)
		case choice:
			if !f.fill(f.way(n.ways)) {
				return false
			}
		case optional:
			if f.bare {
				continue
			}
			whole, used := f.b.String(), len(f.used)
			if !f.fill(n.ways[0]) {
				f.b.Reset()
				f.b.WriteString(whole)
				f.used = f.used[:used]
			}
		}
	}
	return true
}

// way picks a way of a choice.
func (f *filling) way(ways [][]node) []node {
	k := f.t.turn() % len(ways)
	best, fewest := k, f.actor.uses(wayName(ways[k]))
	for range ways[1:] {
		k = (k + 1) % len(ways)
		if n := f.actor.uses(wayName(ways[k])); n < fewest {
			best, fewest = k, n
		}
	}
	best = (best + f.skip) % len(ways)
	f.used = append(f.used, wayName(ways[best]))
	return ways[best]
}

// wayName is under which a way of a choice is remembered: its words.
func wayName(way []node) string {
	var b strings.Builder
	for _, n := range way {
		b.WriteString(n.text)
		b.WriteByte('|')
	}
	return b.String()
}
