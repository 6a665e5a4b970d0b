package gateway

import (
	"context"
	"sync"
	"time"
)

// A Budget is an amount of something that may be had in a window of time, under a key.
type Budget struct {
	Key    string        // whose, and of what: "visitor 192.0.2.7 requests"
	Window time.Duration // it begins anew with every multiple of the window, in UTC
	Most   int           // in a window
	Amount int           // of this request
}

// A Limiter counts what was asked for, wherever it is kept.
type Limiter interface {
	// Take takes all the budgets, or none when one of them doesn't hold as much; then wait is how long it is until the window of
	// that one ends. It decides on requests that come at the same time one after the other: of the last place in a window
	// exactly one gets it.
	Take(ctx context.Context, now time.Time, budgets []Budget) (wait time.Duration, err error)

	// Return gives back amounts that were taken at a time and not used.
	Return(ctx context.Context, taken time.Time, budgets []Budget) error
}

// Memory is a Limiter for one process, which forgets everything when that ends. Its zero value is ready.
type Memory struct {
	mu   sync.Mutex
	used map[slot]int
}

// A slot is one window of one key.
type slot struct {
	key    string
	window time.Duration
	start  int64 // Unix time in nanoseconds
}

func (b *Budget) slot(t time.Time) slot {
	return slot{b.Key, b.Window, t.UTC().Truncate(b.Window).UnixNano()}
}

// Take takes all the budgets, or none.
func (m *Memory) Take(_ context.Context, now time.Time, budgets []Budget) (time.Duration, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sweep(now)
	var wait time.Duration
	for k := range budgets {
		b := &budgets[k]
		if m.used[b.slot(now)]+b.Amount > b.Most {
			wait = max(wait, now.Truncate(b.Window).Add(b.Window).Sub(now))
		}
	}
	if wait > 0 {
		return wait, nil
	}
	for k := range budgets {
		m.used[budgets[k].slot(now)] += budgets[k].Amount
	}
	return 0, nil
}

// Return gives back what was not used, if its window still runs.
func (m *Memory) Return(_ context.Context, taken time.Time, budgets []Budget) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for k := range budgets {
		if s := budgets[k].slot(taken); m.used[s] > 0 {
			m.used[s] = max(0, m.used[s]-budgets[k].Amount)
		}
	}
	return nil
}

// mostSlots is how many windows are kept before those that ended are looked for.
const mostSlots = 1 << 12

// sweep forgets windows that have ended, when there are many.
func (m *Memory) sweep(now time.Time) {
	if m.used == nil {
		m.used = map[slot]int{}
	}
	if len(m.used) < mostSlots {
		return
	}
	for s := range m.used {
		if s.start+int64(s.window) <= now.UnixNano() {
			delete(m.used, s)
		}
	}
}

// budgets lists what a request of some tokens takes, of what limits somebody.
func (l Limits) budgets(whose string, tokens int) (list []Budget) {
	for _, b := range [...]Budget{
		{whose + " requests", time.Minute, l.RequestsPerMinute, 1},
		{whose + " requests", 24 * time.Hour, l.RequestsPerDay, 1},
		{whose + " tokens", time.Minute, l.TokensPerMinute, tokens},
		{whose + " tokens", 24 * time.Hour, l.TokensPerDay, tokens},
	} {
		if b.Most > 0 && b.Amount > 0 {
			list = append(list, b)
		}
	}
	return list
}
