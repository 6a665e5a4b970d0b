package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2/maybe"

	"rso/catalog"
	"rso/catalog/affinity"
)

// paths collects the values of a flag that may be repeated.
type paths []string

func (p *paths) String() string { return "" }

func (p *paths) Set(s string) error {
	*p = append(*p, s)
	return nil
}

// learning is what the compiler does about affinities.
type learning struct {
	from  paths  // dialogues, windows, ratings, orders, or one file of what was learned
	out   string // where what was learned is written too
	seed  uint64
	model *affinity.Model // once it was learned
	said  string          // of what
}

// check says what is wrong with the flags.
func (l *learning) check(o options, feeds []string) error {
	for _, path := range l.from {
		if same(path, o.out) {
			return fmt.Errorf("%s is learned from and can't be the output too: give -o another name", path)
		}
	}
	for _, path := range slices.Concat(l.from, feeds) {
		if same(path, l.out) {
			return fmt.Errorf("%s is read and can't be written too: give -affinity-out another name", path)
		}
	}
	switch {
	case l.out != "" && filepath.Clean(l.out) == filepath.Clean(o.out):
		return errors.New("-o and -affinity-out are one file: give one of them another name")
	case l.out != "" && len(l.from) == 0:
		return errors.New("-affinity-out writes what was learned: say from what, with -affinity")
	case len(l.from) > 0 && o.searchOnly:
		return errors.New("-search-only leaves out the titles, which an affinity is learned with: give one of the two")
	case len(l.from) > 0 && o.delta != "":
		return errors.New("a delta changes no affinity: leave out -affinity, and compile the whole feed when it shall be learned again")
	}
	return nil
}

// learn returns what the files say of the items of a catalog.
func (l *learning) learn(ctx context.Context, c *catalog.Catalog, progress func(string, int, int)) (*catalog.AffinityModel, error) {
	var files [][]affinity.History
	var count [affinity.Kinds]int
	for _, path := range l.from {
		histories, model, err := readAffinity(path)
		if err != nil {
			return nil, err
		}
		if model != nil {
			if len(l.from) > 1 {
				return nil, fmt.Errorf("%s is learned already: give it alone, or what it was learned from", path)
			}
			l.model, l.said = model, fmt.Sprintf("affinity of %d items from %s", len(model.IDs), path)
			if n := missing(c, model.IDs); n > 0 {
				l.said += fmt.Sprintf("; the feed doesn't have %d of them", n)
			}
			return model.Attach(c), nil
		}
		files = append(files, histories)
		for _, h := range histories {
			count[h.Kind]++
		}
	}
	corpus, err := affinity.NewCorpus(c, files, affinity.Options{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(l.from, ", "), err)
	}
	if l.model, err = affinity.Train(ctx, c, corpus, affinity.Training{Seed: l.seed, Progress: progress}); err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(l.from, ", "), err)
	}
	l.said = fmt.Sprintf("affinity of %d items and %d terms from %s", len(l.model.IDs), len(l.model.Terms), kinds(count))
	if n := corpus.Unknown; n.Mentions > 0 {
		l.said += fmt.Sprintf("; %d mentions of items that the feed doesn't have were left out (%s)", n.Mentions, strings.Join(n.First, ", "))
	}
	return l.model.Attach(c), nil
}

// missing counts the ids that a catalog doesn't have.
func missing(c *catalog.Catalog, ids []string) int {
	n := 0
	for _, id := range ids {
		if _, ok := c.ByID(id); !ok {
			n++
		}
	}
	return n
}

// kinds lists how many histories there are of each kind.
func kinds(count [affinity.Kinds]int) string {
	var parts []string
	for kind, n := range count {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d × %s", n, affinity.Kind(kind)))
		}
	}
	return strings.Join(parts, ", ")
}

// readAffinity reads a file of histories, or what was learned from some.
func readAffinity(path string) ([]affinity.History, *affinity.Model, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("-affinity: %w", err)
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, 1<<16)
	if head, _ := r.Peek(4); affinity.IsModel(head) {
		m, err := affinity.ReadModel(r, path)
		return nil, m, err
	}
	histories, err := affinity.Read(r, path)
	return histories, nil, err
}

// write writes what was learned to a file of its own, if that is wanted.
func (l *learning) write(stdout io.Writer) error {
	if l.said != "" {
		fmt.Fprintln(stdout, l.said)
	}
	if l.out == "" {
		return nil
	}
	var b bytes.Buffer
	if err := l.model.Write(&b); err != nil {
		return err
	}
	return maybe.WriteFile(l.out, b.Bytes(), 0o644)
}
