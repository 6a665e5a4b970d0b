package catalog

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
)

// Apply returns the catalog as it is after a delta. Items are changed, added and taken away by their ids; what the delta
// doesn't name stays as it is. Deltas stack: each is made for the file that was opened, and where two speak of the same,
// the later one is right; one that was applied last may be applied again and changes nothing.
//
// The new catalog shares the memory of the old one, which stays valid, and both refer to b, which must not change
// afterwards. Rows keep their numbers; what came has the numbers after them. A Finder, a Linker and Scores are as large
// as the catalog that made them and can't serve the new one.
//
// A delta for another file is refused with an error that names both. So is a damaged one, and nothing has changed then.
func (c *Catalog) Apply(b []byte) (*Catalog, error) {
	d, err := readDelta(b)
	if err != nil {
		return nil, err
	}
	u := newUpdate(c, d)
	if err := d.fits(u.x.base); err != nil {
		return nil, err
	}
	if d.identity == u.x.last {
		return c, nil
	}
	if d.items != nil && int64(c.n)+int64(d.items.n) >= math.MaxUint32/4 {
		return nil, fmt.Errorf("catalog: with the delta's %d items the catalog would have more than a row number can tell: compile the whole feed again", d.items.n)
	}
	u.bring()
	u.refile()
	u.resolve()
	u.x.last = d.identity
	return u.catalog(), nil
}

// An update makes a catalog of another and a delta.
type update struct {
	from *Catalog
	d    *delta
	x    *changes
	n    int // rows afterwards

	went  []Item // rows that are no longer there
	back  []Item // rows that are there again
	moved []move
	rows  []Item     // by item of the delta: its row, none when there is no such item
	later []*later   // by column
	edits [][]edited // by column
}

// A move is a row that went, and the one that has its place.
type move struct {
	from, to Item
	fresh    bool // the file has no such item: what the delta says of it is all there is
}

// none is no row.
const none = ^Item(0)

// An edited cell is one cell with its new content; which field is used depends on the column's kind.
type edited struct {
	item   Item
	number float64
	value  uint32 // 0 or a value and one
}

func newUpdate(c *Catalog, d *delta) *update {
	u := &update{from: c, d: d, n: c.n, x: &changes{base: c}}
	if was := c.since; was != nil {
		*u.x = *was
	}
	if d.items != nil {
		u.n += d.items.n
	}
	gone := Set{make([]uint64, (u.n+63)/64)}
	copy(gone.bits, u.x.gone.bits)
	u.x.gone, u.x.rows = gone, maps.Clone(u.x.rows)
	if u.x.rows == nil {
		u.x.rows = map[string]Item{}
	}
	u.x.segments, u.x.extra = slices.Clone(u.x.segments), slices.Clone(u.x.extra)
	u.later, u.edits = make([]*later, len(c.columns)), make([][]edited, len(c.columns))
	return u
}

// remove takes a row away.
func (u *update) remove(i Item) {
	if !u.x.gone.Has(i) {
		u.x.gone.Add(i)
		u.went = append(u.went, i)
	}
}

// revive brings a row back.
func (u *update) revive(i Item) {
	if u.x.gone.Has(i) {
		u.x.gone.Remove(i)
		u.back = append(u.back, i)
	}
}

// bring lets the delta's new items take the places of those that have their ids.
func (u *update) bring() {
	for k := range u.n - u.from.n {
		i, id := Item(u.from.n)+Item(k), u.d.items.ID(Item(k))
		was, ok := u.x.rows[id]
		r := u.d.replaces[k]
		if !ok && r > 0 {
			was, ok = r-1, true
		}
		if ok {
			u.remove(was)
			u.moved = append(u.moved, move{was, i, r == 0})
		}
		u.x.rows[id] = i
	}
}

// refile brings rows of the file back where another one had their place.
func (u *update) refile() {
	for _, k := range u.d.filed {
		i := u.d.known[k]
		if !u.x.gone.Has(i) {
			continue
		}
		id := u.x.base.ID(i)
		if was, ok := u.x.rows[id]; ok {
			u.remove(was)
			u.moved = append(u.moved, move{was, i, false})
			delete(u.x.rows, id)
		}
		u.revive(i)
	}
}

