package prefer

import (
	"fmt"
	"os"
	"rso/catalog"
	"sort"
	"strings"
	"testing"
	"time"
)

func BenchmarkMsgs(b *testing.B) {
	f, _ := os.ReadFile("/tmp/i4/films.rsoc")
	c, err := catalog.Open(f)
	if err != nil {
		b.Fatal(err)
	}
	m, _ := os.ReadFile("/tmp/i4/msgs.txt")
	ms := strings.Split(string(m), "\n")
	var all []time.Duration
	b.ResetTimer()
	for range b.N {
		r := New(c, English())
		for i, x := range ms {
			t := time.Now()
			r.Understand(x, Context{Asked: -1})
			if i >= 100 {
				all = append(all, time.Since(t))
			}
		}
	}
	b.StopTimer()
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	fmt.Println("p50", all[len(all)/2], "p99", all[len(all)*99/100])
}
