package prefer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// laptops has numbers with units of their own, columns that say yes or no, and values that people name in part.
const laptops = `{"sku":"l1","Product name":"Nimbus 14","Brand":"Nimbus","Type":"Laptop","RAM (GB)":8,"Storage GB":256,"screen_size_in":14.0,"Weight kg":1.2,"Battery life (h)":12,"OS":"Windows 11 Home","Touchscreen":"no","Keyboard light":"white","Price (EUR)":649,"Avg rating":4.1,"Release year":2022}
{"sku":"l2","Product name":"Nimbus 16 Pro","Brand":"Nimbus","Type":"Laptop","RAM (GB)":16,"Storage GB":512,"screen_size_in":16.0,"Weight kg":1.9,"Battery life (h)":9,"OS":"Windows 11 Pro","Touchscreen":"yes","Keyboard light":"white","Price (EUR)":1249,"Avg rating":4.6,"Release year":2023}
{"sku":"l3","Product name":"Tala Flip","Brand":"Tala Works","Type":"Tablet","RAM (GB)":8,"Storage GB":128,"screen_size_in":11.0,"Weight kg":0.5,"Battery life (h)":10,"OS":"ChromeOS","Touchscreen":"yes","Keyboard light":"none","Price (EUR)":399,"Avg rating":3.8,"Release year":2021}
{"sku":"l4","Product name":"Tala Book","Brand":"Tala Works","Type":"Laptop","RAM (GB)":16,"Storage GB":1024,"screen_size_in":15.6,"Weight kg":1.6,"Battery life (h)":15,"OS":"Linux","Touchscreen":"no","Keyboard light":"red","Price (EUR)":1399,"Avg rating":4.8,"Release year":2024}
{"sku":"l5","Product name":"Vex Storm","Brand":"Vex","Type":"Gaming laptop","RAM (GB)":32,"Storage GB":2048,"screen_size_in":17.3,"Weight kg":2.9,"Battery life (h)":5,"OS":"Windows 11 Home","Touchscreen":"no","Keyboard light":"rainbow","Price (EUR)":2299,"Avg rating":4.4,"Release year":2024}
{"sku":"l6","Product name":"Vex Breeze","Brand":"Vex","Type":"Gaming laptop","RAM (GB)":16,"Storage GB":1024,"screen_size_in":15.6,"Weight kg":2.2,"Battery life (h)":7,"OS":"Windows 11 Home","Touchscreen":"no","Keyboard light":"red","Price (EUR)":1499,"Avg rating":4.0,"Release year":2023}
`

// games has the ends of a range in two columns, a time in minutes, an age, and lists.
const games = `{"id":1,"name":"Harbour Lights","min_players":2,"max_players":4,"playing_time_min":45,"min_age":8,"mechanics":["Cooperative Game","Hand Management"],"publisher":"Tall Ship Games"}
{"id":2,"name":"Salt Road","min_players":1,"max_players":5,"playing_time_min":120,"min_age":12,"mechanics":["Worker Placement"],"publisher":"Tall Ship Games"}
{"id":3,"name":"Nine Owls","min_players":3,"max_players":8,"playing_time_min":20,"min_age":6,"mechanics":["Party Game"],"publisher":"Lantern Fox"}
{"id":4,"name":"Quiet Forest","min_players":1,"max_players":2,"playing_time_min":30,"min_age":10,"mechanics":["Deck Building","Cooperative Game"],"publisher":"Lantern Fox"}
{"id":5,"name":"Iron Canal","min_players":2,"max_players":6,"playing_time_min":180,"min_age":14,"mechanics":["Worker Placement","Hand Management"],"publisher":"Brass Ox"}
`

// house has categories that are named in part, a free text, and a column with the commonest words of a shop.
const house = `{"id":1,"title":"Copper pan","category":"kitchen-accessories","material":"copper","price":39.0,"description":"A heavy pan with a leather grip."}
{"id":2,"title":"Bread knife","category":"kitchen-accessories","material":"steel","price":19.0,"description":"Cuts bread and nothing else."}
{"id":3,"title":"Field watch","category":"mens-watches","material":"steel","price":129.0,"description":"Shows the time, on a canvas strap."}
{"id":4,"title":"Moon watch","category":"womens-watches","material":"silver","price":149.0,"description":"Shows the moon, on a leather strap."}
{"id":5,"title":"Day bag","category":"womens-bags","material":"canvas","price":59.0,"description":"Room for a day."}
{"id":6,"title":"Night bag","category":"womens-bags","material":"leather","price":79.0,"description":"Room for a night."}
{"id":7,"title":"Pocket phone","category":"smartphones","material":"glass","price":299.0,"description":"Fits in a pocket."}
{"id":8,"title":"Large phone","category":"smartphones","material":"glass","price":399.0,"description":"Fits in no pocket."}
`

