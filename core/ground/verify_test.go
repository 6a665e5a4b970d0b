package ground

import (
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/core/prefer"
)

// A store of the things that drafts are written about: what has units, yes and no, stock, people, variants of a name.
const store = `{"id":"l1","title":"Corvo Swift 14","brand":"Corvo","category":"Laptop","price":"$899.00","ram_gb":16,"weight_kg":1.24,"battery_hours":12,"touchscreen":"no","backlit_keyboard":"yes","colour":"silver","rating":4.6,"reviews":812,"warranty":"2 year warranty","shipping":"Ships in 3-5 business days","stock":7,"released":2023}
{"id":"l2","title":"Corvo Swift 16 Pro","brand":"Corvo","category":"Laptop","price":"$1,249.00","ram_gb":32,"weight_kg":1.9,"battery_hours":9,"touchscreen":"yes","backlit_keyboard":"yes","colour":"black","rating":4.3,"reviews":97,"warranty":"2 year warranty","shipping":"Ships in 1 month","stock":0,"released":2024}
{"id":"l3","title":"Halden Note","brand":"Halden","category":"Laptop","price":"$499.00","ram_gb":8,"weight_kg":1.7,"battery_hours":7,"touchscreen":"no","backlit_keyboard":"no","colour":"blue","rating":3.9,"reviews":41,"warranty":"No warranty","shipping":"Ships overnight","stock":55,"released":2021}
{"id":"p1","title":"Mirko One","brand":"Mirko","category":"Phone","price":"$249.99","ram_gb":6,"weight_kg":0.19,"battery_hours":20,"touchscreen":"yes","colour":"black","rating":4.1,"reviews":1530,"warranty":"1 year warranty","shipping":"Ships in 3-5 business days","stock":120,"released":2022}
{"id":"p2","title":"Mirko One Max","brand":"Mirko","category":"Phone","price":"$349.99","ram_gb":8,"weight_kg":0.22,"battery_hours":26,"touchscreen":"yes","colour":"red","rating":4.5,"reviews":640,"warranty":"1 year warranty","shipping":"Ships overnight","stock":3,"released":2024}
{"id":"p3","title":"Zephyr","brand":"Halden","category":"Phone","price":"$99.00","ram_gb":4,"weight_kg":0.17,"battery_hours":15,"touchscreen":"yes","colour":"blue","rating":3.6,"reviews":12,"warranty":"No warranty","shipping":"Ships overnight","stock":18,"released":2020}
`

// A bench is a catalog with a verifier.
type bench struct {
	t testing.TB
	c *catalog.Catalog
	v *Verifier
	b prefer.Belief
}

func newBench(t testing.TB, lines string, wishes ...string) *bench {
	c := buildtest.Catalog(t, "store", lines)
	r := prefer.New(c, prefer.English())
	b := &bench{t: t, c: c, v: NewVerifier(c, r, English())}
	for _, w := range wishes {
		b.b = r.Update(b.b, r.Understand(w, prefer.Context{Asked: -1}))
	}
	return b
}

// brief is the brief of a plan with the items of some ids.
func (b *bench) brief(ids string) Brief {
	brief := Brief{Belief: &b.b}
	for id := range strings.FieldsSeq(ids) {
		i, ok := b.c.ByID(id)
		if !ok {
			b.t.Fatalf("there is no item %q", id)
		}
		brief.Items = append(brief.Items, i)
	}
	return brief
}

// verdict verifies a draft about items and returns its faults, as `kind "said"`.
func (b *bench) verdict(ids, draft string) []string {
	faults, _ := b.v.Verify(b.brief(ids), draft)
	list := []string{}
	for _, f := range faults {
		if draft[f.Start:f.End] != f.Said {
			b.t.Errorf("%s: the fault %q stands at %q", draft, f.Said, draft[f.Start:f.End])
		}
		list = append(list, f.Kind.String()+" "+f.Said)
	}
	return list
}

func (b *bench) holds(ids, draft string) {
	b.t.Helper()
	if faults := b.verdict(ids, draft); len(faults) > 0 {
		b.t.Errorf("%s\n\tis taken for wrong: %q", draft, faults)
	}
}

// finds expects one fault.
func (b *bench) finds(ids, draft, fault string) {
	b.t.Helper()
	if faults := b.verdict(ids, draft); !slices.Contains(faults, fault) {
		b.t.Errorf("%s\n\thas %q, want %q", draft, faults, fault)
	}
}

