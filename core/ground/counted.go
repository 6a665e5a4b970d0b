package ground

import (
	"strings"

	"rso/core/prefer"
)

// miscounts says whether a small number in words, which mostly counts anything, counts what a record counts otherwise: "four
// trays" of three stackable steaming trays. No record has it with that word.
func (rd *reading) miscounts(f *prefer.Figure) bool {
	if f.Lo == float64(len(rd.sc.Items)) || f.Unit || f.Money || f.Last >= len(rd.toks) || rd.toks[f.Last].Gap != 0 || len(rd.toks[f.Last].Word) < 4 || rd.hidden[f.Last] {
		return false
	}
	numbers := rd.spellings(f).numbers
	forms := append([]string{rd.toks[f.Last].Word}, rd.v.formsOf(rd.toks[f.Last].Word)...)
	otherwise := false
	for at := range rd.sc.Items {
		r := rd.v.record(rd.sc.Items[at])
		for _, form := range forms {
			for _, n := range numbers {
				if r.together(n, form) {
					return false
				}
			}
			otherwise = otherwise || rd.counted(r, form)
		}
	}
	return otherwise
}

// countReach is how many words may stand between a number in a record and what it counts.
const countReach = 2

// counted says whether a number stands before a word in one of a record's texts.
func (rd *reading) counted(r *record, word string) bool {
	words := strings.Fields(r.text)
	for k, w := range words {
		if w != word {
			continue
		}
		for j := k - 1; j >= 0 && j >= k-1-countReach && words[j] != "|"; j-- {
			if v, ok := rd.v.r.Number(words[j]); ok && v > 1 || words[j][0] >= '2' && words[j][0] <= '9' && len(words[j]) == 1 {
				return true
			}
		}
	}
	return false
}
