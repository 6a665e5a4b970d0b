package report

import (
	"bytes"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rso/policy"
)

// render returns the page of d.
func render(t *testing.T, d *Data) string {
	t.Helper()
	var b bytes.Buffer
	if err := d.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// expectIn checks that the page holds the texts, in this order.
func expectIn(t *testing.T, page string, texts ...string) {
	t.Helper()
	rest := page
	for _, text := range texts {
		i := strings.Index(rest, text)
		if i < 0 {
			t.Fatalf("the page lacks %q, or has it in another place", text)
		}
		rest = rest[i+len(text):]
	}
}

// expectNone checks that the page holds none of the texts.
func expectNone(t *testing.T, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(page, text) {
			t.Errorf("the page holds %q", text)
		}
	}
}

// leaveOpen are the elements whose end tag HTML lets one leave out, and that the page does leave out.
var leaveOpen = map[string]bool{"td": true, "th": true, "tr": true}

// void are the elements that have no end.
var void = map[string]bool{"meta": true, "!doctype": true}

// expectWellFormed checks what a forgiving parser would repair in silence: that all elements end, in order, and that
// no id is given twice and no link leads nowhere.
func expectWellFormed(t *testing.T, page string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(page))
	var open []string
	ids, links := make(map[string]bool), make(map[string]bool)
	for {
		kind := z.Next()
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				t.Fatal(z.Err())
			}
			if len(open) > 0 {
				t.Errorf("left open: %v", open)
			}
			for link := range links {
				if !ids[link] {
					t.Errorf("a link leads to %q, which is not on the page", link)
				}
			}
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range token.Attr {
				if a.Key == "id" {
					if ids[a.Val] {
						t.Errorf("the id %q is given twice", a.Val)
					}
					ids[a.Val] = true
				}
				if fragment, ok := strings.CutPrefix(a.Val, "#"); ok && a.Key == "href" {
					links[fragment] = true
				}
				if a.Key == "aria-labelledby" {
					links[a.Val] = true
				}
			}
			if kind == html.StartTagToken && !void[token.Data] {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			for len(open) > 0 && open[len(open)-1] != token.Data && leaveOpen[open[len(open)-1]] {
				open = open[:len(open)-1]
			}
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> ends nothing that is open: %v", token.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func TestPageIsWellFormed(t *testing.T) {
	page := render(t, sample(t))
	expectWellFormed(t, page)
	if _, err := html.Parse(strings.NewReader(page)); err != nil {
		t.Fatal(err)
	}
}

func TestPageLoadsNothing(t *testing.T) {
	page := render(t, sample(t))
	for _, url := range regexp.MustCompile(`https?://[^"'\s<)]*`).FindAllString(page, -1) {
		if url != "https://arxiv.org/abs/2509.26093" {
			t.Errorf("the page names %s", url)
		}
	}
	expectNone(t, page, "<img", "<link", "<iframe", " src=", "@import", "url(")
	if n := strings.Count(page, "<script"); n != 1 {
		t.Errorf("the page has %d scripts, want its own one", n)
	}
	expectIn(t, page, "default-src 'none'")
}

func TestPageEscapes(t *testing.T) {
	d := sample(t)
	d.Title, d.Shipped, d.Command = hostile, hostile, []string{hostile}
	d.Claims = []Claim{{Text: hostile, Detail: hostile}, {hostile, true, hostile}}
	for i := range d.Evaluation {
		r := &d.Evaluation[i]
		r.Family, r.Catalog = hostile+r.Family, hostile+r.Catalog
		if r.Planner == "RSO" {
			r.Planner = hostile
		}
	}
	l := &d.Transcripts[0].Lines[1]
	l.Text, l.Because, l.Grade, l.Strategies = hostile, hostile, hostile, []string{hostile}
	d.Transcripts[0].Title = hostile
	page := render(t, d)
	expectWellFormed(t, page)
	expectNone(t, page, "<script>alert", "<b>&\"")
	expectIn(t, page, "&lt;script&gt;alert", "claim fails", "&lt;script&gt;alert")
}

func TestSameDataSameBytes(t *testing.T) {
	first := render(t, sample(t))
	for range 5 {
		if render(t, sample(t)) != first {
			t.Fatal("the same data gave another page")
		}
	}
}

func TestEmptyPartsAreLeftOut(t *testing.T) {
	empty := render(t, &Data{})
	expectWellFormed(t, empty)
	expectNone(t, empty, "<h2", "<section", "<nav", "<table")
	expectIn(t, empty, "Policy report", "nothing to show")

	for name, d := range map[string]*Data{
		"learning":    {Training: []Epoch{{Episodes: 100, SR: .5, HeldSR: .4, Best: true}}},
		"play":        {Play: Play{Turns: [][]float64{{1}, nil}}},
		"transcripts": {Transcripts: []Transcript{{Lines: []Line{{Recommender: true, Rows: []Row{{3, 17, 1}}}}}, {}}},
		"repeat":      {Command: []string{"go run ./policy/train"}},
		"verdict":     {Claims: []Claim{{"holds", true, ""}}},
		"map":         {Policy: samplePolicy(t, rand.New(rand.NewPCG(1, 1)))},
	} {
		page := render(t, d)
		expectWellFormed(t, page)
		expectIn(t, page, `<section id="`+name+`"`)
		if n := strings.Count(page, "<section"); n != 1 && name != "map" {
			t.Errorf("%s alone gives %d sections", name, n)
		}
	}
}

func TestNoNumbersThatAreNone(t *testing.T) {
	d := sample(t)
	d.Training[3].SR, d.Training[4].HeldReturn = math.NaN(), math.Inf(1)
	d.Evaluation[0].Metrics["sr10"] = Interval{math.NaN(), math.NaN(), math.NaN()}
	d.Play.Turns[0][0] = math.NaN()
	page := render(t, d)
	expectWellFormed(t, page)
	page, _, _ = strings.Cut(page, "<script>")
	expectNone(t, page, "NaN", "Inf")
}

func TestSections(t *testing.T) {
	expectIn(t, render(t, sample(t)),
		`id="verdict"`, `id="results"`, `id="learning"`, `id="play"`, `id="map"`, `id="transcripts"`, `id="repeat"`, `id="metrics"`)
}

func TestPageStaysSmall(t *testing.T) {
	d := sample(t)
	r := rand.New(rand.NewPCG(3, 4))
	layout := policy.StandardLayout()
	last, _ := layout.Index("last strategy")
	before, _ := layout.Index("strategy before")
	var tables []policy.Table
	for range 25 {
		features := []int{last, before}
		tables = append(tables, sampleTable(features, layout.Cells(features), 0, r))
	}
	p, err := policy.New(tables, "{}")
	if err != nil {
		t.Fatal(err)
	}
	d.Policy = p
	page := render(t, d)
	if len(page) > 600_000 {
		t.Errorf("the page takes %d bytes", len(page))
	}
	expectWellFormed(t, page)
	expectIn(t, page, "of the least visited left out")
	for row := range d.linked() { // of the sample's tables; here too where there is such a row
		if row.Table < len(tables) {
			if !regexp.MustCompile("<tr id=" + row.Anchor() + "[ >]").MatchString(page) {
				t.Errorf("%s is linked to and left out", row.Anchor())
			}
		}
	}
}
