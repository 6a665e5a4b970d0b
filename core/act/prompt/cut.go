package prompt

import (
	"unicode/utf8"

	"rso/core/jwriter"
)

// Cut shortens the texts and lists that are longer than [Request.Check] allows: texts at their end, the history and the
// titles liked and disliked at their beginning, other lists at their end. What it shortens is the request's own, not
// shared.
func (r *Request) Cut() {
	r.Liked = r.Liked[max(0, len(r.Liked)-maxTitles):]
	r.Disliked = r.Disliked[max(0, len(r.Disliked)-maxTitles):]
	r.History = r.History[max(0, len(r.History)-maxHistory):]
	r.Items = r.Items[:min(len(r.Items), maxItems)]
	r.Wishes.cut(maxWishes, maxWords)
	r.Liked.cut(maxTitles, maxTitle)
	r.Disliked.cut(maxTitles, maxTitle)
	r.Relaxed.cut(maxRelaxed, maxWords)
	r.SoldOut.cut(maxSoldOut, maxTitle)
	for i := range r.Items {
		item := &r.Items[i]
		shorten(&item.Title, maxTitle)
		item.Facts = item.Facts[:min(len(item.Facts), maxFacts)]
		for k := range item.Facts {
			shorten(&item.Facts[k].Attribute, maxName)
			shorten(&item.Facts[k].Value, maxValue)
		}
		item.Fits.cut(maxReasons, maxWords)
		item.Misses.cut(maxReasons, maxWords)
	}
	if q := r.Question; q != nil {
		shorten(&q.Attribute, maxName)
		q.Options.cut(maxOptions, maxWords)
	}
	for i := range r.History {
		shorten(&r.History[i].Text, maxSaid)
	}
}

// cut keeps the first entries of a list, each of at most so many bytes.
func (l *List) cut(entries, bytes int) {
	*l = (*l)[:min(len(*l), entries)]
	for i := range *l {
		shorten(&(*l)[i], bytes)
	}
}

// written returns how many bytes a text takes in a frame, without its quotation marks.
func written(s string) int {
	var w jwriter.Writer
	w.String(s)
	b, _ := w.BuildBytes()
	return len(b) - 2
}

// shorten makes a text take at most so many bytes in a frame, by "…" in the place of its end.
func shorten(s *string, most int) {
	text := *s
	if written(text) <= most {
		return
	}
	n, end := len("…"), 0
	for end < len(text) {
		_, size := utf8.DecodeRuneInString(text[end:])
		if n += written(text[end : end+size]); n > most {
			break
		}
		end += size
	}
	*s = text[:end] + "…"
}
