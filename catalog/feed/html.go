package feed

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// openHTML reads the products of a page: those that its JSON-LD blocks describe. The page itself is tokenised, not
// searched, so that a block in a comment is none.
func (r *Reader) openHTML(in *bufio.Reader) error {
	head, _ := in.Peek(1024)
	var src io.Reader = r.mending(in)
	if set, name, certain := charset.DetermineEncoding(head, ""); certain && name != "utf-8" {
		src = set.NewDecoder().Reader(in)
	}
	p := &page{r: r, z: html.NewTokenizer(src), line: 1}
	p.z.SetMaxBuf(maxLine)
	r.next = r.blocks(p.block)
	return nil
}

// openBlocks reads JSON-LD that stands in a file by itself.
func (r *Reader) openBlocks(in *bufio.Reader) error {
	read := false
	r.next = r.blocks(func() (int, []byte, error) {
		if read {
			return 0, nil, io.EOF
		}
		read = true
		b, err := io.ReadAll(io.LimitReader(r.mending(in), maxBlock+1))
		if len(b) > maxBlock {
			err = fmt.Errorf("%s is longer than %d MB, too long for JSON-LD: give the shop's feed", r.name, maxBlock>>20)
		}
		return 1, b, err
	})
	return nil
}

// maxBlock bounds a file of JSON-LD, which is read as a whole.
const maxBlock = 64 << 20

// blocks reads the products of blocks of JSON-LD, one by one.
func (r *Reader) blocks(block func() (int, []byte, error)) func() (Record, error) {
	var queue []node
	at, found := 0, false
	return func() (Record, error) {
		for len(queue) == 0 {
			line, b, err := block()
			if err == io.EOF && !found {
				return Record{}, fmt.Errorf("%s has no product in JSON-LD (<script type=\"application/ld+json\">): give the shop's feed, or a page that has", r.name)
			}
			if err != nil {
				return Record{}, err
			}
			n, err := r.parse(line, b)
			if err != nil {
				return Record{}, skip(line, "the JSON-LD block is no JSON: %v", err)
			}
			at, queue = line, r.products(line, nil, n)
			found = found || len(queue) > 0
		}
		n := queue[0]
		queue = queue[1:]
		return r.schemaProduct(at, n), nil
	}
}

// A page is cut into blocks.
type page struct {
	r    *Reader
	z    *html.Tokenizer
	line int
}

// block returns the next block of JSON-LD and the line where it begins.
func (p *page) block() (int, []byte, error) {
	wanted := false
	for {
		kind := p.z.Next()
		line := p.line
		raw := p.z.Raw()
		p.line += bytes.Count(raw, []byte("\n"))
		switch kind {
		case html.ErrorToken:
			if err := p.z.Err(); err != io.EOF {
				return 0, nil, &broken{line: line, reason: "the page can't be read: " + err.Error()}
			}
			return 0, nil, io.EOF
		case html.StartTagToken, html.SelfClosingTagToken:
			wanted = p.isBlock(line)
		case html.TextToken:
			if wanted {
				lead := len(raw) - len(bytes.TrimLeft(raw, " \t\r\n"))
				return line + bytes.Count(raw[:lead], []byte("\n")), unwrapped(raw), nil
			}
		default:
			wanted = false
		}
	}
}

// isBlock says whether the tag opens a block of JSON-LD, and notes what is not read.
func (p *page) isBlock(line int) bool {
	name, more := p.z.TagName()
	script, block := string(name) == "script", false
	for more {
		var key, value []byte
		key, value, more = p.z.TagAttr()
		switch v := strings.ToLower(string(value)); {
		case script && string(key) == "type":
			block = strings.HasPrefix(strings.TrimSpace(v), "application/ld+json")
		case string(key) == "itemtype" && strings.HasSuffix(v, "schema.org/product"):
			p.r.noteOnce(line, "", "the page has products in microdata (itemprop) too, which is not read")
		}
	}
	return block
}

// unwrapped removes the comment or CDATA that old templates wrap scripts in.
func unwrapped(b []byte) []byte {
	b = bytes.TrimSpace(b)
	for _, open := range []string{"//<![CDATA[", "/*<![CDATA[*/", "<![CDATA[", "<!--"} {
		if rest, ok := bytes.CutPrefix(b, []byte(open)); ok {
			b = rest
			break
		}
	}
	for _, end := range []string{"//]]>", "/*]]>*/", "]]>", "//-->", "-->"} {
		if rest, ok := bytes.CutSuffix(b, []byte(end)); ok {
			b = rest
			break
		}
	}
	return bytes.TrimSpace(b)
}
