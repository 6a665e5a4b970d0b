package affinity

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Read reads the histories of a file, in the file's order; those of ratings and orders in the order in which their
// users and orders first stand there. The name is for errors and for histories without an id. What the file holds is told
// by its first line:
//
//   - Dialogues, a JSON object a line:
//     {"id","liked":[id],"disliked":[id],"turns":[{"speaker":"seeker"|"recommender","text","items":[id],"liked":[id],"disliked":[id]}]}.
//     Consecutive turns of one speaker become one: the texts joined by a space, each item once. The feeling towards an item is
//     one and the same in the whole dialogue: what the dialogue's own liked and disliked say, and where they are silent, the
//     last turn's that speaks of it; who is said to like and to dislike it there has told nothing. What a turn likes or
//     dislikes it mentions too; an id of the dialogue's lists that no turn mentions is left out. A turn without a text may have
//     "utterances", a list of texts.
//   - Windows, a JSON object a line: {"group","liked":true|false,"text","items":[id]}. The feeling towards all items is what
//     liked says, 0 without it.
//   - Ratings, CSV or TSV with a header: columns for the user, the item and the rating, in any order and under their usual names
//     (user_id, customer, ...; item_id, movieId, product, ...; rating, score, stars), and perhaps one for the time, a number or a
//     date, by which a user's items are put in order. Of an item that a user rated twice the later rating counts. An item is liked when its
//     rating is at least the mean of the user's ratings and above the middle between the lowest and the highest rating of the
//     file; it is disliked when its rating is in the lower third of that range, bounds included; otherwise, and when all
//     ratings of the file are equal, nothing is told.
//   - Orders, CSV or TSV with a header: columns for the order and the item (order_id, basket, invoice, transaction, ...), the
//     rows of an order anywhere; or a JSON object a line, {"items":[id]} with perhaps an "id" or "order". Each item counts once.
//
// Ids are texts or numbers; a number is the text that it is written as. Other fields and columns are passed over, blank lines and
// a byte order mark too; lines may be of any length. Errors name the file, the line, the field, and what to do.
func Read(r io.Reader, name string) ([]History, error) {
	s := &source{name: filepath.Base(name), lines: bufio.NewReader(r)}
	first, err := s.next()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: there is nothing in it; %s", s.name, known)
	}
	if err != nil {
		return nil, err
	}
	switch text := bytes.TrimSpace(first); text[0] {
	case '{':
		return s.objects(first)
	case '[':
		return nil, fmt.Errorf("%s: %w", s.at(s.line), unknown("it begins with a JSON list, "+excerpt(string(text))+": write its objects one a line"))
	}
	return s.rows(first)
}

// known are the formats that there are, for errors.
const known = `give dialogues (a JSON object a line, with "turns"), windows of dialogues (a JSON object a line, with "liked", "text" and "items"), ` +
	`ratings (CSV or TSV, with the columns user, item and rating), or orders (CSV or TSV with the columns order and item, or a JSON object a line with "items")`

// unknown is the error of a file of another format; seen says what is there.
func unknown(seen string) error { return fmt.Errorf("the format is unknown: %s; %s", seen, known) }

// list puts names in words, the first few of them.
func list(names []string) string {
	const most = 12
	var quoted []string
	for i, n := range names {
		if i == most {
			quoted = append(quoted, fmt.Sprintf("%d more", len(names)-most))
			break
		}
		quoted = append(quoted, excerpt(n))
	}
	return strings.Join(quoted, ", ")
}

// excerpt quotes a text, of a long one the beginning.
func excerpt(s string) string {
	const most = 60
	if len(s) > most {
		return fmt.Sprintf("%.*q...", most, s)
	}
	return fmt.Sprintf("%q", s)
}

// A source is a file that is being read.
type source struct {
	name  string
	lines *bufio.Reader
	line  int // the last one read, from 1
}

// next returns the next line that isn't blank, as it stands there, or io.EOF after the last.
func (s *source) next() ([]byte, error) {
	for {
		line, err := s.lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		s.line++
		if s.line == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(line)) > 0 {
			return line, nil
		}
		if err != nil {
			return nil, io.EOF
		}
	}
}

// at says where a line is.
func (s *source) at(line int) string { return fmt.Sprintf("%s:%d", s.name, line) }
