#!/usr/bin/env bash
# The one front door. Every command sets up what it needs, or says exactly what to install.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
	cat <<'END'
./build.sh demo              build everything and serve the demo on http://localhost:8080 (PORT=... for another port)
./build.sh build             build web/dist: the module, the demos' catalogs and policies, the pages, the npm package
./build.sh worker            build the gateway for Cloudflare Workers, wasm/worker/build
./build.sh test              every test there is: Go, Go under wasm, the gateway in workerd, the pages in a real browser; and the checks
                             of the code
./build.sh bench [-json]     sizes and speed, measured in Chromium; prints a table (-json: JSON lines)
./build.sh bench retrieval PATH
                             the catalog's search beside MiniSearch, FlexSearch, SQLite and others, in one run of the
                             benchmark in PATH (-ds 10k,100k, -peers a,b, -seed N, -json)
./build.sh bench delta       a delta of 1,000 rows on 100,000 products, applied in Chromium (-json)
./build.sh bench understand  reading a message of 40 words, and one of 10,000, against 14,000 films in Chromium (-json)
./build.sh bench widget      what the element costs a page: bytes before and after the first intent, layout shifts, longest tasks (-json)
./build.sh bench verify      verifying a draft of 60 words about 14,000 films in Chromium (-json)
./build.sh bench gateway     what the gateway costs a turn: native, in workerd, and beside a plain JavaScript worker (-json)
./build.sh bench affinity    how long the affinity takes to score 14,000 items, natively and under wasm
./build.sh bench simulate    simulated dialogues a second, learned from on the demo's films
./build.sh bench compile     time and memory of the compiler: 100,000 products and 1,000,000 rows (-json)
./build.sh bench compile-page
                             a CSV of 1,000, 5,000 and 20,000 products compiled in Chromium (-json)
./build.sh bench recall PATH how well is foreseen what recommenders mention in ReDial's dialogues, which are in PATH, beside what others
                             have published (-split dev|last, -cold, -json)
