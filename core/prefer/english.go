package prefer

import (
	"strings"

	"rso/policy"
)

// englishTable is the English language. Phrases in a list are separated by semicolons; they are folded when they are
// entered, so apostrophes and case don't matter here. Where two lists have a phrase, the first counts.
var englishTable = table{
	tag:      "en",
	singular: englishSingular,
	cues: []cueRow{
		{policy.Choose, anywhere, `i'll take; i will take; i'll watch; i will watch; i'm going to watch; i am going to watch;
		gonna watch; going to buy; i'll buy; i will buy; i'll go with; i will go with; let's go with; i'll get; i'll have to watch; i'll order;
		i accept; i'll check it out; i will check it out; i'll check that out; i'll give it a try; i'll give that a try; i'll give it a shot;
		give it a try; i'll try it; i'll try that; add it to my; i want that one; i'll pick; i choose; that's the one; sold; i'll read it;
		i will definitely watch; i'll definitely watch; i think i'll watch; i'd watch that; i would watch that`},
		{policy.Choose, alone, `perfect; deal; i'm in; that one please`},
		{policy.Compare, anywhere, `compare; compared to; difference between; differences between; which is; which one is;
		what's the difference; versus; how do they differ; how do they compare; which of them; which of those; which of the two; side by side`},
		{policy.AskItem, anywhere, `what's it about; what is it about; what's that about; what is that about; what's that one about; who's in it; who is in it;
		who's in that; who stars; who plays; who directed; who wrote; who made; tell me more; tell me about; more about; more info; more details;
		what about; how long is; how much is; how much does; when was it; when did it; what year; how old is; what is the plot; what's the plot; is it any good;
		is it good; is that the one; have you seen; did you like; do you like; what else was; what do you think; why should i; is it in stock; what genre; any good`},
		{policy.AskItem, opening, `why; how come; is it; is that; was it; was that; does it; did it; isn't that; isn't it; is he; is she; was he; was she; who is; who's;
		what is; what's; is this; when is; when was; where is; how is; how was; how does; how many; what kind of; can i`},
		{policy.Seen, anywhere, `seen it; seen that; seen them; seen those; seen both; seen all; already seen; i've seen; i have seen; i saw; already watched; i've watched; i have watched;
		already own; own that; own it; i own; already have; already read; have read; i've read; read it already; read that; i've already; know that one; know it already; we've seen; we saw; watched it; watched that`},
		{policy.Seen, opening, `seen; watched`},
		{policy.Critique, anywhere, `cheaper; more expensive; less expensive; newer; older; more recent; lighter; heavier; smaller; bigger; larger; longer; shorter;
		faster; slower; better rated; something more; something less; a bit more; a bit less; more like; less like; a little more; a little less; too expensive; too old; too long; too big; too small;
		too heavy; too scary; too violent; too sad; too slow; too new; too dark; funnier; scarier; darker; sadder; happier; similar but; but in; but with; but without; but not; but cheaper;
		not so; not as; not too; not that old; not that new; not that expensive; not that recent; not that heavy; less violent; less scary; more serious; more modern; more recent`},
		{policy.Reject, anywhere, `not interested; something else; anything else; something different; another one; other ones; any others; any other; what else; next one; different one;
		not that one; none of those; none of these; none of them; not for me; doesn't appeal; not my thing; not my type; not my style; cup of tea; i'll pass; i don't want that; don't like it; don't like that;
		don't like those; don't like them; didn't like it; didn't like that; hate it; hate that; not a fan; not really into; not into; not what i`},
		{policy.Reject, alone, `pass; next; boring; no thanks; no thank you; nope next`},
		{policy.Request, anywhere, `recommend; recommendation; recommendations; suggest; suggestion; suggestions; looking for; show me; do you have; do you know; got any; have you got; have any; i want; i need; i'd like;
		find me; give me; can you find; could you find; help me find; in the mood for; i'm after; search for; i would like; something; i wanna; gimme; wanted to watch; want to watch; want to see; what should i; anything`},
		{policy.Request, opening, `any; a good; some; need; want; movies; films; anything`},
		{policy.Inform, anywhere, `i like; i love; i enjoy; i prefer; my favorite; my favourite; favorites; i'm into; i am into; fan of; i liked; i loved; i enjoyed; i really like; i really love;
		i don't like; i hate; i usually; i tend to; i watched; i recently; i don't mind; i'm not; i don't really; i'm a; last movie; i'm interested in; interested in; i think; i guess; i also`},
		{policy.Affirm, opening, `yes; yeah; yep; sure; ok; okay; sounds; oh yes; oh yeah; that sounds; that's great; that would be; absolutely; definitely; great; i agree; alright; cool; nice; awesome`},
		{policy.Affirm, alone, `yes; yeah; yep; yup; sure; ok; okay; k; alright; all right; of course; definitely; absolutely; right; correct; exactly; indeed; yes please; sure thing; sounds good; sounds great; sounds interesting; great; good; cool; nice; awesome; wonderful; i do; i have;
		i did; i am; that's right; true; fine; please do; go ahead; love it; very good; that sounds good; that sounds great; that sounds interesting; that sounds fun; yes i do; yes i have; yes i did; for sure; why not; please; let's do it; excellent; fantastic`},
		{policy.Deny, anywhere, `haven't seen it; haven't seen that; haven't seen them; haven't seen that one; have not seen it; have not seen that; never seen it; never seen that; i've never seen; i have never seen; i haven't seen; i have not seen; never watched; haven't watched; haven't read; never read`},
		{policy.Deny, opening, `no; nope; nah; not really; i haven't; i have not; never heard; i've never; i have never; i don't know; not sure; not yet; unfortunately`},
		{policy.Deny, alone, `no; nope; nah; not really; no not really; not yet; no i haven't; i haven't; never; i don't think so; no i don't; not at all; neither; i don't know; not sure; no idea; dunno; idk`},
		{policy.Thank, anywhere, `thanks; thank you; thx; appreciate it; much appreciated; thank u; you've been helpful; thanks a lot`},
		{policy.Thank, alone, `ty; cheers`},
		{policy.Bye, anywhere, `goodbye; good bye; see you; see ya; have a good day; have a great day; have a nice day; have a good one; have a good night; have a great night; have a nice night; have a great one;
		take care; gotta go; have to go; need to go; good night; talk to you later; have a good evening; have a great evening; have a good weekend`},
		{policy.Bye, alone, `bye; later; cya; bye bye; bye now; that's all; that is all; i'm done; we're done; nothing else`},
		{policy.Greet, anywhere, `how are you; how's it going; how are things; nice to meet you; what's up; i'm good; i'm great; i'm well; i'm fine; i am good; i am well; i am great; doing well; doing good; doing great; how about you; how about yourself; and you; and yourself`},
		{policy.Greet, opening, `hi; hello; hey; howdy; good morning; good evening; good afternoon; greetings; hiya; hi there; hello there; yo; hey there`},
		{policy.OffTopic, anywhere, `what's the weather; weather today; tell me a joke; who won the; stock market; ignore previous; ignore all; your instructions; system prompt; capital of; write a poem; write me a; solve this; what time is it; how old are you`},
	},
	comparisons: []comparisonRow{
		{AtMost, false, anyColumn, `under; below; less than; fewer than; smaller than; lower than; not more than; no more than; at most; up to; max; maximum; maximum of; max of; within; not over; no more then; less then; beneath; inside of; not above; nothing over; no over`},
		{AtMost, false, priceColumn, `costs less than; for less than; costing less than; budget is; budget of; my budget is; can spend; spend; willing to spend; budget`},
		{Less, false, yearColumn, `before; older than; earlier than; prior to; made before; pre`},
		{AtMost, false, yearColumn, `nothing after; not after; nothing newer than; not newer than; until; no later than; not later than`},
		{Less, false, weightColumn, `lighter than`},
		{Less, false, priceColumn, `cheaper than; less expensive than`},
		{AtLeast, false, anyColumn, `over; above; more than; greater than; at least; bigger than; larger than; higher than; min; minimum; minimum of; min of; no less than; not less than; not under; not below; nothing under; nothing below; starting at; upwards of; more then; exceeding`},
		{Greater, false, yearColumn, `after; newer than; later than; more recent than; post`},
		{AtLeast, false, yearColumn, `since; nothing before; not before; nothing from before; not from before; nothing older than; not older than; no older than; no earlier than; not earlier than`},
		{Greater, false, weightColumn, `heavier than`},
		{Greater, false, priceColumn, `more expensive than; pricier than`},
		{About, false, anyColumn, `around; about; roughly; approximately; circa; near; ish; close to; nearly; somewhere around; more or less`},
		{Between, false, anyColumn, `between; from; anywhere from; anywhere between`},
		{AtMost, true, anyColumn, `or less; or under; or below; or fewer; max; maximum; at most; or cheaper; tops; at the most; or smaller; and under; and below; or lower`},
		{AtLeast, true, anyColumn, `or more; or over; or above; or higher; minimum; min; at least; and up; plus; or better; or bigger; or larger; and above; and over; upwards`},
		{AtMost, true, yearColumn, `or earlier; or before; or older; and earlier; and before; and older`},
		{AtLeast, true, yearColumn, `or later; or newer; onwards; onward; on; and later; and newer; or after; and after; or more recent; and onwards`},
	},
	units: []unitRow{
		{"money", 1, `dollar dollars bucks buck usd euro euros eur pound sterling gbp quid`},
		{"money", 0.01, `cent cents pence`},
		{"g", 1, `g gram grams gr`},
		{"g", 1000, `kg kgs kilo kilos kilogram kilograms`},
		{"g", 453.592, `lb lbs pounds`},
		{"g", 28.3495, `oz ounce ounces`},
		{"b", 1e9, `gb gig gigs gigabyte gigabytes`},
		{"b", 1e12, `tb terabyte terabytes`},
		{"b", 1e6, `mb megabyte megabytes`},
		{"m", 0.0254, `inch inches in`},
		{"m", 0.01, `cm centimeter centimeters centimetre centimetres`},
		{"m", 0.001, `mm millimeter millimeters`},
		{"m", 1, `m meter meters metre metres`},
		{"m", 0.3048, `ft foot feet`},
		{"stars", 1, `star stars`},
		{"percent", 1, `percent pct`},
		{"l", 1, `l liter liters litre litres`},
		{"l", 0.001, `ml milliliter milliliters`},
		{"s", 60, `min mins minute minutes`},
		{"s", 3600, `h hour hours hrs hr`},
		{"hz", 1, `hz hertz`},
		{"hz", 1e9, `ghz`},
		{"w", 1, `w watt watts`},
		{"mah", 1, `mah`},
		{"page", 1, `page pages`},
	},
	numbers: []numberRow{
		{0, 1, false, `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty`},
		{30, 10, false, `thirty forty fifty sixty seventy eighty ninety`},
		{100, 0, true, `hundred`},
		{1000, 0, true, `thousand grand k`},
		{1e6, 0, true, `million`},
	},
	decades:  []placeRow{{20, 10, `twenties thirties forties fifties sixties seventies eighties nineties`}},
	ordinals: []placeRow{{1, 1, `first second third fourth fifth`}, {1, 1, `1st 2nd 3rd 4th 5th`}, {1, 1, `former`}, {-1, 0, `last latter`}},
	parts:    []partRow{{0, 4, `early`}, {3, 7, `mid`}, {5, 9, `late`}},
	or:       `or nor`,
	and:      `and`,
	to:       `to through till til`,
	fillers:  `the a year like of about say is`,
	things:   `one ones movie film item product title suggestion recommendation option book thing`,
	both:     `both either`,
	verbs:    `like`,
	subjects: `i you we they would id really dont also not do`,
	any:      `any whatever whichever`,
	but:      `but however just although though only i we`,
	negation: `no; not; without; except; except for; anything but; nothing with; nothing from; nothing by; don't want; do not want; avoid; excluding; other than; besides; apart from; minus; never;
		not a; not any; hate; can't stand; cannot stand; sick of; tired of; don't like; do not like; dislike; not into; not in the mood for; no more; nothing; isn't; aren't; skip; leave out; not a fan of; rather not; hates; doesn't like; not from; not by; instead of; don't need; bored of`,
	wishes:  `ideally; preferably; would be nice; if possible; maybe; perhaps; i'd prefer; would prefer; would be great; nice to have; a plus; bonus; leaning towards; hopefully; kind of prefer; if you can`,
	demands: `must; must be; has to; have to be; has to be; need to; only; strictly; definitely; absolutely; required; dealbreaker`,
	signals: []signalRow{
		{likes, `i like; i love; i liked; i loved; i enjoy; i enjoyed; i really like; i really liked; i really loved; i really enjoyed; my favorite; my favourite; favorite; favourite; fan of; big fan of; i adore; loved; liked; enjoyed; i really love; also liked; also loved; was great; was amazing; was awesome; is great; is amazing; is awesome; was so good; was really good`},
		{dislikes, `i hate; i hated; i dislike; i disliked; didn't like; did not like; hated; don't like; do not like; not a fan of; can't stand; wasn't a fan of; was terrible; was awful; was boring; i didn't enjoy; didn't enjoy; didn't care for; disliked; not a big fan of; bored me`},
		{seen, `seen; i've seen; i have seen; i saw; we saw; watched; i've watched; have watched; already own; i own; we own; already have; already read; have read; i've read; i have; already know; just watched; just read; just finished; rewatched; already got; we've seen; i've already seen; already seen; already watched; had seen`},
		{similar, `like; similar to; in the vein of; along the lines of; reminds me of; such as; same vibe as; same style as; comparable to; more like; in the style of; just like; kind of like; resembles; close to; something like; stuff like; reminiscent of; akin to; if i liked; if you like; same as`},
		{retract, `doesn't matter; does not matter; don't care about; don't care; do not care; forget; forget about; never mind; nevermind; ignore; drop; is fine; any is fine; no preference; don't mind; drop the; forget the; not important; whatever; any will do; either is fine; lift; remove; scratch that`},
		{reset, `start over; start again; start from scratch; reset; from the beginning; new search; clear everything; forget everything; forget it all; let's start over; begin again; restart`},
		{instead, `actually; instead; on second thought; on second thoughts; make it; make that; rather; i changed my mind; changed my mind; let's do; switch to; no wait; wait; scratch that; better yet; how about; hmm no; or rather; what about`},
		{unseen, `haven't seen; have not seen; havent seen; never seen; i've never seen; not seen; haven't watched; never watched; haven't read; never read; not read; didn't see; have you seen; did you see; have you watched; have you read; have you heard of; don't own; don't have`},
		{why, `why; how come; what makes; why did you; why that; how is that; for what reason; what's the reason; how so`},
		{machine, `are you a robot; are you a bot; are you human; are you real; real person; are you a person; who are you; what are you; am i talking to; are you an ai; is this a bot; are you a machine; how do you work; chatbot; how does this work; talking to a human`},
		{pointing, `that one; this one; the one; it; that movie; that film; this movie; this film; that; that book; this book`},
		{pointingAll, `both; all of them; those; them; these; they; all of those; all of these; both of them; all three`},
		{askGood, `any good; is it good; is that good; a good one; worth watching; worth it; worth reading; well reviewed; good reviews; how good; what do people think; popular; do people like`},
		{surprise, `surprise me; anything; whatever; you choose; you pick; up to you; i'm open; anything goes; dealer's choice`},
	},
	sorts: []sortRow{
		{priceColumn, false, false, `cheapest; lowest price; least expensive; most affordable; lowest priced; budget friendly`},
		{priceColumn, true, false, `most expensive; priciest; highest price; top of the line`},
		{yearColumn, true, false, `newest; latest; most recent; brand new`},
		{yearColumn, false, false, `oldest; earliest`},
		{ratingColumn, true, false, `best rated; highest rated; top rated; best reviewed; best; highest rating; best ratings; best reviews; top`},
		{popularityColumn, true, false, `most popular; best selling; bestselling; best known; most famous; most reviewed; well known; most rated`},
		{weightColumn, false, false, `lightest`},
		{weightColumn, true, false, `heaviest`},
		{priceColumn, false, true, `cheaper; less expensive; more affordable; too expensive; not so expensive; not that expensive; not as expensive; too pricey; too dear; lower price`},
		{priceColumn, true, true, `more expensive; pricier; too cheap; higher end; fancier`},
		{yearColumn, true, true, `newer; more recent; more modern; too old; not so old; not that old; not as old; less old; more current; later`},
		{yearColumn, false, true, `older; more classic; too new; too recent; not so new; not that new; not so recent; not that recent; earlier`},
		{ratingColumn, true, true, `better rated; higher rated; better reviewed`},
		{weightColumn, false, true, `lighter; too heavy; not so heavy; not that heavy`},
		{weightColumn, true, true, `heavier; too light`},
		{sizeColumn, false, true, `smaller; too big; too large; more compact`},
		{sizeColumn, true, true, `bigger; larger; too small`},
	},
	labels: []labelRow{
		{priceColumn, `price; prices; cost; costs; budget; money; priced`},
		{yearColumn, `year; years; decade; era; age; released; release; made; published; publication; date; time period`},
		{ratingColumn, `rating; ratings; rated; score; reviews; reviewed; stars`},
		{popularityColumn, `popularity`},
		{weightColumn, `weight; weighs; weighing`},
		{peopleColumn, `actor; actors; actress; cast; starring; director; author; authors; writer; written by; directed by; people; star; narrator`},
		{categoryColumn, `genre; genres; category; categories; kind; type; department; style`},
		{makerColumn, `brand; brands; maker; manufacturer; make; company; label; publisher`},
	},
	concepts: []conceptRow{
		{phrases: `funny; hilarious; humorous; comedic; laugh; laughs; makes me laugh; comedy; comedies; funnier; light hearted; lighthearted; uplifting`, want: "comedy; humor; humour"},
		{phrases: `scary; spooky; frightening; terrifying; creepy; horror; scares; scarier; scare me`, want: "horror"},
		{phrases: `sci fi; scifi; science fiction; futuristic; outer space; syfy; sf`, want: "science fiction; sci fi; sci-fi & fantasy"},
		{phrases: `romantic; love story; love stories; romance; chick flick; chick flicks; romances`, want: "romance; romantic"},
		{phrases: `cartoon; cartoons; animation; animated; pixar style; anime`, want: "animated; animation; cartoon; anime"},
		{phrases: `suspenseful; gripping; edge of my seat; thrilling; thriller; tense`, want: "thriller; suspense"},
		{phrases: `biopic; biopics; biographical; true story; true stories; based on a true story; biographies; memoir; biography`, want: "biography; biopic; memoir"},
		{phrases: `historical; history; period piece; period pieces; period drama; historic`, want: "historical; history"},
		{phrases: `detective; whodunit; mysteries; murder mystery; mystery`, want: "mystery"},
		{phrases: `gangster; gangsters; mafia; mob; heist; crime`, want: "crime"},
		{phrases: `singing; musicals; musical`, want: "musical; music"},
		{phrases: `superheroes; super hero; super heroes; superhero; marvel; comic book`, want: "superhero"},
		{phrases: `spies; secret agent; espionage; spy`, want: "spy"},
		{phrases: `cowboy; cowboys; westerns; western`, want: "western"},
		{phrases: `kung fu; karate; martial arts`, want: "martial arts"},
		{phrases: `docs; documentaries; docu; documentary`, want: "documentary"},
		{phrases: `indie; independent`, want: "independent; indie"},
		{phrases: `film noir; noir`, want: "noir"},
		{phrases: `kid friendly; family friendly; for kids; for the kids; for children; for the whole family; for the family; family movie; family film; kids movie; kids movies; family`, want: "family; children; kids"},
		{phrases: `sporty; football; baseball; basketball; boxing; sports; sport`, want: "sports; sport"},
		{phrases: `action packed; explosions; action; actiony`, want: "action"},
		{phrases: `adventurous; adventures; adventure`, want: "adventure"},
		{phrases: `magical; wizards; dragons; fantasy`, want: "fantasy"},
		{phrases: `zombies; ghosts; ghost; paranormal; vampires; supernatural`, want: "supernatural"},
		{phrases: `military; world war; soldiers; wwii; ww2; war`, want: "war"},
		{phrases: `slasher; slashers; gory`, want: "slasher"},
		{phrases: `teenage; high school; teen; teens`, want: "teen"},
		{phrases: `political; politics`, want: "political; politics"},
		{phrases: `satirical; satire`, want: "satire"},
		{phrases: `courtroom; lawyers; legal`, want: "legal"},
		{phrases: `rom com; romcom; romantic comedy; rom coms; romcoms; romantic comedies`, want: "romance; comedy", both: true},
		{phrases: `dramedy; comedy drama`, want: "comedy; drama", both: true},
		{phrases: `action comedy; action comedies`, want: "action; comedy", both: true},
		{phrases: `horror comedy; comedy horror`, want: "horror; comedy", both: true},
		{phrases: `serious; dramatic; drama; dramas; moving; emotional; tear jerker; tearjerker; heavier; deeper; sad; sadder`, want: "drama"},
		{phrases: `more serious; more dramatic; more emotional; less funny; less silly; not so funny; too silly; too funny`, want: "drama", drop: "comedy; humor"},
		{phrases: `more funny; funnier; less serious; lighter mood; too serious; too dark; too sad; less sad; more fun; more lighthearted; more cheerful`, want: "comedy; humor", drop: "drama; horror"},
		{phrases: `less scary; too scary; less violent; too violent; less gory`, drop: "horror; slasher; thriller; crime; war"},
		{phrases: `scarier; more scary; creepier`, want: "horror", drop: "family; comedy"},
		{phrases: `more romantic`, want: "romance"},
		{phrases: `more exciting; more action; more thrilling; too slow; too boring`, want: "action; thriller; adventure"},
	},
	praise: `love loved loves like liked likes enjoy enjoyed great good awesome amazing perfect excellent nice cool fun funny favorite favourite
		interesting interested fantastic wonderful best beautiful brilliant`,
	blame: `hate hated hates dislike disliked boring bad awful terrible worst stupid ugly annoying disappointing disappointed overrated horrible unfortunately`,
	not:   `not no never cannot isn't don't didn't doesn't wasn't can't won't haven't`,
	function: `a about above actually after again all almost already also although always am an and another any anybody anyone anything anyway are aren't around as ask at away
		back be because been before being below best better between big bit both bring but by came can can't cannot come could couldn't day did didn't do does doesn't doing don't done down during
		each either else enough especially etc even ever every everybody everyone everything except feel few find first for from get getting give go goes going gonna gone good got great guess had has have haven't having
		he hello help her here hers hey hi him his hmm how however i i'd i'll i'm i've if in instead into is isn't it it's its just keep kind kinda know last later least less let let's like liked likes little long look looking lot lots love loved
		made make making many maybe me mean might mine mood more most movie movies film films flick flicks much must my myself need needs never new next nice no nobody none nope nor not nothing now
		of off often oh ok okay old on once one ones only or other others our ours out over own part people perhaps please pls plz prefer preferably pretty probably quite rather read really recent recently recommend right
		same saw say says see seems seen shall she should shouldn't show since so some somebody someone something sometimes somewhat soon sort starring stars still stuff such suggest sure
		take taken tell than thank thanks that that's the their theirs them then there these they thing things think this those though through time to today together tonight too try two type
		under until up upon us use used usually very via want wanted wants was wasn't watch watched watching way we well went were what what's whatever when where whether which while who whom whose why will with within without won't would wouldn't
		yeah year years yep yes yet you you're your yours lol haha omg tbh imo btw gotta wanna gimme idk dunno thx ty hes shes theyre youve weve id ill im ive dont doesnt didnt cant wont isnt
		item items product products title titles suggestion suggestions recommendation recommendations anymore whole three four five six seven eight nine ten hundred thousand plus minus half dozen
		above below max min maximum minimum budget price cost cheap cheaper expensive under ideally if possible someone's mom dad mother father kids kid wife husband boyfriend girlfriend friend friends family date night weekend evening afternoon morning week month day days hours hour minutes minute`,
	common: `abroad accepted action adventure afraid agent air alien alive alone america american amazing angel angels animal animals answer apart apartment army arrival art article artist awake baby bad ball band bank bar bathroom battle beach bear beautiful beauty beast
		bed believe beloved big birthday bit black blood blow blue board boat body book books boss bottle box boy boys brain brave bread break bridge bright broken brother brothers brown burn burning bus business cake call called camp candy captain car cars carrie case cash castle cat cats cell chance change charge chef chicago chicken child children chocolate choice christmas church circle city
		class classic clean clear click clock close closer clothes cloud clue coach coast coffee cold color come company concert contact control convoy cook cookie cool country couple courage court crash crazy creature creep crime cruel cry cube dance danger dark darkness date daughter dead deal dear death deep desire detail detour dirty disturbed doctor dog dogs doll donor door doubt dragon dream dreams dress drive driver drop dune dust eagle ear earth east easy eat edge election elephant elite empire end enemy enough escape eve event evil
		exam excess exit extra extract eye eyes face faith fall fallen fame family fan fantasy far fast fat father fear feast fever few field fight final finals fire fish flash flight flipped fly focus food fool foot force forever forget free freedom friday friend friends frozen full fun funny future gallery game games gang garden gate gift girl girls glass glory god gold good grace grade grease green greed ground group grow guard gun guy guys hair half hall hand happiness happy hard hate haunted head heart heat heaven heavy hell hero heroes hidden high hire hit holes holiday holidays home honest hook hope horse hospital host hostage hot hour house hunger hunt hurt
		ice idea identity idle imagine impact insidious inside interview island jack jaws jealous job journey joy judge jump junior just juice justice key kick kids kill killer kind king kiss knock lake land late laugh law leap left legacy legend legion legit letter letters liar life light limit limitless line link lion list listen live lock london lonely lost loud lover lucky lunch machine mad magic malice man map march mars mask master match matilda me meet memory men mercy message metro midnight mind mine miracle mirror mirrors miss missing mission mom money monster month moon mother mouse mud murder music mystery mystic naked name nature neighbors network
		new news nice night nine noise normal north notes notice numb office once open original orphan others out outbreak pain paint paper parade paradise parents paris park party passengers past path peace people perfect period phone photo piano picture pictures piece pig pilot pink place plain plan plane planet play player please point police pool popular possession power prayer precious presence press pressure pride priest prime prince princess prison private problem promise proof psycho pulse punch pure push queen question quick quiet quotes race rage rain rare ray read ready real reality reason rebel red redemption relax rent rescue rest return revenge ride right ring rings rise
		risk river road rock rocky roll romance room run running rush sad safe saints sand saved saw school scream screamers sea search secret secrets seed self send serious serve service seven sex shadow shadows share she shine ship shock shoot shop short shot show sick side sign signs silence silent silver simple sing single sisters six skin sky sleep sleepers slow small smart smile smoke snake snatch snow soldier solo some song soul sound south space spark special speed spell spider spirit sport spring spy square star stars start state stay steal step still stone stop storm story straight stranger street strong student style success sugar suicide summer sun super sunday superhero surprise survivors suspect suspense sweet swing
		table taken talk target taste teacher team tears teen tell temple ten terror test them thief thin thinner think thirteen thrill thunder ticket tie time timeline tiny titanic toast together tomorrow tonight top touch tough town toy toys track trade traffic train trap trash travel treasure tree trial trick trip trouble true trust truth tune twilight twins twist two ugly uncle unknown up us valentine value vampire version vice victim view village violet virus vision vital voice volcano waiting walk wall wanted war warm warrior water wave weapon weapons wedding weird west whip white wife wild wind window wings winter wish witch witness wolf wolves woman women wonder wood word words work world wrath wrestling write wrong year years yesterday young youth zombie zone
		it her up them you we us he him his drama comedy horror thriller western musical animated fantasy documentary family sports`,
}

// englishSingular lists the forms that a catalog may have for a plural.
func englishSingular(w string) []string {
	switch n := len(w); {
	case n > 4 && strings.HasSuffix(w, "ies"):
		return []string{w[:n-3] + "y", w[:n-1]}
	case n > 4 && strings.HasSuffix(w, "ves"):
		return []string{w[:n-3] + "f", w[:n-3] + "fe", w[:n-1]}
	case n > 4 && (strings.HasSuffix(w, "ses") || strings.HasSuffix(w, "xes") || strings.HasSuffix(w, "ches") || strings.HasSuffix(w, "shes")):
		return []string{w[:n-2], w[:n-1]}
	case n > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return []string{w[:n-1]}
	case n > 3:
		return []string{w + "s"}
	}
	return nil
}
