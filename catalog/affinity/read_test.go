package affinity

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// read reads a text, which must succeed.
func read(t *testing.T, text string) []History {
	t.Helper()
	histories, err := Read(strings.NewReader(text), "folder/some.file")
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return histories
}

// shown writes histories, one a line: kind id group; for each turn its speaker, text and items, with + for liked and - for disliked.
func shown(histories []History) string {
	var b strings.Builder
	for _, h := range histories {
		fmt.Fprintf(&b, "%s %s %s", h.Kind, h.ID, h.Group)
		for _, t := range h.Turns {
			fmt.Fprintf(&b, " |%s %s:", [...]string{"", "S", "R"}[t.Speaker], t.Text)
			for _, m := range t.Items {
				b.WriteString(" " + m.ID + [...]string{"-", "", "+"}[m.Feeling+1])
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// expect reads a text and compares what comes out with lines as shown writes them.
func expect(t *testing.T, text string, want ...string) {
	t.Helper()
	if got, want := shown(read(t, text)), strings.Join(want, "\n")+"\n"; got != want {
		t.Errorf("%q is read as\n%swant\n%s", text, got, want)
	}
}

func TestDialogues(t *testing.T) {
	expect(t, "\ufeff\n"+
		`{"id":"one","liked":["a"],"disliked":["b"],"turns":[{"speaker":"seeker","text":"Something like A","items":["a"]},`+
		`{"speaker":"recommender","text":"B?","items":["b","c","b"]},{"speaker":"recommender","text":"","items":["d"]},{"speaker":"recommender","text":"Or C?","items":["c"]},`+
		`{"speaker":"seeker","text":"Not B."}]}`+"\n \t\n"+
		`{"id":2,"outcome":"left","turns":[{"speaker":"recommender","utterances":["Good evening.","Lamps?"]}]}`+"\r\n"+
		`{"turns":[{"speaker":"seeker","text":"hm","items":[7,"8",-1.50]}]}`,
		"dialogue one  |S Something like A: a+ |R B? Or C?: b- c d |S Not B.:",
		"dialogue 2  |R Good evening. Lamps?:",
		"dialogue some.file:5  |S hm: 7 8 -1.50")
}

// What the dialogue says at its end outweighs what was said on the way, the later outweighs the earlier, and who says both
// has said nothing.
func TestFeelingsInDialogues(t *testing.T) {
	turns := `"turns":[{"speaker":"recommender","text":"A, B, C, D?","items":["a","b","c","d"]},` +
		`{"speaker":"seeker","text":"fine","liked":["a","b"],"disliked":["c","d"]},{"speaker":"recommender","text":"So?"},` +
		`{"speaker":"seeker","text":"well","liked":["c"],"disliked":["c","b"]}]}`
	expect(t, `{"id":"x",`+turns, "dialogue x  |R A, B, C, D?: a+ b- c d- |S fine: a+ b- c d- |R So?: |S well: c b-")
	expect(t, `{"id":"x","liked":["b","nowhere"],"disliked":["a"],`+turns, "dialogue x  |R A, B, C, D?: a- b+ c d- |S fine: a- b+ c d- |R So?: |S well: c b+")
}

func TestWindows(t *testing.T) {
	expect(t, `{"group":0,"liked":true,"text":"A? A, yes.","items":["a","a","b"]}
{"group":"g","liked":false,"text":"C","items":["c"]}
{"id":"w","text":"D","items":[]}
{"group":null,"text":"E","items":["e"]}`,
		"window some.file:1 0 | A? A, yes.: a+ b+",
		"window some.file:2 g | C: c-",
		"window w  | D:",
		"window some.file:4  | E: e")
}

// The file's range is 1 to 5: its middle is 3, its lower third ends at 2⅓. Ann's mean is 3⅓, Bob's 4.5, Cid's 4.
func TestRatings(t *testing.T) {
	expect(t, "Rating,userId,Title,movieId\n5,ann,\"A, the first\",a\n4,bob,B,b\n1,ann,C,c\n\n , ,,\n5,bob,A,a\n4,ann,B,b\n4,cid,A,a\n",
		"ratings ann  | : a+ c- b+",
		"ratings bob  | : b a+",
		"ratings cid  | : a+")
}

func TestRatingsByTime(t *testing.T) {
	want := "ratings u  | : b a- c+"
	expect(t, "customer\tproduct_id\tstars\tdate\nu\tc\t5\t2026-11-25\nu\ta\t4\t2026-11-23\nu\tb\t3\t2026-11-22 10:00:00\nu\ta\t1\t2026-11-24T00:00:00Z\n", want)
	expect(t, "timestamp;user;isbn;score\n30;u;c;5\n10;u;a;4\n 9.5 ; u ; b ; 3\n20;u;a;1\n", want)
}

// Of ratings that are all equal nothing is known, whatever their number; three equal ratings are not less than their mean.
func TestEqualRatings(t *testing.T) {
	expect(t, "user,item,rating\nu,a,4\nu,b,4\nv,a,4\n", "ratings u  | : a b", "ratings v  | : a")
	expect(t, "user,item,rating\nu,a,4.1\nu,b,4.1\nu,c,4.1\nv,a,1\n", "ratings u  | : a+ b+ c+", "ratings v  | : a-")
}

func TestOrders(t *testing.T) {
	want := []string{"basket 7  | : a b", "basket 8  | : a"}
	expect(t, "order_id,quantity,item\n7,1,a\n8,2,a\n7,1,b\n7,1,a\n", want...)
	expect(t, "Item ID\tInvoice No\tName\r\na\t7\t6\" pot\r\na\t8\tlid\r\nb\t7\tlid\r\n", want...)
	expect(t, `{"id":7,"items":["a","b","a"]}`+"\n"+`{"order":"8","items":["a"]}`, want...)
	expect(t, `{"items":[12,3]}`, "basket some.file:1  | : 12 3")
}

func TestOrigins(t *testing.T) {
	for _, text := range []string{
		"\n\norder,item\n\n7,a\n",
		"\n\nuser,item,rating\n\n7,a,1\n",
		"\n\n\n\n" + `{"id":"7","items":["a"]}`,
	} {
		if h := read(t, text); len(h) != 1 || h[0].Origin != "some.file:5" || h[0].ID != "7" {
			t.Errorf("%q is read as %+v", text, h)
		}
	}
}

func TestLongLines(t *testing.T) {
	long := strings.Repeat("word ", 1<<18)
	h := read(t, `{"turns":[{"speaker":"seeker","text":"`+long+`"}]}`)
	if h[0].Turns[0].Text != long {
		t.Errorf("%d bytes of %d are left", len(h[0].Turns[0].Text), len(long))
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "some.file: there is nothing in it; give dialogues (a JSON object a line, with \"turns\"), windows of dialogues"},
		{"\ufeff \n\n", "there is nothing in it"},
		{"ann,a,5\n", `some.file:1: the format is unknown: its first line has the columns "ann", "a", "5"; give dialogues`},
		{"\nuser,item\nu,a\n", `some.file:2: the format is unknown: its first line has the columns "user", "item"; give`},
		{`[{"items":["a"]}]`, `some.file:1: the format is unknown: it begins with a JSON list, "[{\"items\":[\"a\"]}]": write its objects one a line; give`},
		{"user,\"item\nu,\"a\"", `some.file:1: the format is unknown: its first line is "user,\"item"; give`},
		{"196::242::3\n", `its first line is "196::242::3"`},
		{`{"name":"x","price":3}`, `some.file:1: the format is unknown: its first object has the fields "name", "price"; give`},
		{`{}`, "its first object is empty"},
		{"{\n\"items\":[]}", "some.file:1: this line is not JSON: unexpected end of JSON input (at byte 2): write one whole object a line"},
		{`{"items":["a"]}` + "\n7", "some.file:2: a number stands where an object is expected"},
		{`{"items":["a"]}` + "\n{}", "some.file:2: items: an order needs the list"},
		{`{"items":"a"}`, "some.file:1: items: a string stands where a list is expected"},
		{`{"items":["a",null]}`, "some.file:1: items[1]: an id is missing: write"},
		{`{"items":[""]}`, "items[0]: an id is missing"},
		{`{"items":[["a"]]}`, `items[0]: "[\"a\"]" stands where an id is expected: write a text or a number`},
		{`{"id":true,"items":[]}`, `id: "true" stands where an id`},
		{`{"order":{},"items":[]}`, `order: "{}" stands where an id`},
		{`{"liked":true,"items":["a"]}` + "\n" + `{"liked":"yes","items":["a"]}`, "some.file:2: liked: a string stands where true or false is expected"},
		{`{"liked":true,"items":["a"]}` + "\n\n" + `{"liked":true}`, `some.file:3: items: a window needs the list of the items it mentions: write "items":[]`},
		{`{"group":[],"items":[]}`, `group: "[]" stands where an id`},
		{`{"turns":[]}`, "some.file:1: turns: a dialogue needs at least one turn"},
		{`{"turns":[{"speaker":"seeker"},{"speaker":"bot"}]}`, `turns[1].speaker: "bot" is neither "seeker" nor "recommender": write`},
		{`{"turns":[{"speaker":"seeker","items":{}}]}`, "turns[0].items: an object stands where a list is expected"},
		{`{"turns":["hello"]}`, "turns[0]: a string stands where an object is expected"},
		{`{"turns":[{"speaker":"seeker","liked":[[]]}]}`, `turns[0].liked[0]: "[]" stands where an id`},
		{`{"disliked":[""],"turns":[{"speaker":"seeker"}]}`, "some.file:1: disliked[0]: an id is missing"},
		{"order,item\n1,a\n2\n", "some.file:3: the row has 1 fields and the header 2: give it as many"},
		{"order,item\n1,a\n2,\n", "some.file:3: item: there is nothing: fill it in, or take the row out"},
		{"Invoice,SKU\n,a\n", "some.file:2: Invoice: there is nothing"},
		{"order,item\n1,\"a\nb\n", "some.file:2: this row is no CSV"},
		{"order,item\n1,a \"b\"\n", "some.file:2: this row is no CSV: bare \" in non-quoted-field: put quotes around"},
		{"user,item,rating\nu,a,good\n", `some.file:2: rating: "good" is no number: write the rating in digits`},
		{"user,item,rating\nu,a,NaN\n", `"NaN" is no number`},
		{"user,item,Stars,When,Date\nu,a,3,,soon\n", `some.file:2: Date: "soon" is no time: write a number or a date`},
	} {
		h, err := Read(strings.NewReader(c.text), "folder/some.file")
		if err == nil || !strings.Contains(err.Error(), c.want) || h != nil {
			t.Errorf("%q: %v and the error %v, want %q", c.text, h, err, c.want)
		}
	}
}

// A file that can't be read on says so and gives nothing.
func TestInterruptedFiles(t *testing.T) {
	lost := errors.New("the disk is gone")
	for _, text := range []string{"", `{"items":[]}` + "\n", "order,item\n1,a\n", "user,item,rating\n1,a,3\n"} {
		h, err := Read(io.MultiReader(strings.NewReader(text), iotest.ErrReader(lost)), "some.file")
		if !errors.Is(err, lost) || h != nil || !strings.HasPrefix(err.Error(), "some.file") {
			t.Errorf("%q: %v and the error %v", text, h, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"id":"one","liked":["a"],"turns":[{"speaker":"seeker","text":"A","items":["a"]},{"speaker":"recommender","utterances":["B"],"disliked":["b"]}]}`,
		`{"group":0,"liked":true,"text":"A","items":["a"]}`,
		`{"order":7,"items":["a",1]}`,
		"\ufeffuser,item,rating,timestamp\nu,a,5,1\nu,b,1,2026-11-25\n",
		"order\titem\n7\t\"a\"\n\n7\tb\n",
		"user;item;rating\nu;a;1e308\nu;b;-1e308\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		histories, err := Read(strings.NewReader(text), "f")
		if err != nil {
			if histories != nil || !strings.HasPrefix(err.Error(), "f:") {
				t.Errorf("%d histories and the error %v", len(histories), err)
			}
			return
		}
		for _, h := range histories {
			if h.ID == "" || h.Origin == "" || len(h.Turns) == 0 || h.Kind != Dialogue && len(h.Turns) != 1 {
				t.Errorf("a history is %+v", h)
			}
			expectDistinct(t, h)
		}
		if again, err := Read(strings.NewReader(text), "f"); err != nil || shown(again) != shown(histories) {
			t.Errorf("read again it is %v, %v", again, err)
		}
	})
}

// expectDistinct checks that neighbouring turns have different speakers and mention each item once.
func expectDistinct(t *testing.T, h History) {
	for k, turn := range h.Turns {
		if k > 0 && h.Turns[k-1].Speaker == turn.Speaker {
			t.Errorf("speaker %d speaks twice", turn.Speaker)
		}
		seen := map[string]bool{}
		for _, m := range turn.Items {
			if m.ID == "" || seen[m.ID] || m.Feeling < -1 || m.Feeling > 1 {
				t.Errorf("a mention is %+v", m)
			}
			seen[m.ID] = true
		}
	}
}
