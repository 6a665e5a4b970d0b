//go:build js && wasm && !search && !actor

package main

import (
	"rso/core"
	"rso/core/ground"
)

func acted(*session) map[string]handler { return nil }

func checked(string) (*ground.Language, error) { return nil, nil }

func warmDrafts(*core.Session, core.Reply) {}