// jobs has pay instead of a price, hours by the week, values in capitals and of one letter, and dates of no use.
const jobs = `{"job_id":"j1","position":"Maths Teacher","company":"Alder School","sector":"Education","grade":"A","salary_min":42000,"salary_max":50000,"hours_per_week":32,"experience_years":2,"contract":"permanent","town":"Halden","title":"Maths Teacher, in a small team."}
{"job_id":"j2","position":"English Teacher","company":"Fjord Academy","sector":"Education","grade":"B","salary_min":40000,"salary_max":48000,"hours_per_week":40,"experience_years":5,"contract":"temporary","town":"Merrow","title":"English Teacher, by the sea."}
{"job_id":"j3","position":"Test Engineer","company":"Lumen Labs","sector":"IT","grade":"A","salary_min":65000,"salary_max":80000,"hours_per_week":36,"experience_years":3,"contract":"permanent","town":"Halden","title":"Test Engineer, remote."}
{"job_id":"j4","position":"Data Engineer","company":"Lumen Labs","sector":"IT","grade":"C","salary_min":82000,"salary_max":95000,"hours_per_week":40,"experience_years":6,"contract":"permanent","town":"Carrow","title":"Data Engineer, on call."}
{"job_id":"j5","position":"Synthesizer Builder","company":"Nordlys Audio","sector":"Crafts","grade":"B","salary_min":36000,"salary_max":41000,"hours_per_week":20,"experience_years":1,"contract":"temporary","town":"Merrow","title":"Synthesizer Builder, by hand."}
`

// lamps has a kind that only a word of its name tells, light, and prices by the kilo are none of it.
const lamps = `{"article_no":"a1","name":"Glow Ivy Wall light","fixture_type":"Wall light","maker":"Nordlys","finish":"brass","lumens":400,"power_w":5,"warranty_years":2,"rrp_gbp":59.0,"aged_months":3,"nutrient":"Vitamin D3"}
{"article_no":"a2","name":"Prism Wall light","fixture_type":"Wall light","maker":"Halden","finish":"black","lumens":800,"power_w":9,"warranty_years":5,"rrp_gbp":89.0,"aged_months":12,"nutrient":"Vitamin B12"}
{"article_no":"a3","name":"Luna Desk lamp","fixture_type":"Desk lamp","maker":"Nordlys","finish":"chrome","lumens":600,"power_w":7,"warranty_years":5,"rrp_gbp":45.0,"aged_months":24,"nutrient":"Iron"}
{"article_no":"a4","name":"Otto Desk lamp","fixture_type":"Desk lamp","maker":"Casa Firenza","finish":"black","lumens":1200,"power_w":12,"warranty_years":3,"rrp_gbp":120.0,"aged_months":36,"nutrient":"Vitamin D3"}
`

// shelf has series, ages in years, and drinks of many makers.
const shelf = `{"ref":"s1","title":"Dustwalkers, Book 1","series":"Dustwalkers","kind":"Comic","house":"Alder","age_years":10,"pack_months":12,"price":9.0}
{"ref":"s2","title":"Dustwalkers, Book 2","series":"Dustwalkers","kind":"Comic","house":"Alder","age_years":12,"pack_months":24,"price":12.0}
{"ref":"s3","title":"Cafe Hydra","series":"Cafe Hydra","kind":"Comic","house":"Fennel","age_years":18,"pack_months":36,"price":15.0}
{"ref":"s4","title":"Glen Tarvie","series":"Single casks","kind":"Whisky","house":"Alder","age_years":9,"pack_months":24,"price":30.0}
{"ref":"s5","title":"Strathorran","series":"Single casks","kind":"Whisky","house":"Fennel","age_years":21,"pack_months":60,"price":60.0}
`

func TestAnyShelf(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"I've read all of Dustwalkers", "series != Dustwalkers «Dustwalkers»"},
		{"whisky, 10 years or older", "kind = Whisky «whisky»; age_years >= 10 «10 years or older»"},
		{"12 years or younger", "age_years <= 12 «12 years or younger»"},
		{"something like Strathorran but from another house", "house != Fennel «another house»; kind = Whisky «like Strathorran but from another house»"},
		{"a comic from the same house as Strathorran", "kind = Comic «comic»; house = Fennel «house as Strathorran»"},
		{"scrap the whisky", ""},
		{"any kind but whisky", "kind != Whisky «whisky»"},
	} {
		asksFor(t, shelf, c.message, c.want)
	}
}

