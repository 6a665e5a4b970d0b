package prefer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
)

// films has a people column, years, items with the same title and titles that are ordinary words.
const films = `{"id":"doubtfire","title":"Mrs. Doubtfire","year":1993,"genres":["Comedy","Family"],"cast":["Robin Williams","Sally Field"],"rating":7.1}
{"id":"jumanji","title":"Jumanji","year":1995,"genres":["Adventure","Family"],"cast":["Robin Williams","Kirsten Dunst"],"rating":7.1}
{"id":"hunting","title":"Good Will Hunting","year":1997,"genres":["Drama"],"cast":["Matt Damon","Robin Williams"],"rating":8.3}
{"id":"poets","title":"Dead Poets Society","year":1989,"genres":["Drama"],"cast":["Robin Williams","Ethan Hawke"],"rating":8.1}
{"id":"birdcage","title":"The Birdcage","year":1996,"genres":["Comedy"],"cast":["Robin Williams","Nathan Lane"],"rating":7.1}
{"id":"alien","title":"Alien","year":1979,"genres":["Horror","Science Fiction"],"cast":["Sigourney Weaver"],"rating":8.5}
{"id":"psycho60","title":"Psycho","year":1960,"genres":["Horror","Thriller"],"cast":["Anthony Perkins"],"rating":8.5}
{"id":"psycho98","title":"Psycho","year":1998,"genres":["Horror","Thriller"],"cast":["Vince Vaughn"],"rating":4.6}
{"id":"up","title":"Up","year":2009,"genres":["Animation","Adventure","Family"],"cast":["Ed Asner"],"rating":8.3}
{"id":"her","title":"Her","year":2013,"genres":["Romance","Drama"],"cast":["Joaquin Phoenix"],"rating":8.0}
{"id":"it","title":"It","year":2017,"genres":["Horror"],"cast":["Jaeden Martell"],"rating":7.3}
{"id":"holiday","title":"The Holiday","year":2006,"genres":["Comedy","Romance"],"cast":["Kate Winslet","Jude Law"],"rating":6.9}
{"id":"titanic","title":"Titanic","year":1997,"genres":["Drama","Romance"],"cast":["Leonardo DiCaprio","Kate Winslet"],"rating":7.9}
{"id":"heat","title":"Heat","year":1995,"genres":["Crime","Thriller"],"cast":["Al Pacino"],"rating":8.3}
{"id":"groundhog","title":"Groundhog Day","year":1993,"genres":["Comedy","Romance"],"cast":["Bill Murray"],"rating":8.0}
{"id":"unforgiven","title":"Unforgiven","year":1992,"genres":["Western"],"cast":["Clint Eastwood"],"rating":8.2}
{"id":"office","title":"Office Space","year":1999,"genres":["Comedy"],"cast":["Ron Livingston"],"rating":7.6}
`

// bags has prices, units, stock, and columns with one value an item.
const bags = `{"id":"b1","name":"Fjell 20","brand":"Nordvik","category":"Backpack","price":"$49.90","weight_g":620,"rating":4.4,"stock":12,"colour":"blue","material":"canvas"}
{"id":"b2","name":"Fjell 40","brand":"Nordvik","category":"Backpack","price":"$89.00","weight_g":1150,"rating":4.7,"stock":3,"colour":"green","material":"canvas"}
{"id":"b3","name":"Kontor","brand":"Ostrava","category":"Briefcase","price":"$149.00","weight_g":1900,"rating":4.1,"stock":0,"colour":"black","material":"leather"}
{"id":"b4","name":"Kontor Slim","brand":"Ostrava","category":"Briefcase","price":"$119.00","weight_g":990,"rating":3.9,"stock":7,"colour":"brown","material":"leather"}
{"id":"b5","name":"Reise","brand":"Vellum","category":"Suitcase","price":"$199.00","weight_g":3400,"rating":4.6,"stock":5,"colour":"blue","material":"polycarbonate"}
{"id":"b6","name":"Reise Cabin","brand":"Vellum","category":"Suitcase","price":"$139.00","weight_g":2300,"rating":4.2,"stock":9,"colour":"red","material":"polycarbonate"}
{"id":"b7","name":"Marked","brand":"Nordvik","category":"Tote","price":"$24.50","weight_g":310,"stock":40,"colour":"red","material":"canvas"}
{"id":"b8","name":"Aften","brand":"Ostrava","category":"Tote","price":"$79.00","weight_g":540,"rating":4.8,"stock":2,"colour":"black","material":"leather"}
`