func TestTrueDraftsHold(t *testing.T) {
	b := newBench(t, store, "a laptop under $1000")
	for _, d := range [...]struct{ ids, draft string }{
		{"l1", "The Corvo Swift 14 costs $899 and weighs 1.24 kg."},
		{"l1", "At $899.00 the Corvo Swift 14 stays below the $1,000 you named."},
		{"l1", "I'd take the Swift 14: 16 GB of RAM, about 900 dollars, and rated 4.6 by 812 people."},
		{"l1", "It has a backlit keyboard but no touchscreen. Would you like to see it?"},
		{"l1", "The Corvo comes with a 2 year warranty and ships in 3-5 business days. There are seven left in stock."},
		{"l1 l2", "The Swift 14 is $350 cheaper than the Swift 16 Pro and lighter: 1.24 against 1.9 kg."},
		{"l1 l2", "Both are made by Corvo. The first came out in 2023, the second a year later."},
		{"l1 l2", "The black one has twice the memory, 32 GB, and a touchscreen; the silver one runs for 12 hours."},
		{"l1 l3", "Two laptops fit: the Swift 14 and the Halden Note. The Halden is the cheaper of the two at $499."},
		{"l2", "The Swift 16 Pro is out of stock, I'm afraid, and at $1,249 it would be $249 over your budget."},
		{"l2", "It isn't cheap at $1,249, and it's above your $1,000 limit."},
		{"p1 p2", "For just under 350 dollars there is the Mirko One Max; the Mirko One is $100 less."},
		{"p1 p2", "The Mirko One and the Mirko One Max are rated 4.1 and 4.5."},
		{"p2", "Only a few left: the red Mirko One Max, released in 2024."},
		{"l3", "The Halden Note has no warranty, so keep that in mind."},
		{"l3", "It isn't a phone, but a laptop in blue. It ships overnight."},
		{"p3", "I'm a program, so I haven't tried the Zephyr, but the twelve people who did rated it 3.6."},
		{"p3", "Not the most powerful phone, yet at $99 the Zephyr is easy to like. Shall I look for something bigger?"},
		{"", "Sure! Do you have a particular brand in mind, or is the price what matters most?"},
		{"", "I don't know whether it is in stock; the shop can tell you about delivery."},
	} {
		b.holds(d.ids, d.draft)
	}
}

func TestFaultsAreFound(t *testing.T) {
	b := newBench(t, store, "a laptop under $1000")
	for _, d := range [...]struct{ ids, draft, fault string }{
		{"l1", "The Corvo Swift 14 costs $799.", "wrong-price 799"},
		{"l1 l3", "The Swift 14 is $499 and the Halden Note $899.", "wrong-price 899"},
		{"l1 l2", "The Swift 14 is $250 cheaper than the Swift 16 Pro.", "wrong-price 250"},
		{"l1", "It's under your limit of $500. The Swift 14 is about 700 dollars.", "wrong-price 700 dollars"},
		{"l2", "The Swift 16 Pro is under $1,000.", "wrong-price 1,000"},
		{"l1", "The Swift 14 has 32 GB of RAM.", "wrong-number 32 GB"},
		{"l1", "The Swift 14 is rated 4.9.", "wrong-number 4.9"},
		{"l1", "The Swift 14 comes with a 5 year warranty.", "wrong-number 5"},
		{"l1 l2", "The Swift 16 Pro is lighter than the Swift 14.", "wrong-number lighter"},
		{"l1", "The Swift 14 was released in 2019.", "wrong-year 2019"},
		{"l1", "The Swift 14 is a phone with 16 GB of RAM.", "wrong-attribute phone"},
		{"l1", "The Swift 14 comes in red.", "wrong-attribute red"},
		{"l1", "The Swift 14 has a touchscreen.", "wrong-attribute touchscreen"},
		{"l1", "The Swift 14 is made by Halden.", "wrong-attribute Halden"},
		{"l1", "The Swift 14 has no backlit keyboard.", "denied-attribute backlit keyboard"},
		{"l1", "The Swift 14 comes without any warranty.", "denied-attribute warranty"},
		{"l1", "The Swift 14 is not a laptop.", "denied-attribute laptop"},
		{"l1", "Or take the Nimbus Aero 15, which is similar.", "invented-product Nimbus Aero"},
		{"l1", "The Swift 14 fits, and so would the Halden Note.", "not-in-plan Halden Note"},
		{"l1", "I used the Swift 14 for a year and loved it.", "human-experience I used"},
		{"l1", "My daughter takes the Swift 14 to school.", "human-experience My daughter"},
		{"l1", "As a father of two I'd take the Swift 14.", "human-experience As a father"},
		{"l2", "The Swift 16 Pro is in stock.", "availability-or-shipping-claim in stock"},
		{"l1", "The Swift 14 gets to you tomorrow.", "availability-or-shipping-claim gets to you"},
		{"l1", "The Swift 14 ships overnight.", "availability-or-shipping-claim ships"},
		{"l1", "Today only: 20% off the Swift 14.", "discount-claim Today only"},
		{"l1", "Use the code SAVE20 for the Swift 14.", "discount-claim the code"},
		{"l1", "See https://shop.example/swift for the Swift 14.", "html-or-link https://"},
		{"l1", "The <b>Swift 14</b> is light.", "html-or-link </"},
		{"l1", "Read more about the Swift 14 at corvo.com.", "html-or-link corvo.com"},
		{"l1", "As an AI language model I suggest the Swift 14.", "prompt-echo As an AI language model"},
		{"l1", "Strategy: recommend. The Swift 14 is light.", "prompt-echo Strategy:"},
		{"l1", "price=899 fits the budget.", "prompt-echo price="},
	} {
		b.finds(d.ids, d.draft, d.fault)
	}
}

