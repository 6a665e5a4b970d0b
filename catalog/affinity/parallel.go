package affinity

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// each calls f with 0 to n-1, several at a time.
func each(n int, f func(k int)) { chunks(n, 1, func(k, _ int) { f(k) }) }

// chunks calls f for the parts of 0 to n of a size, several at a time. What f computes for a part must not depend on the other
// parts: then the result is the same for any number of workers.
func chunks(n, size int, f func(from, to int)) {
	parts := (n + size - 1) / size
	workers := min(runtime.GOMAXPROCS(0), parts)
	if workers <= 1 {
		for from := 0; from < n; from += size {
			f(from, min(from+size, n))
		}
		return
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= parts {
					return
				}
				f(k*size, min((k+1)*size, n))
			}
		})
	}
	group.Wait()
}
