package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rso/catalog"
)

// among says of each item whether it is ranked; nil ranks all.
type among []bool

// readAmong reads the ids of the items to rank, one a line. Without a file all are.
func readAmong(c *catalog.Catalog, path string) (among, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("-among: cannot read the file: %w", err)
	}
	defer file.Close()
	name := filepath.Base(path)
	some, found := make(among, c.Len()), false
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		id := strings.TrimSpace(lines.Text())
		if id == "" {
			continue
		}
		item, ok := c.ByID(id)
		if !ok {
			return nil, fmt.Errorf("%s:%d: the catalog has no item with the id %.60q: give the ids of its items in -among, one a line", name, n, id)
		}
		some[item], found = true, true
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("-among: cannot read %s: %w", name, err)
	}
	if !found {
		return nil, fmt.Errorf("%s: there is nothing in it: give the ids of the items to rank in -among, one a line", name)
	}
	return some, nil
}

// len is how many items of a catalog are ranked.
func (a among) len(c *catalog.Catalog) int {
	if a == nil {
		return c.Len()
	}
	n := 0
	for _, is := range a {
		if is {
			n++
		}
	}
	return n
}