func TestPeople(t *testing.T) {
	b := newBench(t, films, "something with Robin Williams")
	b.holds("f1 f2", "Robin Williams is in both: Jumanji from 1995 and The Birdcage from 1996.")
	b.holds("f1", "Jumanji (1995) has Robin Williams and Kirsten Dunst in it.")
	b.holds("f3", "If you like romances, Titanic is one from the nineties with Kate Winslet.")
	b.finds("f3", "Titanic stars Clint Eastwood.", "wrong-person Clint Eastwood")
	b.finds("f3", "Titanic stars Zed Unheard.", "wrong-person Zed Unheard")
	b.finds("f1", "Robin Williams is not in Jumanji.", "denied-attribute Robin Williams")
	b.finds("f3", "Titanic is a western.", "wrong-attribute western")
	b.finds("f3", "Titanic is from the eighties.", "wrong-year eighties")
	b.finds("f1 f2", "In The Birdcage you get Nathan Lane, and in Jumanji Kate Winslet.", "wrong-person Kate Winslet")
}

// A wrong number is mended when it is plain what is meant; a sentence that can't be is dropped, the others stay.
func TestMendAndDrop(t *testing.T) {
	b := newBench(t, store)
	for _, d := range [...]struct{ ids, draft, shown string }{
		{"l1", "The Swift 14 costs $799. Shall I tell you more?", "The Swift 14 costs $899. Shall I tell you more?"},
		{"p1", "The Mirko One is $259.99.", "The Mirko One is $249.99."},
		{"l1", "The Swift 14 was released in 2019.", "The Swift 14 was released in 2023."},
		{"l1", "The Swift 14 is rated 4.9 by many.", "The Swift 14 is rated 4.6 by many."},
		{"l1", "The **Swift 14** is light.", "The Swift 14 is light."},
		{"l1", "The Swift 14 is light. I wore it out myself. It has 16 GB of RAM.", "The Swift 14 is light. It has 16 GB of RAM."},
		{"l1", "Take the Nimbus Aero 15! It is very light.", ""},
		{"l1", "I love mine.", ""},
		{"l1", "", ""},
	} {
		if _, shown := b.v.Verify(b.brief(d.ids), d.draft); shown != d.shown {
			t.Errorf("of %q is shown %q, want %q", d.draft, shown, d.shown)
		}
	}
}

// However a draft is cut into pieces, the same is shown of it, and what was shown is never taken back.
func TestPieces(t *testing.T) {
	b := newBench(t, store)
	const draft = "The Swift 14 by Corvo costs $799.00. My wife has one! It has 16 GB of RAM… and J.R.R. would like it? " +
		"See www.corvo.example for more. It weighs 1.24 kg."
	_, want := b.v.Verify(b.brief("l1"), draft)
	if !strings.Contains(want, "$899") || strings.Contains(want, "wife") || strings.Contains(want, "www") {
		t.Fatalf("of the whole is shown %q", want)
	}
	for size := 1; size < 40; size++ {
		d := b.v.Draft(b.brief("l1"))
		shown := ""
		for rest := draft; rest != ""; {
			n := min(size, len(rest))
			d.Write(rest[:n])
			rest = rest[n:]
			if !strings.HasPrefix(d.Text(), shown) || !strings.HasPrefix(want, d.Text()) {
				t.Fatalf("in pieces of %d: %q became %q", size, shown, d.Text())
			}
			shown = d.Text()
		}
		d.Close(false)
		if d.Text() != want {
			t.Errorf("in pieces of %d is shown %q, want %q", size, d.Text(), want)
		}
	}
}

