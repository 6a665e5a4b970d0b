package learn

import "math"

// Predictor tells the probability of each label in an instance's state.
type Predictor func(instance Instance, dst []float64)

// Score says how well the recommender's next move is foreseen.
type Score struct {
	Top1 float64 `json:"top1"` // rate at which the gold is the most likely label
	Top3 float64 `json:"top3"` // rate at which it is among the three most likely
	NLL  float64 `json:"nll"`  // mean negative log-likelihood of the gold, in nats
	N    int     `json:"n"`    // instances
}

// Outcome counts what a predictor did to the instances.
type Outcome struct {
	Top1, Top3, N int
	Surprise      float64 // sum of -ln p(gold)
	Gold          []int   // per label, instances
	Found         []int   // per label, instances whose gold was the most likely
}

// Measure puts the predictor to the instances.
func Measure(labels int, instances []Instance, predict Predictor) Outcome {
	o := Outcome{Gold: make([]int, labels), Found: make([]int, labels)}
	chance := make([]float64, labels)
	for _, instance := range instances {
		predict(instance, chance)
		rank := rankOf(instance.Gold, chance)
		o.N++
		o.Gold[instance.Gold]++
		if rank == 0 {
			o.Top1++
			o.Found[instance.Gold]++
		}
		if rank < 3 {
			o.Top3++
		}
		// A predictor may say "never"; it pays, but not infinitely.
		o.Surprise -= math.Log(max(chance[instance.Gold], 1e-9))
	}
	return o
}

// rankOf returns how many labels are likelier than gold, the lower label first among equals.
func rankOf(gold int, chance []float64) int {
	rank := 0
	for k, p := range chance {
		if p > chance[gold] || p == chance[gold] && k < gold {
			rank++
		}
	}
	return rank
}

// Add adds the counts of another outcome over the same labels.
func (o *Outcome) Add(other Outcome) {
	if o.Gold == nil {
		o.Gold, o.Found = make([]int, len(other.Gold)), make([]int, len(other.Found))
	}
	o.Top1 += other.Top1
	o.Top3 += other.Top3
	o.N += other.N
	o.Surprise += other.Surprise
	for k := range other.Gold {
		o.Gold[k] += other.Gold[k]
		o.Found[k] += other.Found[k]
	}
}

// Score returns the rates; zero for no instances.
func (o Outcome) Score() Score {
	if o.N == 0 {
		return Score{}
	}
	n := float64(o.N)
	return Score{Top1: float64(o.Top1) / n, Top3: float64(o.Top3) / n, NLL: o.Surprise / n, N: o.N}
}
