package catalog

// stable sorts a short list, equal entries as they were. The standard library's stable sort is 12 KB of code for each
// type of entry; lists here are short or nearly in order.
func stable[T any](list []T, order func(a, b T) int) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && order(list[j], list[j-1]) < 0; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// ascending sorts a short list of numbers.
func ascending(list []uint64) {
	for i := 1; i < len(list); i++ {
		x, j := list[i], i
		for ; j > 0 && list[j-1] > x; j-- {
			list[j] = list[j-1]
		}
		list[j] = x
	}
}
