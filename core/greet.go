package core

// Describe says what the session's catalog and policy are, with a greeting to begin with.
func (s *Session) Describe() *Description {
	d := &Description{
		Name: s.catalog.Name(), Identity: s.catalog.Identity(), Items: s.catalog.AllItems().Len(), Attributes: []ColumnView{},
		Policy: RawJSON(s.policy.Manifest()), Suggestions: s.starters(), Greeting: s.greeting,
	}
	for k := range s.catalog.Columns() {
		c := s.catalog.Column(k)
		d.Attributes = append(d.Attributes, ColumnView{c.Name, c.Role.String(), c.Kind.String(), c.Unit})
	}
	return d
}
