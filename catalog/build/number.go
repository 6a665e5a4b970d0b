package build

import (
	"strconv"
	"strings"
)

// currencies by sign.
var currencies = []struct{ sign, code string }{{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}, {"₹", "INR"}}

// units that may follow a number, as they are shown; they are read in any case.
var units = []string{"g", "kg", "mg", "lb", "lbs", "oz", "mm", "cm", "m", "km", "in", "inch", "inches", "\"", "ml", "cl", "l", "MB", "GB", "TB",
	"Hz", "kHz", "MHz", "GHz", "W", "kW", "Wh", "mAh", "V", "MP", "min", "minutes", "h", "hours", "days", "months", "years", "pages", "%"}

// parseNumber reads a number with at most a currency around it or a unit behind it: "1,299.00", "$5", "USD 19.00",
// "1.299,00 €", "16 GB".
func parseNumber(s string) (v float64, unit string, ok bool) {
	s = strings.TrimSpace(s)
	for _, c := range currencies {
		t := strings.TrimPrefix(s, c.sign)
		if t == s {
			t = strings.TrimSuffix(s, c.sign)
		}
		if t != s {
			s, unit = strings.TrimSpace(t), c.code
			break
		}
	}
	if unit == "" {
		s, unit = cutUnit(s)
	}
	s, ok = ungroup(s)
	if !ok {
		return 0, "", false
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, "", false
	}
	return v, unit, true
}

// cutUnit cuts a currency code before a number, or a code or a unit behind it.
func cutUnit(s string) (number, unit string) {
	if len(s) > 4 && isCode3(s[:3]) && s[3] == ' ' {
		return strings.TrimSpace(s[4:]), s[:3]
	}
	end := strings.LastIndexAny(s, "0123456789.") + 1
	tail := strings.TrimSpace(s[end:])
	for _, u := range units {
		if strings.EqualFold(u, tail) {
			return s[:end], u
		}
	}
	if isCode3(tail) {
		return s[:end], tail
	}
	return s, ""
}

// isCode3 says whether s looks like a currency code.
func isCode3(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := range 3 {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

// ungroup removes thousands separators and turns a decimal comma into a point; ok is false when s has anything but
// digits, separators, a sign and an exponent, or separators where none belong ("1,2,3").
func ungroup(s string) (plain string, ok bool) {
	body := strings.TrimLeft(s, "+-")
	if len(s)-len(body) > 1 || body == "" || strings.Trim(body, "0123456789.,eE+-") != "" || body[0] > '9' {
		return "", false
	}
	comma, point := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	switch {
	case comma < 0 && strings.Count(s, ".") > 1: // 1.299.000
		return strings.ReplaceAll(s, ".", ""), grouped(body, ".")
	case comma < 0:
		return s, true
	case point > comma: // 1,299.00
		whole, _, _ := strings.Cut(body, ".")
		return strings.ReplaceAll(s, ",", ""), grouped(whole, ",")
	case point >= 0: // 1.299,00
		whole, _, _ := strings.Cut(body, ",")
		return strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1), grouped(whole, ".")
	case strings.Count(s, ",") == 1 && (len(s)-comma <= 3 || body[0] == '0'): // 12,50
		return strings.Replace(s, ",", ".", 1), true
	}
	return strings.ReplaceAll(s, ",", ""), grouped(body, ",") // 1,299
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

// parseYear reads the year of a year or a date: "1994", "1994-09-10", "10 Sep 1994". A whole number is a year when it
// is not beyond 2200; of a longer text, the one group of four digits is.
func parseYear(s string) (float64, bool) {
	if v, unit, ok := parseNumber(s); ok && unit == "" {
		return v, v == float64(int(v)) && v >= -5000 && v <= 2200
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