// crates has words of two columns, a weight beside the price, and disks in two units.
const crates = `{"id":"c1","caption":"Rioja Discovery Box","put_together_by":"The Cheese Loft","assortment":"Wine & Cheese","paint":"navy","section":"History","pack_kg":2.5,"battery_wh":300,"engine_hrs":10,"disk":"512 GB","sell_price":49.0}
{"id":"c2","caption":"Chianti Evening Set","put_together_by":"Cantina Rossetti","assortment":"Wine Only","paint":"red","section":"History","pack_kg":1.5,"battery_wh":500,"engine_hrs":20,"disk":"1 TB","sell_price":29.0}
{"id":"c3","caption":"Brie Tasting Box","put_together_by":"The Cheese Loft","assortment":"Cheese Only","paint":"navy","section":"Picture Books","pack_kg":1.0,"battery_wh":700,"engine_hrs":30,"disk":"2 TB","sell_price":19.0}
{"id":"c4","caption":"Riesling Duo","put_together_by":"Cantina Rossetti","assortment":"Wine & Cheese","paint":"black","section":"Board Books","pack_kg":3.0,"battery_wh":400,"engine_hrs":40,"disk":"256 GB","sell_price":59.0}
`

func TestAnyCrates(t *testing.T) {
	crates := crates + strings.ReplaceAll(crates, `"id":"c`, `"id":"d`)
	for _, c := range []struct{ message, want string }{
		{"wine and cheese, but not navy", "assortment = Wine & Cheese «wine and cheese»; paint != navy «navy»"},
		{"any colour is fine", ""},
		{"between 20 and 40 pounds", "sell_price 20..40 «between 20 and 40 pounds»"}, // nothing here weighs that much
		{"under 4 pounds of weight", "pack_kg <= 1.81436948 «under 4 pounds»"},
		{"not a penny more than 30", "sell_price <= 30 «not a penny more than 30»"},
		{"at least 1 TB of disk space", "disk >= 1000 «at least 1 TB»"},
		{"history books", "section = History «history books»"},
		{"40 to 60 quid at the very most", "sell_price 40..60 «40 to 60 quid»"},
	} {
		asksFor(t, crates, c.message, c.want)
	}
	k := newTalk(t, crates).shows("c1 c2 c3")
	if u := k.says("a bigger battery than the second"); k.text(u.Constraints) != "battery_wh > 500 «bigger battery»" {
		t.Errorf("a bigger battery: %s", k.text(u.Constraints))
	}
}

// slopes has kinds that are words of others, flowers that are both a colour's and a use's, makers called like verbs, and
// distances of many sizes.
const slopes = `{"id":"e1","name":"Ride Boreal Snowboard","department":"Snowboards","brand":"Ride","flower_color":"blue","good_for":["bees","cut flowers"],"toxic_to_pets":"no","condition":"Like new","length_m":1.5,"odometer_km":4000,"berths":2,"asking_price":9000}
{"id":"e2","name":"Nitro Spire Snowboard","department":"Snowboards","brand":"Nitro","flower_color":"white","good_for":["containers"],"toxic_to_pets":"yes","condition":"Very good","length_m":1.6,"odometer_km":90000,"berths":4,"asking_price":15000}
{"id":"e3","name":"Comet Poles","department":"Poles","brand":"Leki","flower_color":"blue","good_for":["cut flowers"],"toxic_to_pets":"no","condition":"Good","length_m":4.2,"odometer_km":70000,"berths":4,"asking_price":20000}
{"id":"e4","name":"Nova Skis","department":"Skis","brand":"Nordica","flower_color":"pink","good_for":["bees"],"toxic_to_pets":"yes","condition":"Like new","length_m":5.9,"odometer_km":150000,"berths":6,"asking_price":30000}
{"id":"e5","name":"Lynx Gloves","department":"Gloves","brand":"Salomon","flower_color":"white","good_for":["bees"],"toxic_to_pets":"no","condition":"Good","length_m":6.9,"odometer_km":120000,"berths":2,"asking_price":12000}
`

