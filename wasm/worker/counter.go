//go:build js && wasm

package main

import (
	"context"
	"time"

	"rso/web/gateway"
)

// A counter counts in the worker's Durable Object, the class Limits of worker.mjs. Times are in milliseconds there.
type counter struct{ p *platform }

// Take takes all the budgets, or none.
func (c *counter) Take(ctx context.Context, now time.Time, budgets []gateway.Budget) (wait time.Duration, err error) {
	ms, err := c.call(ctx, "take", now, budgets)
	return time.Duration(ms) * time.Millisecond, err
}

// Return gives back what was not used. It goes on when the page has gone.
func (c *counter) Return(ctx context.Context, taken time.Time, budgets []gateway.Budget) error {
	_, err := c.call(ctx, "give", taken, budgets)
	return err
}

func (c *counter) call(ctx context.Context, method string, at time.Time, budgets []gateway.Budget) (ms int, err error) {
	list := make([]any, 0, len(budgets))
	for _, b := range budgets {
		list = append(list, map[string]any{"key": b.Key, "window": float64(b.Window.Milliseconds()), "most": b.Most, "amount": b.Amount})
	}
	v, err := c.p.call(ctx, method, float64(at.UnixMilli()), list)
	if err != nil {
		return 0, err
	}
	return v.Int()
}
