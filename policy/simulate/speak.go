package simulate

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"strconv"
	"strings"
	"unicode"

	"rso/catalog"
	"rso/core/prefer"
	"rso/policy"
)

// A speaker puts responses in words: short or long as the seeker is, with slips and slang.
type speaker struct {
	c    *catalog.Catalog
	goal *Goal
	r    *rand.Rand
	t    *Temperament
}

// say words a response. considers says whether an item is being considered, asked whether a question has just been put.
func (p *speaker) say(a *Response, considers, asked bool) string {
	text := p.plain(a, considers, asked)
	if a.Greets && a.Act != policy.Greet {
		text = p.one("hi, ", "hello! ", "hey, ", "hi there! ") + text
	}
	for range mostAsides {
		if a.Act == policy.Greet || a.Left || a.Closes || a.Words < len(strings.Fields(text))+5 || p.r.Float64() > .4+.6*p.t.Talk {
			break
		}
		text += p.aside()
	}
	return p.slip(p.slang(text))
}

// mostAsides is how many clauses beside the point a message has at most.
const mostAsides = 2

// aside is a clause that says nothing of what is wanted: people write longer than they need to.
func (p *speaker) aside() string {
	return p.one(", I had a long week", ". My sister told me about you", ", it is for the weekend", ". I have been thinking about it all day",
		", you know how it is", ". To be honest it has been a while since I did this", ", or so my friends keep telling me", ". Sorry for the long message by the way",
		", if that makes sense to you", ". We will be at home all evening anyway")
}

// slang writes some words as those do who write carelessly.
func (p *speaker) slang(text string) string {
	words := strings.Split(text, " ")
	for i, w := range words {
		if p.r.Float64() > 4*p.t.Slip {
			continue
		}
		switch w {
		case "you":
			words[i] = "u"
		case "please":
			words[i] = "pls"
		case "thanks":
			words[i] = "thx"
		case "something":
			words[i] = "sth"
		case "I'm":
			words[i] = "im"
		case "I'd":
			words[i] = "id"
		case "doesn't":
			words[i] = "doesnt"
		}
	}
	return strings.Join(words, " ")
}

// one picks one of several wordings.
func (p *speaker) one(of ...string) string { return of[p.r.IntN(len(of))] }

// brief says whether the seeker wastes no words now.
func (p *speaker) brief() bool { return p.r.Float64() > .35+.6*p.t.Talk }

func (p *speaker) plain(a *Response, considers, asked bool) string {
	wish := p.wishes(a.Tells)
	thing := p.thing(wish, a.Tells)
	it := p.place(a.Place)
	switch a.Act {
	case policy.Greet:
		return p.one("hi", "hello", "hey there", "good morning")
	case policy.Request:
		if wish == "" {
			return p.one("can you recommend something?", "I'm looking for something", "any suggestions?", "what would you recommend?")
		}
		if p.brief() {
			return wish
		}
		return p.one("I'm looking for ", "can you find me ", "I'd like ", "I need ", "do you have ") + thing
	case policy.Affirm:
		return p.also(p.affirm(it, considers), wish)
	case policy.Deny:
		return p.one("no, ", "not quite: ", "no, I said ") + wish
	case policy.Choose:
		return p.one("I'll take "+it, "ok, I'll take "+it, "great, I'll take "+it+", thanks")
	case policy.Reject:
		return p.refuse(a, wish, thing)
	case policy.Seen:
		return p.also(p.known(it), wish)
	case policy.AskItem, policy.Compare:
		return p.ask(a, it)
	case policy.Bye:
		return p.one("never mind, bye", "this is going nowhere, bye", "forget it, goodbye")
	case policy.OffTopic:
		return p.one("lovely weather today, isn't it?", "by the way, how are you?", "sorry, my cat is on the keyboard", "haha, that reminds me of my holidays")
	}
	switch {
	case a.Drops != 0:
		return p.takeBack(a.Drops)
	case a.Loved:
		title := p.c.Title(p.goal.Loved)
		return p.also(p.one("I loved "+title, title+" was great", "I really liked "+title), wish)
	case a.Closes && wish != "":
		return p.one("doesn't matter, but ", "no preference there, but ", "I don't mind, ") + wish
	case a.Closes:
		return p.one("doesn't matter", "no preference", "I don't mind", "I don't care")
	case wish != "":
		return p.inform(wish, thing)
	case asked && !considers:
		return p.one("I don't know", "hard to say", "hmm, I'm not sure", "nothing comes to mind")
	}
	return p.one("hmm", "hmm, I'm not sure", "I don't know", "let me think", "not sure about that", "maybe")
}