// resolve finds the rows of the delta's items. What it names is there, also when an earlier delta took it away, unless
// it says itself that it is gone.
func (u *update) resolve() {
	u.rows = make([]Item, len(u.d.known)+u.d.ids.n)
	for k := range u.rows {
		u.rows[k] = none
		if k < len(u.d.known) {
			u.rows[k] = u.x.current(u.d.known[k])
		} else if i, ok := u.x.rows[u.d.ids.at(uint32(k-len(u.d.known)))]; ok {
			u.rows[k] = i
		}
	}
	for _, i := range u.rows {
		if i != none {
			u.revive(i)
		}
	}
	for _, k := range u.d.gone {
		if i := u.rows[k]; i != none {
			u.remove(i)
		}
	}
}

// catalog puts the new catalog together.
func (u *update) catalog() *Catalog {
	out := *u.from
	out.n, out.since, out.sold = u.n, u.x, &sold{}
	out.columns = slices.Clone(u.from.columns)
	u.edit()
	for k := range out.columns {
		u.change(k, &out.columns[k])
	}
	if u.d.items != nil {
		u.append(&out)
	}
	out.values = u.x.base.values + len(u.x.extra)
	if more := out.n + out.values - len(out.shortest); more > 0 { // states that had never been: nothing is known of their names
		out.shortest = slices.Concat(out.shortest, make([]uint8, more))
	}
	return &out
}

// edit collects the changed cells: first what moved rows take along, then what the delta says.
func (u *update) edit() {
	for k := range u.from.columns {
		for _, m := range u.moved {
			if e, ok := u.taken(k, m); ok {
				u.edits[k] = append(u.edits[k], e)
			}
		}
	}
	for _, c := range u.d.cells {
		values := make([]uint32, c.texts.n+1)
		for v, known := range c.known {
			values[v+1] = u.value(c.column, known, c.texts.at(uint32(v))) + 1
		}
		for j, k := range c.items {
			e := edited{item: u.rows[k]}
			switch {
			case e.item == none:
				continue
			case c.kind == Number:
				e.number = c.numbers[j]
			default:
				e.value = values[c.values[j]]
			}
			u.edits[c.column] = append(u.edits[c.column], e)
		}
	}
}

// taken returns the cell that a moved row takes along: one that an earlier delta changed; of an item that the file doesn't
// have, a number or a state of which the delta says nothing.
func (u *update) taken(k int, m move) (e edited, ok bool) {
	col := &u.from.columns[k]
	if !m.fresh {
		if col.later == nil {
			return e, false
		}
		number, isNumber := col.later.over.number(m.from)
		value, isValue := col.later.over.value(m.from)
		return edited{m.to, number, value}, isNumber || isValue
	}
	if now := &u.d.items.columns[k]; col.Kind == Text || col.Kind == Values && col.Role != Availability || !now.Missing(m.to-Item(u.from.n)) {
		return e, false
	}
	if v, ok := col.Number(m.from); ok {
		return edited{item: m.to, number: v}, true
	}
	if list := col.Values(m.from); len(list) > 0 {
		return edited{item: m.to, value: list[0] + 1}, true
	}
	return e, false
}

// column returns what deltas changed in a column, to be changed on.
func (u *update) column(k int) *later {
	if u.later[k] != nil {
		return u.later[k]
	}
	l := &later{first: Item(u.x.base.n)}
	if was := u.from.columns[k].later; was != nil {
		*l = *was
	}
	l.folded = maps.Clone(l.folded)
	l.parts, l.extra, l.place = slices.Clone(l.parts), slices.Clone(l.extra), slices.Clone(l.place)
	u.later[k] = l
	return l
}

