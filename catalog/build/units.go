package build

import (
	"maps"
	"strconv"
	"strings"
)

// signs of currencies, longer ones first; "$" is taken for the US dollar and "kr" for none, being three currencies'.
var signs = []struct{ sign, code string }{
	{"US$", "USD"}, {"CA$", "CAD"}, {"C$", "CAD"}, {"AU$", "AUD"}, {"A$", "AUD"}, {"NZ$", "NZD"}, {"HK$", "HKD"}, {"S$", "SGD"}, {"MX$", "MXN"},
	{"R$", "BRL"}, {"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}, {"￥", "JPY"}, {"₹", "INR"}, {"₩", "KRW"}, {"₽", "RUB"}, {"₺", "TRY"},
	{"₪", "ILS"}, {"฿", "THB"}, {"₫", "VND"}, {"₴", "UAH"}, {"zł", "PLN"}, {"Kč", "CZK"}, {"Fr.", "CHF"}, {"Euro", "EUR"}, {"euro", "EUR"},
}

// units that may follow a number, as they are shown; they are read in any case.
var units = []string{"g", "kg", "mg", "lb", "lbs", "oz", "mm", "cm", "m", "km", "in", "inch", "inches", "ft", "yd", "\"", "ml", "cl", "l", "fl oz", "MB", "GB", "TB",
	"Hz", "kHz", "MHz", "GHz", "W", "kW", "Wh", "kWh", "mAh", "Ah", "V", "MP", "lm", "dB", "rpm", "px", "fps", "bar", "psi", "hp", "cc", "nm", "°C", "°F", "kcal", "kJ",
	"min", "minutes", "h", "hours", "days", "months", "years", "pages", "%"}

// longUnits are units that are written out.
var longUnits = map[string]string{"grams": "g", "gram": "g", "gramm": "g", "kilograms": "kg", "kilogram": "kg", "kilo": "kg", "pound": "lb", "lbs": "lb", "ounces": "oz", "ounce": "oz",
	"millimeters": "mm", "centimeters": "cm", "centimetres": "cm", "meters": "m", "metres": "m", "liters": "l", "litres": "l", "liter": "l", "litre": "l", "gigabytes": "GB", "watts": "W", "watt": "W",
	"volts": "V", "volt": "V", "zoll": "inch", "mins": "min", "minuten": "min", "stunden": "h", "seiten": "pages", "jahre": "years", "monate": "months", "lumen": "lm", "percent": "%", "percentage": "%", "prozent": "%", "porcentaje": "%", "pourcentage": "%"}

// canonicalUnit is the unit that a text means.
func canonicalUnit(s string) (string, bool) {
	if s == "" || len(s) > 12 {
		return "", false
	}
	u, ok := unitsByFold[strings.ToLower(s)]
	return u, ok
}

// unitsByFold are all units by their lower case forms.
var unitsByFold = func() map[string]string {
	m := maps.Clone(longUnits)
	for _, u := range units {
		m[strings.ToLower(u)] = u
	}
	return m
}()

// sizes of units in terms of the first of their kind.
var sizes = []map[string]float64{
	{"g": 1, "mg": .001, "kg": 1000, "lb": 453.59237, "lbs": 453.59237, "oz": 28.349523125},
	{"mm": 1, "cm": 10, "m": 1000, "km": 1e6},
	{"ml": 1, "cl": 10, "l": 1000},
	{"GB": 1, "MB": .001, "TB": 1000},
}

// convert turns a measure into another unit of the same kind.
func convert(v float64, from, to string) (float64, bool) {
	if from == to {
		return v, true
	}
	for _, kind := range sizes {
		if a, b := kind[from], kind[to]; a > 0 && b > 0 {
			r, _ := strconv.ParseFloat(strconv.FormatFloat(v*a/b, 'g', 6, 64), 64) // 2.1 lb is 952.544 g, no more
			return r, true
		}
	}
	return 0, false
}