func (p *speaker) inform(wish, thing string) string {
	if p.brief() {
		return wish
	}
	return p.one("I'd like ", "maybe ", "I was thinking of ", "preferably ") + thing
}

// thing makes a wish something that one can have: "something under $50".
func (p *speaker) thing(wish string, s Set) string {
	if s == 0 {
		return wish
	}
	first := &p.goal.Wishes[bits.TrailingZeros8(uint8(s))]
	switch role := p.c.Column(first.Column).Role; {
	case strings.HasPrefix(wish, "something"):
		return wish
	case first.Op == prefer.In && (role == catalog.Category || role == catalog.Attribute):
		return wish
	}
	return "something " + wish
}

func (p *speaker) affirm(it string, considers bool) string {
	if !considers {
		return p.one("yes", "yes, that's right", "yep", "exactly")
	}
	if it == "it" {
		return p.one("sounds good", "sounds interesting", "yes, nice", "looks good")
	}
	return p.one(it+" sounds good", "I like "+it)
}

func (p *speaker) refuse(a *Response, wish, thing string) string {
	if a.Tells == 0 {
		switch {
		case a.Place > 1:
			return p.one("I don't like "+p.place(a.Place), "not "+p.place(a.Place))
		case a.Place == 1:
			return p.one("I don't like it", "it's not for me", "I'll pass")
		}
		return p.one("no, something else", "none of these", "not these", "something else please")
	}
	for k := range p.goal.Wishes {
		if a.Tells.Has(k) && p.c.Column(p.goal.Wishes[k].Column).Role == catalog.Price {
			return p.one("too expensive, ", "that's too much, ", "no, ") + wish
		}
	}
	if p.brief() {
		return p.one("no, ", "something else, ") + wish
	}
	return p.one("not these, I want ", "no, I'd rather have ", "not for me, I'd prefer ") + thing
}

func (p *speaker) known(it string) string {
	if p.c.With(catalog.Price) >= 0 {
		return p.one("I already have "+it, "I already own "+it)
	}
	if it == "it" {
		return p.one("I've seen it", "I've already seen that one", "I know that one already")
	}
	return p.one("I've seen "+it, "I already know "+it)
}

func (p *speaker) ask(a *Response, it string) string {
	switch a.Asks {
	case AsksWhy:
		if it == "it" {
			return p.one("why that one?", "why?", "why do you recommend it?")
		}
		return "why " + it + "?"
	case AsksOpinion:
		return p.one("is "+it+" any good?", "how is "+it+" rated?", "what do people think of "+it+"?")
	case AsksDifference:
		return p.one("what's the difference?", "compare the first two")
	case AsksMachine:
		return p.one("are you a robot?", "am I talking to a human?")
	}
	return p.one("tell me more about "+it, "what else can you tell me about "+it+"?")
}

// takeBack withdraws wishes.
func (p *speaker) takeBack(s Set) string {
	for k := range p.goal.Wishes {
		if s.Has(k) {
			name := p.name(p.goal.Wishes[k].Column)
			return p.one("actually, forget about the "+name, "the "+name+" doesn't matter after all")
		}
	}
	return "hmm"
}

func (p *speaker) also(text, wish string) string {
	if wish == "" {
		return text
	}
	return text + p.one(", ", ". ", ", but ") + wish
}