func TestAnySlope(t *testing.T) {
	slopes := slopes + strings.ReplaceAll(slopes, `"id":"e`, `"id":"f`)
	for _, c := range []struct{ message, want string }{
		{"ski poles", "department = Poles «poles»"},
		{"snowboards for good riders", "department = Snowboards «snowboards»"},
		{"gloves, poles I already have", "department = Gloves «gloves»; department != Poles «poles»"},
		{"blue flowers", "flower_color = blue «blue»"},
		{"not blue. everyone has blue", "flower_color != blue «blue»"},
		{"I'm done with Salomon", "brand != Salomon «Salomon»"},
		{"sorry, not Nitro, Leki", "brand != Nitro «Nitro»; brand = Leki «Leki»"},
		{"I wear blue every day, let's do pink", "flower_color = pink «pink»"},
		{"nothing poisonous", "toxic_to_pets = no «poisonous»"},
		{"in pots", ""}, // which are no misspelt pets
		{"one that's as good as new", "condition = Like new «as good as new»"},
		// numbers of a column's size
		{"shorter than 5 metres", "length_m <= 5 «shorter than 5 metres»"},
		{"sleeps 4 or more", "berths >= 4 «4 or more»"},
		{"at least four", ""}, // nothing costs that little
		{"about 28 thousand but not a penny more", "asking_price <= 28000 «about 28 thousand but not a penny more»"},
		{"12000 give or take", "asking_price 8400..15600 «12000 give or take»"},
		{"nobody has the patience for more than 5 metres", "length_m < 5 «more than 5 metres»"},
		// what is never to be missing
		{"we won't go anywhere without bees", "good_for = bees «bees»"},
		{"nothing without bees", "good_for = bees «bees»"},
		{"without bees", "good_for != bees «bees»"},
		// wishes behind what is wished for
		{"a blue snowboard if possible", "~flower_color = blue «blue»; department = Snowboards «snowboard»"},
		{"Leki would be nice, good for bees", "~brand = Leki «Leki»; good_for = bees «bees»"},
		{"blue, ideally", "~flower_color = blue «blue»"},
		{"ideally, blue", "~flower_color = blue «blue»"},
		{"poles if possible", "department = Poles «poles»"},
	} {
		asksFor(t, slopes, c.message, c.want)
	}
	k := newTalk(t, slopes).shows("e1 e2 e3")
	if u := k.says("the second looks good, what else is there from that brand in this budget"); k.text(u.Constraints) != "brand = Nitro «brand»" {
		t.Errorf("from that brand: %s", k.text(u.Constraints))
	}
	k = newTalk(t, slopes)
	if u := k.says("my old Lynx Gloves got stolen, anything similar, just not the same ones"); k.ids(u.Liked) != "e5" && k.ids(u.Liked) != "f5" || len(u.Disliked) > 0 {
		t.Errorf("similar to %q, disliked %q", k.ids(u.Liked), k.ids(u.Disliked))
	}
}

// teas has how much there is of something, names in one word that people write in two, what can be done, heat, ways on foot
// in minutes, two kinds of people, and places.
const teas = `{"code":"t1","label":"First Flush","house":"Merrow","family":"black tea","caffeine":"high","organic":"certified","fairtrade":"yes","wipeable":"yes","lift":"no","scorch":2,"climb_m":100,"steep_c":70,"walk_to_quay_min":12,"runtime_min":300,"strap":"rubber","tin_litres":1.0,"written_by":["Ines Calloway"],"read_by":["Marcus Roe"],"district":"Elm Heights","tasting":["smoky","citrus"],"pack_price":7.5,"stock_state":"in stock"}
{"code":"t2","label":"Camomile Evening","house":"Halden","family":"herbal infusion","caffeine":"none","organic":"no","fairtrade":"no","wipeable":"no","lift":"yes","scorch":6,"climb_m":400,"steep_c":100,"walk_to_quay_min":5,"runtime_min":500,"strap":"steel bracelet","tin_litres":2.5,"written_by":["Yusuf Ade"],"read_by":["Marcus Roe"],"district":"Brickfields","tasting":["minty"],"pack_price":5.5,"stock_state":"sold out"}
{"code":"t3","label":"Sencha","house":"Merrow","family":"green tea","caffeine":"low","organic":"no","fairtrade":"yes","wipeable":"yes","lift":"yes","scorch":9,"climb_m":900,"steep_c":80,"walk_to_quay_min":25,"runtime_min":700,"strap":"leather","tin_litres":5.0,"written_by":["Ines Calloway"],"read_by":["Celeste Four"],"district":"Elm Heights","tasting":["smoky"],"pack_price":9.5,"stock_state":"in stock"}
{"code":"t4","label":"Oolong","house":"Halden","family":"black tea","caffeine":"medium","organic":"certified","fairtrade":"no","wipeable":"no","lift":"no","scorch":4,"climb_m":600,"steep_c":95,"walk_to_quay_min":15,"runtime_min":900,"strap":"rubber","tin_litres":10.0,"written_by":["Yusuf Ade"],"read_by":["Celeste Four"],"district":"Brickfields","tasting":["minty","citrus"],"pack_price":12.5,"stock_state":"in stock"}
`

