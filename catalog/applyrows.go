package catalog

// A move is a row that went, and the one that has its place.
type move struct {
	from, to Item
	fresh    bool // the file has no such item: what the delta says of it is all there is
}

// none is no row.
const none = ^Item(0)

// remove takes a row away.
//
//go:noinline
func (u *update) remove(i Item) {
	if !u.x.gone.Has(i) {
		u.x.gone.Add(i)
		u.went = append(u.went, i)
	}
}

// revive brings a row back.
//
//go:noinline
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
