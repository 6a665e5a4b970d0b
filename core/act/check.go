package act

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rso/policy"
)

// check says what is wrong with a language: what it lacks, and what a strategy says that it may not.
func (l *Language) check() error {
	if l.Tag == "" {
		return errors.New(`the language has no tag: begin it with a line like "language en"`)
	}
	for _, name := range needed {
		if l.say[name] == "" {
			section, name, _ := strings.Cut(name, " ")
			return fmt.Errorf("the language lacks the line %q: add it to [%s]", name+" = …", section)
		}
	}
	for _, key := range []string{"@number", "@values", "@truth"} {
		if l.general(key, "say") == "" && l.general(key, "is") == "" {
			return fmt.Errorf("the language has no line for columns in general: add [fact %s]", key)
		}
	}
	for _, f := range l.facts {
		for name, form := range f.forms {
			if s := leftOpen(form); s != "" {
				return fmt.Errorf("the line %q of [fact %s] has a slot {%s} that there isn't: a fact has {v}, {w}, {f}, {n}, {an}, {gap}, {years}, {lo} and {hi}", name+" = …", strings.Join(f.keys, " "), s)
			}
		}
	}
	for st, sections := range l.scenes {
		if !slices.ContainsFunc(sections, func(s section) bool { return len(s.lines) > 0 }) {
			return fmt.Errorf("the language has no line for %v: add a section [%v]", policy.Strategy(st), policy.Strategy(st))
		}
		for _, s := range sections {
			if err := s.check(policy.Strategy(st)); err != nil {
				return err
			}
		}
	}
	return nil
}

// leftOpen returns the first slot of a form that no fact fills, "" when there is none.
func leftOpen(form string) string {
	for {
		_, rest, ok := strings.Cut(form, "{")
		if !ok {
			return ""
		}
		name, after, _ := strings.Cut(rest, "}")
		if !slices.Contains([]string{"v", "w", "f", "n", "an", "gap", "years", "lo", "hi"}, name) {
			return name
		}
		form = after
	}
}

// check says what is wrong with a section of a strategy.
func (s *section) check(st policy.Strategy) (err error) {
	table := allowed()
	for _, w := range s.when {
		if _, isSlot := table[w]; !isSlot && !slices.Contains(conditions, w) {
			return fmt.Errorf("line %d: there is no condition %q: it is only, a slot, or one of %s", s.row, w, strings.Join(conditions, ", "))
		}
	}
	for _, l := range s.lines {
		slots(l.nodes, func(name string) {
			set, known := table[name]
			switch {
			case strings.Contains(name, "/") || err != nil:
			case !known:
				err = fmt.Errorf("line %d: there is no slot {%s}", l.row, name)
			case !set.Has(st):
				err = fmt.Errorf("line %d: %v may not use {%s}: the table of strategies in DESIGN.md says which facts it may", l.row, st, name)
			}
		})
	}
	return err
}

// slots calls f with every slot of some nodes.
func slots(nodes []node, f func(name string)) {
	for _, n := range nodes {
		if n.kind == slot {
			f(n.text)
		}
		for _, way := range n.ways {
			slots(way, f)
		}
	}
}

// needed are the phrases that the code asks for by name.
var needed = []string{
	"format decimal", "format group", "format money", "format percent", "format and", "format or", "format also", "format nor", "format years", "format scale", "format bc",
	"format something", "format among", "quick yes", "quick no", "quick why", "quick compare", "quick else", "quick take", "quick more", "quick bye", "quick over",
	"quick matter", "quick show", "quick with", "quick decade", "quick under", "quick sold_out", "quick sold", "asks category", "asks people", "asks maker", "asks year", "asks price",
}

// allowed is DESIGN.md's table of strategies: the slots that there are, and which strategies may use them. It is a function, so
// that only a program that checks a language has it.
func allowed() map[string]policy.Set {
	speaksOfItems := policy.SetOf(policy.Recommend, policy.Explain, policy.Credibility, policy.SocialProof, policy.CompareItems, policy.Encouragement)
	judges := policy.SetOf(policy.Recommend, policy.Explain, policy.Encouragement)
	hears := policy.SetOf(policy.PreferenceConfirmation, policy.RephrasePreference, policy.Explain, policy.NoStrategy)
	offers := policy.SetOf(policy.OfferHelp, policy.Transparency, policy.NoStrategy)
	return map[string]policy.Set{
		"best":      policy.SetOf(policy.Recommend),
		"others":    policy.SetOf(policy.Recommend),
		"order":     policy.SetOf(policy.Recommend),
		"extreme":   policy.SetOf(policy.Recommend, policy.Explain),
		"relaxed":   policy.SetOf(policy.Recommend),
		"total":     policy.SetOf(policy.Recommend, policy.Explain),
		"name":      speaksOfItems,
		"second":    policy.SetOf(policy.CompareItems),
		"compared":  policy.SetOf(policy.CompareItems),
		"aspects":   policy.SetOf(policy.CompareItems),
		"reasons":   judges,
		"misses":    judges,
		"silent":    judges,
		"details":   policy.SetOf(policy.Credibility),
		"proof":     policy.SetOf(policy.SocialProof),
		"liked":     policy.SetOf(policy.Recommend, policy.Explain, policy.ExperienceInquiry),
		"wishes":    hears,
		"news":      policy.SetOf(policy.Acknowledgment),
		"options":   policy.SetOf(policy.OpinionInquiry),
		"attribute": policy.SetOf(policy.OpinionInquiry),
		"item":      policy.All,
		"items":     policy.All,
		"size":      offers,
		"covers":    offers,
	}
}

// conditions are what the header of a section may ask for, beside a slot that can be filled.
var conditions = []string{
	"lead", "greeting", "thanks", "farewell", "restart", "rejected", "critique", "seen", "named", "answered", "nothing", "accepted", "sorted", "one", "first", "terse", "chatty",
	"none", "alike", "nothing_open", "category", "year", "people", "maker", "price",
}
