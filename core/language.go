package core

import (
	"errors"
	"fmt"
	"strings"

	"rso/catalog"
	"rso/core/act"
	"rso/core/ground"
	"rso/core/prefer"
	"rso/policy"
)

// A Language is all that a session needs of one: how shoppers are understood, and how they are answered.
type Language struct {
	Hears  *prefer.Language
	Speaks *act.Language
	Checks *ground.Language // how a language model's drafts are read; nil where none come: then they are read as English
}

// NewSessionOf begins a conversation in a language, which may be one that no program carries, read from texts.
func NewSessionOf(l Language, c *catalog.Catalog, p *policy.Policy) *Session {
	s := newSession(l.Hears, l.Speaks, c, p)
	s.checks = l.Checks
	return s
}

// The parts of a pack, in their order: each begins with a line of its own.
var packed = [...]string{"=== hears", "=== speaks", "=== checks"}

// Unpack takes a language's pack apart, the file that a page loads for a language that its module doesn't carry: the texts that
// [prefer.ReadLanguage], [act.ReadLanguage] and [ground.ReadLanguage] read, behind the lines "=== hears", "=== speaks" and
// "=== checks".
func Unpack(pack string) (hears, speaks, checks string, err error) {
	var texts [len(packed)]string
	for k, mark := range packed {
		rest, ok := strings.CutPrefix(strings.TrimLeft(pack, "\ufeff \r\n\t"), mark+"\n")
		if !ok {
			return "", "", "", fmt.Errorf("core: the language's pack has no line %q where its %s part begins: make it with ./build.sh build", mark, [...]string{"first", "second", "third"}[k])
		}
		pack = ""
		if k+1 < len(packed) {
			at := strings.Index(rest, "\n"+packed[k+1]+"\n")
			if at < 0 {
				at = len(rest)
			} else {
				pack = rest[at+1:]
			}
			rest = rest[:at]
		}
		texts[k] = rest
	}
	return texts[0], texts[1], texts[2], nil
}

// ReadLanguage reads a language from its pack, without the part that checks drafts.
func ReadLanguage(pack string) (l Language, err error) {
	hears, speaks, _, err := Unpack(pack)
	if err != nil {
		return l, err
	}
	if l.Hears, err = prefer.ReadLanguage(hears); err != nil {
		return l, fmt.Errorf("the part that hears: %w", err)
	}
	if l.Speaks, err = act.ReadLanguage(speaks); err != nil {
		return l, fmt.Errorf("the part that speaks: %w", err)
	}
	if l.Hears.Tag != l.Speaks.Tag {
		return l, errors.New("core: the language's pack hears " + l.Hears.Tag + " and speaks " + l.Speaks.Tag + ": make it of texts of one language")
	}
	return l, nil
}
