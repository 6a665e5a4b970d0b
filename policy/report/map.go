package report

import (
	"cmp"
	"html/template"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"rso/policy"
)

// maxBytes bounds the rows of the map, and so the page: 25 dense tables would take megabytes. When training visited
// more, the least visited rows are left out, which the page says; a row that the page links to is always drawn.
const maxBytes = 380_000

// faint is the size below which a logit is left blank: it changes the odds by less than 5 %.
const faint = .05

// shades are the sizes at which the colour grows stronger, the same for every report so that two can be compared.
// A logit of 0.7 doubles a strategy's odds, one of 2 makes them 7 times as large.
var shades = []float64{faint, .15, .3, .5, .8, 1.2, 2}

// heatMap is the policy as tables of coloured figures.
type heatMap struct {
	Habits []habit
	Legend []shade
	Tables []mapTable
	drawn  map[Row]string // by table and cell: the row without its beginning
}

// mapTable is one table of the policy.
type mapTable struct {
	ID, Name, Note string
	Open           bool
	Heads, Rows    template.HTML
}

// shade is one step of the legend.
type shade struct{ Class, Label, Help string }

// anchor is the fragment of a row: the glass box links to it.
func anchor(table, cell int) string {
	return "row-" + strconv.Itoa(table) + "-" + strconv.Itoa(cell)
}

// drawMap draws the policy's rows that training visited, and those that are linked to; nil without a policy.
func drawMap(p *policy.Policy, linked map[Row]bool) *heatMap {
	if p == nil || len(p.Tables()) == 0 {
		return nil
	}
	m := &heatMap{Habits: habits(p), Legend: scaleLegend()}
	linked = maps.Clone(linked)
	for _, h := range m.Habits { // the list of habits links to its rows too
		linked[Row{Table: h.Row.Table, Cell: h.Row.Cell}] = true
	}
	m.drawn = choose(p, linked)
	for i, t := range p.Tables() {
		m.Tables = append(m.Tables, m.table(p.Layout(), i, t))
	}
	return m
}

// has reports whether the page shows the row.
func (m *heatMap) has(r Row) bool {
	return m != nil && m.drawn[Row{Table: r.Table, Cell: r.Cell}] != ""
}

// choose picks the rows to draw and writes them.
func choose(p *policy.Policy, linked map[Row]bool) map[Row]string {
	type candidate struct {
		row    Row
		linked bool
		visits uint32
	}
	var list []candidate
	for i, t := range p.Tables() {
		for cell, visits := range t.Visits {
			row := Row{Table: i, Cell: cell}
			if visits > 0 || linked[row] {
				list = append(list, candidate{row, linked[row], visits})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int {
		if a.linked != b.linked {
			return pick(a.linked, -1, 1)
		}
		return cmp.Compare(b.visits, a.visits)
	})
	drawn, size := make(map[Row]string), 0
	for _, c := range list {
		text := rowOf(p.Layout(), p.Tables()[c.row.Table], c.row.Cell)
		if size += len(text) + 20; size > maxBytes && !c.linked {
			break
		}
		drawn[c.row] = text
	}
	return drawn
}

// rowOf writes a row after the beginning of its first tag. It is written by hand: the end tags and quotation marks that
// HTML does without would make up half of the page.
func rowOf(l policy.Layout, t policy.Table, cell int) string {
	var b strings.Builder
	b.WriteString(`><th scope=row>` + template.HTMLEscapeString(crossed(l.Cross(t.Features, cell))) + `<td>` + count(t.Visits[cell]))
	for _, logit := range t.Row(cell) {
		b.WriteString(cellOf(logit))
	}
	b.WriteByte('\n')
	return b.String()
}

// table draws one table.
func (m *heatMap) table(l policy.Layout, index int, t policy.Table) mapTable {
	var b strings.Builder
	var drawn, unvisited, left int
	var visits uint64
	strongest, first := 0.0, ""
	for cell, n := range t.Visits {
		visits += uint64(n)
		text, ok := m.drawn[Row{Table: index, Cell: cell}]
		if !ok {
			if n == 0 {
				unvisited++
			} else {
				left++
			}
			continue
		}
		b.WriteString(`<tr id=` + anchor(index, cell))
		if labels := l.Cross(t.Features, cell); len(labels) > 1 {
			if drawn > 0 && labels[0].Bucket != first {
				b.WriteString(` class=n`) // a line above: another bucket of the first feature
			}
			first = labels[0].Bucket
		}
		b.WriteString(text)
		drawn++
		for _, logit := range t.Row(cell) {
			strongest = max(strongest, math.Abs(logit))
		}
	}
	note := plural(drawn, "row") + ", " + plural(visits, "visit") + ", strongest " + fixed(strongest, 2)
	if unvisited > 0 {
		note += "; " + count(unvisited) + " never visited"
	}
	if left > 0 {
		note += "; " + count(left) + " of the least visited left out"
	}
	name := t.Name(l)
	return mapTable{
		ID:    "table-" + strconv.Itoa(index),
		Name:  name,
		Note:  note,
		Open:  index == 0,
		Heads: heads(name),
		Rows:  template.HTML(b.String()),
	}
}

// cellOf writes one figure with its colour; two digits are what a person compares.
func cellOf(logit float64) string {
	size := math.Abs(logit)
	if size < faint {
		return `<td>`
	}
	text := strconv.FormatFloat(size, 'f', pick(size < .995, 2, 1), 64)
	text = strings.TrimPrefix(text, "0")
	return `<td class=` + class(logit) + `>` + pick(logit < 0, "-", "") + text
}

// class colours a logit: a to g speak for the strategy, t to z against it.
func class(logit float64) string {
	step := 0
	for step < len(shades)-1 && math.Abs(logit) >= shades[step+1] {
		step++
	}
	if logit < 0 {
		return string(rune('t' + step))
	}
	return string(rune('a' + step))
}

// heads writes the column headings.
func heads(name string) template.HTML {
	var b strings.Builder
	b.WriteString(`<tr><th scope=col>` + template.HTMLEscapeString(name) + `<th scope=col>visits`)
	for s := range policy.NumStrategies {
		b.WriteString(`<th scope=col class="h` + pick(s == 0 || s.Group() != (s-1).Group(), " "+s.Group().String(), "") + `"><span>` + words(s) + `</span>`)
	}
	return template.HTML(b.String())
}

// crossed puts a cell in words without its features, which stand in the heading.
func crossed(labels []policy.Labelled) string {
	if len(labels) == 0 {
		return "always"
	}
	buckets := make([]string, len(labels))
	for i, l := range labels {
		buckets[i] = strings.ReplaceAll(l.Bucket, "_", " ")
	}
	return strings.Join(buckets, " × ")
}

// scaleLegend lists the shades from "against" to "for".
func scaleLegend() []shade {
	var list []shade
	for i := len(shades) - 1; i >= 0; i-- {
		list = append(list, shade{class(-shades[i]), fixed(-shades[i], 2), "from " + fixed(-shades[i], 2) + " down: odds × " + fixed(math.Exp(-shades[i]), 2)})
	}
	list = append(list, shade{"", "0", "between: left blank"})
	for _, v := range shades {
		list = append(list, shade{class(v), fixed(v, 2), "from " + fixed(v, 2) + " up: odds × " + fixed(math.Exp(v), 2)})
	}
	return list
}