// value returns the column's number of a value: the file's, known less one, or that of a value that only deltas have.
func (u *update) value(k int, known uint32, display string) uint32 {
	if known > 0 {
		return known - 1
	}
	l := u.column(k)
	folded := foldedValue(display)
	v, ok := l.folded[folded]
	if !ok {
		if l.folded == nil {
			l.folded = map[string]uint32{}
		}
		v = uint32(len(l.extra))
		l.folded[folded] = v
		l.extra, l.place = append(l.extra, display), append(l.place, uint32(len(u.x.extra)))
		u.x.extra = append(u.x.extra, Entity{Column: k, Value: u.from.columns[k].filed() + v})
	}
	return u.from.columns[k].filed() + v
}

// change puts a column together. One in which nothing changed stays as it was, its index included.
func (u *update) change(k int, col *Column) {
	if len(u.edits[k]) == 0 && u.later[k] == nil && u.d.items == nil {
		switch moved := len(u.went)+len(u.back) > 0; {
		case !moved || col.Kind == Text:
			return
		case col.Kind == Number:
			col.span = &span{n: u.n, gone: u.x.gone}
			return
		}
	}
	l := u.column(k)
	l.gone = u.x.gone
	l.over = l.over.with(u.edits[k], u.n, col.Kind)
	if u.d.items != nil {
		l.parts = append(l.parts, part{Item(u.from.n), &u.d.items.columns[k], u.translated(k)})
	}
	col.later = l
	switch col.Kind {
	case Values:
		col.having = &inverted{}
		col.Many = col.Many || u.d.items != nil && u.d.items.columns[k].Many
	case Number:
		col.span = &span{n: u.n, gone: u.x.gone}
	}
}

// translated returns the column's numbers of the values of the delta's items.
func (u *update) translated(k int) []uint32 {
	values := make([]uint32, len(u.d.values[k]))
	for v, known := range u.d.values[k] {
		values[v] = u.value(k, known, u.d.items.columns[k].Value(uint32(v)))
	}
	return values
}

// with returns the cells with others laid over them, of which the last counts.
func (o *overlay) with(list []edited, n int, kind Kind) overlay {
	if len(list) == 0 {
		return *o
	}
	slices.SortStableFunc(list, func(a, b edited) int { return cmp.Compare(a.item, b.item) })
	out := overlay{has: Set{make([]uint64, (n+63)/64)}}
	copy(out.has.bits, o.has.bits)
	add := func(i Item, number float64, value uint32) {
		out.has.Add(i)
		out.items = append(out.items, i)
		if kind == Number {
			out.numbers = append(out.numbers, number)
		} else {
			out.values = append(out.values, value)
		}
	}
	old := 0
	keep := func(below Item) {
		for ; old < len(o.items) && o.items[old] < below; old++ {
			if kind == Number {
				add(o.items[old], o.numbers[old], 0)
			} else {
				add(o.items[old], 0, o.values[old])
			}
		}
	}
	for j, c := range list {
		if j+1 < len(list) && list[j+1].item == c.item {
			continue
		}
		keep(c.item)
		if old < len(o.items) && o.items[old] == c.item {
			old++
		}
		add(c.item, c.number, c.value)
	}
	keep(none)
	return out
}

// append puts the delta's items behind the others.
func (u *update) append(out *Catalog) {
	items, was := u.d.items, u.from
	s := segment{Catalog: items, first: Item(was.n), replaces: u.d.replaces}
	shortest := slices.Concat(was.shortest[:was.n], items.shortest[:items.n], was.shortest[was.n:])
	shortest = append(shortest, make([]uint8, out.n+u.x.base.values+len(u.x.extra)-len(shortest))...)
	for k := range items.columns {
		filed := u.from.columns[k].filed()
		l := out.columns[k].later
		for _, to := range l.parts[len(l.parts)-1].values {
			number := u.x.base.columns[k].names + to
			if to >= filed {
				number = uint32(u.x.base.values) + l.place[to-filed]
			}
			at := out.n + int(number)
			if name := items.shortest[items.n+len(s.values)]; shortest[at] == 0 {
				shortest[at] = name
			}
			s.values = append(s.values, number)
		}
	}
	out.shortest = shortest
	out.norm, out.prior = slices.Concat(was.norm, items.norm), slices.Concat(was.prior, items.prior)
	u.x.segments = append(u.x.segments, s)
}
