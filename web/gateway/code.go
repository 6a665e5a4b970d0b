package gateway

import (
	"net/http"
	"strconv"
	"time"

	"rso/core/jwriter"
)

// A Code says what went wrong, for programs.
type Code string

// The errors, with the status that they have before a stream begins.
const (
	BadRequest  Code = "bad_request"        // 400: not a request, or out of its bounds; the message names the field
	Visitor     Code = "visitor_refused"    // 401: no token, or none that counts: ask for one
	Origin      Code = "origin_refused"     // 403: the page is none of the shop's
	NotFound    Code = "not_found"          // 404
	Method      Code = "method_not_allowed" // 405
	TooSlow     Code = "request_timeout"    // 408: the request did not arrive in time
	TooLarge    Code = "too_large"          // 413
	Media       Code = "unsupported_media"  // 415: not application/json, or compressed
	Limited     Code = "limited"            // 429, with Retry-After: too many requests or tokens
	Internal    Code = "internal"           // 500
	Failed      Code = "upstream_failed"    // 502: the model's server has an error, refuses the gateway, or isn't there
	Malformed   Code = "upstream_malformed" // 502: what it sends is no stream of a chat completion, or too long
	Off         Code = "off"                // 503: the gateway is switched off
	Unavailable Code = "unavailable"        // 503: what counts the requests can't be reached
	Slow        Code = "upstream_timeout"   // 504: the model's server is too slow
	Cut         Code = "upstream_cut"       // within a stream: it broke off
)

var statusOf = map[Code]int{
	BadRequest: http.StatusBadRequest, Visitor: http.StatusUnauthorized, Origin: http.StatusForbidden, NotFound: http.StatusNotFound, Method: http.StatusMethodNotAllowed,
	TooSlow: http.StatusRequestTimeout, TooLarge: http.StatusRequestEntityTooLarge, Media: http.StatusUnsupportedMediaType,
	Limited: http.StatusTooManyRequests, Internal: http.StatusInternalServerError, Failed: http.StatusBadGateway, Malformed: http.StatusBadGateway,
	Off: http.StatusServiceUnavailable, Unavailable: http.StatusServiceUnavailable, Slow: http.StatusGatewayTimeout, Cut: http.StatusBadGateway,
}

// A fault is an error that may be told to anyone.
type fault struct {
	code    Code
	message string
	after   time.Duration // when to ask again, 0 when that isn't known
}

func (f *fault) Error() string { return string(f.code) + ": " + f.message }

// internal is a fault of the gateway's own, of which nothing more is told.
func internal() *fault { return &fault{code: Internal, message: "The gateway has a fault."} }

// json is {"error":{"code":"…","message":"…"}}.
func (f *fault) json() []byte {
	var w jwriter.Writer
	w.RawString(`{"error":{"code":`)
	w.String(string(f.code))
	w.RawString(`,"message":`)
	w.String(f.message)
	w.RawString("}}")
	b, _ := w.BuildBytes()
	return b
}

// answer answers a request with a fault.
func (f *fault) answer(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	if f.after > 0 {
		h.Set("Retry-After", strconv.Itoa(int((f.after+time.Second-1)/time.Second)))
	}
	w.WriteHeader(statusOf[f.code])
	_, _ = w.Write(f.json())
}
