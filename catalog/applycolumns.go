package catalog

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
			if c.kind == Number {
				e.number = c.numbers[j]
			} else {
				e.value = values[c.values[j]]
			}
			if e.item != none {
				u.edits[c.column] = append(u.edits[c.column], e)
			}
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
//
//go:noinline
func (u *update) column(k int) *later {
	if u.later[k] != nil {
		return u.later[k]
	}
	l := &later{first: Item(u.x.base.n)}
	if was := u.from.columns[k].later; was != nil {
		*l = *was
	}
	folded := map[string]uint32{}
	for display, v := range l.folded {
		folded[display] = v
	}
	l.folded = folded
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
		v = uint32(len(l.extra))
		l.folded[folded] = v
		l.extra, l.place = append(l.extra[:v:v], display), append(l.place[:v:v], uint32(len(u.x.extra)))
		u.x.extra = append(u.x.extra[:len(u.x.extra):len(u.x.extra)], Entity{Column: k, Value: u.from.columns[k].filed() + v})
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
	l.n, l.gone = u.n, u.x.gone
	l.over = l.over.with(u.edits[k], u.n, col.Kind)
	if u.d.items != nil {
		l.parts = append(l.parts[:len(l.parts):len(l.parts)], part{Item(u.from.n), &u.d.items.columns[k], u.translated(k)})
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

// append puts the delta's items behind the others, and counts anew.
func (u *update) append(out *Catalog) {
	was, items := u.from, u.d.items
	out.values = u.x.base.values + len(u.x.extra)
	if items == nil && out.values == was.values {
		return
	}
	shortest := make([]uint8, out.n+out.values) // of a state that had never been, nothing is known of its name: 0
	copy(shortest, was.shortest[:was.n])
	copy(shortest[out.n:], was.shortest[was.n:])
	out.shortest = shortest
	if items == nil {
		return
	}
	copy(shortest[was.n:], items.shortest[:items.n])
	out.norm = append(was.norm[:was.n:was.n], items.norm...)
	out.prior = append(was.prior[:was.n:was.n], items.prior...)
	s := segment{items, Item(was.n), u.d.replaces, nil}
	for k := range items.columns {
		l := out.columns[k].later
		for _, v := range l.parts[len(l.parts)-1].values {
			number := u.x.base.columns[k].names + v
			if filed := was.columns[k].filed(); v >= filed {
				number = uint32(u.x.base.values) + l.place[v-filed]
			}
			if at := out.n + int(number); shortest[at] == 0 {
				shortest[at] = items.shortest[items.n+len(s.values)]
			}
			s.values = append(s.values, number)
		}
	}
	u.x.segments = append(u.x.segments[:len(u.x.segments):len(u.x.segments)], s)
}
