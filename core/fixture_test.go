package core

import (
	"encoding/json"
	"strings"
	"testing"

	"rso/core/jwriter"

	"rso/catalog"
	"rso/policy"
)

const (
	films = `{"id":"doubtfire","title":"Mrs. Doubtfire","year":1993,"genres":["Comedy","Family"],"cast":["Robin Williams","Sally Field"],"rating":7.1,"votes":300}
{"id":"jumanji","title":"Jumanji","year":1995,"genres":["Adventure","Family"],"cast":["Robin Williams","Kirsten Dunst"],"rating":7.1,"votes":380}
{"id":"hunting","title":"Good Will Hunting","year":1997,"genres":["Drama"],"cast":["Matt Damon","Robin Williams"],"rating":8.3,"votes":1000}
{"id":"poets","title":"Dead Poets Society","year":1989,"genres":["Drama"],"cast":["Robin Williams","Ethan Hawke"],"rating":8.1,"votes":550}
{"id":"birdcage","title":"The Birdcage","year":1996,"genres":["Comedy"],"cast":["Robin Williams","Nathan Lane"],"rating":7.1,"votes":90}
{"id":"alien","title":"Alien","year":1979,"genres":["Horror","Science Fiction"],"cast":["Sigourney Weaver"],"rating":8.5,"votes":950}
{"id":"psycho60","title":"Psycho","year":1960,"genres":["Horror","Thriller"],"cast":["Anthony Perkins"],"rating":8.5,"votes":720}
{"id":"psycho98","title":"Psycho","year":1998,"genres":["Horror","Thriller"],"cast":["Vince Vaughn"],"rating":4.6,"votes":50}
{"id":"up","title":"Up","year":2009,"genres":["Animation","Adventure","Family"],"cast":["Ed Asner"],"rating":8.3,"votes":1100}
{"id":"her","title":"Her","year":2013,"genres":["Romance","Drama"],"cast":["Joaquin Phoenix"],"rating":8.0,"votes":680}
{"id":"holiday","title":"The Holiday","year":2006,"genres":["Comedy","Romance"],"cast":["Kate Winslet","Jude Law"],"rating":6.9,"votes":310}
{"id":"titanic","title":"Titanic","year":1997,"genres":["Drama","Romance"],"cast":["Leonardo DiCaprio","Kate Winslet"],"rating":7.9,"votes":1300}
{"id":"heat","title":"Heat","year":1995,"genres":["Crime","Thriller"],"cast":["Al Pacino"],"rating":8.3,"votes":720}
{"id":"groundhog","title":"Groundhog Day","year":1993,"genres":["Comedy","Romance"],"cast":["Bill Murray"],"rating":8.0,"votes":690}
{"id":"unforgiven","title":"Unforgiven","year":1992,"genres":["Western"],"cast":["Clint Eastwood"]}
{"id":"lost","title":"Lost Reel"}
`
	bags = `{"id":"b1","name":"Fjell 20","brand":"Nordvik","category":"Backpack","price":"$49.90","weight_g":620,"rating":4.4,"stock":12,"colour":"blue","material":"canvas","image":"https://shop.example/b1.jpg","url":"https://shop.example/b1"}
{"id":"b2","name":"Fjell 40","brand":"Nordvik","category":"Backpack","price":"$89.00","weight_g":1150,"rating":4.7,"stock":3,"colour":"green","material":"canvas","image":"https://shop.example/b2.jpg","url":"https://shop.example/b2"}
{"id":"b3","name":"Kontor","brand":"Ostrava","category":"Briefcase","price":"$149.00","weight_g":1900,"rating":4.1,"stock":0,"colour":"black","material":"leather"}
{"id":"b4","name":"Kontor Slim","brand":"Ostrava","category":"Briefcase","price":"$119.00","weight_g":990,"rating":3.9,"stock":7,"colour":"brown","material":"leather"}
{"id":"b5","name":"Reise","brand":"Vellum","category":"Suitcase","price":"$199.00","weight_g":3400,"rating":4.6,"stock":5,"colour":"blue","material":"polycarbonate"}
{"id":"b6","name":"Reise Cabin","brand":"Vellum","category":"Suitcase","price":"$139.00","weight_g":2300,"rating":4.2,"stock":9,"colour":"red","material":"polycarbonate"}
{"id":"b7","name":"Marked","brand":"Nordvik","category":"Tote","price":"$24.50","weight_g":310,"stock":40,"colour":"red","material":"canvas"}
{"id":"b8","name":"Aften","brand":"Ostrava","category":"Tote","price":"$79.00","weight_g":540,"rating":4.8,"stock":2,"colour":"black","material":"leather"}
`
)

// uniform is the policy to which all strategies are equal: ties go to the first.
func uniform(t testing.TB) *policy.Policy { return favouring(t) }

// favouring is a policy that plays the given strategies whenever it may, the first before the second.
func favouring(t testing.TB, strategies ...policy.Strategy) *policy.Policy {
	t.Helper()
	table := policy.Table{Logits: make([]float64, policy.NumStrategies), Visits: []uint32{1}}
	for i, s := range strategies {
		table.Logits[s] = float64(6 - i)
	}
	p, err := policy.New([]policy.Table{table}, `{"made":"by a test"}`)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// tastes are policies that differ: uniform, and one for each strategy that it favours.
func tastes(t testing.TB) []*policy.Policy {
	all := []*policy.Policy{uniform(t)}
	for s := range policy.NumStrategies {
		all = append(all, favouring(t, s, policy.Acknowledgment))
	}
	return all
}

// frame writes a reply as the page gets it.
func frame(r Reply) string {
	var w jwriter.Writer
	r.MarshalEasyJSON(&w)
	b, err := w.BuildBytes()
	if err != nil {
		panic(err)
	}
	return string(b)
}

// shown lists the ids of a reply's items.
func shown(r Reply) string {
	var ids []string
	for _, i := range r.Items {
		ids = append(ids, i.ID)
	}
	return strings.Join(ids, " ")
}

// parsed reads a frame with the standard decoder.
func parsed(t testing.TB, frame string) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(frame), &v); err != nil {
		t.Fatalf("the frame is no JSON: %v\n%s", err, frame)
	}
	return v
}

// sayings are what shoppers type, for the properties that hold in every conversation.
func sayings(c *catalog.Catalog) []string {
	both := []string{"hi", "something else", "the cheapest", "best rated", "why the first one?", "why?", "compare the first two", "tell me more", "I'll take it",
		"I've seen that one", "seen it", "not the second one", "I don't like it", "start over", "it doesn't matter", "yes", "no", "ok", "sounds good", "thanks", "bye",
		"are you a robot?", "surprise me", "what's the weather?", "hmm", "", "?", "the second one", "what's the difference?", "recommend something", "I like the first one"}
	if c.Find("cast") >= 0 {
		return append(both, "something funny", "from the 90s", "with Robin Williams", "a drama or a western", "no horror", "before 1990", "more serious", "older",
			"I have seen Titanic", "I hate Groundhog Day", "I loved The Birdcage", "preferably romance", "at least 9 stars", "with Kate Winslet", "a western from 2013",
			"forget about the year", "newer than the second one", "actually a comedy", "compare Titanic and Jumanji", "not Heat please", "Lost Reel")
	}
	return append(both, "a blue backpack", "under $100", "anything but leather", "cheaper", "lighter", "at most 1 kg", "under $10", "from Vellum", "a red tote or suitcase",
		"ideally canvas", "price doesn't matter", "in stock", "I have the Fjell 20", "like the Kontor", "make it black", "cheaper than the second one", "over $1000", "I hate the Reise Cabin")
}
