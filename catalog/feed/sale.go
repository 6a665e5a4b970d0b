package feed

import "strings"

// onSale says whether a sale that has dates counts. Without Options.Date it does, since a feed mustn't compile to other
// bytes tomorrow; that is noted. Dates are compared as they are written: 2026-11-25T09:00+01:00 begins on its day.
func (r *Reader) onSale(line int, field, start, end string) bool {
	if start == "" && end == "" {
		return true
	}
	day := func(s string) string { return strings.TrimSpace(s[:min(len(s), 10)]) }
	if r.opt.Date == "" {
		r.noteOnce(line, field, "sales have dates, which were not looked at: give the day that the catalog is for to have them count")
		return true
	}
	return (start == "" || day(start) <= r.opt.Date) && (end == "" || r.opt.Date <= day(end))
}

// addSale adds a sale price that counts.
func (r *Reader) addSale(line int, list []Field, price, dates, start, end string) []Field {
	if price == "" || !r.onSale(line, dates, start, end) {
		return list
	}
	return appendField(list, "sale price", price)
}