// talk is a conversation with a reasoner alone: what was said so far and what is on the table.
type talk struct {
	t      testing.TB
	c      *catalog.Catalog
	r      *Reasoner
	belief Belief
	ctx    Context
}

func newTalk(t testing.TB, lines string) *talk { return talkIn(t, English(), lines) }

// talkIn is a conversation in a language.
func talkIn(t testing.TB, l *Language, lines string) *talk {
	c := buildtest.Catalog(t, "fixture", lines)
	return &talk{t: t, c: c, r: New(c, l), ctx: Context{Asked: -1}}
}

// means checks the constraints that a message gives.
func (k *talk) means(message, want string) {
	k.t.Helper()
	u := k.says(message)
	if got := k.text(u.Constraints); got != want {
		k.t.Errorf("%q asks for\n\t%s\nwant\n\t%s", message, got, want)
	}
}

// sorts checks the order that a message asks for.
func (k *talk) sorts(message, column string, descending bool) {
	k.t.Helper()
	if u := k.says(message); u.Sort == nil || k.c.Column(u.Sort.Column).Name != column || u.Sort.Descending != descending {
		k.t.Errorf("%q sorts by %+v, want %s, descending %v", message, u.Sort, column, descending)
	}
}

// shows puts items on the table, the first in focus.
func (k *talk) shows(ids string) *talk {
	k.ctx.Shown = k.items(ids)
	k.ctx.Focus = k.ctx.Shown[:min(1, len(k.ctx.Shown))]
	return k
}

// asks makes the last reply a question about a column.
func (k *talk) asks(column string) *talk {
	k.ctx.Asked = k.c.Find(column)
	return k
}

// says reads a message and updates the belief.
func (k *talk) says(message string) Understanding {
	k.ctx.Turn++
	k.ctx.Held = k.belief.Constraints
	u := k.r.Understand(message, k.ctx)
	k.belief = k.r.Update(k.belief, u)
	return u
}

func (k *talk) items(ids string) []catalog.Item {
	k.t.Helper()
	var items []catalog.Item
	for _, id := range strings.Fields(ids) {
		i, ok := k.c.ByID(id)
		if !ok {
			k.t.Fatalf("the fixture has no item %q", id)
		}
		items = append(items, i)
	}
	return items
}

func (k *talk) ids(items []catalog.Item) string {
	var ids []string
	for _, i := range items {
		ids = append(ids, k.c.ID(i))
	}
	return strings.Join(ids, " ")
}

// text writes constraints the way the tests' tables do: "genres = Comedy «funny»; year 1990..1999 «90s»"; a soft one
// begins with "~".
func (k *talk) text(constraints []Constraint) string {
	var all []string
	for i := range constraints {
		all = append(all, k.constraint(&constraints[i]))
	}
	return strings.Join(all, "; ")
}

func (k *talk) constraint(con *Constraint) string {
	return k.bare(con) + " «" + con.Span + "»"
}

// bare leaves the span out.
func (k *talk) bare(con *Constraint) string {
	col := k.c.Column(con.Column)
	s := col.Name
	if !con.Hard {
		s = "~" + s
	}
	n := catalog.FormatNumber
	switch con.Op {
	case In, NotIn:
		var values []string
		for _, v := range con.Values {
			values = append(values, col.Value(v))
		}
		slices.Sort(values)
		return s + map[Op]string{In: " = ", NotIn: " != "}[con.Op] + strings.Join(values, "|")
	case Less:
		return s + " < " + n(con.Hi)
	case AtMost:
		return s + " <= " + n(con.Hi)
	case Greater:
		return s + " > " + n(con.Lo)
	case AtLeast:
		return s + " >= " + n(con.Lo)
	case Between:
		return s + " " + n(con.Lo) + ".." + n(con.Hi)
	case Outside:
		return s + " not " + n(con.Lo) + ".." + n(con.Hi)
	}
	return fmt.Sprintf("%s has the operator %d", s, con.Op)
}

// believes lists the belief's constraints without their spans, sorted.
func (k *talk) believes() string {
	var all []string
	for i := range k.belief.Constraints {
		all = append(all, k.bare(&k.belief.Constraints[i]))
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}