func TestAnyTeaHouse(t *testing.T) {
	teas := teas + strings.NewReplacer(`"code":"t`, `"code":"u`, `"label":"`, `"label":"Old `).Replace(teas)
	for _, c := range []struct{ message, want string }{
		// how much there is of something, and whether there is any
		{"zero caffeine", "caffeine = none «caffeine»"},
		{"nothing with caffeine", "caffeine = none «caffeine»"},
		{"lots of caffeine", "caffeine = high «caffeine»"},
		{"low caffeine", "caffeine = low «low»"},
		{"organic please", "organic != no «organic»"},
		{"is that one organic?", ""},
		{"fair trade", "fairtrade = yes «fair trade»"},
		{"something I can wipe down", "wipeable = yes «wipe»"},
		{"the building has a lift", "lift = yes «lift»"},
		// numbers
		{"ten minutes max on foot to the quay", "walk_to_quay_min <= 10 «ten minutes max»"},
		{"done in 8 hours", "runtime_min 320..480 «8 hours»"},
		{"70 to 80 degrees", "steep_c 70..80 «70 to 80 degrees»"},
		{"heat level 6 or hotter", "scorch >= 6 «6 or hotter»"},
		{"a tin of a litre at the most", "tin_litres <= 1 «a litre at the most»"},
		{"10 is all I can pay", "pack_price <= 10 «10 is all I can pay»"},
		{"in the ballpark of 8", "pack_price 5.6..10.4 «in the ballpark of 8»"},
		// what will do as well, what is preferred, and what ends a list
		{"smoky, could also live with minty", "tasting = minty|smoky «smoky, could also live with minty»"},
		{"she prefers steel bracelet over rubber", "strap = steel bracelet «steel bracelet»; strap != rubber «rubber»"},
		{"his strap is leather or rubber, so rubber only", "strap = rubber «rubber»"},
		{"just don't give me minty ones", "tasting != minty «minty»"},
		{"black tea, hold the smoky ones", "family = black tea «black tea»; tasting != smoky «smoky»"},
		{"without those chemicals, fair trade I think", "fairtrade = yes «fair trade»"},
	} {
		asksFor(t, teas, c.message, c.want)
	}
	for _, c := range []struct{ message, want string }{
		{"the first is only uphill, less climbing please", "climb_m < 100 «less climbing»"},
		{"anything milder than the second?", "scorch < 6 «milder»"},
		{"I'd pay more than the second costs", "pack_price > 5.5 «more than the second»"},
		{"I like the second one, what else is by that narrator", "read_by = Marcus Roe «narrator»"},
		{"I like the second one, are there others in its district", "district = Brickfields «district»"},
	} {
		newTalk(t, teas).shows("t1 t2 t3").means(c.message, c.want)
	}
	for _, c := range [][2]string{
		{"a rubber strap / rubber looks dull now I picture it. Put it on a steel bracelet", "strap = steel bracelet"},
		{"a rubber strap / the strap's not important", ""},
	} {
		ends(t, teas, c[0], c[1])
	}
}

// What kind of thing is looked for comes before what few things are like, and a kind of which any will do is none.
func TestAnyTour(t *testing.T) {
	var lines strings.Builder
	for k := range 24 {
		kind, themes := "Museum ticket", `"art"`
		if k%4 == 0 {
			kind, themes = "Boat trip", fmt.Sprintf(`"%s"`, []string{"museums", "sunset"}[k/4%2])
		}
		fmt.Fprintf(&lines, `{"code":"t%d","offer":"%s No %d","type":"%s","themes":[%s],"city":"%s","adult_fare":%d}`+"\n", k, []string{"Harbour", "Castle", "Atelier"}[k%3], k, kind, themes, []string{"Vienna", "Porto"}[k%2], 8+k)
	}
	asksFor(t, lines.String(), "museums in Vienna", "type = Museum ticket «museums»; city = Vienna «Vienna»")
	asksFor(t, lines.String(), "sunset", "themes = sunset «sunset»")
	k := newTalk(t, lines.String())
	k.says("a boat trip in Porto")
	k.says("any type is fine")
	if got := k.believes(); got != "city = Porto" {
		t.Errorf("of any type: %s", got)
	}
	k = newTalk(t, lines.String())
	if u := k.says("we've been to the Castle No 1 and the Atelier No 5"); k.ids(u.Seen) != "t1 t5" {
		t.Errorf("seen: %q", k.ids(u.Seen))
	}
}

