//go:build !js

package llm

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/openai/openai-go/v3"
)

// ErrCollected is wrapped by the errors of a client that wrote a request into its batch instead of sending it.
var ErrCollected = errors.New("the request was collected for a batch")

// batchPath is where a batch's requests would have gone.
const batchPath = "/v1/chat/completions"

// collect writes a request into the batch, unless it is there already. The limit of tokens has its recent name: that of
// whom the format comes from.
func (c *Client) collect(key string, r Request) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.collected[key] && c.batchErr == nil {
		line, err := json.Marshal(struct {
			ID     string                         `json:"custom_id"`
			Method string                         `json:"method"`
			URL    string                         `json:"url"`
			Body   openai.ChatCompletionNewParams `json:"body"`
		}{key, "POST", batchPath, r.params(c.options.Model, true)})
		if err != nil {
			return fmt.Errorf("llm: a request can't be written as JSON: %w", err)
		}
		_, c.batchErr = c.options.Batch.Write(append(line, '\n'))
		c.collected[key] = true
	}
	if c.batchErr != nil {
		return fmt.Errorf("llm: the batch can't be written: %w", c.batchErr)
	}
	return fmt.Errorf("llm: %w: have it answered, import the answers, and run the same again", ErrCollected)
}

// Collected returns how many requests are in the batch.
func (c *Client) Collected() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.collected)
}

// Import reads the output of a batch into the cache and returns how many lines gave an answer. The same line counts once,
// however often it is imported. Fewer texts than a request wanted are kept, and the rest is asked for by the next
// [Client.Complete]. A line without an answer is left out; the error, which joins one for each of those, names its number.
// It is nil only when every line gave an answer. Nothing else may ask for the same requests meanwhile.
func (c *Client) Import(r io.Reader) (n int, err error) {
	if c.options.Cache == "" {
		return 0, errors.New("llm: there is no cache to import into; give the folder of one")
	}
	var faults []error
	lines := bufio.NewReader(r)
	for number := 1; ; number++ {
		line, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return n, errors.Join(append(faults, fmt.Errorf("llm: batch, line %d: %w", number, err))...)
		}
		last := err != nil
		if number == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if err := c.importLine(line); err != nil {
				faults = append(faults, fmt.Errorf("llm: batch, line %d: %w", number, err))
			} else {
				n++
			}
		}
		if last {
			return n, errors.Join(faults...)
		}
	}
}

// importLine puts one line of a batch's output into the cache.
func (c *Client) importLine(line []byte) error {
	var out struct {
		ID       string `json:"custom_id"`
		Response *struct {
			Status int             `json:"status_code"`
			Body   json.RawMessage `json:"body"`
		} `json:"response"`
		Error *struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if err := json.Unmarshal(line, &out); err != nil {
		return fmt.Errorf("is not a line of a batch's output: %w", err)
	}
	// The id becomes the name of a file, so nothing but a key will do.
	if sum, err := hex.DecodeString(out.ID); err != nil || hex.EncodeToString(sum) != out.ID || len(sum) != sha256.Size {
		return fmt.Errorf("custom_id: %s is not an id that was given here", quoted(out.ID))
	}
	if out.Error != nil {
		return fmt.Errorf("the request %s failed: %s (%s)", out.ID, quoted(out.Error.Message), out.Error.Code)
	}
	if out.Response == nil {
		return fmt.Errorf("response: there is none for %s", out.ID)
	}
	if out.Response.Status != 200 {
		said, _ := complaint(out.Response.Body)
		return fmt.Errorf("response: the request %s was refused with status %d, %s", out.ID, out.Response.Status, said)
	}
	var completion openai.ChatCompletion
	if err := json.Unmarshal(out.Response.Body, &completion); err != nil {
		return fmt.Errorf("response.body: %w", err)
	}
	got, err := read(&completion)
	if err != nil {
		return fmt.Errorf("response.body: %w", err)
	}
	e, err := c.load(out.ID)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(line)
	mark := hex.EncodeToString(sum[:8])
	if slices.Contains(e.Lines, mark) {
		return nil
	}
	e.Lines = append(e.Lines, mark)
	e.add(got)
	return c.store(out.ID, e)
}
