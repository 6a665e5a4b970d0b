package prefer

import (
	"slices"
	"strings"
	"unicode"

	"rso/catalog"
	"rso/catalog/text"
)

// valueLikely says whether words that could name a value do.
func (s *scanner) valueLikely(m catalog.Mention, es []catalog.Entity) bool {
	if m.Last-m.First > 1 {
		return !s.allFunction(m) || s.wholePerson(m, es)
	}
	w := s.toks[m.First].Word
	if s.r.l.is(function, w) && !s.marked(m) && !s.initials(m.First, es[0]) || len(w) < 2 {
		return false
	}
	if s.r.c.Column(es[0].Column).Role == catalog.People {
		// a single word is a person only when it is no ordinary word, or is marked as a name
		_, label := s.r.l.phrases.at(names, s.toks[:m.Last], m.First)
		return m.Cost == 0 && (!s.r.l.plain(w) || s.marked(m) && es[0].Alias) && len(w) > 2 && label == 0
	}
	return m.Cost == 0 || !s.r.l.is(common, w) && len(s.r.forms(w)) == 0 // "tulips" are no misspelt Tulipa, where titles have a tulip
}

// wholePerson says whether a mention of ordinary words is a person's whole name, rightly spelt: "Jack Black".
func (s *scanner) wholePerson(m catalog.Mention, es []catalog.Entity) bool {
	if m.Cost > 0 || es[0].Alias || s.r.c.Column(es[0].Column).Role != catalog.People {
		return false
	}
	for _, t := range s.toks[m.First:m.Last] {
		if s.r.l.is(function, t.Word) {
			return false
		}
	}
	return true
}

// initials says whether a word is written as a value is, in capitals among small letters: "IT jobs".
func (s *scanner) initials(i int, e catalog.Entity) bool {
	typed := s.message[s.toks[i].Start:s.toks[i].End]
	return !s.ordinary && typed == s.r.c.EntityText(e) && !strings.ContainsFunc(typed, func(r rune) bool { return !unicode.IsUpper(r) })
}

// mostNamesakes is how many titles at most a part of them names.
const mostNamesakes = 2

// titleLikely says whether words that could be a title are one. Ordinary words need a mark: quotes, capitals, a
// year behind them, a phrase before them that titles follow, or a clause of their own.
func (s *scanner) titleLikely(m catalog.Mention, es []catalog.Entity) bool {
	if es[0].Alias && s.r.titles(es) > mostNamesakes {
		return false // "the sequel" of whatever
	}
	if s.sequel(m.Last) {
		return false // "Frozen 2", where there is none
	}
	if m.Last-m.First == 1 {
		return s.wordLikely(m, es)
	}
	content := 0
	for _, t := range s.toks[m.First:m.Last] {
		if !s.r.l.is(function, t.Word) {
			content++
		}
	}
	switch plain := s.allPlain(m); {
	case content == 0: // "the one", "watch it"
		return s.marked(m)
	case content < 2 && m.Cost == 0 && !s.exact(m, es): // "the Marvel films" are not "The Marvels"
		return false
	case plain && es[0].Alias, s.described(m):
		return s.marked(m)
	case s.joined(m):
		return true
	case s.allFunction(m):
		return s.marked(m) || s.afterTitleCue(m)
	case plain:
		return s.marked(m) || s.afterTitleCue(m) || s.afterFeeling(m) || m.First == 0 && m.Last == len(s.toks) || (content > 1 || m.Last-m.First > 2 && s.exact(m, es)) && s.allCommon(m)
	}
	return true
}

// sequel says whether a number of one digit stands right at token i, and counts nothing.
func (s *scanner) sequel(i int) bool {
	if i >= len(s.toks) || s.toks[i].Gap != 0 || len(s.toks[i].Word) != 1 || !digits(s.toks[i].Word) {
		return false
	}
	return i+1 == len(s.toks) || s.toks[i+1].Gap != 0 || !s.is(times, i+1) && len(s.r.l.units[s.toks[i+1].Word]) == 0
}

// joined says whether a title stands right before a mention, with an "and" or a comma between: "Kind of Blue and Time Out".
func (s *scanner) joined(m catalog.Mention) bool {
	end := m.First // of the title before
	if end > 1 && (s.is(and, end-1) || s.is(or, end-1)) {
		end--
	} else if s.toks[end].Gap != ',' || m.Last-m.First < 2 {
		return false
	}
	for _, o := range s.mentions {
		if o.Last == end && s.mention(o.First).kind == titles && s.mention(o.First).last == o.Last {
			return true
		}
	}
	return false
}

