package main

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
)

// harbour is a catalog of invented films; two share a title.
const harbour = `{"id":"h88","title":"The Quiet Harbour","year":1988,"genres":["Drama","Historical"],"cast":["Mirela Stankova","Oskar J. Lindqvist"]}
{"id":"h11","title":"The Quiet Harbour","year":2011,"genres":["Science Fiction"],"cast":["Teodor Vance"]}
{"id":"copper","title":"Copper Lanterns","year":1999,"genres":["Comedy"],"cast":["Mirela Stankova"]}
{"id":"salt","title":"Salt Winter","year":2004,"genres":["Horror"],"cast":["Teodor Vance","Imke Brandsma"]}
{"id":"paper","title":"Paper Sparrows","year":1975,"genres":["Animated","Comedy"],"cast":["Imke Brandsma"]}
{"id":"velvet","title":"Velvet Meridian","year":2015,"genres":["Romance","Drama"],"cast":["Oskar J. Lindqvist"]}
`

// linkingFiles writes the catalog and the dialogues into files.
func linkingFiles(t *testing.T, dialogues string) (catalog, data string) {
	t.Helper()
	return write(t, "harbour.rsoc", string(buildtest.File(t, "harbour", harbour))), write(t, "talks.jsonl", dialogues)
}

// link runs the command with -json, which must succeed, and returns its object.
func link(t *testing.T, dialogues string, more ...string) linkingScores {
	t.Helper()
	catalog, data := linkingFiles(t, dialogues)
	var stdout bytes.Buffer
	args := append([]string{"linking", "-json", "-catalog", catalog, "-dialogues", data}, more...)
	if err := run(context.Background(), args, &stdout, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	var s linkingScores
	decoder := json.NewDecoder(&stdout)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&s); err != nil || decoder.More() {
		t.Fatalf("it didn't print one object: %v", err)
	}
	return s
}

// annotated has a found and a missing mention of each kind, and a false alarm for titles: nobody annotated Salt Winter.
const annotated = `{"id":"one","turns":[` +
	`{"speaker":"recommender","text":"Good evening. Velvet Meridian, perhaps?","titles":["Velvet Meridian (2015)"],"genres":[],"people":[]},` +
	`{"speaker":"seeker","text":"Do you know Quiet Harbour, or Salt Winter?","titles":["The Quiet Harbour (1911)","Copper Lanterns","Unfilmed (1990)"],"genres":[],"people":[]},` +
	`{"speaker":"seeker","text":"Some science fiction with Oskar Lindqvist, please.","titles":[],"genres":["Sci-Fi","history","puppetry"],"people":["Oskar Lindqvist","Imke Brandsma","Nobody Known"]}]}` + "\n"

func TestLinkingOfMentions(t *testing.T) {
	s := link(t, annotated)
	for _, c := range []struct {
		name string
		got  *mentionScore
		want mentionScore
	}{
		{"titles", s.Titles, mentionScore{Precision: .5, Recall: .5, Gold: 2, Predicted: 2}},
		{"genres", s.Genres, mentionScore{Precision: 1, Recall: .5, Gold: 2, Predicted: 1}},
		{"people", s.People, mentionScore{Precision: 1, Recall: .5, Gold: 2, Predicted: 1}},
	} {
		if c.got == nil || *c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
	if s.Sentiment != nil {
		t.Errorf("nobody told what was liked, but sentiment is %+v", *s.Sentiment)
	}
}

// opinions have a seeker who answers to what was shown and one who says the opposite of what was told.
const opinions = `{"id":"fond","liked":["copper","paper"],"disliked":["salt","unknown"],"turns":[` +
	`{"speaker":"recommender","text":"What about Copper Lanterns?","items":["copper"]},` +
	`{"speaker":"seeker","text":"I loved it!","items":[]},` +
	`{"speaker":"recommender","text":"And Salt Winter?","items":["salt"]},` +
	`{"speaker":"seeker","text":"I hated Salt Winter.","items":["salt"]},` +
	`{"speaker":"recommender","text":"Then Paper Sparrows.","items":["paper"]}]}` + "\n" +
	`{"id":"odd","liked":["velvet","h11"],"disliked":["h11"],"turns":[` +
	`{"speaker":"seeker","text":"I hated Velvet Meridian.","items":["velvet"]}]}` + "\n"

func TestLinkingOfSentiment(t *testing.T) {
	s := link(t, opinions)
	if want := (sentimentScore{Accuracy: 2. / 3, Majority: 2. / 3, Decided: 3, Gold: 4}); s.Sentiment == nil || *s.Sentiment != want {
		t.Errorf("sentiment is %+v, want %+v", s.Sentiment, want)
	}
	if s.Titles == nil || s.Titles.Gold != 2 || s.Titles.Recall != 1 {
		t.Errorf("titles by id score %+v", s.Titles)
	}
	if s.Genres != nil || s.People != nil {
		t.Errorf("there are no genres and people in these dialogues, but they score %+v and %+v", s.Genres, s.People)
	}
	if first := link(t, opinions, "-limit", "1"); first.Sentiment.Gold != 3 {
		t.Errorf("the first dialogue tells of 3 items, not of %d", first.Sentiment.Gold)
	}
}

func TestLinkingTables(t *testing.T) {
	catalog, data := linkingFiles(t, annotated+opinions)
	var stdout bytes.Buffer
	if err := run(context.Background(), []string{"linking", "-catalog", catalog, "-dialogues", data, "-failures"}, &stdout, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"titles     missed       one  copper lanterns  «Do you know Quiet Harbour, or Salt Winter?»\n",
		"titles     false alarm  one  salt winter  «",
		"genres     missed       one  historical  «",
		"people     missed       one  imke brandsma  «",
		"sentiment  missed       fond  Paper Sparrows (paper) is liked, taken for undecided  «»\n",
		"sentiment  wrong        odd  Velvet Meridian (velvet) is liked, taken for disliked  «I hated Velvet Meridian.»\n",
		"Linking of 8 mentions in 3 dialogues, over 5 turns of seekers.\n",
		"Sentiment towards 4 items in 3 dialogues: 3 decided, a coverage of 0.7500.\n",
		"the reasoner, decided items     0.6667       3\n",
		"liked                                1         1          1\n",
	} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("%q is missing from\n%s", want, stdout.String())
		}
	}
}

