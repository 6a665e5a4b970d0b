package affinity

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// A role is what a column of ratings or orders means.
type role int

const (
	userRole role = iota
	itemRole
	ratingRole
	timeRole
	orderRole
	numRoles
)

// columnNames are the usual names of the roles, without spaces, signs and capitals. Where a file has several columns of
// one role, the first in this list is it.
var columnNames = [numRoles][]string{
	userRole: {"userid", "user", "customerid", "customer", "reviewerid", "reviewer", "visitorid", "visitor", "memberid", "member", "shopperid",
		"shopper", "clientid", "client", "accountid", "account", "profileid", "uid", "username"},
	itemRole: {"itemid", "item", "productid", "product", "sku", "lineitemsku", "articleid", "article", "stockcode", "productcode", "itemcode",
		"movieid", "movie", "filmid", "film", "bookid", "book", "isbn", "asin", "parentasin", "gtin", "trackid", "track", "gameid", "game", "iid"},
	ratingRole: {"rating", "ratings", "score", "stars", "bookrating", "userrating", "ratingvalue", "overall"},
	timeRole:   {"timestamp", "time", "datetime", "date", "ratedat", "createdat", "unixreviewtime", "reviewtime"},
	orderRole: {"orderid", "order", "ordernumber", "orderno", "basketid", "basket", "invoiceid", "invoiceno", "invoicenumber", "invoice", "transactionid", "transaction",
		"cartid", "cart", "receiptid", "receipt", "purchaseid", "purchase", "checkoutid", "checkout", "sessionid", "session"},
}

// A table is a CSV or TSV file that is being read.
type table struct {
	source *source
	rows   *csv.Reader
	before int // lines before those that the CSV reader counts
	header []string
	column [numRoles]int // -1 where there is none
	ids    map[string]string
}

// rows reads CSV or TSV whose first line was read already.
func (s *source) rows(first []byte) ([]History, error) {
	t := &table{source: s, before: s.line - 1, ids: map[string]string{}}
	t.rows = csv.NewReader(io.MultiReader(bytes.NewReader(first), s.lines))
	t.rows.Comma = separator(first)
	t.rows.LazyQuotes = t.rows.Comma == '\t' // where they mean little
	t.rows.FieldsPerRecord = -1              // counted here, where the error can say more
	t.rows.ReuseRecord = true
	header, err := t.rows.Read()
	if syntax := new(csv.ParseError); errors.As(err, &syntax) || err == nil && len(header) == 1 {
		return nil, fmt.Errorf("%s: %w", s.at(s.line), unknown("its first line is "+excerpt(strings.TrimSpace(string(first)))))
	}
	if err != nil {
		return nil, t.broken(err)
	}
	t.header = slices.Clone(header)
	t.find()
	has := func(r role) bool { return t.column[r] >= 0 }
	switch {
	case has(userRole) && has(itemRole) && has(ratingRole):
		return t.ratings()
	case has(orderRole) && has(itemRole):
		return t.orders()
	}
	return nil, fmt.Errorf("%s: %w", s.at(s.line), unknown("its first line has the columns "+list(t.header)))
}

// separator is what stands between the columns of a header.
func separator(header []byte) rune {
	switch {
	case bytes.ContainsRune(header, '\t'):
		return '\t'
	case bytes.ContainsRune(header, ';') && !bytes.ContainsRune(header, ','):
		return ';'
	}
	return ','
}

// find looks for the columns of the roles.
func (t *table) find() {
	plain := make([]string, len(t.header))
	for i, name := range t.header {
		plain[i] = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, name)
	}
	for r, names := range columnNames {
		t.column[r] = -1
		for _, name := range names {
			if i := slices.Index(plain, name); i >= 0 {
				t.column[r] = i
				break
			}
		}
	}
}

// next returns the next row that isn't blank and its line, or io.EOF after the last. The row is good until the next one.
func (t *table) next() (row []string, line int, err error) {
	for {
		row, err = t.rows.Read()
		if errors.Is(err, io.EOF) {
			return nil, 0, io.EOF
		}
		if err != nil {
			return nil, 0, t.broken(err)
		}
		if slices.ContainsFunc(row, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
			break
		}
	}
	at, _ := t.rows.FieldPos(0)
	if line = t.before + at; len(row) != len(t.header) {
		return nil, 0, fmt.Errorf("%s: the row has %d fields and the header %d: give it as many, and put quotes around a field with a separator in it",
			t.source.at(line), len(row), len(t.header))
	}
	return row, line, nil
}

// broken puts an error of the CSV reader in words.
func (t *table) broken(err error) error {
	var syntax *csv.ParseError
	if !errors.As(err, &syntax) {
		return fmt.Errorf("%s: %w", t.source.name, err)
	}
	return fmt.Errorf("%s: this row is no CSV: %w: put quotes around the whole field, and write those in it twice", t.source.at(t.before+syntax.StartLine), syntax.Err)
}

// cell returns what stands in a column, which must be something.
func (t *table) cell(row []string, r role, line int) (string, error) {
	text := strings.TrimSpace(row[t.column[r]])
	if text == "" {
		return "", t.fault(r, line, "there is nothing: fill it in, or take the row out")
	}
	return text, nil
}

// id returns the id in a column. Equal ids share their memory.
func (t *table) id(row []string, r role, line int) (string, error) {
	text, err := t.cell(row, r, line)
	if err != nil {
		return "", err
	}
	if one, known := t.ids[text]; known {
		return one, nil
	}
	text = strings.Clone(text) // out of its row
	t.ids[text] = text
	return text, nil
}

// fault is an error in a cell.
func (t *table) fault(r role, line int, what string) error {
	return fmt.Errorf("%s: %s: %s", t.source.at(line), strings.TrimSpace(t.header[t.column[r]]), what)
}