// stays has kinds that go by their first letters, several rooms of one name, and bars.
const stays = `{"ref":"s1","hotel":"Grand Elbe","group":"Elbe Hotels","kind":"Bed and breakfast","star_class":4,"guest_score":8.1,"odo_km":12000,"facilities":["rooftop bar","pool"],"nightly_rate":120}
{"ref":"s2","hotel":"Grand Elbe","group":"Elbe Hotels","kind":"Hotel","star_class":5,"guest_score":9.2,"odo_km":90000,"facilities":["pool"],"nightly_rate":220}
{"ref":"s3","hotel":"Grand Elbe","group":"Elbe Hotels","kind":"Hotel","star_class":3,"guest_score":7.3,"odo_km":40000,"facilities":["rooftop bar"],"nightly_rate":90}
{"ref":"s4","hotel":"Rose Court Old Peated Cask 1L","group":"Rose Court","kind":"Hotel","star_class":2,"guest_score":6.6,"odo_km":50000,"facilities":["sauna"],"nightly_rate":70}
{"ref":"s5","hotel":"Rose Court Old Peated Cask 70cl","group":"Rose Court","kind":"Hotel","star_class":4,"guest_score":8.4,"odo_km":60000,"facilities":["sauna"],"nightly_rate":75}
{"ref":"s6","hotel":"Lavender Hill","group":"Hill","kind":"Hotel","star_class":4,"guest_score":8.8,"odo_km":70000,"facilities":["sauna"],"nightly_rate":85}
{"ref":"s7","hotel":"Fen Lodge","group":"Hill","kind":"Hotel","star_class":2,"guest_score":7.9,"odo_km":20000,"facilities":["pool"],"nightly_rate":65}
{"ref":"s8","hotel":"Mill House","group":"Mill","kind":"Hotel","star_class":1,"guest_score":6.1,"odo_km":10000,"facilities":["pool"],"nightly_rate":55}
{"ref":"s9","hotel":"Pier Point","group":"Mill","kind":"Hotel","star_class":3,"guest_score":8.0,"odo_km":15000,"facilities":["pool"],"nightly_rate":95}
`

func TestAnyStay(t *testing.T) {
	asksFor(t, stays, "a BAB", "kind = Bed and breakfast «BAB»")
	asksFor(t, house, "no cuckoo watches", "")
	newTalk(t, stays).shows("s1 s2 s3").means("one with fewer km than the second", "odo_km < 90000 «fewer km»")
	ends(t, stays, "with a rooftop bar / the bar doesn't matter", "")
	for message, want := range map[string]string{
		"do you have the Grand Elbe": "grand elbe", // which are three
		"something like lodges":      "lodge",
		"lavendar":                   "lavender",
	} {
		if u := newTalk(t, stays).says(message); strings.Join(u.Words, " ") != want {
			t.Errorf("%q looks for %q, want %q", message, u.Words, want)
		}
	}
	k := newTalk(t, stays)
	if u := k.says("we finished the Peated Cask last night, anything like it?"); k.ids(u.Seen) != "s4 s5" || len(u.Liked) != 1 {
		t.Errorf("known are %q, liked %q", k.ids(u.Seen), k.ids(u.Liked))
	}
}

// A word in another form is the same word.
func TestForms(t *testing.T) {
	for plural, singular := range map[string]string{"boxes": "box", "dresses": "dress", "brushes": "brush", "benches": "bench", "quizzes": "quiz",
		"potatoes": "potato", "knives": "knife", "parties": "party", "houses": "house", "tyres": "tyre", "buses": "bus"} {
		if forms := English().singular(plural); !slices.Contains(forms, singular) {
			t.Errorf("%s: %q", plural, forms)
		}
	}
	for _, w := range []string{"yes", "his", "as"} {
		if forms := English().singular(w); slices.ContainsFunc(forms, func(f string) bool { return len(f) < 2 }) {
			t.Errorf("%s: %q", w, forms)
		}
	}
}

func TestAnyJobBoard(t *testing.T) {
	jobs := jobs + strings.ReplaceAll(jobs, `"job_id":"j`, `"job_id":"k`)
	for _, c := range []struct{ message, want string }{
		{"jobs paying at least 40k", "salary_max >= 40000 «at least 40k»"},
		{"65k or more", "salary_max >= 65000 «65k or more»"},
		{"an IT job", "sector = IT «IT»"},
		{"is it a good job", ""},
		{"work as a teacher", "position = English Teacher|Maths Teacher «teacher»"},
		{"32 hours a week or less", "hours_per_week <= 32 «32 hours a week or less»"},
		{"under 36 hours per week", "hours_per_week <= 36 «under 36 hours»"},
		{"permanent, 2 years of experience at most", "contract = permanent «permanent»; experience_years <= 2 «2 years of experience at most»"},
		{"grade A or B", "grade = A|B «A or B»"},
		{"a synth job", "position = Synthesizer Builder «synth»"},
		{"I have seen the ones in Merrow", "town != Merrow «Merrow»"},
	} {
		asksFor(t, jobs, c.message, c.want)
	}
}

