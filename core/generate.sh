#!/bin/sh
# Writes NAME_easyjson.go for each NAME.go of this folder. Words that begin with "-" are flags for easyjson.
#
# The generated code imports easyjson's root package, which imports net/http (400 KB of the page's module), only for two
# assertions: they are cut out. Its writer's buffer imports net (55 KB): the code writes to rso/core/jwriter instead. The
# generator must not see that, since it recognises types that write themselves by easyjson's own writer: so all files of
# the folder name easyjson's while it runs.
set -eu

ours=rso/core/jwriter
theirs=github.com/mailru/easyjson/jwriter
name() { sed -i "s#\"$1\"#\"$2\"#" ./*.go; }

trap 'name "$theirs" "$ours"' EXIT
name "$ours" "$theirs"
flags=-no_std_marshalers
for f in "$@"; do
	case $f in -*) flags="$flags $f"; continue ;; esac
	out="${f%.go}_easyjson.go"
	rm -f "$out"
	# shellcheck disable=SC2086 # the flags are words
	go tool easyjson $flags "$f"
	sed -i -e '/^	json "encoding\/json"$/d' -e '/^	easyjson "github.com\/mailru\/easyjson"$/d' \
		-e '/^	_ \*json.RawMessage$/d' -e '/^	_ easyjson.Marshaler$/d' "$out"
	gofmt -w "$out"
done