// What one file annotates is not expected of another.
func TestLinkingBesideFilesWithoutAnnotations(t *testing.T) {
	bare := write(t, "bare.jsonl", `{"id":"bare","turns":[{"speaker":"seeker","text":"Some comedy with Teodor Vance.","items":["salt"]}]}`)
	s := link(t, annotated, "-dialogues", bare)
	if s.Genres.Predicted != 1 || s.People.Predicted != 1 || s.Titles.Gold != 3 {
		t.Errorf("genres %+v, people %+v, titles %+v", *s.Genres, *s.People, *s.Titles)
	}
}

func TestTitleKey(t *testing.T) {
	for _, c := range []struct{ annotated, title string }{
		{"The Quiet Harbour (1988)", "A Quiet Harbour"},
		{"quiet harbour", "The Quiet Harbour"},
		{"Señor Díaz's Café (2001) ", "Senor Diaz’s Cafe"},
		{"The (2009)", "The"},
		{"(1999)", "(1999)"},
		{"Winter (part 2)", "Winter (Part 2)"},
	} {
		if got, want := titleKey(withoutYear(c.annotated)), titleKey(c.title); got != want || got == "" {
			t.Errorf("%q is compared as %q, %q as %q", c.annotated, got, c.title, want)
		}
	}
}

func TestGenreIn(t *testing.T) {
	known := keys{"science fiction": true, "animated": true, "romance": true, "historical": true, "comedy": true,
		"war": true, "warfare drama": true, "sports": true, "western": true, "documentary": true}
	for _, c := range []struct{ word, want string }{
		{"comedy", "comedy"}, {"sci fi", "science fiction"}, {"animation", "animated"}, {"romantic", "romance"},
		{"history", "historical"}, {"sport", "sports"}, {"westerns", "western"}, {"war", "war"}, {"wars", ""},
		{"documentaries", "documentary"}, {"puppetry", ""}, {"", ""},
	} {
		if got, ok := genreIn(known, c.word); got != c.want || ok != (c.want != "") {
			t.Errorf("%q is the genre %q, want %q", c.word, got, c.want)
		}
	}
	if genre, ok := genreIn(keys{"martial arts": true, "martial law": true}, "martial"); ok {
		t.Errorf("a beginning of two genres is taken for %q", genre)
	}
}

func TestPersonKey(t *testing.T) {
	for _, names := range [][]string{{"Oskar J. Lindqvist", "oskar lindqvist"}, {"Imke Brandsma Jr.", "Imke Brandsma"}} {
		if personKey(names[0]) != personKey(names[1]) {
			t.Errorf("%q is compared as %q, %q as %q", names[0], personKey(names[0]), names[1], personKey(names[1]))
		}
	}
}

func TestLinkingErrors(t *testing.T) {
	catalog, data := linkingFiles(t, annotated)
	plain := write(t, "plain.jsonl", `{"turns":[{"speaker":"seeker","text":"hm"}]}`)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-dialogues", data}, "name a compiled catalog with -catalog"},
		{[]string{"-catalog", catalog}, "name a file of human dialogues with -dialogues"},
		{[]string{"-catalog", catalog, "-dialogues", data, "-limit", "-1"}, "give a positive number, or 0"},
		{[]string{"-catalog", catalog, "-dialogues", data, "-json", "-failures"}, "give one of the two"},
		{[]string{"-catalog", catalog, "-dialogues", data, "more.jsonl"}, "repeating -dialogues"},
		{[]string{"-catalog", catalog + "x", "-dialogues", data}, "cannot read the catalog"},
		{[]string{"-catalog", data, "-dialogues", data}, "talks.jsonl: "},
		{[]string{"-catalog", catalog, "-dialogues", data + "x"}, "cannot read the dialogues"},
		{[]string{"-catalog", catalog, "-dialogues", write(t, "bad.jsonl", "{}\n")}, "bad.jsonl:1: turns"},
		{[]string{"-catalog", catalog, "-dialogues", plain}, "give ones with titles, items"},
	} {
		var stdout bytes.Buffer
		err := run(context.Background(), slices.Concat([]string{"linking"}, c.args), &stdout, &bytes.Buffer{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: the error is %v, want %q", c.args, err, c.want)
		}
		if stdout.Len() > 0 {
			t.Errorf("%v: a failed run printed %q", c.args, stdout.String())
		}
	}
}
