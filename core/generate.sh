#!/bin/sh
# Writes NAME_easyjson.go for each NAME.go of this folder. Words that begin with "-" are flags for easyjson, but for a first -lexer.
#
# The generated code imports easyjson's root package, which imports net/http (400 KB of the page's module), only for two
# assertions: they are cut out. Its writer's buffer imports net (55 KB): the code writes to rso/core/jwriter instead. Its lexer
# and encoding/json, which that imports, are 19 KB more: with -lexer the code reads with rso/core/jlexer. The generator must not
# see that, since it recognises types that write and read themselves by easyjson's own writer and lexer: so all files of the
# folder name easyjson's while it runs.
set -eu

ours=jwriter
if [ "$1" = -lexer ]; then
	ours='jwriter\|jlexer'
	shift
fi
name() { sed -i "s#\"$1/\($ours\)\"#\"$2/\1\"#" ./*.go; }

trap 'name github.com/mailru/easyjson rso/core' EXIT
name rso/core github.com/mailru/easyjson
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
