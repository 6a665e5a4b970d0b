package policy

import (
	"slices"
	"strings"
	"testing"
)

func TestLayoutCells(t *testing.T) {
	l := Layout{{"size", []string{"s", "m", "l"}}, {"color", []string{"red", "blue"}}}
	for _, c := range []struct {
		features []int
		want     int
	}{{nil, 1}, {[]int{0}, 3}, {[]int{1, 0}, 6}, {[]int{2}, 0}, {[]int{-1}, 0}} {
		if got := l.Cells(c.features); got != c.want {
			t.Errorf("Cells(%v) = %d, want %d", c.features, got, c.want)
		}
	}
	seen := make(map[int]bool)
	for size := range 3 {
		for color := range 2 {
			features := []int{0, 1}
			cell := l.Cell(features, State{uint8(size), uint8(color)})
			seen[cell] = true
			want := []Labelled{{"size", l[0].Buckets[size]}, {"color", l[1].Buckets[color]}}
			if got := l.Cross(features, cell); !slices.Equal(got, want) {
				t.Errorf("Cross(%d) = %v, want %v", cell, got, want)
			}
		}
	}
	if len(seen) != 6 {
		t.Errorf("six states fall into %d cells", len(seen))
	}
}

// A state past the end of a feature counts as its last bucket, a missing one as its first.
func TestForeignStates(t *testing.T) {
	l := Layout{{"size", []string{"s", "m", "l"}}, {"color", []string{"red", "blue"}}}
	for _, c := range []struct {
		state State
		want  string
	}{{State{200, 200}, "l blue"}, {State{1}, "m red"}, {nil, "s red"}, {State{0, 1, 9}, "s blue"}} {
		var words []string
		for _, label := range l.Describe(c.state) {
			words = append(words, label.Bucket)
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%v is described as %q, want %q", c.state, got, c.want)
		}
	}
}

func TestDifference(t *testing.T) {
	ours := func() Layout { return Layout{{"size", []string{"s", "m"}}, {"color", []string{"red"}}} }
	for _, c := range []struct {
		change func(l Layout) Layout
		want   string
	}{
		{func(l Layout) Layout { return l }, ""},
		{func(l Layout) Layout { return l[:1] }, `lacks the feature "color"`},
		{func(l Layout) Layout { return append(l, Feature{Name: "mood"}) }, `one feature too many, "mood"`},
		{func(l Layout) Layout { l[1].Name = "hue"; return l }, `feature 2 is "hue" instead of "color"`},
		{func(l Layout) Layout { l[0].Buckets[1] = "l"; return l }, `bucket 2 of its feature "size" is "l" instead of "m"`},
		{func(l Layout) Layout { l[0].Buckets = l[0].Buckets[:1]; return l }, `feature "size" lacks the bucket "m"`},
		{func(l Layout) Layout { l[1].Buckets = append(l[1].Buckets, "blue"); return l }, `"color" has one bucket too many, "blue"`},
	} {
		got := ours().Difference(c.change(ours()))
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("the difference is %q, want %q", got, c.want)
		}
	}
}

func TestStandardLayoutIsSound(t *testing.T) {
	names := make(map[string]bool)
	for _, f := range StandardLayout() {
		if names[f.Name] || f.Name == "" || len(f.Buckets) < 2 || len(f.Buckets) > 255 {
			t.Errorf("feature %q is repeated, nameless, or has %d buckets", f.Name, len(f.Buckets))
		}
		names[f.Name] = true
		buckets := slices.Clone(f.Buckets)
		slices.Sort(buckets)
		if len(slices.Compact(buckets)) != len(f.Buckets) {
			t.Errorf("feature %q repeats a bucket", f.Name)
		}
	}
}
