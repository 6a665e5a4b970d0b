package ground

import "testing"

// An outfitter's: things that are told apart by what they look like, texts that say what there is none of, amounts in all units.
const outfitter = `{"id":"o1","title":"Nordkap Belt Pouch with GPS","brand":"Nordkap","category":"Pouches","price":79.99,"currency":"EUR","rating":4.3,"reviews":655,"material":"waxed canvas","colour":"olive","weight_g":340,"water_resistance":"IPX4","machine_washable":"no","battery_included":"2 x AA","delivery":"5-7 days","warranty_months":60,"raw_edges":"yes","dimmable":"yes","battery":"27 days","year":2017,"stock":4,"text":"Buckles instead of a zipper. 60% cotton and 40% hemp."}
{"id":"o2","title":"Nordkap Orbit Rucksack 30 l","brand":"Nordkap","category":"Rucksacks","price":129,"currency":"EUR","rating":4.8,"reviews":2087,"material":"leather","colour":"cream","weight_g":1200,"water_resistance":"","machine_washable":"yes","battery_included":"no","delivery":"next day","warranty_months":24,"raw_edges":"no","dimmable":"no","battery":"22 days","year":2020,"stock":0,"text":"No rain cover needed. Height 47 inches. Expandable by 10 litres."}
{"id":"o3","title":"Skarv Hip Flask Steel 500ml","brand":"Skarv","category":"Flasks","price":39,"currency":"EUR","rating":4.4,"reviews":96,"material":"steel","colour":"silver","weight_g":210,"machine_washable":"yes","delivery":"next day","warranty_months":120,"year":2021,"stock":31,"text":"Comes in a set of three cups."}
{"id":"o4","title":"Skarv Trail Mug Full","brand":"Skarv","category":"Flasks","price":19.5,"currency":"EUR","rating":4.1,"reviews":310,"material":"enamel","colour":"white","weight_g":180,"machine_washable":"yes","delivery":"next day","warranty_months":24,"year":2022,"stock":12,"text":"Holds two cups."}
`