// A draft that was cut off loses the sentence that it was cut off in.
func TestCut(t *testing.T) {
	b := newBench(t, store)
	d := b.v.Draft(b.brief("l1"))
	d.Write("The Swift 14 is light. It costs $8")
	d.Close(true)
	if d.Text() != "The Swift 14 is light." || len(d.Faults()) > 0 {
		t.Errorf("shown is %q, with the faults %v", d.Text(), d.Faults())
	}
	d = b.v.Draft(b.brief("l1"))
	d.Write("The Swift 14 is light. It costs $899. ")
	if d.Close(true); d.Text() != "The Swift 14 is light. It costs $899." {
		t.Errorf("of a draft that was cut off behind a sentence is shown %q", d.Text())
	}
}

// A draft without an end is read no further than a reply may be long.
func TestEndlessDraft(t *testing.T) {
	b := newBench(t, store)
	for _, endless := range []string{strings.Repeat("It is light. ", 1e5), strings.Repeat("light ", 1e5), strings.Repeat("x", 1e6)} {
		d := b.v.Draft(b.brief("l1"))
		for rest := endless; rest != "" && !d.Full(); {
			n := min(1000, len(rest))
			d.Write(rest[:n])
			rest = rest[n:]
		}
		if d.Close(true); !d.Full() || len(d.Text()) > mostBytes+longestSentence {
			t.Errorf("%q…: %d bytes are shown", endless[:12], len(d.Text()))
		}
	}
}

// A column may be called by nothing but signs.
func TestColumnsWithoutWords(t *testing.T) {
	b := newBench(t, `{"id":"a","title":"Reed Lamp","★":4.5,"€":12,"->":"yes","#":3,"!!":"oak, ash"}
{"id":"b","title":"Moss Lamp","★":3.5,"€":5,"->":"no","#":40,"!!":"oak"}`, "under 20 euros, please")
	for _, draft := range []string{
		"The Reed Lamp costs €5.", "It costs $5 and comes with a price included.", "A rating of 4.5 is included with the Moss Lamp.",
		"3 years of warranty, 40 a year.", "It isn't oak, and it doesn't fold.", "Rated 9, the Reed Lamp has 50 cents of tax.", "★ 4.5 # 3 -> yes !! oak", "The price a month is €12 per year.",
	} {
		b.v.Verify(b.brief("a b"), draft)
		b.v.Expect(b.brief("a b"))
	}
	b.finds("a", "The Reed Lamp costs €5.", `wrong-price 5`)
}

func TestLanguageTexts(t *testing.T) {
	for _, bad := range []struct{ source, names string }{
		{"[i]\ni; we\n", "no tag"},
		{"language xx\n[nonsense]\n", "line 2"},
		{"language xx\ni; we\n", "line 2"},
	} {
		if _, err := ReadLanguage(bad.source); err == nil || !strings.Contains(err.Error(), bad.names) {
			t.Errorf("%q gives the error %v, want one that names %q", bad.source, err, bad.names)
		}
	}
	l, err := ReadLanguage(englishText)
	if err != nil {
		t.Fatal(err)
	}
	filled := map[sense]bool{}
	for _, set := range l.sets {
		for s := range numSenses {
			if set.has(s) {
				filled[s] = true
			}
		}
	}
	for s := range numSenses {
		if s > noSense && !filled[s] {
			t.Errorf("English has no phrase for [%s]", senseNames[s])
		}
	}
}

func FuzzVerify(f *testing.F) {
	b := newBench(f, store, "a laptop under $1000")
	for _, seed := range []string{"The Swift 14 costs $899.", "“The” 16 GB—both, the other; two decades later…", "an hour and a half", "\xff\xfe 9,99,9 € <", "neither not no without"} {
		f.Add(seed, uint8(3))
	}
	f.Fuzz(func(t *testing.T, draft string, items uint8) {
		brief := Brief{Belief: &b.b}
		for i := range catalog.Item(b.c.Len()) {
			if items>>i&1 == 1 {
				brief.Items = append(brief.Items, i)
			}
		}
		faults, shown := b.v.Verify(brief, draft)
		for _, x := range faults {
			if x.Start < 0 || x.End > len(draft)*3 || x.Start > x.End {
				t.Errorf("%q: a fault at [%d,%d)", draft, x.Start, x.End)
			}
		}
		if len(faults) == 0 && len(draft) < 200 && len(strings.Fields(shown)) != len(strings.Fields(strings.ToValidUTF8(draft, "\uFFFD"))) {
			t.Errorf("of %q, without a fault, is shown %q", draft, shown)
		}
	})
}
