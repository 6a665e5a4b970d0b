package affinity

import (
	"errors"
	"io"
)

// orders reads the rows of orders.
func (t *table) orders() ([]History, error) {
	var histories []History
	place := map[string]int{} // of an order among them
	type entry struct {
		order int
		item  string
	}
	seen := map[entry]bool{}
	for {
		row, line, err := t.next()
		if errors.Is(err, io.EOF) {
			return histories, nil
		}
		if err != nil {
			return nil, err
		}
		order, err := t.id(row, orderRole, line)
		if err != nil {
			return nil, err
		}
		item, err := t.id(row, itemRole, line)
		if err != nil {
			return nil, err
		}
		k, known := place[order]
		if !known {
			k = len(histories)
			place[order] = k
			histories = append(histories, History{ID: order, Origin: t.source.at(line), Kind: Basket, Turns: make([]Turn, 1)})
		}
		if e := (entry{k, item}); !seen[e] {
			seen[e] = true
			turn := &histories[k].Turns[0]
			turn.Items = append(turn.Items, Mention{ID: item})
		}
	}
}
