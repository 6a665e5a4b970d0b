package feed

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// openXML reads Google Merchant's RSS and Atom, and other lists of products in XML: each <item>, <entry>, <product> or
// <offer> is a row. Prefixes are left out of names.
func (r *Reader) openXML(in *bufio.Reader) error {
	src, err := r.declared(in)
	if err != nil {
		return err
	}
	x := &xmlReader{r: r, prefixes: map[string]bool{"xml": true}}
	x.d = xml.NewDecoder(src)
	// Not strict, a & that begins no entity stands for itself, as shops write it. Tags are matched here all the same.
	x.d.Strict = false
	x.d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // the work of declared
	r.next = func() (Record, error) {
		line, n, err := x.next()
		if err != nil {
			return Record{}, err
		}
		return r.googleRow(r.flat(line, n))
	}
	return nil
}

// declared decodes the character set that the XML declaration names.
func (r *Reader) declared(in *bufio.Reader) (io.Reader, error) {
	head, _ := in.Peek(256)
	declaration, _, _ := bytes.Cut(head, []byte("?>"))
	_, label, ok := strings.Cut(string(declaration), "encoding=")
	label = strings.ToLower(label)
	if !bytes.HasPrefix(head, []byte("<?xml")) || !ok || len(label) < 2 || strings.HasPrefix(label[1:], "utf-") {
		return r.mending(in), nil
	}
	label, _, _ = strings.Cut(label[1:], label[:1])
	set, _ := charset.Lookup(label)
	if set == nil {
		return nil, fmt.Errorf("%s: the XML declaration names the encoding %q, which is unknown: save the feed as UTF-8", r.name, label)
	}
	return set.NewDecoder().Reader(in), nil
}

// An xmlReader reads products. It uses raw tokens, because it forgives what the strict decoder doesn't, names prefixes
// in its errors and bounds the depth.
type xmlReader struct {
	r        *Reader
	d        *xml.Decoder
	open     []string // the tags that are open
	prefixes map[string]bool
	closed   bool // the root was closed
}

// next returns the next product.
func (x *xmlReader) next() (int, node, error) {
	for {
		t, err := x.token()
		if err != nil {
			return 0, node{}, err
		}
		if start, ok := t.(xml.StartElement); ok && len(x.open) > 1 {
			switch strings.ToLower(start.Name.Local) {
			case "item", "entry", "product", "offer":
				line := x.line()
				n, err := x.element(start)
				return line, n, err
			}
		}
	}
}

// token returns the next token, with the tags matched.
func (x *xmlReader) token() (xml.Token, error) {
	t, err := x.d.RawToken()
	if err == io.EOF {
		if !x.closed && len(x.open) == 0 {
			return nil, x.fail("the text has no element: it is no feed")
		}
		if !x.closed {
			return nil, x.fail("the text ends in the middle (is the file truncated?): <%s> is never closed", x.open[len(x.open)-1])
		}
		return nil, io.EOF
	}
	if syntax := (*xml.SyntaxError)(nil); errors.As(err, &syntax) {
		return nil, &broken{line: syntax.Line, reason: "this is no XML: " + syntax.Msg}
	}
	if err != nil {
		return nil, err
	}
	switch t := t.(type) {
	case xml.Directive:
		if bytes.HasPrefix(bytes.ToUpper(t), []byte("DOCTYPE")) {
			return nil, x.fail("DOCTYPE and entities are not allowed in a feed: remove the <!DOCTYPE ...>")
		}
	case xml.StartElement:
		return t, x.start(t)
	case xml.EndElement:
		if len(x.open) == 0 || x.open[len(x.open)-1] != tag(t.Name) {
			opened := "nothing"
			if len(x.open) > 0 {
				opened = "<" + x.open[len(x.open)-1] + ">"
			}
			return nil, x.fail("%s is closed by </%s>", opened, tag(t.Name))
		}
		x.open = x.open[:len(x.open)-1]
		x.closed = len(x.open) == 0
	}
	return t, nil
}

func (x *xmlReader) start(t xml.StartElement) error {
	if x.closed {
		return x.fail("<%s> follows the end of the feed (is it the page of a server's error?)", tag(t.Name))
	}
	if len(x.open) == maxNest {
		return x.fail("the text is nested deeper than %d levels at byte %d", maxNest, x.d.InputOffset())
	}
	x.open = append(x.open, tag(t.Name))
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" {
			x.prefixes[a.Name.Local] = true
		}
	}
	if p := t.Name.Space; p != "" && !x.prefixes[p] {
		x.r.report(Problem{Line: x.line(), Field: tag(t.Name), Reason: fmt.Sprintf("the prefix %q is declared nowhere; it was taken for Google's", p)})
	}
	return nil
}

func tag(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

func (x *xmlReader) line() int {
	line, _ := x.d.InputPos()
	return line
}

func (x *xmlReader) fail(format string, args ...any) error {
	return &broken{line: x.line(), reason: fmt.Sprintf(format, args...)}
}

// element reads what a start tag opened: its text, or its elements; of those with one name a list is made.
func (x *xmlReader) element(start xml.StartElement) (node, error) {
	var n node
	var b strings.Builder
	line := x.line()
	for {
		t, err := x.token()
		if err != nil {
			return n, err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			kid, err := x.element(t)
			if err != nil {
				return n, err
			}
			x.member(&n, plainName(t.Name.Local), kid)
		case xml.EndElement:
			if n.kind == null {
				n = node{kind: scalar, text: x.r.clean(line, tag(start.Name), b.String())}
				if n.text == "" {
					n.text = attribute(start, "href") // Atom's <link href="..."/>
				}
			}
			return n, nil
		}
	}
}

// member adds an element to its parent. A Google <g:product_detail> is an attribute of any name.
func (x *xmlReader) member(n *node, name string, kid node) {
	if name == "product detail" && kid.kind == object {
		if detail := kid.first("attribute name"); detail != "" {
			name, kid = detail, node{kind: scalar, text: kid.first("attribute value")}
		}
	}
	for i, m := range n.names {
		if m != name {
			continue
		}
		if n.kids[i].kind != list {
			n.kids[i] = node{kind: list, kids: []node{n.kids[i]}}
		}
		n.kids[i].kids = append(n.kids[i].kids, kid)
		return
	}
	n.add(name, kid)
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}
