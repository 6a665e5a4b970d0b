package policy

// Message is what the Planner may know of one thing the seeker said.
type Message struct {
	Acts       []Act // main act first
	Words      int   // how many words
	Question   bool  // asks something
	NamesItem  bool  // names an item of the catalog
	NamesValue bool  // names an attribute value: a genre, a person, a brand
	Positive   bool  // speaks well of something
	Negative   bool  // speaks ill of something
}

// Has reports whether the message performs the act, as its main one or beside it.
func (m Message) Has(a Act) bool {
	for _, act := range m.Acts {
		if act == a {
			return true
		}
	}
	return false
}

// Main returns the main act; NoAct when none was recognised.
func (m Message) Main() Act {
	if len(m.Acts) == 0 || m.Acts[0] >= NumActs {
		return NoAct
	}
	return m.Acts[0]
}

// Beside returns the act next to the main one; NoAct when there is none.
func (m Message) Beside() Act {
	if len(m.Acts) < 2 || m.Acts[1] >= NumActs {
		return NoAct
	}
	return m.Acts[1]
}
