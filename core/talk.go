package core

// maxTalk is how many messages a session remembers with their replies: as many as a request for the next reply holds.
const maxTalk = 3

// A round is a message with its reply.
type round struct {
	message string
	reply   string // as the template has it
	said    string // what was shown in its place; "": the reply
}

// shown returns what the shopper read.
func (e *round) shown() string {
	if e.said != "" {
		return e.said
	}
	return e.reply
}

// replied keeps account of a turn's words.
func (s *Session) replied(message, reply string) {
	if s.talk = append(s.talk, round{message: message, reply: reply}); len(s.talk) > maxTalk {
		s.talk = s.talk[1:]
	}
}

// Said tells the session what was shown for the last reply, when it was not [Reply.Text]: the words of a language model
// that were found true. They are what later requests know of the talk, and they are saved with the session. Before the
// first turn it does nothing.
func (s *Session) Said(text string) {
	if len(s.talk) == 0 {
		return
	}
	last := &s.talk[len(s.talk)-1]
	if last.said = remembered(text); last.said == last.reply {
		last.said = ""
	}
}

// replaced returns what was shown for the last messages in the place of their replies, nil when it was all as it is said.
func (s *Session) replaced() []string {
	var said []string
	for i := range s.talk {
		if said != nil || s.talk[i].said != "" {
			said = append(said, s.talk[i].said)
		}
	}
	return said
}