// wordLikely says whether one word is a title.
func (s *scanner) wordLikely(m catalog.Mention, es []catalog.Entity) bool {
	w := s.toks[m.First].Word
	cue := s.afterTitleCue(m) && !s.qualifies(m)
	if m.Cost > 0 {
		return !s.r.l.plain(w) && len(w) > 5 && !s.ordinaryForm(w) && (cue || s.marked(m))
	}
	if _, title := s.r.l.cutArticle(text.Fold(s.r.c.EntityText(es[0]))); title != w && !es[0].Alias || es[0].Alias && !s.r.goesBy(es, w) {
		return false // another form of the word: "france" is not "Frances"
	}
	_, concept := s.r.l.phrases.at(concepts, s.toks[:m.Last], m.First)
	plain := s.r.l.plain(w) || s.r.l.noun(w) || len(w) < 4 || digits(w) || concept > 0
	whole := m.First == 0 && m.Last == len(s.toks) && len(w) > 3 && concept == 0
	switch {
	case s.quoted(m):
		return true
	case s.r.l.is(function, w):
		return s.marked(m) && s.felt(m.First) && s.ends(m.Last)
	case m.First > 0 && s.is(each, m.First-1) && s.toks[m.First].Gap == 0 && !s.capital(s.toks[m.First]):
		return false // "a parasite"
	case len(w) < 2 || digits(w) && len(w) < 3:
		return false // "I haven't seen that 1"
	case s.within(m), plain && !cue && s.attribute(m), s.r.l.is(praise, w) && !cue:
		return false
	case s.marked(m), cue, s.joined(m) && !s.r.l.ordinary(w):
		return true
	case !plain:
		return !s.styled || s.capital(s.toks[m.First]) || s.felt(m.First) || whole
	}
	return whole && !s.r.l.ordinary(w) && !s.r.l.is(praise, w) && !s.r.l.is(blame, w)
}

// ends says whether a clause ends before token i.
func (s *scanner) ends(i int) bool {
	return i == len(s.toks) || s.toks[i].Gap != 0 || s.is(and, i) || s.is(or, i)
}

// within says whether a word stands in a longer name, written in capitals: "Jack Black" is not "Black".
func (s *scanner) within(m catalog.Mention) bool {
	named := func(i int) bool {
		if i < 0 || i >= len(s.toks) || s.is(function, i) || digits(s.toks[i].Word) {
			return false
		}
		return s.capital(s.toks[i]) && (i > 0 && s.toks[i].Gap != '.' || i == 0 && !s.r.l.plain(s.toks[i].Word))
	}
	if s.ordinary || !s.capital(s.toks[m.First]) {
		return false
	}
	owned := m.First > 0 && strings.HasSuffix(s.message[:s.toks[m.First-1].End], "'s") // "Disney's Coco"
	return s.toks[m.First].Gap == 0 && !owned && named(m.First-1) || m.Last < len(s.toks) && s.toks[m.Last].Gap == 0 && named(m.Last)
}

// attribute says whether a word only says of what kind the next one is: "Italian films", "Beautiful cinematography".
func (s *scanner) attribute(m catalog.Mention) bool {
	i := m.Last
	return i < len(s.toks) && s.toks[i].Gap == 0 && (!s.is(function, i) || s.is(things, i)) && !s.capital(s.toks[i]) && !digits(s.toks[i].Word)
}

// exact says whether the words of a mention are just a name, and no other forms of its words.
func (s *scanner) exact(m catalog.Mention, es []catalog.Entity) bool {
	for _, name := range catalog.Names(catalog.Title, s.r.c.EntityText(es[0])) {
		if len(name) == m.Last-m.First && !slices.ContainsFunc(s.toks[m.First:m.Last], func(t text.Token) bool { return !slices.Contains(name, t.Word) }) {
			return true
		}
	}
	return false
}

// allCommon says whether all words with content in a mention are such as titles are made of: "toy story" is more likely the
// title than "good time".
func (s *scanner) allCommon(m catalog.Mention) bool {
	telling := false
	for _, t := range s.toks[m.First:m.Last] {
		switch {
		case s.r.l.is(function, t.Word) || digits(t.Word):
		case !s.r.l.is(common, t.Word):
			return false
		default:
			telling = telling || !s.r.l.ordinary(t.Word)
		}
	}
	return telling
}

// goesBy says whether any of the titles is known by just that word.
func (r *Reasoner) goesBy(es []catalog.Entity, w string) bool {
	return slices.ContainsFunc(es, func(e catalog.Entity) bool {
		return slices.ContainsFunc(catalog.Names(catalog.Title, r.c.EntityText(e)), func(name []string) bool { return len(name) == 1 && name[0] == w })
	})
}

// titles counts the different titles of items.
func (r *Reasoner) titles(es []catalog.Entity) int {
	var seen []string
	for _, e := range es {
		if title := r.c.EntityText(e); !slices.Contains(seen, title) {
			seen = append(seen, title)
		}
	}
	return len(seen)
}

