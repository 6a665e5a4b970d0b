package prefer

import (
	"strings"
	"sync"
)

// A search text is read with more words of the language than a message: those that people use around what they look for.
// They are no part of the table, so that the page's module has them only where it searches.
var everyday = sync.OnceValue(func() map[string]map[string]bool {
	return map[string]map[string]bool{"en": words(everydayEnglish)}
})

// everydayEnglish are words, in their base forms, that people use around what they look for: who said it, what happened to
// the old one, what it is for. In a search text they are not taken for misspelt names, and a name doesn't become
// doubtful because one of them stands beside it. Words for kinds of things, materials and colors are not among them:
// those are what is looked for.
const everydayEnglish = `accept account ache achieve act actual add admire admit adopt advance advice advise affect afford agree ahead aim allow
amaze amount anger announce annoy annual answer apartment apologize appear apply appreciate approach approve argue argument arise arrange
arrive aside assist assume attach attend attention aunt autumn available average avoid await awake aware awesome awful
balance bargain basic bear beat beg begin behave belong bend benefit birth birthday blame bless block borrow bother bought brain break
brief bring broke budget build burn business busy buy buyer calm cancel capable care careful carry case catch cause celebrate certain
chance change chapter charge chat check cheer child childhood children choice choose chose christmas citizen claim clever client close club
coach collect college comment commit common community commute company compare complain complete concern confess confirm confuse connect
consider contact contain continue convince copy correct couple courier course cousin crack crash crazy create credit curious current
customer damage dare daughter deadline deal dear death debate decent decide decision defect degree delay delight deliver delivery demand
depend describe deserve desire despite detail develop die differ difference different difficult dinner direct disappoint discount discover
discuss dislike display double doubt drive driver drop due early earn earth ease easter eat economy edge education effect effort election
email emotion employ empty encourage end enjoy enter entire equal error escape especially essential event eventually evidence exact examine
example excellent except exchange excite excuse exist expect expense experience expert explain explore express extra extreme
face fact fail fair faith familiar famous fancy farewell fashion fault favor favorite fear feedback fellow fiance figure fill final finance
finish fix flat flight fold follow fond foot force foreign forget forgive former fortunate forum forward free frequent fresh front frustrate
fun funny future gain gave general gentle gift girl glad goal grab grade gradual graduate grandma grandpa grandmother grandfather grand
grateful great ground group grow guarantee guest guide guy habit handle hang happen happy hard hardly harm hate health healthy hear heart
heavy height hide hire history hobby hold holiday home honest honestly honor hope horrible hospital host house huge human hurry hurt
idea ideal identify ignore ill imagine immediate impact important impossible impress improve include income incredible indeed inform
injury inquire insist inspire install instance insurance intend interest internet introduce invest invite involve issue
january february march april june july august september october november december
job join joke journey judge keen kill kindly knew knock knowledge lack lady language laugh law lawyer lazy lead learn leave lecture left
legal lend length lesson letter level lie life likely limit line link listen live local lonely lose loss loud luck lucky lunch
mail main major manage manager manner marry married matter maximum mayor meal meantime measure meet member memory mention message middle
mind minor miss mistake moment monday tuesday wednesday thursday friday saturday sunday money month moreover mostly mount move moving
neat necessary neighbor neighbour neither nervous nearby nephew niece noise normal note notice number object obvious occasion occur offer office
officer often online opening operate opinion opportunity option order ordinary organize original otherwise owe owner
package pain pair panic parcel pardon parent partner pass past patient pause pay payment peace perfect perform period permit person personal
phone pick picky picture piece place plan plane plenty point policy polite poor popular position positive possible post power practical
practice praise predict prefer prepare present pretend prevent previous price pride print private prize problem process produce profession
professor profit progress promise promote proper protect proud prove provide public purchase purpose push puzzle
quality question quick quickly quiet quit quote raise range rare rate reach react ready real realise realize reason reasonable receive recipe recommend
record recover reduce refer refund refuse regard regret regular reject relate relationship relative relax release reliable rely remain
remember remind remove rent repair repeat replace replacement reply report request require research reserve resist resolve respect respond
rest result retire return reveal review reward rich ride ring rise risk role rough roughly rude ruin rule rush
sad safe safety said sale save scare schedule school score search seat second secret secure seek select sell send sense separate serious
seriously serve service session set settle several share shame shape sharp ship shipping shock shop shopping short shout show shut sibling sick
sign signal silly similar simple simply single sir sister sit situation skill skip sleep slight slow small smart smell smile social solid
solution solve somewhere son sorry sound source space speak special specific speed spend spent split spoil spoke spouse spring stand start state
station status stay step stick stock stop store storm story straight strange stranger street stress strict strong struggle student study stuff
stupid subject succeed success sudden suffer suggest suit summer support suppose surprise surround survive suspect swap swear sweet swim switch
talk target task taste teach teacher team tear tend term terrible test text theory thick thin thought thrill throw tie tight tip tired topic
total touch tough tour town track trade traffic train transfer travel treat trend trial trick trip trouble truly trust truth turn twice
twin typical ugly ultimate uncle understand unfortunate unhappy unique unit university unknown unless unlike unusual update upset urgent usage
useful useless user usual vacation value variety various vary version video view visit visitor voice volunteer vote
wait wake walk warm warn warranty waste wear weather website wedding weekday weight weird welcome whenever wide wild willing win winner winter wise
wish woman wonder wonderful word work worker workplace world worry worse worst worth wow wrap write wrong wrote yesterday yet young youth
absolute actually additional adult advantage almost alone amazing anniversary anybody anytime apart appeal approximate area arm article attempt
boring born bottom boy brand bright brilliant broken brother category cheap clear closet collection colleague comfortable comfort complicated
convenient cost cute definite definitely delicate dependable design easily easy elegant elsewhere enough everyday everywhere evening expensive
fast feature fine finding forever fully gorgeous graduation grown guarantee hello helpful hi hopefully immediately inexpensive instead lately
latest lovely luckily minute morning nearly newest nicely normally obviously occasionally okay older overall pleasant please possibly precise
pretty probably properly purely quite randomly rarely recent regularly replaced seldom seem separately shortly somehow sort spare surely
suitable suppose thanks tonight totally tradition ultimately unable unfortunately upgrade version whatever whole wholly`

// isEveryday says whether a word is one of a set in any of its English forms.
func isEveryday(set map[string]bool, w string) bool {
	if set[w] {
		return true
	}
	for _, end := range [...]struct{ cut, put string }{{"s", ""}, {"es", ""}, {"d", ""}, {"ed", ""}, {"ing", ""}, {"ing", "e"}, {"ly", ""}, {"er", ""}, {"er", "e"},
		{"ies", "y"}, {"ied", "y"}, {"ily", "y"}, {"ier", "y"}} {
		stem, ok := strings.CutSuffix(w, end.cut)
		if !ok || len(stem) < 3 {
			continue
		}
		if set[stem+end.put] {
			return true
		}
		if n := len(stem); end.put == "" && stem[n-1] == stem[n-2] && set[stem[:n-1]] { // "stopped", "running"
			return true
		}
	}
	return false
}
