package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/paidui/paidui/queue"
)

// layoutDifference is one thing that two layouts do not share, as people look for it: in which part of the hall file, of which
// service, window and so on, and which of its fields. What is not there is null.
type layoutDifference struct {
	Part  string `json:"part"`
	Item  string `json:"item,omitempty"`
	Field string `json:"field,omitempty"`
	Old   any    `json:"old"`
	New   any    `json:"new"`
}

// treeOf gives a layout as the hall file has it: objects, lists and values.
func treeOf(l *queue.Layout) (tree map[string]any, err error) {
	text, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return tree, decoder.Decode(&tree)
}

// layoutDifferences gives what is otherwise in after than in before, in the order of the hall file's parts.
func layoutDifferences(before, after *queue.Layout) ([]layoutDifference, error) {
	old, err := treeOf(before)
	if err != nil {
		return nil, err
	}
	now, err := treeOf(after)
	if err != nil {
		return nil, err
	}
	d := differ{all: []layoutDifference{}}
	for _, part := range unitedKeys(old, now) {
		d.part, d.item = part, ""
		d.compare("", old[part], now[part])
	}
	return d.all, nil
}

// differ gathers differences within a part and an item.
type differ struct {
	part, item string
	all        []layoutDifference
}

func (d *differ) compare(field string, old, now any) {
	if reflect.DeepEqual(old, now) {
		return
	}
	oldItems, newItems := keyed(old), keyed(now)
	if d.item == "" && field == "" && (oldItems != nil || newItems != nil) {
		for _, key := range unitedKeys(oldItems, newItems) {
			d.item = itemName(newItems[key], oldItems[key], key)
			d.compare("", oldItems[key], newItems[key])
		}
		return
	}
	a, isA := old.(map[string]any)
	b, isB := now.(map[string]any)
	if isA && isB {
		for _, key := range unitedKeys(a, b) {
			d.compare(strings.TrimPrefix(field+"."+key, "."), a[key], b[key])
		}
		return
	}
	d.all = append(d.all, layoutDifference{d.part, d.item, field, old, now})
}

// itemName is what people call a record: its name, else its key.
func itemName(records ...any) string {
	for _, record := range records {
		fields, ok := record.(map[string]any)
		if !ok {
			if key, ok := record.(string); ok {
				return key
			}
			continue
		}
		switch name := fields["name"].(type) {
		case string:
			return name
		case map[string]any:
			if zh, ok := name["zh"].(string); ok && zh != "" {
				return zh
			}
		}
	}
	return ""
}

// keyed gives the records of a list by what names each; nil where they have no names, or are no records.
func keyed(list any) map[string]any {
	records, ok := list.([]any)
	if !ok {
		return nil
	}
	found := map[string]any{}
	for _, r := range records {
		key := recordKey(r)
		if key == "" || found[key] != nil {
			return nil
		}
		found[key] = r
	}
	return found
}

// recordKey is what names a record: its id or number; "" for none.
func recordKey(record any) string {
	fields, _ := record.(map[string]any)
	for _, name := range []string{"id", "number"} {
		if key, ok := fields[name]; ok {
			return fmt.Sprint(key)
		}
	}
	return ""
}

// unitedKeys gives the keys of both, in order.
func unitedKeys(a, b map[string]any) []string {
	keys := maps.Clone(a)
	if keys == nil {
		keys = map[string]any{}
	}
	maps.Copy(keys, b)
	return slices.Sorted(maps.Keys(keys))
}

// withoutChange gives the layout now as it would be if what differs between before and after had stayed as before. What else
// has been changed since stays.
func withoutChange(now, before, after *queue.Layout) (*queue.Layout, error) {
	var trees [3]map[string]any
	for i, l := range []*queue.Layout{now, before, after} {
		tree, err := treeOf(l)
		if err != nil {
			return nil, err
		}
		trees[i] = tree
	}
	text, err := json.Marshal(putBack(trees[0], trees[1], trees[2]))
	if err != nil {
		return nil, err
	}
	undone := new(queue.Layout)
	return undone, json.Unmarshal(text, undone)
}

// putBack gives now with what differs between before and after as it is in before.
func putBack(now, before, after any) any {
	if reflect.DeepEqual(before, after) {
		return now
	}
	n, isN := now.(map[string]any)
	b, isB := before.(map[string]any)
	a, isA := after.(map[string]any)
	if isN && isB && isA {
		return putBackFields(n, b, a)
	}
	byKey := [3]map[string]any{keyed(now), keyed(before), keyed(after)}
	if byKey[0] == nil || byKey[1] == nil || byKey[2] == nil {
		return before
	}
	back := putBackFields(byKey[0], byKey[1], byKey[2])
	list := []any{}
	for _, from := range []any{now, before} { // the order that is, then what comes back
		records, _ := from.([]any)
		for _, r := range records {
			if kept, ok := back[recordKey(r)]; ok {
				list = append(list, kept)
				delete(back, recordKey(r))
			}
		}
	}
	return list
}

func putBackFields(now, before, after map[string]any) map[string]any {
	back := maps.Clone(now)
	for _, key := range unitedKeys(before, after) {
		old, had := before[key]
		if reflect.DeepEqual(old, after[key]) {
			continue
		}
		if _, is := now[key]; is && had {
			back[key] = putBack(now[key], old, after[key])
		} else if had {
			back[key] = old
		} else {
			delete(back, key)
		}
	}
	return back
}