./build.sh fuzz [TIME]       run every fuzz target for TIME each (default 30s)
./build.sh release           web/dist, precompressed, with the packed npm package and SHA256SUMS
./build.sh train DIALOGUES   train the demos' policies from human dialogues and in simulated conversations, and measure
                             them (web/demo/data/*.rsop and *.report.html; N=... dialogues for each figure, default 1000)
./build.sh generate          write the generated code again
./build.sh pictures          take the documentation's pictures again, from the built site (web/docs/pictures)
./build.sh help              this list
END
}

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# --- what must be there --------------------------------------------------------------------------------------------

need_go() {
	command -v go >/dev/null || die "Go 1.26 or newer is needed: install it from your distribution or from go.dev, and put it on the PATH"
	local v; v=$(go env GOVERSION)
	[[ $v =~ ^go1\.([0-9]+) && ${BASH_REMATCH[1]} -ge 26 ]] || die "Go 1.26 or newer is needed, this is $v"
}

need_node() {
	command -v npm >/dev/null || die "Node.js 20 or newer with npm is needed: install the packages nodejs and npm"
	local v; v=$(node --version)
	[[ $v =~ ^v([0-9]+) && ${BASH_REMATCH[1]} -ge 20 ]] || die "Node.js 20 or newer is needed, this is $v"
	if [[ ! -f web/node_modules/.package-lock.json || web/package-lock.json -nt web/node_modules/.package-lock.json ]]; then
		say "installing web's packages"
		(cd web && npm ci --no-audit --no-fund)
		touch web/node_modules/.package-lock.json
	fi
}

need_chromium() {
	local c
	for c in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
		if [[ -n $c ]] && CHROMIUM=$(command -v "$c"); then export CHROMIUM; return; fi
	done
	local as_root=()
	[[ $(id -u) -eq 0 ]] || as_root=(sudo -n)
	if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
		say "installing Chromium"
		"${as_root[@]}" apt-get update -qq
		DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium >/dev/null
		CHROMIUM=$(command -v chromium) && export CHROMIUM && return
	fi
	die "Chromium is needed for the browser tests: install the package chromium, or set CHROMIUM to a browser's path"
}

# --- the parts -----------------------------------------------------------------------------------------------------

# wasm builds the modules: the conversation, the same with what a language model's words need, and the search field alone. Size is a feature: without inlining (-l) they
# are 9 % smaller on the wire. The loops that a shopper waits for are inlined all the same, and the look-ups in maps.
wasm() {
	mkdir -p web/dist
	module -gcflags=rso/catalog/...= -o web/dist/core.wasm
	module -tags actor -gcflags=rso/catalog/...= -gcflags=runtime= -gcflags=internal/runtime/...= -o web/dist/actor.wasm # drafts are read between two words
	module -tags search -gcflags=rso/catalog/...= -o web/dist/search.wasm
	GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -ldflags='-s -w -buildid=' -o web/dist/compile.wasm ./wasm/compiler # loaded on demand: quick, not small
	program=report module -gcflags=rso/catalog/...= -o web/dist/report.wasm # measures policies in the page
	cp "$(go env GOROOT)/lib/wasm/wasm_exec.js" web/dist/
}

module() {
	GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -ldflags='-s -w -buildid=' \
		-gcflags=all=-l -gcflags=internal/runtime/maps= "$@" "./wasm/${program:-browser}"
}

# worker builds the gateway for Cloudflare Workers. The platform encrypts: what net/http brings for that, and some more, is made small
# and not quick.
worker() {
	need_go
	mkdir -p wasm/worker/build
	GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -ldflags='-s -w -buildid=' -tags nethttpomithttp2 \
		-gcflags=crypto/...=-l -gcflags=math/big=-l -gcflags=slices=-l -gcflags=strings=-l -o wasm/worker/build/gateway.wasm ./wasm/worker
	go run ./wasm/worker/globals wasm/worker/build/gateway.wasm
	cp "$(go env GOROOT)/lib/wasm/wasm_exec.js" wasm/worker/build/
}

# catalogs compiles the demos' catalogs into a folder. Further arguments are for the films': what was learned about them.
catalogs() {
	go run ./catalog/compile -o "$1/films.rsoc" -name films "${@:2}" web/demo/data/films.jsonl
	go run ./catalog/compile -o "$1/shop.rsoc" -name shop -map price=price:USD web/demo/data/shop.jsonl
	go run ./catalog/compile -o "$1/books.rsoc" -name books web/demo/data/books.jsonl
}

# languages packs what a page loads for a language that the module doesn't carry: how it is heard, spoken and checked.
languages() {
	local tag part
	for tag in de es; do
		for part in hears:prefer speaks:act checks:ground; do
			printf '=== %s\n' "${part%%:*}"
			cat "core/${part##*:}/languages/$tag.txt"
		done >"$1/language-$tag.txt"
	done
}

# data puts the demos' catalogs, policies and the policies' reports in place.
data() {
	mkdir -p web/dist
	catalogs web/dist -affinity web/demo/data/films.rsoa
	languages web/dist
	cp web/demo/data/*.rsop web/dist/
	rm -f web/dist/*.report.html # of a policy that was trained without one since
	find web/demo/data -name '*.report.html' -exec cp {} web/dist/ \;
}

build() {
	need_go
	need_node
	say "building"
	wasm
	data
	npm --prefix web run --silent build
	npm --prefix web run --silent library
}

demo() {
	build
	exec go run ./web/serve -addr "localhost:${PORT:-8080}" web/dist
}

# --- tests ---------------------------------------------------------------------------------------------------------

check_go() {
	say "checking the Go code"
	local bad
	bad=$(git ls-files -co --exclude-standard '*.go' | grep -v '_easyjson\.go$' | xargs gofmt -l)
	[[ -z $bad ]] || die "gofmt would change: $bad"
	go vet ./...
	GOOS=js GOARCH=wasm go vet ./wasm/...
	GOOS=js GOARCH=wasm go vet -tags search ./wasm/browser
	GOOS=js GOARCH=wasm go vet -tags actor ./wasm/browser
	local staticcheck; staticcheck=$(go tool -n staticcheck)
	"$staticcheck" ./...
	GOOS=js GOARCH=wasm "$staticcheck" ./wasm/...
}

test_go() {
	say "testing natively"
	RSO_WORKERD=1 go test ./...
}

test_wasm() {
	say "testing under wasm"
	GOOS=js GOARCH=wasm go test -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec" \
		./catalog ./catalog/text ./policy ./core ./core/jwriter ./core/prefer ./core/ground ./core/act ./core/act/prompt ./wasm/boundary ./wasm/browser ./wasm/compiler ./wasm/report
	GOOS=js GOARCH=wasm go test -tags actor -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./wasm/browser
	GOOS=js GOARCH=wasm go test -tags search -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./wasm/browser
}

# test_readme runs the README's commands that need nothing but this repository, and looks for the others in the usage.
test_readme() {
	say "running README's commands"
	local dir command n=0
	dir=$(mktemp -d)
	while IFS= read -r command; do
		n=$((n + 1))
		command=${command//films.rsoc/$dir/films.rsoc}
		bash -c "$command" <<<"something funny from the 90s with Robin Williams" >"$dir/out" 2>&1 ||
			die "README's command fails: $command"$'\n'"$(cat "$dir/out")"
	done < <(grep -E '^go run \./(catalog/compile -o films|core/chat|policy/train -print)' README.md)
	rm -r "$dir"
	[[ $n -eq 3 ]] || die "README was to have 3 commands that can be run, it has $n"
	while IFS= read -r command; do
		grep -q "^$command\b" <(usage) || die "README names $command, which \"./build.sh help\" doesn't"
	done < <(grep -oE '\./build\.sh [a-z]+' README.md | sort -u)
}

test_web() {
	say "checking the TypeScript code"
	npm --prefix web run --silent check
	npm --prefix web run --silent lint
	say "testing in $CHROMIUM"
	(cd web && npx --no-install playwright test)
}

test() {
	need_go
	need_node
	need_chromium
	check_go
	test_go
	test_wasm
	test_readme
	build
	test_web
	say "all tests passed"
}

# --- the rest ------------------------------------------------------------------------------------------------------

bench() {
	case "${1:-}" in
	retrieval)
		shift
		need_chromium
		build >&2
		node web/bench/retrieval/bench.mjs "$@"
		;;
	compile)
		shift
		need_go
		need_node
		node web/bench/compile.mjs "$@"
		;;
	compile-page)
		shift
		need_chromium
		build >&2
		node web/bench/compile-page.mjs "$@"
		;;
	recall)
		shift
		need_go
		need_node
		node web/bench/recall.mjs "$@"
		;;
	affinity)
		need_go
		say "native"
		go test ./catalog -run '^$' -bench Affinity -count 5
		say "under wasm, in Node"
		GOOS=js GOARCH=wasm go test -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec" ./catalog -run '^$' -bench Affinity -count 5
		;;
	simulate)
		need_go
		go test ./policy/learn -run '^$' -bench Dialogues -benchtime 100x
		;;
	understand)
		shift
		need_chromium
		build >&2
		node web/bench/understand.mjs "$@"
		;;
	verify)
		shift
		need_chromium
		build >&2
		node web/bench/verify.mjs "$@"
		;;
	gateway)
		shift
		need_node
		worker >&2
		node web/bench/gateway.mjs "$@"
		;;
	widget)
		shift
		need_chromium
		build >&2
		node web/bench/widget.mjs "$@"
		;;
	delta)
		shift
		need_chromium
		build >&2
		node web/bench/delta.mjs "$@"
		;;
	*)
		need_chromium
		build >&2
		npm --prefix web run --silent bench -- "$@"
		;;
	esac
}

fuzz() {
	need_go
	local time=${1:-30s} file target
	while IFS=: read -r file target; do
		say "fuzzing ${target} in ${file%/*}"
		go test "./${file%/*}" -run '^$' -fuzz "^${target}\$" -fuzztime "$time" -fuzzminimizetime 10x
	done < <(grep -rEo --include='*_test.go' --exclude-dir=node_modules '^func Fuzz\w+' . | sed -e 's|^\./||' -e 's/func //')
}

release() {
	build
	rm -f web/dist/*.tgz
	(cd web && npm pack --silent --pack-destination dist)
	node web/release.mjs web/dist
}

# train learns with the catalogs as they are without what was learned about their items: a policy is for any ranking.
train() {
	need_go
	[[ $# -gt 0 ]] || die "name the dialogues: ./build.sh train dialogues.jsonl"
	local dir shop other
	dir=$(mktemp -d)
	catalogs "$dir"
	for shop in films shop books; do
		other=$([[ $shop == films ]] && echo shop || echo films)
		say "training web/demo/data/$shop.rsop"
		go run ./policy/train -catalog "$dir/$shop.rsoc" -also "$dir/$other.rsoc" -dialogues "$1" -seed 1 -n "${N:-1000}" \
			-o "web/demo/data/$shop.rsop" -report "web/demo/data/$shop.report.html"
	done
	rm -r "$dir"
}

# pictures serves the site at a free port and takes the documentation's pictures of it.
pictures() {
	need_chromium
	build
	local dir url
	dir=$(mktemp -d)
	go build -o "$dir/serve" ./web/serve
	"$dir/serve" -addr localhost:0 web/dist >"$dir/out" &
	trap "kill $!; rm -r '$dir'" EXIT
	until url=$(grep -oE 'http://[^ ]+' "$dir/out"); do sleep .1; done
	node web/screenshots.mjs "$url"
}

generate() {
	need_go
	go generate ./catalog/text ./core ./core/act/prompt ./wasm/browser/frame ./wasm/compiler/frame ./web/gateway
}

case "${1:-help}" in
demo | build | worker | test | bench | fuzz | release | train | generate | pictures) "$@" ;;
help | -h | --help) usage ;;
*) usage >&2; die "there is no command \"$1\"" ;;
esac
