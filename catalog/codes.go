package catalog

// codes is an array of numbers below 2^(8·width): all their lowest bytes, then all their second bytes, and so on. In
// such planes the high bytes of a column look alike, and brotli packs them to next to nothing.
type codes struct {
	n      int
	planes [4][]byte
	width  int
}

// codes reads n numbers of a width from 0 (all are 0, nothing is stored) to 4 bytes.
func (s *sections) codes(name string, n, width int) codes {
	c := codes{n: n, width: width}
	p := s.part(name)
	if s.err == nil && len(p) != n*width {
		s.fail("section %q has %d bytes, %d numbers of %d bytes were expected", name, len(p), n, width)
	}
	if s.err != nil {
		return codes{}
	}
	for k := range width {
		c.planes[k] = p[k*n : (k+1)*n]
	}
	return c
}

// at returns a number, which must be one of the n.
func (c *codes) at(i int) uint32 {
	switch c.width {
	case 0:
		return 0
	case 1:
		return uint32(c.planes[0][i])
	case 2:
		return uint32(c.planes[0][i]) | uint32(c.planes[1][i])<<8
	}
	v := uint32(c.planes[0][i]) | uint32(c.planes[1][i])<<8 | uint32(c.planes[2][i])<<16
	if c.width == 4 {
		v |= uint32(c.planes[3][i]) << 24
	}
	return v
}

// widthOf is the number of bytes that numbers up to most need.
func widthOf(most uint32) int {
	w := 0
	for ; most > 0; most >>= 8 {
		w++
	}
	return w
}

// planes writes numbers as [sections.codes] reads them.
func planes(list []uint32, width int) []byte {
	out := make([]byte, 0, len(list)*width)
	for k := range width {
		for _, v := range list {
			out = append(out, byte(v>>(8*k)))
		}
	}
	return out
}