// place names a place in the list.
func (p *speaker) place(n int) string {
	switch n {
	case 2:
		return "the second one"
	case 3:
		return "the third one"
	}
	return "it"
}

// wishes puts a set of wishes in words, the kind of thing first.
func (p *speaker) wishes(s Set) string {
	var parts []string
	for k := range p.goal.Wishes {
		if s.Has(k) {
			parts = append(parts, p.wish(&p.goal.Wishes[k], len(parts) == 0))
		}
	}
	return strings.Join(parts, p.one(" ", ", "))
}

// wish puts a wish in words.
func (p *speaker) wish(w *Wish, first bool) string {
	col := p.c.Column(w.Column)
	if w.Op == prefer.In {
		v := col.Value(w.Values[0])
		switch col.Role {
		case catalog.Category:
			return p.one(v, "something in "+v, v)
		case catalog.Maker:
			return p.one("from ", "by ", "from ") + v
		case catalog.People:
			return p.one("with ", "with ", "by ") + p.person(v)
		}
		if first {
			return v
		}
		return p.one(v, "it should be "+v, v)
	}
	switch {
	case col.Role == catalog.Price:
		amount := p.money(col, w.Hi)
		return p.one("under ", "at most ", "no more than ", "max ") + amount
	case col.Role == catalog.Year && w.Lo >= 1920 && w.Lo < 2000 && w.Op == prefer.Between:
		return p.one("from the "+strconv.Itoa(int(w.Lo)%100)+"s", "from the "+strconv.Itoa(int(w.Lo))+"s")
	case w.Op == prefer.Between:
		return "between " + number(w.Lo) + " and " + number(w.Hi)
	case col.Role == catalog.Rating:
		return p.one("rated at least "+number(w.Lo), "with a rating of at least "+number(w.Lo))
	}
	bound, x := "at most ", w.Hi
	if w.Op == prefer.AtLeast {
		bound, x = "at least ", w.Lo
	}
	unit := ""
	if col.Unit != "" {
		unit = " " + col.Unit
	}
	return p.name(w.Column) + " " + bound + number(x) + unit
}

// person names a person, sometimes by the last name alone.
func (p *speaker) person(name string) string {
	if at := strings.LastIndexByte(name, ' '); at > 0 && len(name)-at > 5 && p.r.Float64() < .1 {
		return name[at+1:]
	}
	return name
}

func (p *speaker) money(col *catalog.Column, x float64) string {
	switch col.Unit {
	case "USD":
		return "$" + number(x)
	case "EUR":
		return "€" + number(x)
	case "GBP":
		return "£" + number(x)
	case "":
		return number(x)
	}
	return number(x) + " " + col.Unit
}

func number(x float64) string { return strconv.FormatFloat(math.Round(x*100)/100, 'f', -1, 64) }

// name is what people call a column: "average_rating" is "average rating".
func (p *speaker) name(column int) string {
	var b strings.Builder
	lower := false
	for _, r := range p.c.Column(column).Name {
		switch {
		case r == '_' || r == '-':
			r = ' '
		case unicode.IsUpper(r) && lower:
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// slip misspells some of the longer words: two letters change places, one is lost, or one is doubled.
func (p *speaker) slip(text string) string {
	words := strings.Split(text, " ")
	for i, w := range words {
		if len(w) < 5 || p.r.Float64() >= p.t.Slip || strings.ContainsFunc(w, func(r rune) bool { return r > 'z' || !unicode.IsLetter(r) }) {
			continue
		}
		at := 1 + p.r.IntN(len(w)-2)
		switch p.r.IntN(3) {
		case 0:
			words[i] = w[:at] + w[at+1:at+2] + w[at:at+1] + w[at+2:]
		case 1:
			words[i] = w[:at] + w[at+1:]
		default:
			words[i] = w[:at] + w[at:at+1] + w[at:]
		}
	}
	return strings.Join(words, " ")
}
