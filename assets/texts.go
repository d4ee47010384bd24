package assets

import (
	"encoding/json"
	"sync"
)

// words is one text in both languages.
type words struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

var table = sync.OnceValue(func() map[string]words {
	var all map[string]words
	content, err := embedded.ReadFile("texts.json")
	if err == nil {
		err = json.Unmarshal(content, &all)
	}
	if err != nil {
		panic("assets: texts.json: " + err.Error()) // embedded: a test reads it, a hall never meets this
	}
	return all
})

// Text returns the default text of a key such as "board.noon" or "error.nobody_waiting" in Chinese and English, with its placeholders
// in braces, or two empty strings for a key that is not in the table.
func Text(key string) (zh, en string) {
	w := table()[key]
	return w.ZH, w.EN
}

// TextKeys returns every key of the table, in no order.
func TextKeys() []string {
	keys := make([]string, 0, len(table()))
	for key := range table() {
		keys = append(keys, key)
	}
	return keys
}