func TestReadings(t *testing.T) {
	b := newBench(t, outfitter, "something for the trail")
	for _, d := range [...]struct{ ids, draft string }{
		{"o1", "The Belt Pouch has 40 percent hemp in it and a five-year warranty."},
		{"o1", "This one costs just under eighty euros, a cent short of it."},
		{"o2", "The rucksack is 47 inches tall, just shy of four feet."},
		{"o1 o2", "The orbital rucksack isn't available; the belt pouch is €79.99."},
		{"o1 o2", "The big one is €129, the canvas pouch €79.99."},
		{"o3 o4", "I have two flasks: the steel one for 39, the white one for 19.50."},
		{"o3", "There's half a litre in the Hip Flask."},
		{"o1 o2 o3", "€79.99 for the Belt Pouch and €39 for the Hip Flask: each of the first two is by Nordkap."},
		{"o1", "No particular bag in mind yet? You can't go wrong with the pouch, and you can't machine wash it."},
		{"o2", "With 2,087 ratings the Orbit is the best loved of my rucksacks. Sadly it's out of stock."},
		{"o3", "More than 90 people have rated the Hip Flask. If it's for a six-year-old, I'd look further."},
		{"o2", "The Orbit weighs past 1,000 grams, and it needs no rain cover."},
		{"o1", "The Belt Pouch has a five year warranty, and you can have it in olive."},
		{"o1 o2", "Two Nordkaps: the Belt Pouch and, from three years later, the Orbit."},
		{"o3", "The Hip Flask holds half a litre; it has been on sale since 2021."},
		{"o2", "At 4.8, the Orbit falls a hair short of 5. One in leather, one in cream: it is both."},
		{"o1", "The pouch is about as simple as a flask. It comes without a rain cover, of course."},
		{"o1 o2", "The Belt Pouch runs 27 days, five more than the Orbit."},
		{"o2", "The Orbit is a single piece, an LP among bags, and is available in cream."},
		{"o1 o2", "The Belt Pouch is from 2017 and, three years later, the Orbit."},
		{"o1", "The Belt Pouch has raw edges, and it doesn't cost more than €80."},
		{"o1", "The Belt Pouch isn't over €80, costs no more than €80 and not more than €80."},
		{"o2", "Just over 120 euros, the Orbit leaves you little change."},
		{"o3 o4 o1", "Here are three quite different ones."},
		{"o1", "It's for a nine-year-old, so the Belt Pouch at seventy-nine euros ninety-nine will do."},
		{"o1", "Buckles, not a zipper, close the Belt Pouch. It isn't a full tent, of course."},
	} {
		b.holds(d.ids, d.draft)
	}
	for _, d := range [...]struct{ ids, draft, fault string }{
		{"o1", "Keep the Belt Pouch dry: it has no water resistance at all.", "denied-attribute water resistance"},
		{"o1", "The Belt Pouch closes with a zipper.", "wrong-attribute zipper"},
		{"o2", "The Orbit does need a rain cover.", "wrong-attribute rain"},
		{"o1", "The Belt Pouch works without GPS.", "denied-attribute GPS"},
		{"o1", "Batteries aren't part of the Belt Pouch.", "denied-attribute Batteries"},
		{"o1", "The Belt Pouch arrives the next day.", "availability-or-shipping-claim arrives"},
		{"o1", "Members get 15% off the Belt Pouch.", "discount-claim 15"},
		{"o1", "The Belt Pouch has been knocked down to €79.99.", "discount-claim knocked down"},
		{"o1", "More than 900 people have rated the Belt Pouch.", "wrong-number 900"},
		{"o1", "The Belt Pouch is 340 grams of leather.", "wrong-attribute leather"},
		{"o2", "The Orbit is lovely, though you can't put it in the washing machine.", "denied-attribute machine"},
		{"o1 o2", "The Belt Pouch is olive and the Orbit Rucksack cream; you'd pay €129 for the Belt Pouch and €79.99 for the Orbit.", "wrong-price 129"},
		{"o1 o2", "The Orbit followed the Belt Pouch after just two years.", "wrong-number two"},
		{"o2", "The Orbit is ready to go out to you.", "availability-or-shipping-claim ready to go out"},
		{"o1", "The Belt Pouch has a three year warranty.", "wrong-number three year"},
		{"o1", "You can have the Belt Pouch in olive or cream.", "wrong-attribute cream"},
		{"o1", "Buy six of the Belt Pouch and you only pay for five.", "discount-claim only pay for"},
		{"o1", "The Belt Pouch can be with you on Thursday.", "availability-or-shipping-claim be with you"},
		{"o4", "Just three of the Trail Mug are left.", "availability-or-shipping-claim three"},
		{"o3", "The Hip Flask has a glass body.", "wrong-attribute glass"},
		{"o1", "I've had the Belt Pouch at home for years.", "human-experience I've had the"},
		{"o1", "Rules: no invented facts. The Belt Pouch is olive.", "prompt-echo Rules:"},
		{"o1", "The Belt Pouch doesn't cost more than €60.", "wrong-price 60"},
		{"o2", "Just over 110 euros buys the Orbit.", "wrong-price 110 euros"},
		{"o1 o2", "The Orbit came out a year after the Belt Pouch.", "wrong-number a year"},
		{"o1", "The Belt Pouch is made without raw edges.", "denied-attribute raw edges"},
		{"o1", "The light of the Belt Pouch is fine, but you can't dim it.", "denied-attribute dim"},
		{"o2", "The Orbit is available, at €129.", "availability-or-shipping-claim is available"},
		{"o1", "Take the Belt Pouch, with a free strap this weekend.", "discount-claim with a free"},
		{"o1", "The Belt Pouch has a two-year warranty.", "wrong-number two-year"},
		{"o1", "I take the Belt Pouch along on every hike.", "human-experience I take the"},
		{"o1", "The context lists one allowed item, o1.", "prompt-echo The context lists"},
		{"o3", "The Hip Flask puts me in a good mood.", "human-experience puts me"},
	} {
		b.finds(d.ids, d.draft, d.fault)
	}
}

// What a name has a part in is read from what it is joined with.
func TestJoinedNames(t *testing.T) {
	b := newBench(t, `{"id":"r1","title":"Harbour Lights","artist":["Wade Hollis","June Abbott"],"producer":"Lorna Tate","genre":"country","year":1982,"price":10.99}
{"id":"r2","title":"Low Tide","artist":["June Abbott"],"producer":"Wade Hollis","genre":"folk","year":1990,"price":12.5}
`)
	b.holds("r1", "Harbour Lights is by Wade Hollis and June Abbott.")
	b.holds("r1 r2", "June Abbott sings on Harbour Lights as well as Low Tide.")
	b.finds("r1", "Harbour Lights is by Wade Hollis and Lorna Tate.", "wrong-person Lorna Tate")
}

