package main

import (
	"strconv"
	"strings"
)

// preferred lists the encodings that a twin may have, the smaller first.
var preferred = []string{"br", "gzip"}

// suffixes of the files on disk; the asset itself has none.
var suffixes = map[string]string{"": "", "br": ".br", "gzip": ".gz"}

// twin finds the smallest compressed file beside the asset that the browser accepts. It says also whether there is
// any twin at all. One that is older than its asset is of an earlier build and doesn't count.
func (s *site) twin(asset *file, accept string) (best *file, exists bool) {
	for _, encoding := range preferred {
		found, err := s.open(asset.name, encoding)
		if err != nil {
			continue
		}
		if found.modified.Before(asset.modified) {
			found.Close()
			continue
		}
		exists = true
		if best == nil && accepts(accept, encoding) {
			best = found
			continue
		}
		found.Close()
	}
	return best, exists
}

// accepts reads an Accept-Encoding header. An encoding that is named counts before the star.
func accepts(header, encoding string) bool {
	star := false
	for part := range strings.SplitSeq(header, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case encoding:
			return quality(parameters) > 0
		case "*":
			star = quality(parameters) > 0
		}
	}
	return star
}

// quality is the weight in an element's parameters: 1 when there is none, 0 when it can't be read.
func quality(parameters string) float64 {
	_, value, ok := strings.Cut(strings.ReplaceAll(parameters, " ", ""), "q=")
	if !ok {
		return 1
	}
	weight, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return 0
	}
	return weight
}
