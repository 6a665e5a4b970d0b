package catalog

import "rso/catalog/text"

// changes are what deltas made of an opened file. The file itself stays as it is, and the catalogs before and after a
// delta share it.
//
// The items of the file keep their rows. Those that a delta brought follow, in a segment for each delta; and where the
// texts of an item change, its row goes and another one with its id comes. Changed prices, stocks and states are kept
// beside the cells of the column that has them (later.go).
type changes struct {
	base     *Catalog // the file, as it was opened
	segments []segment
	gone     Set             // rows that are no longer there
	rows     map[string]Item // by id: the row behind the file that has its record now, or had when it went
	extra    []Entity        // values that the file doesn't have, by their number after the file's
	variants map[uint32]variantChange
	last     string // identity of the delta applied last
}

// A segment is the items that one delta brought: a small catalog, behind the others.
type segment struct {
	*Catalog
	first    Item
	replaces []uint32 // by its items: 0, or the item of the file, and one, whose place it took
	values   []uint32 // by its values, numbered through all columns: the catalog's number
}

// gone are the rows that deltas took away.
func (c *Catalog) gone() Set {
	if c.since == nil {
		return Set{}
	}
	return c.since.gone
}

// Lives says whether a row is an item still: no delta took it away or put another row in its place.
func (c *Catalog) Lives(i Item) bool { return c.since == nil || !c.since.gone.Has(i) }

// Now returns the row that an item has now: another than before where a delta changed its texts. ok is false when the
// item is gone.
func (c *Catalog) Now(i Item) (now Item, ok bool) {
	if c.Lives(i) {
		return i, int64(i) < int64(c.n)
	}
	return c.ByID(c.ID(i))
}

// living leaves the rows out that are gone.
func (c *Catalog) living(among *Set) *Set {
	if c.since == nil || c.since.gone.Len() == 0 {
		return among
	}
	var all Set
	if among == nil {
		all = c.AllItems()
	} else {
		all = among.Clone()
		all.AndNot(c.since.gone)
	}
	return &all
}

// find finds an item by its id.
func (x *changes) find(id string) (Item, bool) {
	i, ok := x.rows[id]
	if !ok {
		i, ok = x.base.ByID(id)
	}
	return i, ok && !x.gone.Has(i)
}

// current returns the row that has the record of an item of the file, be it gone or not.
func (x *changes) current(i Item) Item {
	if x.gone.Has(i) {
		if now, ok := x.rows[x.base.ID(i)]; ok {
			return now
		}
	}
	return i
}

// lookup finds a word in all dictionaries.
func (c *Catalog) lookup(w string) (entry, bool) {
	e, ok := c.dict.find(w)
	if c.since == nil {
		return e, ok
	}
	for k := len(c.since.segments) - 1; k >= 0; k-- {
		s := &c.since.segments[k]
		if o, has := s.dict.find(w); has {
			o.of, o.more = s, e.more
			e.more, e.found = &o, e.found+o.found
		}
	}
	if !ok && e.more != nil {
		found := e.found
		e, ok = *e.more, true
		e.found = found
	}
	return e, ok
}

// titled counts the items that have the word in their head.
func (e *entry) titled() int {
	n := 0
	for ; e != nil; e = e.more {
		n += e.head.n
	}
	return n
}

// spelling returns the entry of a spelling.
func (c *Catalog) spelling(s spelling) entry {
	if c.since == nil {
		return c.dict.entry(s.word)
	}
	d := &c.dict
	if s.of != nil {
		d = &s.of.dict
	}
	e, _ := c.lookup(d.word(s.word))
	return e
}

// eachDictionary calls f with the file's dictionary and those of the segments.
func (c *Catalog) eachDictionary(f func(d *dictionary, of *segment)) {
	f(&c.dict, nil)
	if c.since != nil {
		for k := range c.since.segments {
			f(&c.since.segments[k].dict, &c.since.segments[k])
		}
	}
}

// before says whether a dictionary before that of a segment has a word.
func (x *changes) before(s *segment, w string) bool {
	_, found := x.base.dict.find(w)
	for k := 0; !found && &x.segments[k] != s; k++ {
		_, found = x.segments[k].dict.find(w)
	}
	return found
}

// extraValue returns a value that the file doesn't have, by its number after the file's.
//
//go:noinline
func (x *changes) extraValue(v uint32) (column int, value uint32) {
	if x == nil || int64(v) >= int64(len(x.extra)) {
		return 0, 0
	}
	return x.extra[v].Column, x.extra[v].Value
}

// filed returns the item of the file that a row has, or has taken the place of; known is false when only deltas have it.
func (c *Catalog) filed(i Item) (filed Item, known bool) {
	if s := c.since.segment(i); s != nil {
		filed = s.replaces[i-s.first]
		return filed - 1, filed > 0
	}
	return i, int64(i) < int64(c.near.n)
}

// segment returns the segment of a row, nil for a row of the file or none.
func (x *changes) segment(i Item) *segment {
	if x == nil {
		return nil
	}
	for k := len(x.segments) - 1; k >= 0; k-- {
		if s := &x.segments[k]; i >= s.first {
			if int64(i-s.first) >= int64(s.n) {
				return nil
			}
			return s
		}
	}
	return nil
}

// foldedValue is the form by which two spellings of a value are one.
func foldedValue(display string) string {
	if f := text.Fold(display); f != "" {
		return f
	}
	return display
}
