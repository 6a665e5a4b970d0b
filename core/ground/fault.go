package ground

// A Kind is what is wrong with a part of a draft.
type Kind uint8

// The kinds.
const (
	WrongPrice Kind = iota
	WrongNumber
	WrongYear
	WrongPerson
	WrongAttribute
	DeniedAttribute // denies what the record says
	InventedProduct // names what no catalog record is called
	NotInPlan       // names another item of the catalog
	HumanExperience // claims a human life
	Availability    // stock, shipping or returns that no fact supports
	Discount        // so do discounts
	Markup          // links and markup
	PromptEcho      // repeats its instructions
	numKinds
)

// String returns the name that verdicts have.
func (k Kind) String() string {
	return [numKinds]string{
		"wrong-price", "wrong-number", "wrong-year", "wrong-person", "wrong-attribute", "denied-attribute", "invented-product",
		"not-in-plan", "human-experience", "availability-or-shipping-claim", "discount-claim", "html-or-link", "prompt-echo",
	}[min(k, numKinds-1)]
}

// A Fault is something in a draft that doesn't hold.
type Fault struct {
	Kind       Kind
	Start, End int    // bytes [Start, End) of the draft
	Said       string // the words there
	Fact       string // what the record says instead, "" when it says nothing
	Repair     string // what the words may be replaced by, "" when the sentence can't be mended so
	Remove     bool   // the words may be left out
	Mended     bool   // the sentence was mended and is shown
}

// mend replaces what is wrong in a sentence; ok is false when something can't be. The faults are in the order of the text.
func mend(sentence string, faults []Fault) (mended string, ok bool) {
	out, at := "", 0
	for _, f := range faults {
		if f.Repair == "" && !f.Remove || f.Start < at {
			return "", false
		}
		out += sentence[at:f.Start] + f.Repair
		at = f.End
	}
	return out + sentence[at:], true
}
