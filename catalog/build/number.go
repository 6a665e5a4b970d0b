package build

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/currency"
)

// A number is a number as a feed writes it.
type number struct {
	value float64
	unit  string // a unit, or the code of a currency
	sign  string // the sign that the currency was told by, "" when a code was
	mark  byte   // the decimal mark: '.' or ',', 0 without decimals or when it may be a thousands separator
}

func (n number) whole() bool { return n.value == math.Trunc(n.value) }

// maxNumber is the longest text that is looked at as a number.
const maxNumber = 48

// parseNumber reads a number with at most a currency around it or a unit behind it: "1,299.00", "$5", "USD 19.00",
// "1.299,00 €", "16 GB".
func parseNumber(s string) (n number, ok bool) {
	if s = strings.TrimSpace(s); len(s) > maxNumber || !strings.ContainsAny(s, "0123456789") {
		return n, false
	}
	if !isDigit(s[0]) || !isDigit(s[len(s)-1]) { // most have no sign
		s, n.sign, n.unit = cutSign(s)
	}
	if tail, code := cutUnit(s); n.unit == "" || code == n.unit { // "$5 USD" says it twice
		s, n.unit = tail, code
	}
	s, n.mark, ok = ungroup(strings.TrimSpace(s))
	if !ok {
		return n, false
	}
	v, err := strconv.ParseFloat(s, 64)
	n.value = v
	return n, err == nil
}

// cutSign cuts the sign of a currency before or behind a number.
func cutSign(s string) (number, sign, code string) {
	for _, c := range signs {
		t := strings.TrimPrefix(s, c.sign)
		if t == s {
			t = strings.TrimSuffix(s, c.sign)
		}
		if t != s {
			return strings.TrimSpace(t), c.sign, c.code
		}
	}
	return s, "", ""
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// cutUnit cuts a currency code before a number, or a code or a unit behind it.
func cutUnit(s string) (number, unit string) {
	if head, rest, ok := strings.Cut(s, " "); ok && isCurrency(head) {
		return strings.TrimSpace(rest), head
	}
	if len(s) > 3 && isCurrency(s[:3]) {
		return s[3:], s[:3]
	}
	end := strings.LastIndexAny(s, "0123456789.") + 1
	if end == len(s) {
		return s, ""
	}
	tail := strings.TrimSpace(s[end:])
	if u, ok := canonicalUnit(tail); ok {
		return s[:end], u
	}
	if isCurrency(tail) {
		return s[:end], tail
	}
	return s, ""
}

// isCurrency says whether s is the code of a currency (ISO 4217).
func isCurrency(s string) bool {
	if len(s) != 3 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return false
	}
	_, err := currency.ParseISO(s)
	return err == nil
}

// currencyNames are currencies as the names of columns have them.
var currencyNames = map[string]string{"euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds": "GBP", "sterling": "GBP", "yen": "JPY",
	"franken": "CHF", "zloty": "PLN"}

// currencyOf reads a currency from a column's name: "Price (Euro)", "price_usd", "Preis in €".
func currencyOf(name string) string {
	for _, c := range signs {
		if strings.Contains(name, c.sign) && !unicode.IsLetter(rune(c.sign[len(c.sign)-1])) {
			return c.code
		}
	}
	for _, w := range strings.Fields(plain(name)) {
		if code := currencyWord(w); code != "" {
			return code
		}
	}
	return ""
}

