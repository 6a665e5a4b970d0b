package simulate

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Temperament says how a seeker goes about what it wants. All but Patience are from 0 to 1.
type Temperament struct {
	Patience float64 // annoyance that it bears before it leaves; every turn costs about 1
	Talk     float64 // chance to volunteer a wish, to say why not, to ask
	Trust    float64 // how much of what is said counts
	Need     float64 // confidence in an item at which it is as likely to take it as not
	Stubborn float64 // resists being encouraged
	Clear    float64 // chance to be aware of a wish from the beginning; of others it learns by questions and by items that break them
	Contrary float64 // chance to turn down what it likes, to take back what it said
	Wander   float64 // chance of an aside
	Slip     float64 // chance that a word is misspelt, when it writes
}

// A Family is a kind of people.
type Family struct {
	Name string
	Temperament
}

// Families lists the families of seekers. A policy learns on the first [Trained] of them, everyday people; the others, who are
// harder to please, are held out.
func Families() []Family {
	return []Family{
		{"cooperative", Temperament{Patience: 9, Talk: .70, Trust: .70, Need: .50, Stubborn: .30, Clear: .90, Contrary: .02, Wander: .03, Slip: .03}},
		{"terse", Temperament{Patience: 8, Talk: .25, Trust: .60, Need: .45, Stubborn: .40, Clear: .85, Contrary: .03, Wander: .01, Slip: .06}},
		{"chatty", Temperament{Patience: 11, Talk: .90, Trust: .70, Need: .50, Stubborn: .30, Clear: .90, Contrary: .03, Wander: .12, Slip: .05}},
		{"impatient", Temperament{Patience: 5, Talk: .50, Trust: .65, Need: .40, Stubborn: .50, Clear: .90, Contrary: .03, Wander: .02, Slip: .08}},
		{"sceptical", Temperament{Patience: 10, Talk: .50, Trust: .45, Need: .60, Stubborn: .80, Clear: .90, Contrary: .05, Wander: .04, Slip: .03}},
		{"undecided", Temperament{Patience: 9, Talk: .45, Trust: .60, Need: .58, Stubborn: .30, Clear: .40, Contrary: .06, Wander: .05, Slip: .04}},
		{"adversarial", Temperament{Patience: 8, Talk: .40, Trust: .40, Need: .60, Stubborn: .90, Clear: .75, Contrary: .20, Wander: .15, Slip: .12}},
	}
}

// Trained is how many of the [Families] a policy learns on.
const Trained = 4

// FamilyNamed finds a family.
func FamilyNamed(name string) (Family, error) {
	var names []string
	for _, f := range Families() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Family{}, fmt.Errorf("there is no family of seekers %q: there are %s", name, strings.Join(names, ", "))
}

// spread is how far the people of a family differ from its middle.
const spread = .15

// Draw makes one person of the family.
func (f Family) Draw(r *rand.Rand) Temperament {
	t := f.Temperament
	vary := func(x *float64) { *x = min(max(*x+spread*(r.Float64()+r.Float64()-1), 0), 1) }
	for _, x := range [...]*float64{&t.Talk, &t.Trust, &t.Need, &t.Stubborn, &t.Clear} {
		vary(x)
	}
	t.Patience *= .75 + .5*r.Float64()
	return t
}
