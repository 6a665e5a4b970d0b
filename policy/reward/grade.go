package reward

// Grade is how the seeker stands after a turn of the recommender.
type Grade uint8

// The grades, worst first.
const (
	Rejects       Grade = iota // turns down what was recommended
	NotInterested              // isn't taken with it
	NothingYet                 // nothing has been recommended yet
	Interested                 // likes it, and hasn't decided
	Accepts                    // takes it

	numGrades
)

// Value returns the grade's place on the judge's scale: .2, .4, .6, .8 or 1.
func (g Grade) Value() float64 { return [...]float64{.2, .4, .6, .8, 1}[min(g, Accepts)] }

// String returns the words used in transcripts and reports.
func (g Grade) String() string {
	return [...]string{"rejects", "not interested", "nothing recommended yet", "interested", "accepts"}[min(g, Accepts)]
}

// Nearest returns the grade whose value is nearest to a mean of several, the better one of equals.
func Nearest(value float64) Grade {
	best := Rejects
	for g := Rejects; g < numGrades; g++ {
		if distance(value, g) <= distance(value, best) {
			best = g
		}
	}
	return best
}

func distance(value float64, g Grade) float64 {
	if d := value - g.Value(); d > 0 {
		return d
	}
	return g.Value() - value
}
