//go:build js && wasm && !search

package main

import (
	"errors"
	"fmt"

	"github.com/hack-pad/safejs"

	"rso/catalog"
	"rso/core"
	"rso/policy"
	"rso/wasm/browser/frame"
)

// opens is the method of the factory, rso.open.
const opens = "open"

func open(args []safejs.Value) (any, error) {
	if len(args) != 3 && len(args) != 4 {
		return nil, fmt.Errorf("rso.open takes 3 arguments (catalog, policy, options) and perhaps a language, not %d", len(args))
	}
	catalogBytes, err := bytesOf(args[0], "catalog")
	if err != nil {
		return nil, err
	}
	policyBytes, err := bytesOf(args[1], "policy")
	if err != nil {
		return nil, err
	}
	opt, err := readOptions(args[2])
	if err != nil {
		return nil, err
	}
	c, err := catalog.Open(catalogBytes)
	if err != nil {
		return nil, err
	}
	p, err := policy.Open(policyBytes)
	if err != nil {
		return nil, err
	}
	s := core.NewSession(c, p)
	if len(args) == 4 {
		l, err := languageOf(args[3])
		if err != nil {
			return nil, err
		}
		s = core.NewSessionOf(l, c, p)
	}
	go warm(c, p)
	return sessionObject(&session{s, false}, opt)
}

// languageOf reads a language from its pack.
func languageOf(v safejs.Value) (l core.Language, err error) {
	b, err := bytesOf(v, "language")
	if err != nil {
		return l, err
	}
	if l, err = core.ReadLanguage(string(b)); err == nil {
		l.Checks, err = checked(string(b))
	}
	return l, err
}

// A session is what the page holds.
type session struct {
	*core.Session
	closed bool
}

var errClosed = errors.New("the session is closed: open a new one")

// sessionObject makes the object of methods that the page calls.
func sessionObject(s *session, opt frame.Options) (any, error) {
	obj, err := object(nil)
	if err != nil {
		return nil, err
	}
	methods := map[string]handler{
		"turn":     s.frame(s.turn),
		"act":      s.frame(s.act),
		"choices":  s.frame(s.choices),
		"save":     s.frame(func([]safejs.Value) ([]byte, error) { return s.Save(), nil }),
		"restore":  s.frame(s.restore),
		"reset":    s.frame(func([]safejs.Value) ([]byte, error) { s.Reset(); return []byte("{}"), nil }),
		"describe": s.frame(s.describe),
		"apply":    s.frame(s.apply),
		"close":    s.close,
	}
	if opt.Debug {
		methods["crash"] = crash
	}
	for _, list := range [...]map[string]handler{methods, acted(s), measured(s)} {
		for name, h := range list {
			if err := method(obj, name, h); err != nil {
				return nil, err
			}
		}
	}
	return obj, nil
}

// frame makes a handler of a function that needs an open session.
func (s *session) frame(f func([]safejs.Value) ([]byte, error)) handler {
	return framed(func(args []safejs.Value) ([]byte, error) {
		if s.closed {
			return nil, errClosed
		}
		return f(args)
	})
}

// turn answers {"text": "..."} with a reply.
func (s *session) turn(args []safejs.Value) ([]byte, error) {
	var m frame.Message
	err := readFrame(args, `turn takes one frame, {"text": "..."}`, m.UnmarshalEasyJSON)
	if err != nil {
		return nil, err
	}
	return written(s.Turn(m.Text).MarshalEasyJSON)
}

// act answers a gesture with a reply.
func (s *session) act(args []safejs.Value) ([]byte, error) {
	var g core.Gesture
	err := readFrame(args, `act takes one frame, {"text": "...", ...} with what was done`, g.UnmarshalEasyJSON)
	if err != nil {
		return nil, err
	}
	r, err := s.Act(g)
	if err != nil {
		return nil, err
	}
	return written(r.MarshalEasyJSON)
}

// choices answers {"at": 0, "most": 10} with what a constraint may be changed to.
func (s *session) choices(args []safejs.Value) ([]byte, error) {
	var p frame.Place
	err := readFrame(args, `choices takes one frame, {"at": 0, "most": 10}`, p.UnmarshalEasyJSON)
	if err != nil {
		return nil, err
	}
	c, err := s.Choices(p.At, p.Most)
	if err != nil {
		return nil, err
	}
	return written(c.MarshalEasyJSON)
}

func (s *session) describe([]safejs.Value) ([]byte, error) {
	return written(s.Describe().MarshalEasyJSON)
}

func (s *session) restore(args []safejs.Value) ([]byte, error) {
	if len(args) != 1 {
		return nil, errors.New("restore takes one frame, the one that save returned")
	}
	b, err := bytesOf(args[0], "state")
	if err != nil {
		return nil, err
	}
	return []byte("{}"), s.Restore(b)
}

func (s *session) close([]safejs.Value) (any, error) {
	s.closed, s.Session = true, nil
	return nil, nil
}

// crash panics where nothing recovers, for the test of the host's restart.
func crash([]safejs.Value) (any, error) {
	go panic("rso: crash asked for by the debug option")
	return nil, nil
}