func TestAnyLampShop(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"any colour but black", "finish != black «black»"},
		{"at least 500 lumens", "lumens >= 500 «at least 500 lumens»"},
		{"a 5 year warranty or longer", "warranty_years >= 5 «5 year warranty or longer»"},
		{"less than 60 pounds a piece", "rrp_gbp <= 60 «less than 60 pounds»"},
		{"with vitamin d", "nutrient = Vitamin D3 «vitamin d»"},
		{"something like the black Halden wall light", "fixture_type = Wall light «like the black Halden wall light»"},
	} {
		asksFor(t, lamps, c.message, c.want)
	}
	for _, c := range []struct{ message, want string }{
		{"brighter than the first", "lumens > 400 «brighter»"},
		{"something with fewer lumens than the second", "lumens < 800 «fewer lumens»"},
		{"anything else from the maker of the third one", "maker = Nordlys «maker of the third one»"},
		{"I love the first one, what else do you have from that maker? any type", "maker = Nordlys «maker»"},
		{"newer", "aged_months < 3 «newer»"},
	} {
		newTalk(t, lamps).shows("a1 a2 a3").means(c.message, c.want)
	}
}

func TestAnyLaptopShop(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		// numbers find the column that is measured in their unit, and has numbers of their size
		{"at least 16 gigs of ram", "RAM (GB) >= 16 «at least 16 gigs»"},
		{"16gb memory, a terabyte of storage", "RAM (GB) 16..16 «16gb»; Storage GB 900..1100 «a terabyte»"},
		{"min 512 gb", "Storage GB >= 512 «min 512 gb»"},
		{"under 3 pounds", "Weight kg <= 1.36077711 «under 3 pounds»"},
		{"less than 1500 grams", "Weight kg <= 1.5 «less than 1500 grams»"},
		{"10+ hours of battery", "Battery life (h) >= 10 «10+ hours»"},
		{"a battery that lasts 600 minutes", "Battery life (h) >= 10 «600 minutes»"},
		{`a 16" screen`, "screen_size_in 16..16.99 «16»"},
		{"between 14 and 15.6 inches", "screen_size_in 14..15.6 «between 14 and 15.6 inches»"},
		{"40 cm screen or less", "screen_size_in <= 15.7480315 «40 cm screen or less»"},
		{"eight hundred euros max", "Price (EUR) <= 800 «eight hundred euros max»"},
		{"€800 or less", "Price (EUR) <= 800 «800 or less»"},
		{"under 1k", "Price (EUR) <= 1000 «under 1k»"},
		{"between one and two thousand euros", "Price (EUR) 1000..2000 «between one and two thousand euros»"},
		{"for 900 euros", "Price (EUR) 600..900 «900 euros»"},
		{"spend about 1300", "Price (EUR) 910..1690 «spend about 1300»"},
		{"I can't go above 900 euros", "Price (EUR) < 900 «above 900 euros»"},
		{"a 2023 model", "Release year 2023..2023 «2023»"},
		{"from 2023 on", "Release year >= 2023 «from 2023 on»"},
		{"rated 4.5+", "Avg rating >= 4.5 «4.5»"},
		{"well reviewed", "Avg rating >= 4 «well reviewed»"},
		{"weight below 2 kg and a rating over 4", "Weight kg <= 2 «below 2 kg»; Avg rating >= 4 «over 4»"},
		// columns that say yes or no go by their names
		{"with a touchscreen", "Touchscreen = yes «touchscreen»"},
		{"with touch screen", "Touchscreen = yes «touch screen»"},
		{"no touchscreen please", "Touchscreen = no «touchscreen»"},
		{"it doesn't have to be a touchscreen", ""},
		// values go by a part of their names, by other words, and misspelt
		{"a gaming laptop", "Type = Gaming laptop «gaming laptop»"},
		{"a windows laptop", "OS = Windows 11 Home|Windows 11 Pro «windows»; Type = Laptop «laptop»"},
		{"a notebook from tala", "Type = Laptop «notebook»; Brand = Tala Works «tala»"},
		{"a tabelt", "Type = Tablet «tabelt»"},
		{"anything that doesn't come with windows", "OS != Windows 11 Home|Windows 11 Pro «windows»"},
		{"keyboard light in red", "Keyboard light = red «red»"},
		// what is told asks for nothing
		{"I've had my old nimbus since 2015", ""},
		{"sorry, no idea", ""},
	} {
		asksFor(t, laptops, c.message, c.want)
	}
}

