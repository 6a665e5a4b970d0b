package affinity

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"rso/catalog"
)

// Items that somebody mentioned have numbers, and the facts that two of them share; another drama and another film of the nineties
// aren't mentioned.
func TestCompacted(t *testing.T) {
	c := shelf(t)
	orders := "order,item\n1,up\n1,mr\n2,mr\n2,salt\n"
	corpus := corpusOf(t, c, orders)
	small := compacted(corpus)
	if !reflect.DeepEqual(corpus, corpusOf(t, c, orders)) {
		t.Error("the corpus itself is changed")
	}
	name := func(i int) string { return c.ID(catalog.Item(small.rows[i])) }
	var got []string
	for k, talk := range small.talks {
		for _, i := range talk.distinct() {
			got = append(got, fmt.Sprintf("%d has %s", k, name(int(i))))
		}
	}
	for i, n := range small.mentions {
		got = append(got, fmt.Sprintf("%s %v", name(i), n))
		for _, f := range small.factsOf[i] {
			got = append(got, name(i)+" "+small.factNames[f])
		}
	}
	for f, items := range small.having {
		for _, i := range items {
			got = append(got, small.factNames[f]+" "+name(int(i)))
		}
	}
	want := "0 has up, 0 has mr, 1 has salt, 1 has mr, salt 1, salt year=2000s, up 1, up genres=Comedy, up year=2000s, mr 2, mr genres=Comedy, " +
		"genres=Comedy up, genres=Comedy mr, year=2000s salt, year=2000s up"
	if strings.Join(got, ", ") != want || small.facts != 2 {
		t.Errorf("the corpus becomes %s", strings.Join(got, ", "))
	}
}
