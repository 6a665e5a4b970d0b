package main

import (
	"fmt"
	"io"
	"os"
	"sync"
)

// A meter shows progress on one line of a terminal, and nothing elsewhere.
type meter struct {
	w     io.Writer
	mu    sync.Mutex
	shown string
}

func newMeter(w io.Writer) *meter {
	if f, ok := w.(*os.File); ok {
		if st, err := f.Stat(); err == nil && st.Mode()&os.ModeCharDevice != 0 {
			return &meter{w: w}
		}
	}
	return &meter{}
}

// show says how far a stage is; total 0 means unknown.
func (m *meter) show(stage string, done, total int) {
	if m.w == nil || done%1024 != 0 && done != total {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	line := fmt.Sprintf("%s %d", stage, done)
	if total > 0 {
		line = fmt.Sprintf("%s %d of %d (%d %%)", stage, done, total, 100*done/total)
	}
	if line != m.shown {
		fmt.Fprintf(m.w, "\r\x1b[K%s", line)
		m.shown = line
	}
}

// clear wipes the line.
func (m *meter) clear() {
	if m.w != nil {
		fmt.Fprint(m.w, "\r\x1b[K")
	}
}
