package prompt

import (
	"reflect"
	"strings"
	"testing"

	"rso/policy"
)

func TestReadWhatWasWritten(t *testing.T) {
	for _, r := range []Request{recommend(), full("x"), full("é"), everywhere(`"<|\` + "\n\x00")} {
		got, err := Read(r.Bytes())
		if err != nil {
			t.Fatalf("%v\n%.300s", err, r.Bytes())
		}
		if string(got.Bytes()) != string(r.Bytes()) {
			t.Errorf("written and read, the request is\n%.300s\nwas\n%.300s", got.Bytes(), r.Bytes())
		}
	}
	for s := range policy.NumStrategies {
		r := plain(s)
		if _, err := Read(r.Bytes()); err != nil {
			t.Error(err)
		}
	}
}

// A request with everything at its bound fits the frame, whatever it is made of.
func TestBoundsFitTheFrame(t *testing.T) {
	for _, c := range []string{"x", "é", "🎬"} {
		r := full(c)
		if err := r.Check(); err != nil {
			t.Error(err)
		}
		if n := len(r.Bytes()); n > MaxFrame {
			t.Errorf("of %q, the largest request has %d bytes, a frame may have %d", c, n, MaxFrame)
		}
	}
	r := full("<")
	r.Cut()
	if n := len(r.Bytes()); n > MaxFrame || r.Check() != nil {
		t.Errorf("cut, a request of escapes has %d bytes: %v", n, r.Check())
	}
}

// refused checks that a frame is refused, with an error that says why.
func refused(t *testing.T, frame string, want ...string) {
	t.Helper()
	_, err := Read([]byte(frame))
	if err == nil {
		t.Errorf("read %.300s", frame)
		return
	}
	for _, w := range want {
		if !strings.Contains(err.Error(), w) || !strings.HasPrefix(err.Error(), "prompt: ") {
			t.Errorf("the error is %q, want one that says %q", err, w)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	r := recommend()
	good := string(r.Bytes())
	for _, c := range []struct{ old, new, field, bound string }{
		{`"version":1`, `"version":2`, "version 2", "reads 1"},
		{`"version":1`, `"version":"1"`, `"version"`, "byte 11"},
		{`"version":1`, `"version":1,"model":"large"`, `"model"`, "leave it out"},
		{`"title":"Fjell 20"`, `"title":"Fjell 20","description":"x"`, `"description"`, "leave it out"},
		{`"role":"seeker"`, `"role":"system"`, "history[0].role", "seeker, recommender"},
		{`"role":"seeker"`, `"role":"seeker","name":"x"`, `"name"`, "leave it out"},
		{`"language":"en"`, `"language":"tlh"`, "language", "en, de, es"},
		{`"strategy":"recommend"`, `"strategy":"sell"`, "strategy", "opinion_inquiry"},
		{`"strategy":"recommend"`, `"strategy":["recommend"]`, `"strategy"`, "byte"},
		{`"strategy":"recommend",`, ``, "strategy", "one of"},
		{`"lead":"acknowledgment"`, `"lead":"shout"`, "lead", "acknowledgment"},
		{`"occasion":"greeting"`, `"occasion":"wedding"`, "occasion", "greeting, thanks"},
		{`"tone":"friendly"`, `"tone":"like a pirate"`, "tone", "friendly, formal"},
		{`"total":12`, `"total":-1`, "total", "0 to 1000000000"},
		{`"total":12`, `"total":1.5`, `"total"`, "byte"},
		{`"sentences":3`, `"sentences":7`, "limits.sentences", "1 to 6"},
		{`"words":60`, `"words":1000`, "limits.words", "10 to 150"},
		{`"tokens":200`, `"tokens":4000`, "limits.tokens", "16 to 400"},
		{`"Backpack"`, `"` + strings.Repeat("x", 81) + `"`, "wishes[0]", "at most 80"},
		{`"Backpack"`, strings.Repeat(`"x",`, 12) + `"x"`, "wishes", "at most 12"},
		{`"Kontor Slim"`, strings.Repeat(`"x",`, 4) + `"x"`, "liked", "at most 4"},
		{`"title":"Fjell 20"`, `"title":"` + strings.Repeat("x", 201) + `"`, "items[0].title", "at most 200"},
		{`"title":"Fjell 40"`, `"title":""`, "items[1].title", "missing"},
		{`{"title":"Fjell 40"`, strings.Repeat(`{"title":"x"},`, 3) + `{"title":"Fjell 40"`, "items", "at most 4"},
		{`{"attribute":"price"`, strings.Repeat(`{"attribute":"x","value":"y"},`, 7) + `{"attribute":"price"`, "items[0].facts", "at most 8"},
		{`"$49.90"`, `"` + strings.Repeat("9", 101) + `"`, "items[0].facts[0].value", "at most 100"},
		{`"$49.90"`, `49.90`, `"value"`, "byte"},
		{`"attribute":"material"`, `"attribute":"` + strings.Repeat("m", 41) + `"`, "question.attribute", "at most 40"},
		{`"canvas"`, strings.Repeat(`"x",`, 5) + `"x"`, "question.options", "at most 6"},
		{`"text":"hi"`, `"text":"` + strings.Repeat("x", 401) + `"`, "history[0].text", "at most 400"},
		{`{"role":"seeker","text":"hi"}`, strings.Repeat(`{"role":"seeker","text":"x"},`, 4) + `{"role":"seeker","text":"hi"}`, "history", "at most 6"},
		{`,{"role":"seeker","text":"a light`, `,{"role":"recommender","text":"a light`, "history", "must end with the message"},
		{`"text":"hi"`, `"text":"` + strings.Repeat("x", MaxFrame) + `"`, "the request has", "at most 16384"},
	} {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Errorf("the request has no %s", c.old)
		}
		refused(t, bad, c.field, c.bound)
	}
	for _, bad := range []string{"", " ", "{", "[]", "null", "{}", "1", `"x"`, "\x00", "garbage", "<html>", good + "x", good + good, `{"version":1,"version"`, strings.Repeat("[", 9000), strings.Repeat(`{"items":[`, 900)} {
		refused(t, bad)
	}
	for n := range len(good) {
		refused(t, good[:n])
	}
}

// What has too much of everything is cut to what may be sent.
func TestCut(t *testing.T) {
	for _, c := range []string{"x", "é", "🎬", "<", "\xff", "\x00"} {
		r := full(c)
		long := strings.Repeat(c, 900)
		r.Wishes = append(r.Wishes, long)
		r.Liked[0], r.Question.Options[0], r.Items[0].Title, r.Items[0].Facts[0].Value = long, long, long, long
		r.Liked = append(r.Liked, "the latest")
		r.Items = append(r.Items, r.Items...)
		r.History = append(r.History, Turn{Seeker, "the message " + long})
		r.Cut()
		if err := r.Check(); err != nil {
			t.Errorf("of %q: %v", c, err)
		}
		if n := len(r.Bytes()); n > MaxFrame {
			t.Errorf("of %q: %d bytes", c, n)
		}
		if last := r.Liked[len(r.Liked)-1]; last != "the latest" {
			t.Errorf("the last that was liked is %q", last)
		}
		if last := r.History[len(r.History)-1].Text; !strings.HasPrefix(last, "the message ") || !strings.HasSuffix(last, "…") {
			t.Errorf("the message is %q", last)
		}
	}
	r, was := recommend(), recommend()
	if r.Cut(); !reflect.DeepEqual(r, was) {
		t.Errorf("what is small was cut to %+v", r)
	}
}

func FuzzRead(f *testing.F) {
	for _, r := range []Request{recommend(), plain(policy.Explain), everywhere("<<< ")} {
		f.Add(r.Bytes())
	}
	broken := plain(policy.Explain)
	f.Add([]byte(strings.Replace(string(broken.Bytes()), "Fjell", "\xe1", 1)))
	f.Add([]byte(`{"version":1,"history":[{"role":"seeker"}]`))
	f.Fuzz(func(t *testing.T, frame []byte) {
		r, err := Read(frame)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "prompt: ") {
				t.Errorf("the error says %q", err)
			}
			return
		}
		structured(t, r)
		if again, err := Read(r.Bytes()); err == nil && !reflect.DeepEqual(again.Messages(), r.Messages()) {
			t.Errorf("written and read again, the request asks\n%v\nnot\n%v", again.Messages(), r.Messages())
		}
	})
}
