package gateway

// Slots counts the windows that are kept.
func Slots(m *Memory) int { return len(m.used) }
