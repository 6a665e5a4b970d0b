package prefer

import (
	"strings"
	"testing"
)

// events has days as values, and gigs has them as numbers.
const events = `{"code":"e1","title":"Mill Marathon","town":"Porto","held_on":"2026-06-14","admission":28}
{"code":"e2","title":"Harbour Lights","town":"Ghent","held_on":"2026-07-01","admission":15}
{"code":"e3","title":"Quarry Nights","town":"Porto","held_on":"2026-11-30","admission":40}
{"code":"e4","title":"Winter Song","town":"Leipzig","held_on":"2027-01-09","admission":22}
{"code":"e5","title":"May Fair","town":"Ghent","held_on":"2027-05-01","admission":12}
`

const gigs = `{"code":"g1","title":"Site Manager","place":"Porto","posted":20260228,"pay":50000}
{"code":"g2","title":"Truck Driver","place":"Ghent","posted":20260501,"pay":36000}
{"code":"g3","title":"Test Engineer","place":"Porto","posted":20260630,"pay":64000}
{"code":"g4","title":"Data Engineer","place":"Leipzig","posted":20250615,"pay":72000}
`

func TestDates(t *testing.T) {
	for _, c := range []struct{ lines, message, want string }{
		{events, "what's on in june?", "held_on = 2026-06-14 «june»"},
		{events, "June or July", "held_on = 2026-06-14|2026-07-01 «June or July»"},
		{events, "july to november", "held_on = 2026-07-01|2026-11-30 «july to november»"},
		{events, "between november and january", "held_on = 2026-11-30|2027-01-09 «between november and january»"},
		{events, "in May", "held_on = 2027-05-01 «May»"},
		{events, "you may ask", ""},
		{events, "not in june", "held_on != 2026-06-14 «june»"},
		{events, "on 14 June", "held_on = 2026-06-14 «14 June»"},
		{events, "the 14th of June", "held_on = 2026-06-14 «14th of June»"},
		{events, "June 14th, 2026", "held_on = 2026-06-14 «June 14th, 2026»"},
		{events, "after 30 November 2026", "held_on = 2027-01-09|2027-05-01 «after 30 November 2026»"},
		{events, "before july", "held_on = 2026-06-14|2027-01-09|2027-05-01 «before july»"},
		{events, "in january 2027, under 30", "held_on = 2027-01-09 «january 2027»; admission <= 30 «under 30»"},
		{events, "in march", ""}, // there is none
		{gigs, "posted in june", "posted 20260601..20260631 «june»"},
		{gigs, "posted in june 2025", "posted 20250601..20250631 «june 2025»"},
		{gigs, "posted after 1 May 2026", "posted > 20260501 «after 1 May 2026»"},
		{gigs, "since may 2026", "posted >= 20260501 «since may 2026»"},
		{gigs, "not in june", "posted not 20260601..20260631 «june»"},
		{bags, "before july", ""}, // nothing here has a date
	} {
		asksFor(t, c.lines, c.message, c.want)
	}
}

func TestDatesInOtherLanguages(t *testing.T) {
	german, spanish := talkIn(t, German(), events), talkIn(t, Spanish(), events)
	for _, c := range []struct {
		k             *talk
		message, want string
	}{
		{german, "was ist im Juni los?", "held_on = 2026-06-14 «Juni»"},
		{german, "von Juli bis November", "held_on = 2026-07-01|2026-11-30 «von Juli bis November»"},
		{german, "am 14. Juni", "held_on = 2026-06-14 «14. Juni»"},
		{spanish, "¿qué hay en junio?", "held_on = 2026-06-14 «junio»"},
		{spanish, "el 14 de junio", "held_on = 2026-06-14 «14 de junio»"},
	} {
		c.k.means(c.message, c.want)
	}
}

func TestDayOf(t *testing.T) {
	for s, want := range map[string]int{"2026-08-18": 20260818, "2026-08-18T20:00:00Z": 20260818, "18.08.2026": 20260818, "2026/8/1": 0, "2026-13-01": 0, "2026-08-181": 0, "": 0,
		"-026-08-18": 0, "20260818": 0, strings.Repeat("9", 30): 0} {
		if got := dayOf(s); got != want {
			t.Errorf("%q is %d, want %d", s, got, want)
		}
	}
}
