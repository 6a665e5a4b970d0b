package core

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/policy"
)

// restored makes a new session from a saved one.
func restored(t testing.TB, c *catalog.Catalog, p *policy.Policy, state []byte) *Session {
	t.Helper()
	s := NewSession(c, p)
	if err := s.Restore(state); err != nil {
		t.Fatalf("%v\n%s", err, state)
	}
	return s
}

// At every point of a conversation, a session saved and restored goes on with the same replies, to the byte.
func TestSaveRestore(t *testing.T) {
	for name, lines := range map[string]string{"films": films, "bags": bags} {
		c := buildtest.Catalog(t, name, lines)
		say := append(sayings(c), "\xff\xfe not UTF-8 \x80", "a\x00b", "🎬 funny", "<b>&\"'\\", strings.Repeat("\xfe", 9000), strings.Repeat("é", 5000), "\u2028")
		for n, p := range []*policy.Policy{uniform(t), favouring(t, policy.Explain, policy.Recommend), favouring(t, policy.OpinionInquiry, policy.Acknowledgment)} {
			r := rand.New(rand.NewPCG(uint64(n), 10))
			for range 4 {
				s := NewSession(c, p)
				for range 12 {
					copied := restored(t, c, p, s.Save())
					if a, b := string(s.Save()), string(copied.Save()); a != b {
						t.Fatalf("saved, restored and saved again:\n%s\nwas\n%s", b, a)
					}
					for range 2 {
						message := say[r.IntN(len(say))]
						if a, b := frame(s.Turn(message)), frame(copied.Turn(message)); a != b {
							t.Fatalf("the restored session answers %q with\n%s\nnot\n%s", message, b, a)
						}
					}
				}
			}
		}
	}
}

func TestSaveIsDeterministic(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	run := func() string {
		s, all := NewSession(c, p), ""
		for _, m := range sayings(c) {
			s.Turn(m)
			all += string(s.Save()) + "\n"
		}
		return all
	}
	if a, b := run(), run(); a != b {
		t.Error("the same conversation is saved in two ways")
	}
}

// A restored session forgets what it was before.
func TestRestoreReplaces(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	empty := NewSession(c, p).Save()
	s := NewSession(c, p)
	s.Turn("something funny with Robin Williams")
	if err := s.Restore(empty); err != nil {
		t.Fatal(err)
	}
	if a, b := frame(s.Turn("hi")), frame(NewSession(c, p).Turn("hi")); a != b {
		t.Errorf("restored to nothing, the session answers\n%s\nnot\n%s", a, b)
	}
}

func TestRestoreRefuses(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	s := NewSession(c, p)
	for _, m := range []string{"something funny", "why the first one?", "no horror", "something else", "I'll take it"} {
		s.Turn(m)
	}
	state := s.Save()
	refuse := func(bad []byte) {
		t.Helper()
		if err := s.Restore(bad); err == nil {
			t.Errorf("restored %.60q", bad)
		} else if !strings.HasPrefix(err.Error(), "core: ") || !strings.Contains(err.Error(), "start a new one") {
			t.Errorf("the error says %q", err)
		}
		if got := s.Save(); string(got) != string(state) {
			t.Fatalf("refused, %.60q changed the session to\n%s", bad, got)
		}
	}
	for n := range len(state) {
		refuse(state[:n])
	}
	refuse(nil)
	refuse([]byte(strings.Replace(string(state), `"version":3`, `"version":4`, 1)))
	refuse([]byte(strings.Replace(string(state), `"version":3`, `"version":0`, 1)))
	for _, bad := range []string{" ", "{}", "[]", "null", "true", `"x"`, "1", "\x00", "garbage", "<html>", `{"version":"1"}`, `{"version":1.5}`, `{"version":1`, string(state) + "x", string(state) + string(state)} {
		refuse([]byte(bad))
	}
}

// usable checks that a session answers sensibly after a restore of any state.
func usable(t testing.TB, s *Session) {
	t.Helper()
	for _, m := range []string{"", "why?", "something else", "recommend something"} {
		holds(t, s, m, s.Turn(m))
	}
	if err := s.Restore(s.Save()); err != nil {
		t.Errorf("the session can't read what it wrote: %v", err)
	}
}

