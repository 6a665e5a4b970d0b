#!/bin/sh
# Writes NAME_easyjson.go for each NAME.go. The generated code imports easyjson's root package, which imports net/http
# (400 KB of the page's module), only for two assertions: they are cut out.
set -eu
for f in "$@"; do
	out="${f%.go}_easyjson.go"
	rm -f "$out"
	go tool easyjson -no_std_marshalers "$f"
	sed -i -e '/^	json "encoding\/json"$/d' -e '/^	easyjson "github.com\/mailru\/easyjson"$/d' \
		-e '/^	_ \*json.RawMessage$/d' -e '/^	_ easyjson.Marshaler$/d' "$out"
	gofmt -w "$out"
done
