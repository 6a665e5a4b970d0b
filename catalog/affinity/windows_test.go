package affinity

import (
	"fmt"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
)

// expectFragments joins windows, each written as "text" or "text @ id+ id-", and compares the messages of each fragment with
// lines that have " | " between them.
func expectFragments(t *testing.T, c *catalog.Catalog, windows []string, want ...string) {
	t.Helper()
	var got []string
	for _, fragment := range (titles{c, c.With(catalog.Year)}).fragments(windowsOf(t, c, windows)) {
		var messages []string
		for _, u := range fragment {
			message := u.text
			if len(u.items) > 0 {
				message += " @" + toldItems(c, u.items)
			}
			messages = append(messages, message)
		}
		got = append(got, strings.Join(messages, " | "))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q are joined to\n%s\nwant\n%s", windows, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func windowsOf(t *testing.T, c *catalog.Catalog, texts []string) (windows []window) {
	t.Helper()
	for _, w := range texts {
		text, ids, _ := strings.Cut(w, " @ ")
		one := window{text: text}
		for _, id := range strings.Fields(ids) {
			row, ok := c.ByID(strings.TrimRight(id, "+-"))
			if !ok {
				t.Fatalf("there is no %s", id)
			}
			one.items = append(one.items, Named{row, int8(strings.Count(id, "+") - strings.Count(id, "-"))})
		}
		windows = append(windows, one)
	}
	return windows
}

func TestWindowsThatOverlapAreJoined(t *testing.T) {
	c := shelf(t)
	for _, k := range []struct{ windows, want []string }{
		{nil, nil},
		{[]string{"b. c", "c. d", "a. b"}, []string{"a | b | c | d"}},
		{[]string{"x. y", "a. b", "b. c"}, []string{"x. y", "a | b | c"}},
		{[]string{"One. Two.", "Two.. Three!", "Three!. Four"}, []string{"One | Two. | Three! | Four"}}, // points of messages stay
		{[]string{"a. b. c", "b. c. d", "c. e"}, []string{"a | b. c | d", "c. e"}},                      // the longest
		{[]string{"c. e", "b. c. d", "a. b. c"}, []string{"c. e", "a | b. c | d"}},                      // whatever comes first
		{[]string{"a. b. c", "c. d. e", "e. f"}, []string{"a. b | c | d | e | f"}},                      // three messages
		{[]string{"a. b", "a. b", "b. c", "a. b"}, []string{"a | b | c"}},                               // the same window
		{[]string{"a. b", "b. c", "b. d"}, []string{"a | b | c", "b. d"}},                               // the first of two
		{[]string{"a. c", "b. c", "c. d"}, []string{"a | c | d", "b. c"}},                               //
		{[]string{"a. a. a"}, []string{"a. a. a"}},                                                      // not with itself
		{[]string{"a. a. a", "a. a"}, []string{"a. a | a | a"}},                                         // nor around
		{[]string{"a. b", "b. a"}, []string{"a | b | a"}},                                               //
		{[]string{"a. b", "b. c", "c. a"}, []string{"a | b | c | a"}},                                   //
		{[]string{"x. a. b", "a. b. c", "b. c. y"}, []string{"x | a. b | c", "b. c. y"}},                // what is shared twice
		{[]string{". a", "a. b"}, []string{"a | b"}}, {[]string{"a. b", "b. "}, []string{"a | b"}},      // empty messages
		{[]string{"", ". ", ". . ", "."}, []string{"", ". ", ". . ", "."}}, {[]string{"ab"}, []string{"ab"}}, //
	} {
		expectFragments(t, c, k.windows, k.want...)
	}
}

// Of the messages of a window those have an item that name it: with its year, if one does; else without; else the last.
func TestItemsOfJoinedWindows(t *testing.T) {
	c := shelf(t)
	expectFragments(t, c, []string{"Looking UP (2009) and salt winter. What's up? @ up+ salt+", "What's up?. Nothing @ up"},
		"Looking UP (2009) and salt winter @ up+ salt+ | What's up? @ up+ | Nothing")
	expectFragments(t, c, []string{"Harbor (1986) and Harbor  (1995). Harbor (1995)! @ harbor harbor2-", "Harbor (1995)!. Fine @ harbor2-"},
		"Harbor (1986) and Harbor  (1995) @ harbor harbor2- | Harbor (1995)! @ harbor2- | Fine")
	expectFragments(t, c, []string{"a. b @ salt", "b. c @ mr", "c. d @ up-"}, "a | b @ salt | c @ mr | d @ up-")
	expectFragments(t, c, []string{"Harbor (1950). Hm @ harbor", "Hm. Harbors @ harbor2"}, "Harbor (1950) @ harbor | Hm | Harbors @ harbor2")
}

// What stands before the sentence with the first title was probably said before.
func TestWindowsThatStandAlone(t *testing.T) {
	c := shelf(t)
	for _, k := range []struct{ window, want string }{
		{"Hello.. I am here. Try Up (2009). Or Salt Winter @ salt up", "Hello.. I am here. | Try Up (2009). Or Salt Winter @ salt up"},
		{"Hello. Up with it. Or Up (2009) @ up", "Hello. Up with it. | Or Up (2009) @ up"},
		{"Hello! Up (2009). Bye @ up", "Hello! Up (2009). Bye @ up"},
		{"Up (2009). Salt Winter @ salt up", "Up (2009). Salt Winter @ salt up"},
		{"See Mr. Lantern @ mr", "See Mr. Lantern @ mr"},
		{"Hi. Mr. Lantern @ mr", "Hi. | Mr. Lantern @ mr"},
		{"Hi. Nothing here @ mr", "Hi. Nothing here @ mr"},
		{"Hi. Up here @ mr up", "Hi. | Up here @ mr up"},
		{". Up @ up", ". Up @ up"},
		{"Hi. Up", "Hi. Up"},
		{" @ up", " @ up"},
	} {
		expectFragments(t, c, []string{k.window}, k.want)
	}
}

// Windows of one dialogue that say both have said nothing, in whatever order.
func TestFeelingsOfWindows(t *testing.T) {
	c := shelf(t)
	expectFragments(t, c, []string{"Up @ up+", "Salt Winter @ salt-", "and Up @ up-", "Salt Winter! @ salt", "Harbor @ harbor"},
		"Up @ up", "Salt Winter @ salt-", "and Up @ up", "Salt Winter! @ salt-", "Harbor @ harbor")
	expectFragments(t, c, []string{"Up @ up-", "Up @ up+ salt+"}, "Up @ up salt+")
}

// Years stand in titles too, or nowhere.
func TestTitlesWithoutAYearColumn(t *testing.T) {
	c := buildtest.Catalog(t, "films", `{"id":"one","title":"Harbor (1986)"}`+"\n"+`{"id":"two","title":"Harbor (1995)"}`+"\n"+`{"id":"up","title":"Up"}`+"\n")
	if c.With(catalog.Year) >= 0 {
		t.Fatal("there is a year")
	}
	expectFragments(t, c, []string{"Harbor (1995). Harbor (1986), up! @ one two up", "Harbor (1986), up!. ok"},
		"Harbor (1995) @ two | Harbor (1986), up! @ one up | ok")
}

// A file may put thousands of windows in one group, and say the same in all of them.
func TestLargeGroups(t *testing.T) {
	var windows, same []window
	const n = 20000
	for k := range n {
		windows = append(windows, window{text: fmt.Sprintf("message %d. message %d", k*7919%n, k*7919%n+1)})
		same = append(same, window{text: fmt.Sprintf("Hello. number %d. Hello", k)})
	}
	c := shelf(t)
	none := titles{c, -1}
	if all := none.fragments(windows); len(all) != 1 || len(all[0]) != n+1 || all[0][n].text != fmt.Sprint("message ", n) {
		t.Errorf("there are %d fragments, the first of %d messages", len(all), len(all[0]))
	}
	if all := none.fragments(same); len(all) != 1 || len(all[0]) != 2*n-1 {
		t.Errorf("there are %d fragments, the first of %d messages", len(all), len(all[0]))
	}
}

// Whatever the windows are, no word of them is lost, and none but what is shared is there once for two.
func FuzzFragments(f *testing.F) {
	f.Add("a. b\nb. c\nc. a\na. b. c")
	f.Add(". \n. . \n.. .\na. a. a\na. a")
	f.Add("Hi. Up (2009)\nUp (2009). \n")
	c := shelf(f)
	up, _ := c.ByID("up")
	f.Fuzz(func(t *testing.T, text string) {
		var windows []window
		for line := range strings.Lines(text) {
			windows = append(windows, window{strings.TrimSuffix(line, "\n"), []Named{{Row: up}}})
		}
		var all strings.Builder
		named := 0
		for _, fragment := range (titles{c, c.With(catalog.Year)}).fragments(windows) {
			for k, u := range fragment {
				if k > 0 {
					all.WriteString(seam)
				}
				all.WriteString(u.text)
				named += len(u.items)
			}
			all.WriteByte('\n')
		}
		if len(windows) > 0 && named == 0 {
			t.Errorf("nobody names the item of %q", text)
		}
		for _, w := range windows {
			for _, word := range strings.FieldsFunc(w.text, func(r rune) bool { return r == ' ' || r == '.' }) {
				if !strings.Contains(all.String(), word) {
					t.Errorf("of %q %q is lost", text, word)
				}
			}
		}
	})
}
