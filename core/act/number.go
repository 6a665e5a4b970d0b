package act

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rso/catalog"
)

// Number writes a number with the language's separators: 1234.5 is "1,234.5" or "1.234,5".
func (l *Language) Number(v float64) string {
	whole, frac, _ := strings.Cut(catalog.FormatNumber(math.Abs(v)), ".")
	return l.separated(v < 0, whole, frac)
}

func (l *Language) separated(negative bool, whole, frac string) string {
	var b strings.Builder
	if negative {
		b.WriteByte('-')
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(l.of("format", "group"))
		}
		b.WriteByte(whole[i])
	}
	if frac != "" {
		b.WriteString(l.of("format", "decimal"))
		b.WriteString(frac)
	}
	return b.String()
}

// symbol is the sign of a currency, "" when it has none that everybody knows.
func symbol(currency string) string {
	switch currency {
	case "USD":
		return "$"
	case "EUR":
		return "€"
	case "GBP":
		return "£"
	case "JPY":
		return "¥"
	case "INR":
		return "₹"
	}
	return ""
}

// Money writes an amount in a currency, an ISO 4217 code: "$1,399.99", "1.399,99 €". Without a currency it is the
// number.
func (l *Language) Money(currency string, v float64) string {
	whole, frac, _ := strings.Cut(strconv.FormatFloat(math.Abs(v), 'f', 2, 64), ".")
	if frac == "00" {
		frac = ""
	}
	amount := l.separated(v < 0, whole, frac)
	sign := symbol(currency)
	switch {
	case currency == "":
		return amount
	case sign == "":
		return amount + " " + currency
	}
	return put(l.of("format", "money"), "v", amount, "c", sign)
}

// Value writes a number of a column as it is said: money in its currency, a measure with its unit, a year without
// grouping, a rating with its scale where that is known.
func (l *Language) Value(col *catalog.Column, v float64) string {
	n := l.amount(col, v)
	if col.Role == catalog.Rating && scale(col) > 0 {
		return put(l.of("format", "scale"), "v", n, "w", l.Number(scale(col)))
	}
	return n
}

// amount is Value without the scale of a rating: a difference of ratings has none.
func (l *Language) amount(col *catalog.Column, v float64) string {
	switch {
	case col.Role == catalog.Year && v < 0:
		return put(l.of("format", "bc"), "v", catalog.FormatNumber(-v))
	case col.Role == catalog.Year:
		return catalog.FormatNumber(v)
	case col.Role == catalog.Price:
		return l.Money(col.Unit, v)
	}
	switch unit := unitOf(col); unit {
	case "", "pages":
		return l.Number(v)
	case "%":
		return l.Number(v) + l.of("format", "percent")
	case `"`:
		return l.Number(v) + " in"
	default:
		return l.Number(v) + " " + unit
	}
}

// scale is the best mark of a column of ratings, 0 when it can't be told: ratings that come near five but not over it are out
// of five.
func scale(col *catalog.Column) float64 {
	if _, hi, ok := col.Range(); ok && hi > 4 && hi <= 5 {
		return 5
	}
	return 0
}

// listIn joins words for a form: where it quotes what it is given, each is quoted.
func (l *Language) listIn(form string, parts []string, and string) string {
	before, after, ok := strings.Cut(form, "{v}")
	begin, _ := utf8.DecodeLastRuneInString(before)
	end, _ := utf8.DecodeRuneInString(after)
	if !ok || len(parts) < 2 || !strings.ContainsRune("“„«", begin) {
		return l.list(parts, and)
	}
	quoted := slices.Clone(parts)
	for k := range quoted[1:] {
		quoted[k] += string(end)
		quoted[k+1] = string(begin) + quoted[k+1]
	}
	return l.list(quoted, and)
}

// list joins words as one says them: "a, b and c".
func (l *Language) list(parts []string, and string) string {
	n := len(parts)
	if n == 0 {
		return ""
	}
	if n == 1 {
		return parts[0]
	}
	last := parts[n-1]
	joint := l.of("format", and)
	if before, form, ok := strings.Cut(l.of("format", and+"_before"), ": "); ok { // Spanish "e" before "i"
		for _, start := range strings.Fields(before) {
			if strings.HasPrefix(lowercase(strings.TrimPrefix(last, opens)), start) {
				joint = form
				break
			}
		}
	}
	return strings.Join(parts[:n-1], ", ") + " " + joint + " " + last
}
