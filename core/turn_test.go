package core

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rso/catalog"
	"rso/catalog/build/buildtest"
	"rso/core/prefer"
	"rso/policy"
)

// holds checks what is true of every reply, whatever was said. s is the session after its reply r to message.
func holds(t testing.TB, s *Session, message string, r Reply) {
	t.Helper()
	fail := func(format string, args ...any) {
		t.Helper()
		t.Errorf("%q, answered %q by %s: "+format, append([]any{message, r.Text, r.Strategy}, args...)...)
	}
	if strings.TrimSpace(r.Text) == "" || strings.ContainsAny(r.Text, "{}") || !strings.HasSuffix(r.Text, ".") && !strings.HasSuffix(r.Text, "?") && !strings.HasSuffix(r.Text, "!") {
		fail("that is no reply")
	}
	if len(r.Acts) == 0 {
		fail("no act")
	}
	if len(r.Strategies) == 0 || r.Strategies[len(r.Strategies)-1] != r.Strategy || !slices.Contains(r.Trace.Admissible, r.Strategy) {
		fail("played %v, of %v", r.Strategies, r.Trace.Admissible)
	}
	sum := 0.0
	for _, p := range r.Trace.Probabilities {
		sum += p.P
		if p.P > 0 != slices.Contains(r.Trace.Admissible, p.Name) {
			fail("%s has the probability %v, admissible are %v", p.Name, p.P, r.Trace.Admissible)
		}
	}
	if math.Abs(sum-1) > 1e-9 {
		fail("the probabilities sum to %v", sum)
	}
	fit, relaxed := holdsForCandidates(t, s, message, r)
	for _, item := range r.Items {
		i, ok := s.catalog.ByID(item.ID)
		if !ok || item.Title != s.catalog.Title(i) {
			fail("item %q, %q is not in the catalog", item.ID, item.Title)
			continue
		}
		if r.Strategy == policy.Recommend.String() && !fit[item.ID] {
			fail("%s does not fit the belief, or is known", item.Title)
		}
	}
	for _, f := range r.Trace.Facts {
		i, ok := s.catalog.ByID(f.Item)
		col := s.catalog.Find(f.Attribute)
		if !ok || col < 0 || !slices.Contains(s.catalog.FactsOf(i, col), catalog.Fact{Item: i, Column: col, Text: f.Value}) {
			fail("the record of %s has no %s %q", f.Item, f.Attribute, f.Value)
		}
		if !slices.ContainsFunc(r.Items, func(v ItemView) bool { return v.ID == f.Item }) {
			fail("a fact of %s, which is not shown", f.Item)
		}
	}
	says := strings.Contains(strings.ToLower(r.Text), "nothing") || strings.Contains(r.Text, " is already the ")
	if r.Strategy == policy.Recommend.String() && len(relaxed) > 0 && r.Trace.Because == "wants items" && !says {
		fail("gave up %v without saying so", r.Relaxed)
	}
	if j := frame(r); !utf8.ValidString(j) {
		fail("the frame is not valid UTF-8: %q", j)
	} else {
		parsed(t, j)
	}
}

// holdsForCandidates checks the candidates against the belief, by going through all items. It returns the ids of those
// that fit, and what had to be given up for them.
func holdsForCandidates(t testing.TB, s *Session, message string, r Reply) (map[string]bool, []prefer.Constraint) {
	t.Helper()
	cand := s.search(&s.belief, nil, nil)
	kept := slices.DeleteFunc(hard(&s.belief), func(k prefer.Constraint) bool {
		return slices.ContainsFunc(cand.relaxed, func(g prefer.Constraint) bool { return same(&k, &g) })
	})
	fit := map[string]bool{}
	for i := range catalog.Item(s.catalog.Len()) {
		if s.catalog.Available(i) && !s.belief.Known(i) && fitsAll(s.catalog, kept, i) {
			fit[s.catalog.ID(i)] = true
		}
	}
	if len(r.Candidates) > shownTop || len(r.Candidates) > r.Trace.Total || r.Trace.Total > len(fit) || len(fit) > 0 && len(r.Candidates) == 0 {
		t.Errorf("%q: %d candidates of %d, %d items fit", message, len(r.Candidates), r.Trace.Total, len(fit))
	}
	seen := map[string]bool{}
	for _, c := range r.Candidates {
		if !fit[c.ID] || seen[c.ID] {
			t.Errorf("%q: the candidate %s does not fit the belief, is known, or is there twice", message, c.ID)
		}
		seen[c.ID] = true
	}
	if len(r.Relaxed) != len(cand.relaxed) {
		t.Errorf("%q: the reply reports %v relaxed, the search %v", message, r.Relaxed, cand.relaxed)
	}
	return fit, cand.relaxed
}

func hard(b *prefer.Belief) []prefer.Constraint {
	return slices.DeleteFunc(slices.Clone(b.Constraints), func(k prefer.Constraint) bool { return !k.Hard })
}