// A state from another catalog, or a recompiled one, gives a session that knows what it can.
func TestRestoreIntoAnotherCatalog(t *testing.T) {
	p := uniform(t)
	film, bag := buildtest.Catalog(t, "films", films), buildtest.Catalog(t, "bags", bags)
	less := buildtest.Catalog(t, "films", strings.Join(strings.SplitAfter(films, "\n")[2:9], ""))
	for from, to := range map[*catalog.Catalog]*catalog.Catalog{film: bag, bag: film, less: bag} {
		s := NewSession(from, p)
		for _, m := range sayings(from) {
			s.Turn(m)
			other := NewSession(to, p)
			if err := other.Restore(s.Save()); err == nil {
				usable(t, other)
			}
		}
	}
	s := NewSession(film, p)
	s.Turn("a drama with Robin Williams")
	other := restored(t, less, p, s.Save())
	if r := other.Turn("recommend something"); len(r.Belief.Constraints) != 2 {
		t.Errorf("in a smaller catalog the belief is %+v", r.Belief)
	}
}

// strange are states that somebody could have written.
func strange(good string) []string {
	all := []string{
		good, `{"version":1}`, `{"version":1,"messages":null}`, `{"version":1,"messages":[]}`, `{"version":1,"messages":[""]}`, `{"version":1,"catalog":"none","messages":["hi"]}`,
		`{"version":1,"messages":["\u0000","\ud800","\udfff\ud800"]}`, `{"version":1,"messages":[null,null]}`, `{"version":1,"messages":[1]}`, `{"version":1,"messages":{}}`,
		`{"version":2,"messages":["hi"],"said":["a","b","c"]}`, `{"version":2,"messages":["hi","hm"],"said":["\u0000"]}`, `{"version":2,"said":["nothing was asked"]}`,
		`{"messages":["hi"],"version":1,"version":1,"unknown":{"a":[1,2,{}]}}`, `{"version":1,"messages":["` + strings.Repeat("x", 20000) + `"]}`,
		`{"version":1,"messages":[` + strings.Repeat(`"hm",`, 600) + `"hm"]}`, strings.Repeat("[", 10000), strings.Repeat(`{"version":`, 5000),
	}
	r := rand.New(rand.NewPCG(11, 12))
	for range 200 {
		b := []byte(good)
		for range 1 + r.IntN(3) {
			b[r.IntN(len(b))] = byte(r.IntN(256))
		}
		all = append(all, string(b))
	}
	return all
}

// savedTalk is the state of a conversation with a bit of everything.
func savedTalk(t testing.TB, c *catalog.Catalog, p *policy.Policy) string {
	s := NewSession(c, p)
	for _, m := range []string{"hi", "something funny, preferably from the 90s", "I have seen Mrs. Doubtfire", "why the first one?", "best rated", "I'll take it"} {
		s.Turn(m)
	}
	return string(s.Save())
}

func TestRestoreAnything(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	for _, state := range strange(savedTalk(t, c, p)) {
		s := NewSession(c, p)
		if err := s.Restore([]byte(state)); err == nil {
			usable(t, s)
		}
		if t.Failed() {
			t.Fatalf("restored from %.300q", state)
		}
	}
}

func FuzzRestore(f *testing.F) {
	c, p := buildtest.Catalog(f, "films", films), uniform(f)
	for _, state := range strange(savedTalk(f, c, p))[:20] {
		if len(state) < 3000 {
			f.Add([]byte(state))
		}
	}
	f.Fuzz(func(t *testing.T, state []byte) {
		s := NewSession(c, p)
		if s.Restore(state) == nil {
			usable(t, s)
		}
	})
}

// A long conversation is saved in bounded space, and goes on.
func TestLongConversation(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	s := NewSession(c, p)
	say := slices.Repeat([]string{"something funny", "something else", "hmm", "start over"}, 300)
	for i, m := range say {
		if r := s.Turn(m); r.Trace.Turn != i+1 {
			t.Fatalf("turn %d counts as %d", i+1, r.Trace.Turn)
		}
	}
	state := s.Save()
	if len(state) > 40*len(say) {
		t.Errorf("%d short messages are saved in %d bytes", len(say), len(state))
	}
	usable(t, restored(t, c, p, state))
}
