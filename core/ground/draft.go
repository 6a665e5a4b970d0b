package ground

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rso/catalog"
)

// A reply is a few sentences. A draft that goes on and on is read no further.
const (
	mostSentences = 8
	mostBytes     = 1500
)

// A Draft is a text that is verified while it is written: whatever of it may be shown is whole sentences that hold.
//
//	d := v.Draft(brief)
//	for piece := range pieces {
//		d.Write(piece)
//		show(d.Text()) // grows at its end only
//	}
//	d.Close(false)
type Draft struct {
	v         *Verifier
	scene     scene
	rest      string // what was written and is no whole sentence yet
	at        int    // where it begins in the draft
	sentences int
	text      strings.Builder
	gap       string // what stands before the next sentence
	faults    []Fault
	full      bool
}

// Draft begins to verify a text about the items of a brief.
func (v *Verifier) Draft(b Brief) *Draft {
	return &Draft{v: v, scene: v.scene(b)}
}

// Expect begins to verify a text that is about to be written, and looks up what it will likely speak of: the names of the items of
// the plan and what their records say. It takes about as long as verifying a reply, and makes that quicker.
func (v *Verifier) Expect(b Brief) *Draft {
	d := v.Draft(b)
	ahead := v.scene(b)
	for _, i := range ahead.items[:min(len(b.Items), len(ahead.items))] {
		v.check(&ahead, v.told(i))
	}
	return d
}

// Of a record that much is looked up ahead.
const (
	toldValues = 3  // of a column
	toldBytes  = 40 // a longer value is a text, which nobody repeats
	toldMost   = 400
)

// told lists what a record says, as one sentence.
func (v *Verifier) told(i catalog.Item) string {
	var b strings.Builder
	b.WriteString(v.c.Title(i))
	for k := range v.c.Columns() {
		switch v.c.Column(k).Role {
		case catalog.ID, catalog.Title, catalog.Image, catalog.Link:
			continue
		}
		facts := v.c.FactsOf(i, k)
		for _, f := range facts[:min(len(facts), toldValues)] {
			if len(f.Text) <= toldBytes && b.Len() < toldMost {
				b.WriteString(", " + f.Text)
			}
		}
	}
	return b.String()
}

// Write adds a piece of the text and verifies the sentences that it completes.
func (d *Draft) Write(piece string) {
	if d.full {
		return
	}
	d.rest += piece // which may end in the middle of a letter
	for d.next(false) {
	}
	if d.sentences >= mostSentences || d.text.Len()+len(d.rest) >= mostBytes {
		d.full = true
	}
}

// Close ends the text. What is no whole sentence is judged like one; when the writing was cut off, it is dropped.
func (d *Draft) Close(cut bool) {
	for d.next(!d.full && (!cut || ended(d.rest))) {
	}
	d.rest, d.full = "", true
}

// ended says whether a text ends with the mark of a sentence.
func ended(s string) bool {
	s = strings.TrimSpace(s)
	r, n := utf8.DecodeLastRuneInString(s)
	for n > 0 && !ends(r) && closes(s[len(s)-n:]) > 0 {
		s = s[:len(s)-n]
		r, n = utf8.DecodeLastRuneInString(s)
	}
	return ends(r)
}

// next verifies the next sentence that is whole; at the end, the last one is whole as it is.
func (d *Draft) next(end bool) bool {
	n := sentence(d.rest)
	if n == 0 && end {
		n = len(d.rest)
	}
	if n == 0 || d.sentences >= mostSentences {
		return false
	}
	d.judge(d.rest[:n])
	d.rest, d.at = d.rest[n:], d.at+n
	return true
}

// judge verifies one sentence with the blanks around it, and keeps it, mended, when it holds.
func (d *Draft) judge(s string) {
	s = strings.ToValidUTF8(s, "\uFFFD")
	trimmed := strings.TrimSpace(s)
	if trimmed == "" {
		d.gap = gapOf(s, d.gap)
		return
	}
	d.sentences++
	lead := strings.Index(s, trimmed)
	faults, kept := d.v.check(&d.scene, trimmed)
	holds := kept != ""
	for _, f := range faults {
		f.Start, f.End, f.Mended = f.Start+d.at+lead, f.End+d.at+lead, holds
		d.faults = append(d.faults, f)
	}
	if !holds {
		d.scene.lost = d.scene.lost || slices.ContainsFunc(faults, func(f Fault) bool { return f.Kind == InventedProduct || f.Kind == NotInPlan })
		return
	}
	if d.text.Len() > 0 {
		d.text.WriteString(gapOf(d.gap, " "))
	}
	d.text.WriteString(kept)
	d.gap = gapOf(s[lead+len(trimmed):], " ")
}

// gapOf is what separates two sentences: a new line where there is one, else a blank.
func gapOf(blanks, without string) string {
	if strings.ContainsAny(blanks, "\n\r") {
		return "\n"
	}
	if blanks == "" {
		return without
	}
	return " "
}

// Text returns the sentences that hold. It only ever grows at its end.
func (d *Draft) Text() string { return d.text.String() }

// Faults returns what was found so far, in the order of the text.
func (d *Draft) Faults() []Fault { return d.faults }

// Full says that the draft is as long as a reply may be, and nothing more of it is read.
func (d *Draft) Full() bool { return d.full }

// Names says whether the text names an item of the brief.
func (d *Draft) Names() bool { return d.scene.named }

// Asks says whether the text asks something.
func (d *Draft) Asks() bool { return strings.ContainsAny(d.text.String(), "?？") }

// Verify verifies a whole text: the faults in it, and what of it may be shown.
func (v *Verifier) Verify(b Brief, text string) (faults []Fault, shown string) {
	d := v.Draft(b)
	d.Write(text)
	d.Close(false)
	return d.Faults(), d.Text()
}
