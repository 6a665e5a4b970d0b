package core

import (
	"strings"
	"testing"

	"rso/catalog/build/buildtest"
)

// history is what a request knows of the talk, one line for each thing said.
func history(t *testing.T, s *Session) string {
	t.Helper()
	r := asked(t, s)
	var b strings.Builder
	for _, h := range r.History {
		b.WriteString(h.Role + ": " + h.Text + "\n")
	}
	return b.String()
}

func TestSaidIsRemembered(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	s, plain := NewSession(c, p), NewSession(c, p)
	turn := func(m string) {
		t.Helper()
		if a, b := frame(s.Turn(m)), frame(plain.Turn(m)); a != b {
			t.Fatalf("what was said before changes the reply to %q:\n%s\nwas\n%s", m, a, b)
		}
	}
	turn("something funny")
	s.Said("How about Mrs. Doubtfire, a comedy?")
	turn("why the first one?")
	turn("something else")
	s.Said("Then Groundhog Day.")
	for _, want := range []string{"recommender: How about Mrs. Doubtfire, a comedy?\n", "recommender: " + s.talk[1].reply, "seeker: something else\n"} {
		if got := history(t, s); !strings.Contains(got, want) || strings.Contains(got, "Then Groundhog Day") {
			t.Errorf("the history is\n%s\nwant\n%s", got, want)
		}
	}
	copied := restored(t, c, p, s.Save())
	for _, m := range []string{"", "is it long?", "and older?", "thanks"} {
		if m != "" {
			s.Turn(m)
			copied.Turn(m)
		}
		if a, b := history(t, s), history(t, copied); a != b {
			t.Errorf("restored, and told %q, the history is\n%s\nwas\n%s", m, b, a)
		}
		if a, b := string(s.Save()), string(copied.Save()); a != b {
			t.Errorf("restored, and told %q, the session is saved as\n%s\nwas\n%s", m, b, a)
		}
	}
}

// The template's words are made again, and aren't saved.
func TestTemplatesAreNotSaved(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	s := NewSession(c, p)
	r := s.Turn("something funny")
	for _, said := range []string{"", r.Text} {
		s.Said(said)
		if state := string(s.Save()); strings.Contains(state, "said") {
			t.Errorf("with %q said, the state is %s", said, state)
		}
	}
	s.Said("Another text")
	s.Said(r.Text) // the last word counts
	if state := string(s.Save()); strings.Contains(state, "said") {
		t.Errorf("the state is %s", state)
	}
}

// Of what was said in a long conversation the end is saved.
func TestSaidIsBounded(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	s := NewSession(c, p)
	for range 50 {
		s.Turn("something else")
		s.Said(strings.Repeat("\xffé<", 9000))
	}
	if n := len(s.Save()); n > 200000 {
		t.Errorf("the state has %d bytes", n)
	}
	if n := len(s.replaced()); n != maxTalk {
		t.Errorf("%d texts are saved", n)
	}
	if got, want := history(t, restored(t, c, p, s.Save())), history(t, s); got != want {
		t.Errorf("restored, the history is\n%s\nwas\n%s", got, want)
	}
}

// A session that was saved by a release without language models is read.
func TestRestoreVersion1(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	s := NewSession(c, p)
	s.Turn("something funny")
	s.Turn("why the first one?")
	old := `{"version":1,"catalog":"films","messages":["something funny","why the first one?"]}`
	if got, want := string(restored(t, c, p, []byte(old)).Save()), string(s.Save()); got != want {
		t.Errorf("read and saved again, it is\n%s\nwant\n%s", got, want)
	}
}