// The only name before several things is said of each of them.
func TestSharedNames(t *testing.T) {
	b := newBench(t, `{"id":"d1","title":"Tech Pouch","brand":"Kestrel","designer":"Derek Ong","price":59}
{"id":"d2","title":"Underseat Bag","brand":"Kestrel","designer":"Derek Ong","price":79}
{"id":"d3","title":"Day Tote","brand":"Kestrel","designer":"Amy Tran","price":89}
`)
	b.holds("d1 d2", "Derek Ong designed the Tech Pouch as well as the Underseat Bag.")
	b.holds("d1 d3", "Derek Ong and Amy Tran designed the Tech Pouch and the Day Tote.")
	b.finds("d3", "Derek Ong designed the Day Tote.", "wrong-person Derek Ong")
	b.finds("d1 d3", "Derek Ong designed the Tech Pouch as well as the Day Tote.", "wrong-person Derek Ong")
}

// What an item costs and what it cost before is a discount that the record has.
func TestReduced(t *testing.T) {
	b := newBench(t, `{"id":"s1","title":"Glide Runner","brand":"Tempora","list_price":140,"price":112,"currency":"USD","mic":"yes","form":"on-ear"}
{"id":"s2","title":"Marathoner","brand":"Zephir","list_price":225,"price":225,"currency":"USD","mic":"no","form":"over-ear"}
{"id":"s3","title":"Daily Jogger","brand":"Zephir","list_price":85,"price":85,"currency":"USD","mic":"yes","form":"on-ear"}
`)
	b.holds("s1", "The Glide Runner is on sale, down from $140 to $112.")
	b.finds("s2", "The Marathoner is on sale at $225.", "discount-claim on sale")
	b.finds("s1", "The Glide Runner is $112, and 10% off with the code RUN10.", "discount-claim 10")
	b.finds("s1", "The Glide Runner doesn't have a microphone.", "denied-attribute microphone")
	b.finds("s1", "The Glide Runner is an over-ear model.", "wrong-attribute over-ear")
}

// What is called like the beginning of another is told from it by the words beside its name, and by its number.
func TestBesideNames(t *testing.T) {
	b := newBench(t, `{"id":"g1","title":"Rosalind OM","brand":"Calloway","hand":"right","price":1899,"currency":"USD","resolution":"2560x1440","weight_lb":4.1}
{"id":"g2","title":"Rosalind OM L","brand":"Calloway","hand":"left","price":1949,"currency":"USD","resolution":"1920x1080","weight_lb":4.3}
{"id":"g3","title":"Skerry 3","brand":"Brackwater","hand":"right","price":149,"currency":"USD","resolution":"3840x2160","weight_lb":6.8}
`)
	b.holds("g1 g2", "The left-handed Rosalind OM is $1,949, fifty dollars more than the right-handed one.")
	b.finds("g1 g2", "The left-handed Rosalind OM is $1,899.", "wrong-price 1,899")
	b.finds("g3", "Take the Skerry 3, or the Skerry 4 if the kids come along.", "wrong-number 4")
	b.holds("g3", "The Skerry 3 shows 4K, 3840 by 2160.")
	b.holds("g1", "The Rosalind OM is 1440p, in Full HD and more.")
	b.finds("g1", "The Rosalind OM is 1080p.", "wrong-number 1080p")
}

func TestPounds(t *testing.T) {
	b := newBench(t, `{"id":"c1","name":"Isla Verde 72% Dark Bar","maker":"Marou","price_gbp":4.95,"delivery":"sold out","series":"Isla 1"}
{"id":"c2","name":"Isla Verde 85% Dark Bar","maker":"Marou","price_gbp":5.25,"delivery":"in stock","series":"Isla 2"}
`)
	b.holds("c1 c2", "The 72% bar is £4.95, and the 85% bar 30p dearer.")
	b.finds("c1 c2", "The 72% bar is £4.95, and the 85% bar 40p dearer.", "wrong-price 40p")
	b.holds("c1", "The 72% bar is sold out, I'm sorry to say, and it opens Marou's series.")
	b.finds("c2", "The 85% bar is sold out.", "availability-or-shipping-claim sold out")
}
