// Command chat is a conversation in the terminal.
//
//	go run ./core/chat -catalog shop.rsoc [-policy shop.rsop] [-language en] [-json] [-state FILE] [-llm URL -model NAME]
//
// Piped, it reads one utterance a line and writes one reply a line; an empty line starts a new session and prints
// nothing. With -json a reply is one JSON object a line, the frame of the page. Without -policy every strategy that a
// moment can play is equally likely. The -language is the shopper's: en, de or es.
//
// With -llm the replies are said by a language model behind an OpenAI-compatible URL, as far as what it says is true; its
// key is taken from the environment variable RSO_LLM_KEY. When it fails, the template answers and stderr says why, once.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"rso/core/jwriter"

	"github.com/google/renameio/v2/maybe"

	"rso/catalog"
	"rso/core"
	"rso/core/prefer"
	"rso/policy"
	"rso/policy/llm"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, func() { os.Stdin.Close() })
	if err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, "chat:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("chat", flag.ContinueOnError)
	flags.SetOutput(stderr)
	catalogPath := flags.String("catalog", "", "the compiled catalog `file` (.rsoc)")
	policyPath := flags.String("policy", "", "the policy `file` (.rsop)")
	language := flags.String("language", "en", "the `tag` of the language that the shopper writes: en, de or es")
	asJSON := flags.Bool("json", false, "print each reply as one JSON object a line")
	state := flags.String("state", "", "resume the session in this `file`, and save it there at the end")
	url := flags.String("llm", "", "have replies said by a model of the OpenAI-compatible server at this `URL`; its key is taken from "+llm.KeyVariable)
	model := flags.String("model", "", "`name` of the model there")
	if err := flags.Parse(args); err != nil {
		return errors.New("see the flags above")
	}
	if *catalogPath == "" || flags.NArg() > 0 {
		return errors.New("name a catalog: chat -catalog shop.rsoc (make one with catalog/compile)")
	}
	s, err := open(*catalogPath, *policyPath, *language)
	if err != nil {
		return err
	}
	if err := restore(s, *state); err != nil {
		return err
	}
	a, err := newActor(*url, *model, stderr)
	if err != nil {
		return err
	}
	if err := converse(ctx, s, a, *asJSON, terminal(stdin), stdin, stdout); err != nil {
		return err
	}
	if *state != "" {
		return maybe.WriteFile(*state, s.Save(), 0o600)
	}
	return nil
}

// open makes a session from files.
func open(catalogPath, policyPath, language string) (*core.Session, error) {
	l, err := prefer.LanguageOf(language)
	if err != nil {
		return nil, err
	}
	b, err := os.ReadFile(catalogPath)
	if err != nil {
		return nil, err
	}
	c, err := catalog.Open(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", catalogPath, err)
	}
	p, err := policy.New(nil, "{}")
	if policyPath != "" {
		if b, err = os.ReadFile(policyPath); err != nil {
			return nil, err
		}
		p, err = policy.Open(b)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", policyPath, err)
	}
	return core.NewSessionIn(l, c, p), nil
}

func restore(s *core.Session, path string) error {
	if path == "" {
		return nil
	}
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = s.Restore(b)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func terminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// converse answers line by line until the input ends. An actor says the replies, when there is one.
func converse(ctx context.Context, s *core.Session, a *actor, asJSON, prompt bool, in io.Reader, out io.Writer) error {
	lines := bufio.NewReader(in)
	w := bufio.NewWriter(out)
	for {
		if prompt {
			fmt.Fprint(w, "> ")
			w.Flush()
		}
		line, err := lines.ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); line == "" && err == nil {
			s.Reset()
			continue
		}
		if line != "" {
			reply := s.Turn(line)
			if a != nil {
				reply.Text = a.say(ctx, s, reply.Text)
			}
			if asJSON {
				writeJSON(w, &reply)
			} else {
				writeText(w, &reply, prompt)
			}
			if err := w.Flush(); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func writeJSON(w io.Writer, r *core.Reply) {
	var j jwriter.Writer
	r.MarshalEasyJSON(&j)
	j.RawByte('\n')
	b, _ := j.BuildBytes()
	w.Write(b)
}

// writeText prints a reply on one line; on a terminal its items and quick replies follow.
func writeText(w io.Writer, r *core.Reply, terminal bool) {
	fmt.Fprintln(w, r.Text)
	if !terminal {
		return
	}
	for i, item := range r.Items {
		fmt.Fprintf(w, "  %d. %s", i+1, item.Title)
		if len(item.Why) > 0 {
			fmt.Fprintf(w, " (%s)", strings.Join(item.Why, ", "))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "  [%s] %s\n", strings.Join(r.Strategies, " + "), strings.Join(r.Suggestions, " · "))
}
