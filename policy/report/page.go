package report

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"io"
	"strconv"
	"strings"
)

//go:embed page.html page.css page.js
var files embed.FS

// frame is the page without its figures. It is parsed once: a mistake in it shows in every test.
var frame = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"count": count[uint32],
}).ParseFS(files, "page.html"))

// page is what the frame is filled with: the data's parts, drawn or put in words. What is empty is left out.
type page struct {
	Title       string
	About       string
	Style       template.CSS
	Script      template.JS
	Sections    []section
	Verdict     *verdict
	Curves      []figure
	Play        *play
	Map         *heatMap
	Catalogs    []catalog
	Transcripts []transcript
	Manifest    string
	Command     []string
	Metrics     []Metric
}

// section is an entry of the table of contents.
type section struct{ ID, Name string }

// figure is a drawing with the sentence that says what it shows.
type figure struct {
	Caption string
	Drawing template.HTML
}

// WriteHTML writes the page: one file that loads nothing, works without its script, and is the same for the same data.
// It is written only when all of it could be made, so that no half page looks like a whole one.
func (d *Data) WriteHTML(w io.Writer) error {
	p, err := d.page()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := frame.Execute(&b, p); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// page prepares all parts.
func (d *Data) page() (*page, error) {
	style, err := files.ReadFile("page.css")
	if err != nil {
		return nil, err
	}
	script, err := files.ReadFile("page.js")
	if err != nil {
		return nil, err
	}
	p := &page{
		Title:    d.Title,
		About:    d.About,
		Style:    template.CSS(strings.TrimSpace(string(style))),
		Script:   template.JS(strings.TrimSpace(string(script))),
		Verdict:  d.verdict(),
		Curves:   curves(d.Training),
		Play:     drawPlay(d.Play),
		Map:      drawMap(d.Policy, d.linked()),
		Catalogs: d.catalogs(),
		Command:  d.Command,
		Metrics:  d.measured(),
	}
	if p.Title == "" {
		p.Title = "Policy report"
	}
	if d.Policy != nil {
		p.Manifest = pretty(d.Policy.Manifest())
	}
	p.Transcripts = d.transcripts(p.Map)
	p.Sections = p.contents()
	return p, nil
}

// contents lists the sections that have something to show.
func (p *page) contents() []section {
	var list []section
	for _, s := range []struct {
		section
		shown bool
	}{
		{section{"verdict", "Verdict"}, p.Verdict != nil},
		{section{"results", "Results"}, len(p.Catalogs) > 0},
		{section{"learning", "Learning"}, len(p.Curves) > 0},
		{section{"play", "Strategies by turn"}, p.Play != nil},
		{section{"map", "The policy"}, p.Map != nil},
		{section{"transcripts", "Transcripts"}, len(p.Transcripts) > 0},
		{section{"repeat", "Repeat it"}, p.Manifest != "" || len(p.Command) > 0},
		{section{"metrics", "Metrics"}, len(p.Metrics) > 0},
	} {
		if s.shown {
			list = append(list, s.section)
		}
	}
	return list
}

// Has reports whether the section is in the contents.
func (p *page) Has(id string) bool {
	for _, s := range p.Sections {
		if s.ID == id {
			return true
		}
	}
	return false
}

// pretty indents JSON text; what is no JSON is shown as it is.
func pretty(text string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(text), "", "  ") != nil {
		return text
	}
	return b.String()
}

// count writes a number with separators: 12,345.
func count[N int | uint32 | uint64](n N) string {
	digits := strconv.FormatUint(uint64(max(n, 0)), 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// plural puts a count before its noun: "1 row", "2 rows".
func plural[N int | uint32 | uint64](n N, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return count(n) + " " + noun + "s"
}
