package report

import (
	"html/template"
	"strconv"
	"strings"
)

// svg writes a drawing. Colours are classes of the style sheet, so that a drawing follows light, dark and print.
type svg struct{ b strings.Builder }

// draw starts a drawing of the given size. The title says what is to be seen, for those who don't see it.
func draw(class string, width, height float64, title string) *svg {
	s := &svg{}
	t := template.HTMLEscapeString(title)
	s.b.WriteString(`<svg class="` + class + `" viewBox="0 0 ` + at(width) + ` ` + at(height) + `" role="img" aria-label="` + t + `"><title>` + t + `</title>`)
	return s
}

// html ends the drawing.
func (s *svg) html() template.HTML {
	return template.HTML(s.b.String() + "</svg>")
}

// line draws a straight line.
func (s *svg) line(class string, x1, y1, x2, y2 float64) {
	s.b.WriteString(`<path class="` + class + `" d="M` + at(x1) + ` ` + at(y1) + `L` + at(x2) + ` ` + at(y2) + `"/>`)
}

// curve draws a line through points.
func (s *svg) curve(class string, points [][2]float64) {
	s.b.WriteString(`<path class="` + class + `" d="`)
	for i, p := range points {
		s.b.WriteString(pick(i == 0, "M", "L") + at(p[0]) + ` ` + at(p[1]))
	}
	s.b.WriteString(`"/>`)
}

// rect draws a box with a title of its own, if any.
func (s *svg) rect(class string, x, y, width, height float64, title string) {
	s.b.WriteString(`<rect class="` + class + `" x="` + at(x) + `" y="` + at(y) + `" width="` + at(width) + `" height="` + at(height) + `"`)
	s.close("rect", title)
}

// dot draws a circle with a title of its own, if any.
func (s *svg) dot(class string, x, y, radius float64, title string) {
	s.b.WriteString(`<circle class="` + class + `" cx="` + at(x) + `" cy="` + at(y) + `" r="` + at(radius) + `"`)
	s.close("circle", title)
}

// close ends an element that may have a title.
func (s *svg) close(name, title string) {
	if title == "" {
		s.b.WriteString(`/>`)
		return
	}
	s.b.WriteString(`><title>` + template.HTMLEscapeString(title) + `</title></` + name + `>`)
}

// text writes words; the class says to which side of the point.
func (s *svg) text(class string, x, y float64, words string) {
	s.b.WriteString(`<text class="` + class + `" x="` + at(x) + `" y="` + at(y) + `">` + template.HTMLEscapeString(words) + `</text>`)
}

// at writes a coordinate: a tenth of a pixel is finer than any screen shows.
func at(v float64) string {
	text := strconv.FormatFloat(v, 'f', 1, 64)
	return strings.TrimSuffix(text, ".0")
}

// clip cuts words that would run out of their room in a drawing, where nothing wraps.
func clip(words string, letters int) string {
	runes := []rune(words)
	if len(runes) <= letters {
		return words
	}
	return strings.TrimSpace(string(runes[:letters-1])) + "…"
}

// pick returns a when the condition holds, else b.
func pick[T any](condition bool, a, b T) T {
	if condition {
		return a
	}
	return b
}
