package report

import (
	"strings"

	"rso/policy"
)

// transcript is a dialogue with its annotations in words.
type transcript struct {
	Title, About string
	Open         bool
	Lines        []line
}

// line is one message.
type line struct {
	Recommender bool
	Text        string
	Strategies  []chip
	Chance      string
	Because     string
	Grade       string
	Rows        []spoke
}

// chip names a strategy in the colour of its group.
type chip struct{ Name, Group string }

// spoke is a row of the policy that spoke for what was played, or against it.
type spoke struct {
	Link  string // "" when the page doesn't show the row
	Words string
	Logit string
	For   bool
}

// linked collects the rows that the transcripts link to.
func (d *Data) linked() map[Row]bool {
	rows := make(map[Row]bool)
	for _, t := range d.Transcripts {
		for _, l := range t.Lines {
			for _, r := range l.Rows {
				rows[Row{Table: r.Table, Cell: r.Cell}] = true
			}
		}
	}
	return rows
}

// transcripts puts the annotations in words.
func (d *Data) transcripts(m *heatMap) []transcript {
	var list []transcript
	for i, t := range d.Transcripts {
		view := transcript{Title: t.Title, About: t.About, Open: i == 0}
		if view.Title == "" {
			view.Title = "Dialogue " + count(i+1)
		}
		for _, l := range t.Lines {
			view.Lines = append(view.Lines, d.line(l, m))
		}
		list = append(list, view)
	}
	return list
}

// line puts one message's annotations in words.
func (d *Data) line(l Line, m *heatMap) line {
	view := line{Recommender: l.Recommender, Text: l.Text, Because: l.Because, Grade: l.Grade}
	for _, name := range l.Strategies {
		c := chip{Name: strings.ReplaceAll(name, "_", " ")}
		if s, ok := policy.ParseStrategy(name); ok {
			c.Group = s.Group().String()
		}
		view.Strategies = append(view.Strategies, c)
	}
	if len(l.Strategies) > 0 && l.Chance > 0 && finite(l.Chance) {
		view.Chance = fixed(l.Chance*100, 1) + " %"
	}
	for _, r := range l.Rows {
		s := spoke{Words: d.rowWords(r), Logit: pick(r.Logit > 0, "+", "") + fixed(r.Logit, 2), For: r.Logit >= 0}
		if m.has(r) {
			s.Link = "#" + r.Anchor()
		}
		view.Rows = append(view.Rows, s)
	}
	return view
}

// rowWords puts a row in words where the policy is there to tell.
func (d *Data) rowWords(r Row) string {
	if d.Policy != nil && r.Table >= 0 && r.Table < len(d.Policy.Tables()) {
		if t := d.Policy.Tables()[r.Table]; r.Cell >= 0 && r.Cell < len(t.Visits) {
			return moment(d.Policy.Layout().Cross(t.Features, r.Cell))
		}
	}
	return r.Anchor()
}
