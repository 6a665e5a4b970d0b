package gateway_test

import (
	"sync"
	"testing"
	"time"

	"rso/web/gateway"
)

var noon = time.Date(2026, 5, 1, 12, 0, 10, 0, time.UTC)

func TestMemoryTakesAllOrNone(t *testing.T) {
	var m gateway.Memory
	budgets := []gateway.Budget{{Key: "a", Window: time.Minute, Most: 3, Amount: 1}, {Key: "a", Window: 24 * time.Hour, Most: 2, Amount: 1}}
	take := func(at time.Time) time.Duration {
		wait, err := m.Take(t.Context(), at, budgets)
		if err != nil {
			t.Fatal(err)
		}
		return wait
	}
	if a, b := take(noon), take(noon); a != 0 || b != 0 {
		t.Fatalf("the first two wait %v and %v", a, b)
	}
	if wait := take(noon); wait != 12*time.Hour-10*time.Second {
		t.Errorf("beyond the day's budget one waits %v", wait)
	}
	one := budgets[:1] // what the third did not get, it did not take
	if wait, _ := m.Take(t.Context(), noon, one); wait != 0 {
		t.Errorf("of the minute's budget there is nothing left: %v", wait)
	}
	if wait, _ := m.Take(t.Context(), noon, one); wait != 50*time.Second {
		t.Errorf("beyond the minute's budget one waits %v", wait)
	}
	if wait, _ := m.Take(t.Context(), noon.Add(50*time.Second), one); wait != 0 {
		t.Errorf("in the next minute one waits %v", wait)
	}
}

func TestMemoryReturns(t *testing.T) {
	var m gateway.Memory
	b := []gateway.Budget{{Key: "tokens", Window: time.Minute, Most: 100, Amount: 80}}
	if wait, _ := m.Take(t.Context(), noon, b); wait != 0 {
		t.Fatal("the first waits")
	}
	back := []gateway.Budget{{Key: "tokens", Window: time.Minute, Most: 100, Amount: 60}}
	if err := m.Return(t.Context(), noon, back); err != nil {
		t.Fatal(err)
	}
	if wait, _ := m.Take(t.Context(), noon, b); wait != 0 {
		t.Error("what was given back can't be had")
	}
	if wait, _ := m.Take(t.Context(), noon, b); wait == 0 {
		t.Error("more can be had than there is")
	}
}

// However many ask at once, exactly as many get in as may.
func TestMemoryIsExact(t *testing.T) {
	var m gateway.Memory
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := 0
	for range 500 {
		wg.Go(func() {
			wait, _ := m.Take(t.Context(), noon, []gateway.Budget{{Key: "x", Window: time.Minute, Most: 123, Amount: 1}})
			mu.Lock()
			defer mu.Unlock()
			if wait == 0 {
				got++
			}
		})
	}
	wg.Wait()
	if got != 123 {
		t.Errorf("%d got in, want 123", got)
	}
}

// Windows that have ended don't fill the memory.
func TestMemoryForgets(t *testing.T) {
	var m gateway.Memory
	for k := range 20_000 {
		at := noon.Add(time.Duration(k) * time.Second)
		if _, err := m.Take(t.Context(), at, []gateway.Budget{{Key: at.String(), Window: time.Minute, Most: 1, Amount: 1}}); err != nil {
			t.Fatal(err)
		}
	}
	if n := gateway.Slots(&m); n > 5000 {
		t.Errorf("%d windows are kept", n)
	}
}
