package affinity

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
)

// films are invented; two share a title, and one a common word.
const films = `{"id":"salt","title":"Salt Winter","year":2004,"genres":["Drama","War"],"price":8}
{"id":"harbor","title":"Harbor","year":1986,"genres":["Crime"],"price":3}
{"id":"harbor2","title":"Harbor","year":1995,"genres":["Crime","Drama"],"price":4}
{"id":"up","title":"Up","year":2009,"genres":["Comedy"],"price":8.5}
{"id":"mr","title":"Mr. Lantern","year":1999,"genres":["Comedy"],"price":5}
`

// shelf is the catalog of films.
func shelf(t testing.TB) *catalog.Catalog { return buildtest.Catalog(t, "films", films) }

// corpusOf makes a corpus of files given by their texts, which keeps every word.
func corpusOf(t testing.TB, c *catalog.Catalog, files ...string) *Corpus {
	t.Helper()
	corpus, err := NewCorpus(c, histories(t, files...), Options{MinWord: 1, MinPair: 1})
	if err != nil {
		t.Fatal(err)
	}
	return corpus
}

func histories(t testing.TB, files ...string) (all [][]History) {
	t.Helper()
	for _, text := range files {
		h, err := Read(strings.NewReader(text), "some.file")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, h)
	}
	return all
}

// told writes the talks of a corpus, a line each: "ordered" where they are, then the fragments between slashes, then their
// messages, as "S words: items |", with + for liked and - for disliked.
func told(c *catalog.Catalog, corpus *Corpus) (lines []string) {
	for _, talk := range corpus.Talks {
		var fragments []string
		for _, fragment := range talk.Fragments {
			var messages []string
			for _, m := range fragment {
				messages = append(messages, toldMessage(c, corpus, m))
			}
			fragments = append(fragments, strings.Join(messages, " | "))
		}
		line := strings.Join(fragments, " / ")
		if talk.Ordered {
			line = "ordered " + line
		}
		lines = append(lines, line)
	}
	return lines
}

func toldMessage(c *catalog.Catalog, corpus *Corpus, m Message) string {
	words := []string{"S"}
	if m.Recommender {
		words[0] = "R"
	}
	for _, k := range m.Terms {
		if !strings.Contains(corpus.Terms[k], " ") {
			words = append(words, corpus.Terms[k])
		}
	}
	return strings.Join(words, " ") + ":" + toldItems(c, m.Items)
}

func toldItems(c *catalog.Catalog, items []Named) string {
	var b strings.Builder
	for _, i := range items {
		b.WriteString(" " + c.ID(i.Row) + [...]string{"-", "", "+"}[i.Feeling+1])
	}
	return b.String()
}

