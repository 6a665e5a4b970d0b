package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A meter shows progress on a terminal, and nothing elsewhere.
type meter struct {
	w     io.Writer // nil: not a terminal
	mu    sync.Mutex
	bar   *progressbar.ProgressBar
	stage string
	read  int64
}

func newMeter(w io.Writer) *meter {
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return &meter{w: w}
	}
	return &meter{}
}

// show says how far a stage is.
func (m *meter) show(stage string, done, total int) { m.set(stage, int64(done), int64(total), false) }

func (m *meter) set(stage string, done, total int64, bytes bool) {
	if m.w == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if stage != m.stage {
		m.wipe()
		m.stage = stage
		m.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(m.w), progressbar.OptionSetDescription(stage),
			progressbar.OptionShowBytes(bytes), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetWidth(30))
	}
	m.bar.Set64(min(done, total))
}

// clear wipes the bar.
func (m *meter) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.wipe()
}

func (m *meter) wipe() {
	if m.bar != nil {
		m.bar.Clear()
		m.bar, m.stage = nil, ""
	}
}

// reading passes a feed on and counts its bytes, of the total of all feeds.
func (m *meter) reading(in io.Reader, total int64) io.Reader {
	if m.w == nil {
		return in
	}
	return &counted{in, m, total}
}

type counted struct {
	in    io.Reader
	m     *meter
	total int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.m.read += int64(n)
	c.m.set("reading", c.m.read, c.total, true)
	return n, err
}
