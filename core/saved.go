package core

// A savedSession is a session as it is stored: what the shopper said. The same messages give the same session.
//
//easyjson:json
type savedSession struct {
	Version  int      `json:"version"`
	Catalog  string   `json:"catalog"` // identity of the catalog, for people who read the file
	Messages []string `json:"messages"`
}