func TestAnyGameShop(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"something for 4 players", "min_players <= 4 «4»; max_players >= 4 «4»"},
		{"for five people", "min_players <= 5 «five»; max_players >= 5 «five»"},
		{"3 to 6 players", "min_players <= 3 «3 to 6»; max_players >= 6 «3 to 6»"},
		{"at least 6 players", "max_players >= 6 «at least 6»"},
		{"no longer than an hour", "playing_time_min <= 60 «no longer than an hour»"},
		{"under half an hour", "playing_time_min <= 30 «under half an hour»"},
		{"two and a half hours or longer", "playing_time_min >= 150 «two and a half hours or longer»"},
		{"for a 7 year old", "min_age <= 7 «7 year old»"},
		{"a coop game", "mechanics = Cooperative Game «coop»"},
		{"a coperative game", "mechanics = Cooperative Game «coperative game»"},
		{"games by lantern", "publisher = Lantern Fox «lantern»"},
		{"deck building or worker placement", "mechanics = Deck Building|Worker Placement «deck building or worker placement»"},
	} {
		asksFor(t, games, c.message, c.want)
	}
}

func TestAnyHouseholdShop(t *testing.T) {
	for _, c := range []struct{ message, want string }{
		{"some kitchen stuff under 30", "category = kitchen-accessories «kitchen»; price <= 30 «under 30»"},
		{"watches", "category = mens-watches|womens-watches «watches»"},
		{"a watch for women", "category = womens-watches «watch for women»"},
		{"bags for women", "category = womens-bags «bags for women»"},
		{"a phone", "category = smartphones «phone»"},
		{"i need a fone", "category = smartphones «fone»"},
		{"bags but no leather", "category = womens-bags «bags»; material != leather «leather»"},
		{"leather is out", "material != leather «leather»"},
		{"free", ""}, // nothing here is
	} {
		asksFor(t, house, c.message, c.want)
	}
}

// An exclusion is of the whole record: who wants no leather doesn't want what is described as leather either.
func TestExclusionsReachDescriptions(t *testing.T) {
	k := newTalk(t, house)
	k.says("no leather please")
	if got := k.ids(slicesOf(k)); got != "2 3 5 7 8" {
		t.Errorf("without leather there are %s", got)
	}
	k.says("actually leather is fine too")
	if got := k.believes(); got != "" {
		t.Errorf("after leather is fine the belief is %s", got)
	}
	k.says("nothing with a strap")
	if got := k.ids(slicesOf(k)); got != "1 2 5 6 7 8" {
		t.Errorf("without a strap there are %s", got)
	}
}

// slicesOf lists the items that satisfy the belief.
func slicesOf(k *talk) []uint32 {
	set := k.c.AllItems()
	for i := range k.belief.Constraints {
		set.And(k.belief.Constraints[i].Set(k.c))
	}
	var items []uint32
	for i := range set.Items {
		fits := true
		for j := range k.belief.Constraints {
			fits = fits && k.belief.Constraints[j].Fits(k.c, i)
		}
		if fits {
			items = append(items, i)
		}
	}
	return items
}

func TestReferencesToTheList(t *testing.T) {
	for _, c := range []struct{ lines, message, want string }{
		{laptops, "cheaper than #2", "Price (EUR) < 1249"},
		{laptops, "lighter than number three", "Weight kg < 0.5"},
		{laptops, "more ram than the first one", "RAM (GB) > 8"},
		{laptops, "bigger screen than the second", "screen_size_in > 16"},
		{laptops, "newer than the fourth", "Release year > 2024"}, // behind what was shown
		{laptops, "the same brand as the third", "Brand = Tala Works"},
		{laptops, "I like the second one, show me more from the same brand", "Brand = Nimbus"},
		{laptops, "the Flip is too small", "screen_size_in > 11"},
		{games, "shorter than the second one", "playing_time_min < 120"},
	} {
		k := newTalk(t, c.lines)
		k.ctx.Shown, k.ctx.More = []uint32{0, 1, 2}, []uint32{3, 4}
		if c.lines == laptops {
			k.ctx.Shown, k.ctx.More = k.items("l1 l2 l3"), k.items("l4 l5")
		} else {
			k.ctx.Shown, k.ctx.More = k.items("1 2 3"), k.items("4 5")
		}
		k.ctx.Focus = k.ctx.Shown[:1]
		k.says(c.message)
		if got := k.believes(); got != c.want {
			t.Errorf("%q asks for\n\t%s\nwant\n\t%s", c.message, got, c.want)
		}
	}
}

// What the shopper has already goes by some words of its title.
func TestOwned(t *testing.T) {
	k := newTalk(t, laptops)
	if u := k.says("I already own the Storm"); k.ids(u.Seen) != "l5" || len(u.Constraints) > 0 {
		t.Errorf("owned: %q, asked for: %s", k.ids(u.Seen), k.text(u.Constraints))
	}
	k = newTalk(t, games)
	if u := k.says("already got Salt Road and the Nine Owls at home"); k.ids(u.Seen) != "2 3" {
		t.Errorf("owned: %q", k.ids(u.Seen))
	}
}
