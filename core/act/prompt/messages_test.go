package prompt

import (
	"os"
	"strings"
	"testing"

	"rso/policy"
)

// structured checks that the messages of a request have the structure that we gave them and no other: markers, labels
// and quotation marks stand where ours are.
func structured(t *testing.T, r Request) {
	t.Helper()
	system, user := messages(t, r)
	if strings.Count(system, "<<<") != 1 || strings.Count(system, ">>>") != 1 { // the rule that explains them
		t.Errorf("the system message has other markers:\n%s", system)
	}
	sections := []string{"<<< data"}
	if len(r.History) > 1 {
		sections = append(sections, "<<< talk so far")
	}
	sections = append(sections, "<<< message to answer")
	inside := false
	for line := range strings.Lines(user) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case !inside && len(sections) > 0 && line == sections[0]:
			inside, sections = true, sections[1:]
		case inside && line == ">>>":
			inside = false
		case inside:
			row(t, line)
		case !strings.HasPrefix(line, "Write your reply now, in "):
			t.Errorf("the message has the line %q:\n%s", line, user)
		}
	}
	if inside || len(sections) > 0 {
		t.Errorf("sections %q are missing, or open:\n%s", sections, user)
	}
}

// row checks a line of a section: a label of ours, then texts in quotation marks, "price": "$49.90".
func row(t *testing.T, line string) {
	t.Helper()
	parts := strings.Split(line, `"`)
	if strings.HasPrefix(line, "items that fit") && len(parts) == 1 {
		return
	}
	label := strings.Trim(parts[0], " :")
	label = strings.TrimRight(label, "0123456789")
	known := map[string]bool{"wishes": true, "set aside": true, "liked": true, "disliked": true, "sold out": true, "item ": true, "fits": true, "misses": true,
		"question": true, "options": true, "shopper": true, "you": true, "": true}
	if !known[label] || len(parts)%2 == 0 || len(parts) < 3 || parts[len(parts)-1] != "" {
		t.Errorf("the message has the line %q", line)
		return
	}
	for i := 2; i < len(parts)-1; i += 2 { // what is between two texts
		if parts[i] != ", " && !(label == "" && i == 2 && parts[i] == ": ") {
			t.Errorf("in the line %q there is %q between two texts", line, parts[i])
		}
	}
}

func TestInjectedTextsStayData(t *testing.T) {
	for _, text := range injections {
		r := everywhere(text)
		r.Cut()
		structured(t, r)
	}
	structured(t, recommend())
	structured(t, full("x"))
	for s := range policy.NumStrategies {
		structured(t, plain(s))
	}
}

// The system message has no word of the request's texts.
func TestInstructionsAreOurs(t *testing.T) {
	want, _ := messages(t, everywhere("x"))
	for _, text := range injections {
		if got, _ := messages(t, everywhere(text)); got != want {
			t.Errorf("with the text %q, the system message is\n%s", text, got)
		}
	}
}

// tokens guesses how many tokens a model makes of a text: of English, one for four bytes.
func tokens(text string) int { return len(text) / 4 }

func TestInstructionsAreShort(t *testing.T) {
	const most = 600
	for s := range policy.NumStrategies {
		r := recommend()
		r.Strategy = s.String()
		if system, _ := messages(t, r); tokens(system) > most {
			t.Errorf("%v: the system message has about %d tokens, more than %d", s, tokens(system), most)
		}
	}
}

func TestEveryStrategyHasItsTask(t *testing.T) {
	seen := map[string]policy.Strategy{}
	for s := range policy.NumStrategies {
		r := plain(s)
		text := meaning(s, &r)
		if other, ok := seen[text]; ok || len(text) < 40 {
			t.Errorf("%v is told %q, as %v is", s, text, other)
		}
		seen[text] = s
		if system, _ := messages(t, r); !strings.Contains(system, text) {
			t.Errorf("%v: the system message lacks its task:\n%s", s, system)
		}
	}
}

// What changes the task is told.
func TestTaskFollowsTheRequest(t *testing.T) {
	tells := func(want string, change func(*Request)) {
		t.Helper()
		r := plain(policy.Recommend)
		if system, _ := messages(t, r); strings.Contains(system, want) {
			t.Errorf("without a reason the system message says %q", want)
		}
		change(&r)
		if system, _ := messages(t, r); !strings.Contains(system, want) {
			t.Errorf("the system message doesn't say %q:\n%s", want, system)
		}
	}
	tells("First, in a few words, show that you heard", func(r *Request) { r.Lead = "acknowledgment" })
	tells("set aside", func(r *Request) { r.Relaxed = []string{"red"} })
	tells("can't be had", func(r *Request) { r.SoldOut = []string{"Kontor"} })
	tells("greet back", func(r *Request) { r.Occasion = "greeting" })
	tells("has taken", func(r *Request) { r.Strategy, r.Accepted = "encouragement", true })
	tells("Spanish", func(r *Request) { r.Language = "es" })
	tells("at most 4 sentences, 50 words", func(r *Request) { r.Limits = Limits{4, 50, 100} })
	tells("playful", func(r *Request) { r.Tone = "playful" })
	tells(`attribute under "question"`, func(r *Request) { r.Strategy, r.Question = "opinion_inquiry", &Question{"colour", nil} })
}

// The messages are the same on the page's side and the gateway's, to the byte: testdata has them as they are.
func TestMessagesGolden(t *testing.T) {
	const file = "testdata/messages.txt"
	compare := plain(policy.CompareItems)
	compare.Items = []Item{{Title: "Fjell 20", Facts: []Fact{{"weight", "620 g"}}}, {Title: "Fjell 40", Facts: []Fact{{"weight", "1150 g"}}}}
	var b strings.Builder
	for _, r := range []Request{recommend(), compare, plain(policy.NoStrategy)} {
		for _, m := range r.Messages() {
			b.WriteString("== " + m.Role + "\n" + m.Content + "\n")
		}
	}
	got := b.String()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the messages are (if they are better: go test ./core/act/prompt -update)\n%s\nwere\n%s", got, want)
	}
}