// qualifies says whether a word only says what kind of thing is meant: "I liked awesome movies".
func (s *scanner) qualifies(m catalog.Mention) bool {
	if m.Last >= len(s.toks) || s.toks[m.Last].Gap != 0 {
		return false
	}
	w := s.toks[m.Last].Word
	return s.r.l.is(things, w) || !s.r.l.is(function, w) && s.r.l.plain(s.toks[m.First].Word)
}

// allPlain says whether all words of a mention are ordinary ones.
func (s *scanner) allPlain(m catalog.Mention) bool {
	for _, t := range s.toks[m.First:m.Last] {
		if !s.r.l.plain(t.Word) && !digits(t.Word) {
			return false
		}
	}
	return true
}

// ordinaryForm says whether another form of a word is an ordinary word: "sounds" is no misspelt "Wounds".
func (s *scanner) ordinaryForm(w string) bool {
	return slices.ContainsFunc(s.r.l.singular(w), func(v string) bool { return s.r.l.is(common, v) || s.r.l.is(function, v) })
}

// described says whether the words of a mention are a concept and a word for items: "a scary movie".
func (s *scanner) described(m catalog.Mention) bool {
	first := m.First
	if s.is(articles, first) {
		first++
	}
	_, k := s.r.l.phrases.at(concepts, s.toks[:m.Last], first)
	for _, t := range s.toks[first+k : m.Last] {
		if !s.r.l.is(things, t.Word) && !s.r.l.is(function, t.Word) {
			return false
		}
	}
	return k > 0
}

// allFunction says whether a mention has no word that would stand out in a sentence: none but function words, or two
// words that are both ordinary ("the actor").
func (s *scanner) allFunction(m catalog.Mention) bool {
	all := true
	for i := m.First; i < m.Last; i++ {
		w := s.toks[i].Word
		_, label := s.r.l.phrases.at(names, s.toks[:i+1], i)
		if all = all && s.r.l.is(function, w); !all && !s.r.l.is(function, w) && !s.r.l.is(common, w) && label == 0 {
			return false
		}
	}
	return all || m.Last-m.First < 3
}

// marked says whether the words are written like a name: in quotes, with a capital inside a sentence that has small
// letters too, or with a year in parentheses behind them.
func (s *scanner) marked(m catalog.Mention) bool {
	if s.quoted(m) {
		return true
	}
	if s.ordinary {
		return false
	}
	capitals := 0
	for k, t := range s.toks[m.First:m.Last] {
		switch begins := k == 0 && (m.First == 0 || t.Gap == '.'); {
		case s.capital(t) && !begins: // the first word of a sentence has one anyway
			capitals++
		case !s.capital(t) && !s.r.l.is(function, t.Word) && (k == 0 || !digits(t.Word)):
			return false
		}
	}
	return capitals > 0 && s.capital(s.toks[m.First])
}

// quoted says whether the words are in quotes, or a year in parentheses stands behind them.
func (s *scanner) quoted(m catalog.Mention) bool {
	start, end := s.toks[m.First].Start, s.toks[m.Last-1].End
	if start > 0 && end < len(s.message) {
		before, after := s.message[start-1], s.message[end]
		if (before == '"' || before == '\'' || before == '*') && after == before {
			return true
		}
	}
	return m.Last < len(s.toks) && yearLike(s.toks[m.Last].Word) && s.toks[m.Last].Start > 0 && s.message[s.toks[m.Last].Start-1] == '('
}

// afterTitleCue says whether the words before a mention are such as titles follow: "seen", "like", "similar to".
func (s *scanner) afterTitleCue(m catalog.Mention) bool {
	for n := 4; n >= 1; n-- {
		i := m.First - n
		if i < 0 {
			continue
		}
		v, k := s.means(i)
		if k != n && k+1 == n && (s.is(fillers, i+k) || s.is(things, i+k) || s.is(both, i+k)) {
			k = n
		}
		if k == n && (v == seen || v == owns || v == unseen || v == similar && !s.questionLike(i)) {
			return true
		}
	}
	return false
}

// afterFeeling says whether a like or dislike stands right before a mention.
func (s *scanner) afterFeeling(m catalog.Mention) bool {
	for n := 1; n <= 4 && m.First >= n; n++ {
		if v, k := s.means(m.First - n); k == n && (v == likes || v == dislikes) {
			return true
		}
	}
	return false
}

// questionLike says whether a word that compares is a verb of preference here: "I like horror".
func (s *scanner) questionLike(i int) bool {
	return i > 0 && s.is(verbs, i) && s.is(subjects, i-1)
}
