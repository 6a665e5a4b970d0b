package act

import (
	"slices"

	"rso/catalog"
	"rso/catalog/text"
	"rso/core/ground"
)

// Words are the words of a column's name as people say them, folded: those of "batteryLife (h)" and "battery_life_h" are
// battery and life. The unit, which stands beside the number, and words that only say that something is counted are left
// out.
func Words(col *catalog.Column) []string {
	list := ground.NameWords(col.Name)
	n := len(list)
	switch {
	case n < 2 || slices.Contains(list, per):
	case col.Kind == catalog.Number && (unitWord(list[n-1], col.Unit) || col.Unit == "" && shortUnit(list[n-1]) != ""), slices.Contains(counts, list[n-1]):
		list = list[:n-1]
	}
	if n = len(list); n > 1 && isTruth(col) && slices.Contains(states, list[0]) {
		list = list[1:]
	}
	return list
}

// per stands in the names of rates: "eur_per_kg".
const per = "per"

// shortUnits are units that catalogs name in short and the compiler leaves in the column's name.
var shortUnits = [...]string{"h", "W", "V", "Hz", "kHz", "MHz", "GHz", "mAh", "Wh", "kWh", "kW", "MP", "dB", "lm", "rpm"}

// shortUnit is the unit that a folded word is for, "" when it is for none.
func shortUnit(w string) string {
	for _, u := range shortUnits {
		if text.Fold(u) == w {
			return u
		}
	}
	return ""
}

// unitOf is the unit of a column's numbers as it is written behind them, "" when there is none or nobody knows.
func unitOf(col *catalog.Column) string {
	list := ground.NameWords(col.Name)
	switch {
	case slices.Contains(list, per):
		return ""
	case col.Unit != "":
		return col.Unit
	case len(list) > 1:
		return shortUnit(list[len(list)-1])
	}
	return ""
}

// counts are last words of names that say that something is counted, states first words that say that something is so.
var (
	counts = []string{"count", "num", "number", "total"}
	states = []string{"is", "has", "with", "hat", "ist", "mit", "es", "tiene", "con"}
)

// unitWord says whether a word of a column's name is for its unit.
func unitWord(w, unit string) bool {
	u := text.Fold(unit)
	return unit != "" && w == u || len(w) > 1 && len(u) > 0 && w[0] == u[0] && slices.Contains([]string{"hours", "hrs", "minutes", "min", "months", "mins", "inches", "inch", "in", "grams", "lbs", "pounds", "years", "days", "pages"}, w) ||
		unit == `"` && (w == "in" || w == "inch" || w == "inches")
}