func same(a, b *prefer.Constraint) bool {
	return a.Column == b.Column && a.Op == b.Op && a.Lo == b.Lo && a.Hi == b.Hi && slices.Equal(a.Values, b.Values) && a.Turn == b.Turn
}

func fitsAll(c *catalog.Catalog, constraints []prefer.Constraint, i catalog.Item) bool {
	return !slices.ContainsFunc(constraints, func(k prefer.Constraint) bool { return !k.Fits(c, i) })
}

// In random conversations, under policies of every taste, what must hold holds, and nobody is asked three times in a
// row.
func TestEveryConversation(t *testing.T) {
	for name, lines := range map[string]string{"films": films, "bags": bags} {
		c := buildtest.Catalog(t, name, lines)
		say := sayings(c)
		for n, p := range tastes(t) {
			r := rand.New(rand.NewPCG(uint64(n), 7))
			for range 8 {
				s, questions, said := NewSession(c, p), 0, []string{}
				for range 15 {
					message := say[r.IntN(len(say))]
					said = append(said, message)
					reply := s.Turn(message)
					holds(t, s, message, reply)
					questions++
					if st, _ := policy.ParseStrategy(reply.Strategy); st.Group() != policy.Elicitation {
						questions = 0
					} else if message == "start over" || message == "hi" {
						questions = 1 // a new beginning
					}
					if questions > policy.MaxInquiries {
						t.Errorf("%d questions in a row", questions)
					}
					if t.Failed() {
						t.Fatalf("after %q", said)
					}
				}
			}
		}
	}
}

func TestBadInput(t *testing.T) {
	for _, message := range []string{
		"", " ", "\x00", "comedy\x00\x00", "🎬", "🍿🍿🍿 funny 🍿", "קומדיה מצחיקה", "\u202eynnuf\u202c", "<script>alert('x')</script>", "<b>funny</b>", `"};{"`, "\xff\xfe\xfd", "funny \xc3\x28",
		strings.Repeat("funny ", 20000)[:100000], strings.Repeat("x", 100000), strings.Repeat("\x80", 100000), strings.Repeat("? ", 50000), "\r\n\t", "NaN Inf -Inf 1e999",
		"under $" + strings.Repeat("9", 300), "{best} {items}", "%s %d %!v(MISSING)", "\u2028\u2029",
	} {
		for _, lines := range []string{films, bags} {
			s := NewSession(buildtest.Catalog(t, "fixture", lines), uniform(t))
			holds(t, s, message, s.Turn(message))
			s.Turn("recommend something")
			holds(t, s, message, s.Turn(message))
			state := s.Save()
			if err := s.Restore(state); err != nil {
				t.Errorf("after %.20q the session can't be restored: %v", message, err)
			}
		}
	}
}

// The catalog may be as small as one item, and have nothing but a title.
func TestTinyCatalogs(t *testing.T) {
	for _, lines := range []string{
		`{"title":"Quartz"}`,
		`{"title":"Quartz","price":3}` + "\n" + `{"title":"Basalt","price":4}`,
		`{"title":"A"}` + "\n" + `{"title":"B"}` + "\n" + `{"title":"C"}` + "\n" + `{"title":"D"}`,
	} {
		c := buildtest.Catalog(t, "tiny", lines)
		for _, p := range tastes(t) {
			s := NewSession(c, p)
			for _, message := range []string{"hi", "recommend something", "why?", "tell me more", "compare the first two", "something else", "cheaper", "I've seen it", "anything else?", "and now?", "I'll take it", "bye"} {
				holds(t, s, message, s.Turn(message))
			}
		}
	}
}

// A session may be used again, and two sessions on one catalog don't disturb each other.
func TestSessionsAreApart(t *testing.T) {
	c, p := buildtest.Catalog(t, "films", films), uniform(t)
	script := []string{"hi", "something funny", "why the first one?", "something else", "I'll take it"}
	var want []string
	s := NewSession(c, p)
	for _, m := range script {
		want = append(want, frame(s.Turn(m)))
	}
	s.Reset()
	other := NewSession(c, p)
	for i, m := range script {
		other.Turn("no horror")
		if got := frame(s.Turn(m)); got != want[i] {
			t.Errorf("%q after a reset:\n%s\nwant\n%s", m, got, want[i])
		}
	}
}

func TestDescribe(t *testing.T) {
	c := buildtest.Catalog(t, "bags", bags)
	d := NewSession(c, uniform(t)).Describe()
	if d.Name != "bags" || d.Items != 8 || d.Identity != c.Identity() || d.Policy != `{"made":"by a test"}` || d.Greeting == "" || len(d.Attributes) != len(c.Columns()) {
		t.Errorf("the description is %+v", d)
	}
	s := NewSession(c, uniform(t))
	for _, starter := range d.Suggestions {
		if r := s.Turn(starter); len(r.Belief.Constraints) == 0 {
			t.Errorf("the suggestion %q is not understood", starter)
		}
	}
}