// ungroup removes thousands separators and turns a decimal comma into a point; ok is false when s has anything but
// digits, separators, a sign and an exponent, or separators where none belong ("1,2,3"). mark is the decimal mark where
// it can be nothing else.
func ungroup(s string) (plain string, mark byte, ok bool) {
	if strings.ContainsAny(s, "'’\u00a0\u202f") {
		s = strings.Map(withoutMarks, s)
	}
	if a, b, spaced := strings.Cut(s, " "); spaced && len(b) >= 3 && len(a) <= 3 && strings.Trim(a+b[:3], "0123456789") == "" {
		s = a + b
	}
	body := strings.TrimLeft(s, "+-")
	if len(s)-len(body) > 1 || body == "" || strings.Trim(body, "0123456789.,eE+-") != "" || body[0] > '9' {
		return "", 0, false
	}
	comma, point := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	switch {
	case comma < 0 && strings.Count(s, ".") > 1: // 1.299.000
		return strings.ReplaceAll(s, ".", ""), 0, grouped(body, ".")
	case comma < 0:
		if point >= 0 && len(s)-point != 4 {
			mark = '.'
		}
		return s, mark, true
	case point > comma: // 1,299.00
		whole, _, _ := strings.Cut(body, ".")
		return strings.ReplaceAll(s, ",", ""), '.', grouped(whole, ",")
	case point >= 0: // 1.299,00
		whole, _, _ := strings.Cut(body, ",")
		return strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1), ',', grouped(whole, ".")
	case strings.Count(s, ",") == 1 && (len(s)-comma <= 3 || body[0] == '0'): // 12,50
		return strings.Replace(s, ",", ".", 1), ',', true
	}
	return strings.ReplaceAll(s, ",", ""), 0, grouped(body, ",") // 1,299
}

// withoutMarks drops the thousands separators of Switzerland (1'299.00) and France (1 299,00, with a hard space).
func withoutMarks(r rune) rune {
	switch r {
	case '\'', '’', '\u00a0', '\u202f':
		return -1
	}
	return r
}

// grouped says whether the separators in s stand between thousands; 1,00,000 is grouped too, as in India.
func grouped(s, separator string) bool {
	list := strings.Split(s, separator)
	for i, g := range list {
		if len(g) > 3 || i == 0 && g == "" || i > 0 && len(g) < 2 || i > 0 && i == len(list)-1 && len(g) != 3 {
			return false
		}
	}
	return true
}

// isRange says whether s is two numbers, or one and above or below: "60-90", "8+", "from 80", "19.99 - 29.99".
func isRange(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	if end, ok := strings.CutSuffix(s, "+"); ok {
		_, ok := parseNumber(end)
		return ok
	}
	for _, word := range []string{"from ", "ab ", "desde ", "up to ", "bis ", "<", ">", "≤", "≥", "~"} {
		if rest, ok := strings.CutPrefix(s, word); ok {
			_, ok := parseNumber(rest)
			return ok
		}
	}
	for _, between := range []string{"–", "-", " to ", " bis ", "…"} {
		if a, b, ok := strings.Cut(s, between); ok && a != "" {
			_, first := parseNumber(a)
			_, second := parseNumber(b)
			return first && second
		}
	}
	return false
}

// parseYear reads the year of a year or a date: "1994", "1994-09-10", "10 Sep 1994". A whole number is a year when it
// is not beyond 2200; of a longer text, the one group of four digits is.
func parseYear(s string) (float64, bool) {
	if n, ok := parseNumber(s); ok && n.unit == "" {
		return n.value, n.whole() && n.value >= -5000 && n.value <= 2200
	}
	if len(s) > 40 {
		return 0, false
	}
	found, year := 0, 0
	for _, g := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(g) == 4 && found < 1 {
			year, _ = strconv.Atoi(g)
			found++
		} else if len(g) >= 4 {
			return 0, false
		}
	}
	return float64(year), found == 1 && year > 0 && year <= 2200
}

// parseRating reads a rating; one that names its scale ("9.1/10", "4.5 out of 5", "87 %") is scaled to five.
func parseRating(s string) (v float64, scaled, ok bool) {
	s = strings.ToLower(s)
	for _, of := range []string{"/", " out of ", " von ", " de ", " sur "} {
		if a, b, found := strings.Cut(s, of); found {
			x, first := parseNumber(a)
			best, second := parseNumber(b)
			return 5 * x.value / best.value, best.value != 5, first && second && best.value > 0 && x.value <= best.value
		}
	}
	n, ok := parseNumber(strings.TrimSuffix(strings.TrimSuffix(s, " stars"), " sterne"))
	if n.unit == "%" {
		return n.value / 20, true, ok
	}
	return n.value, false, ok && n.unit == ""
}

// parseFlag reads yes or no.
func parseFlag(s string) (yes, ok bool) {
	switch strings.ToLower(s) {
	case "yes", "true", "y", "ja", "wahr", "sí", "si", "oui", "vrai", "verdadero":
		return true, true
	case "no", "false", "n", "nein", "falsch", "non", "faux", "falso":
		return false, true
	}
	return false, false
}
