package prefer_test

import (
	"fmt"

	"rso/core/prefer"
)

func ExampleLanguage_Heard() {
	m := prefer.English().Heard("Thanks, I'll take the second one!")
	fmt.Println(m.Acts, m.Words, m.Question)
	// Output: [choose thank] 6 false
}
