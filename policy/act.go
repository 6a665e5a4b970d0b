package policy

import "errors"

// Act is a dialogue act of the seeker as the Planner sees it.
type Act uint8

// The acts. The preference reasoner finds them; this package only counts on them.
const (
	NoAct    Act = iota // nothing recognised
	Inform              // states a preference or a fact about themselves
	Request             // asks for items
	AskItem             // asks about an item
	Affirm              // yes
	Deny                // no
	Critique            // like that, but cheaper
	Compare             // asks how items differ
	Choose              // accepts an item
	Reject              // turns an item down
	Seen                // already knows it
	Greet               // hello
	Thank               // thanks
	Bye                 // goodbye
	OffTopic            // something else entirely
	Repair              // puts right what was misunderstood

	NumActs // how many there are, not an act
)

// String returns the name used in traces and reports, such as "ask_item".
func (a Act) String() string {
	switch a {
	case NoAct:
		return "none"
	case Inform:
		return "inform"
	case Request:
		return "request"
	case AskItem:
		return "ask_item"
	case Affirm:
		return "affirm"
	case Deny:
		return "deny"
	case Critique:
		return "critique"
	case Compare:
		return "compare"
	case Choose:
		return "choose"
	case Reject:
		return "reject"
	case Seen:
		return "seen"
	case Greet:
		return "greet"
	case Thank:
		return "thank"
	case Bye:
		return "bye"
	case OffTopic:
		return "off_topic"
	case Repair:
		return "repair"
	}
	return "unknown"
}

// ParseAct is the inverse of [Act.String]; it reports whether there is such an act.
func ParseAct(name string) (Act, bool) {
	for a := range NumActs {
		if a.String() == name {
			return a, true
		}
	}
	return NoAct, false
}

// MarshalText writes the name, so that a saved session outlives a renumbering.
func (a Act) MarshalText() ([]byte, error) {
	if a >= NumActs {
		return nil, errors.New("policy: there is no such dialogue act to write")
	}
	return []byte(a.String()), nil
}

// UnmarshalText reads a name written by [Act.MarshalText].
func (a *Act) UnmarshalText(text []byte) error {
	parsed, ok := ParseAct(string(text))
	if !ok {
		return errors.New("policy: there is no dialogue act " + quote(string(text)))
	}
	*a = parsed
	return nil
}
