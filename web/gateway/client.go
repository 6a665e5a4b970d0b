//go:build !js

package gateway

import "net/http"

// defaultClient is a client of net/http that follows no redirects.
func defaultClient() Doer {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
