package build

import (
	"strconv"
	"strings"

	"rso/catalog"
)

// Contents says in words what a section of a compiled file holds.
func Contents(c *catalog.Catalog, name string) string {
	column, part, _ := strings.Cut(name, ".")
	if k, err := strconv.Atoi(strings.TrimPrefix(column, "col")); err == nil && k < len(c.Columns()) {
		return columnParts[part] + " of " + strconv.Quote(c.Column(k).Name)
	}
	if column == "variants" {
		return "the forms that items are sold in"
	}
	return fileParts[name]
}

// columnParts are the sections of one column, fileParts those of the catalog.
var (
	columnParts = map[string]string{
		"heap": "texts or values", "lens": "their lengths", "blocks": "where they begin", "key": "ids, as numbers behind a prefix", "num": "numbers",
		"cells": "values by item", "counts": "how many an item has", "starts": "where an item's begin",
	}
	fileParts = map[string]string{
		"meta": "name, size and columns", "words": "dictionary, front-coded", "words.counts": "how long its lists are", "words.lists": "items of each word, values of each word",
		"words.impacts": "how much a word says of an item", "words.blocks": "where words and lists begin", "names.shortest": "words of the shortest name of an item or value",
		"norm": "length of records", "prior": "quality of items", "near": "similar items", "near.weight": "how similar", "near.starts": "where they begin",
		"affinity":      "what conversations taught: sizes and scales, weights of who speaks and when, where a conversation starts",
		"affinity.rows": "vectors of items and of terms, and which terms call for an item again", "affinity.bias": "how likely an item is, whatever was said",
		"affinity.terms": "terms, by their hashes", "affinity.near": "items chosen together", "affinity.near.weight": "how often", "affinity.near.starts": "where they begin",
	}
)
