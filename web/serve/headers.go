package main

import (
	"net/http"
	"strings"
)

// policy lets the page load from its own origin only. 'wasm-unsafe-eval' allows compiling WebAssembly and nothing
// else. A worker obeys the policy of its own response, therefore every response carries it.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"

// reportPolicy is for the reports of policies: one file each, which loads nothing, and whose style and script stand in it.
const reportPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'"

// secured adds the headers that every response has.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		if strings.HasSuffix(r.URL.Path, ".report.html") {
			header.Set("Content-Security-Policy", reportPolicy)
		} else {
			header.Set("Content-Security-Policy", policy)
		}
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		// Together these two isolate the page: its clock is finer then, and no other window can reach into it.
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cross-Origin-Embedder-Policy", "require-corp")
		header.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}
