//go:build js

package gateway

// defaultClient is none: that of net/http makes a program two thirds larger, and can't be had on every platform for JavaScript.
func defaultClient() Doer { return nil }