// expectTalks makes a corpus and compares its talks with lines as told writes them.
func expectTalks(t *testing.T, files []string, want ...string) *Corpus {
	t.Helper()
	c := shelf(t)
	corpus := corpusOf(t, c, files...)
	if got := told(c, corpus); !reflect.DeepEqual(got, want) {
		t.Errorf("the talks are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	return corpus
}

func TestTalksOfDialogues(t *testing.T) {
	expectTalks(t, []string{
		`{"id":1,"liked":["salt"],"disliked":["up"],"turns":[{"speaker":"seeker","text":"After Salt Winter (2004)?","items":["salt"]},` +
			`{"speaker":"recommender","text":"Up (2009), or nothing","items":["up","nowhere"]},{"speaker":"seeker","text":"What's up? Salt Winter!"},{"speaker":"recommender","text":""}]}`,
	}, "ordered S after: salt+ | R or nothing: up- | S whats: | R:")
}

// The items of a user or an order come in no order and without words; who dislikes an item wasn't led to it.
func TestTalksOfRatingsAndOrders(t *testing.T) {
	corpus := expectTalks(t, []string{
		"user,item,rating\nann,salt,5\nann,up,1\nann,mr,3\nbob,up,1\nann,lost,5\nann,harbor,5\n",
		"order,item\n7,up\n7,harbor2\n8,nowhere\n8,lost\n",
	}, "S: salt+ / S: mr / S: harbor+", "", "S: up / S: harbor2", "")
	if want := (Missing{IDs: 2, Mentions: 3, First: []string{"lost", "nowhere"}}); !reflect.DeepEqual(corpus.Unknown, want) {
		t.Errorf("unknown are %+v, want %+v", corpus.Unknown, want)
	}
	if len(corpus.Terms) != 0 {
		t.Errorf("the terms are %q", corpus.Terms)
	}
}

// Groups belong to one file; windows without one are talks by themselves.
func TestTalksOfWindows(t *testing.T) {
	one := `{"group":1,"liked":true,"text":"Hi. I want Up","items":["up"]}` + "\n" + `{"liked":false,"text":"Harbor (1995) then","items":["harbor2"]}` + "\n" +
		`{"liked":true,"text":"","items":["mr"]}` + "\n" + `{"group":1,"liked":true,"text":"","items":["mr"]}` + "\n"
	expectTalks(t, []string{one, `{"group":1,"text":"Yes. I want Up","items":["up"]}`},
		"S hi: | S i want: up+ / S: mr+", "S then: harbor2-", "S: mr+", "S yes: | S i want: up")
}

func TestMentionsCountTalks(t *testing.T) {
	c := shelf(t)
	corpus := corpusOf(t, c, "order,item\n1,up\n1,salt\n2,up\n",
		`{"id":1,"turns":[{"speaker":"seeker","text":"Up","items":["up"]},{"speaker":"recommender","text":"Up!","items":["up"]}]}`)
	if corpus.Rows != c.Len() || len(corpus.Mentions) != c.Len() || len(corpus.Facts) != c.Len() {
		t.Fatalf("%d rows, %d counts, %d lists of facts", corpus.Rows, len(corpus.Mentions), len(corpus.Facts))
	}
	for id, want := range map[string]float32{"up": 3, "salt": 1, "mr": 0} {
		if i, _ := c.ByID(id); corpus.Mentions[i] != want {
			t.Errorf("%s is mentioned in %v talks, want %v", id, corpus.Mentions[i], want)
		}
	}
}

// Orders have the ids of variants: both sizes are the one shirt.
func TestVariantsAreTheirItems(t *testing.T) {
	c := buildtest.Catalog(t, "shirts", `{"id":"tee","title":"Tee","currency":"EUR","variants":[{"id":"tee-s","size":"S","price":9,"stock":2},{"id":"tee-m","size":"M","price":8,"stock":1}]}`+
		"\n"+`{"id":"cap","title":"Cap","price":5,"currency":"EUR"}`+"\n")
	corpus := corpusOf(t, c, "order,sku\n1,tee-s\n1,cap\n1,tee-m\n")
	if got := told(c, corpus); len(got) != 1 || got[0] != "S: tee / S: cap" || corpus.Unknown.IDs != 0 {
		t.Errorf("the order is %q, unknown %+v", got, corpus.Unknown)
	}
}

func TestHistoriesOfAnotherCatalog(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"order,item\n1,77\n1,78\n2,77\n", `none of the 2 ids that the histories mention, "77", "78", ... is in the catalog, whose ids are "`},
		{"order,item\n1,a\n1,b\n1,c\n1,d\n1,e\n1,f\n", `none of the 6 ids that the histories mention, "a", "b", "c", "d", "e", ... is in`},
		{`{"items":[]}`, "the histories mention no item: give turns, windows and orders"},
	} {
		corpus, err := NewCorpus(shelf(t), histories(t, c.text), Options{})
		if corpus != nil || err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: the error %v, want %q", c.text, err, c.want)
		}
	}
	_, err := NewCorpus(shelf(t), histories(t, "order,item\n1,77\n"), Options{})
	if !strings.Contains(err.Error(), "-id COLUMN") {
		t.Errorf("the error %v doesn't say what to do", err)
	}
	if _, err := NewCorpus(shelf(t), nil, Options{}); err == nil {
		t.Error("no histories make a corpus")
	}
}

// The number of processors changes nothing.
func TestCorpusIsTheSameWithAnyProcessors(t *testing.T) {
	var dialogues, windows strings.Builder
	for k := range 40 {
		fmt.Fprintf(&dialogues, `{"id":%d,"turns":[{"speaker":"seeker","text":"word%d or Up (2009)","items":["up"]},{"speaker":"recommender","text":"try word%d Harbor","items":["harbor"]}]}`+"\n", k, k%7, k%5)
		fmt.Fprintf(&windows, `{"group":%d,"liked":true,"text":"message %d. message %d about Salt Winter","items":["salt"]}`+"\n", k/9, k, k+1)
	}
	c := shelf(t)
	one := corpusOf(t, c, dialogues.String(), windows.String())
	for _, procs := range []int{1, 3, 8} {
		was := runtime.GOMAXPROCS(procs)
		other := corpusOf(t, c, dialogues.String(), windows.String())
		runtime.GOMAXPROCS(was)
		if !reflect.DeepEqual(one, other) {
			t.Errorf("with GOMAXPROCS=%d the corpus is another", procs)
		}
	}
}
