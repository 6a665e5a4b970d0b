package build

import (
	"fmt"
	"strings"

	"rso/catalog"
)

// A Mapping says what a column means, whatever would be inferred.
type Mapping struct {
	Column string
	Role   catalog.Role
	Unit   string // unit or currency; "" leaves it to be inferred
	Drop   bool   // the column is left out
}

// ParseMapping reads COLUMN=ROLE[:UNIT], or COLUMN=- for a column that is to be left out.
func ParseMapping(s string) (Mapping, error) {
	i := strings.LastIndexByte(s, '=')
	if i <= 0 {
		return Mapping{}, fmt.Errorf("%q is no mapping: write COLUMN=ROLE, COLUMN=ROLE:UNIT or COLUMN=- (left out)", s)
	}
	m := Mapping{Column: s[:i]}
	role, unit, _ := strings.Cut(s[i+1:], ":")
	if role == "-" {
		m.Drop = true
		return m, nil
	}
	var ok bool
	if m.Role, ok = catalog.ParseRole(strings.ToLower(role)); !ok {
		return Mapping{}, fmt.Errorf("%q: there is no role %q: use one of %s, or - to leave the column out", s, role, roleList())
	}
	m.Unit = unit
	return m, nil
}

func roleList() string {
	var list []string
	for r := catalog.Role(0); r.String() != "unknown"; r++ {
		list = append(list, r.String())
	}
	return strings.Join(list, ", ")
}

// apply decides on a column as the mapping says.
func (m Mapping) apply(c *column) Decision {
	s := c.stats()
	d := Decision{Column: c.name, Name: c.name, Role: m.Role, Unit: m.Unit, Why: "mapped by -map", given: true}
	switch m.Role {
	case catalog.ID, catalog.Title, catalog.Image, catalog.Link, catalog.Description:
		d.Kind = catalog.Text
	case catalog.Price, catalog.Year, catalog.Rating, catalog.Popularity, catalog.Stock:
		d.Kind = catalog.Number
	case catalog.Category, catalog.People, catalog.Maker:
		d.Kind, d.Many = catalog.Values, s.list || m.Role != catalog.Maker && s.separator != ""
	case catalog.Availability:
		d.Kind = catalog.Values
	default:
		if m.Unit != "" || isNumber(m.Role, s) {
			d.Kind = catalog.Number
		} else {
			d.Kind, d.Many = textOrValues(c.name, s)
		}
	}
	if d.Kind == catalog.Number && d.Unit == "" && m.Role != catalog.Price {
		d.Unit = s.unit
	}
	if m.Drop {
		d.Drop, d.Why = true, "left out by -map"
	}
	return d
}
