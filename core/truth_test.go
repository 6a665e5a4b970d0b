package core

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

var figure = regexp.MustCompile(`[0-9]+(,[0-9]{3})*(\.[0-9]+)?`)

// numbersIn lists the numbers of an English text.
func numbersIn(text string) []float64 {
	var all []float64
	for _, n := range figure.FindAllString(text, -1) {
		if v, err := strconv.ParseFloat(strings.ReplaceAll(n, ",", ""), 64); err == nil {
			all = append(all, v)
		}
	}
	return all
}

// sayable lists the numbers that the k-th reply of a conversation may have: those of its facts, of the belief, of titles and of
// what was said, what they differ by, and how much there is.
func sayable(p *printing, k int) []float64 {
	r := &p.replies[k]
	var facts []float64
	for _, f := range r.Trace.Facts {
		facts = append(facts, numbersIn(f.Value)...)
	}
	for _, c := range r.Belief.Constraints {
		facts = append(facts, c.Value.Numbers...)
	}
	may := append([]float64{float64(r.Trace.Total), 5}, facts...) // ratings are out of five
	for _, a := range facts {
		for _, b := range facts {
			may = append(may, math.Abs(a-b), math.Abs(a-b)+1) // 1990 is a year too late for "before 1990"
		}
	}
	text := strings.Join(p.said[:k+1], " ")
	for _, item := range r.Items {
		text += " " + item.Title
	}
	for _, l := range r.Belief.Names {
		text += " " + l.Value
	}
	if strings.HasSuffix(r.Strategy, "help") || r.Strategy == "transparency" {
		text += " " + strconv.Itoa(map[string]int{"films": 14165, "shop": 194, "books": 66, "outdoor": 20}[p.catalog])
	}
	if r.Strategy == "opinion_inquiry" {
		text += " " + strings.Join(r.Suggestions, " ")
	}
	return append(may, numbersIn(text)...)
}
