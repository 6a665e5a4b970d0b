package affinity

import (
	"strings"
	"testing"
)

func TestMask(t *testing.T) {
	for _, c := range []struct {
		text, want string
		titles     []string
	}{
		{"Seen Salt Winter (2004)? SALT WINTER!", "Seen  ?  !", []string{"Salt Winter (2004)"}},
		{"Salt Winter (2004), Salt  Winter  (1961) and salt\twinter", " ,   and  ", []string{"Salt Winter"}},
		{"Salt Winter 2: Thaw (2008) after Salt Winter", "  after  ", []string{"Salt Winter", "Salt Winter 2: Thaw (2008)"}},
		{"Salt Winters, Asalt Winter, saltwinter", "Salt Winters, Asalt Winter, saltwinter", []string{"Salt Winter"}},
		{"Up? I looked up the cups (up)", " ? I looked   the cups ( )", []string{"Up (2009)"}},
		{"What?! again, What?!x", "  again,  x", []string{"What?!"}},
		{"ÉTÉ À Ålesund, été", " , été", []string{"été à ålesund"}},
		{"Salt Winter (04) (2004)", "  (04) (2004)", []string{"Salt Winter"}},
		{"nothing", "nothing", nil},
		{"\xff Salt \xffWinter\xff", "\xff   \xffWinter\xff", []string{"Salt", "", " ", "(2004)"}},
		{"(2004) stays", "  stays", []string{"(2004)"}},
		{"A  B", " ", []string{"A   B"}},
	} {
		if got := Mask(c.text, c.titles); got != c.want {
			t.Errorf("of %q without %q there is %q left, want %q", c.text, c.titles, got, c.want)
		}
	}
}

// Nothing is taken but titles: what is left are the pieces between them.
func FuzzMask(f *testing.F) {
	f.Add("Seen Salt Winter (2004)?", "salt winter", "Seen (2004)")
	f.Add("A  \u00a0B", "a  b", "\xff")
	f.Fuzz(func(t *testing.T, text, one, two string) {
		got := Mask(text, []string{one, two})
		if len(got) > len(text) {
			t.Errorf("%q grew to %q", text, got)
		}
		if Mask(text, nil) != text {
			t.Errorf("without titles %q changes", text)
		}
		if one = strings.TrimSpace(one); one == "" || year(one) == len(one) {
			return
		}
		if whole := Mask(one, []string{one}); strings.TrimSpace(whole) != "" {
			t.Errorf("of the title %q there is %q left", one, whole)
		}
	})
}
