package core

// A savedSession is a session as it is stored: what the shopper said. The same messages give the same session. Only what
// was shown in the place of the replies that they give is stored beside them.
//
//easyjson:json
type savedSession struct {
	Version  int      `json:"version"`
	Catalog  string   `json:"catalog"` // identity of the catalog, for people who read the file
	Messages []string `json:"messages"`
	Said     []string `json:"said,omitempty"` // what was shown for the last messages, "" for the reply that they give
}
