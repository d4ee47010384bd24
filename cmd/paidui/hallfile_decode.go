package main

import (
	"encoding"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/paidui/paidui/queue"
)

// hallDecoder puts a YAML tree into the layout's types and remembers the line of every key and block. It takes every value as it
// is written and ignores what YAML makes of it, so that 1001 can be a staff number, 1E3 a zone and no a name.
type hallDecoder struct {
	file   string
	lines  map[string]int
	blocks map[string]int // the line above the first of a text that is written as a block (|)
	faults []error
}

// maxFaults is how many faults are told at once.
const maxFaults = 20

func (d *hallDecoder) fault(n *yaml.Node, path, problem string, args ...any) {
	if len(d.faults) < maxFaults {
		d.faults = append(d.faults, &hallFault{d.file, n.Line, path, fmt.Sprintf(problem, args...)})
	}
}

// lineOf gives the line of path, or of the nearest key above it that the file has.
func (d *hallDecoder) lineOf(path string) int {
	for path != "" {
		if line, ok := d.lines[path]; ok {
			return line
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return d.lines[""]
}

// decode puts n into what the pointer into points to; what n leaves out stays as it is.
func (d *hallDecoder) decode(n *yaml.Node, path string, into any) {
	d.value(n, path, reflect.ValueOf(into).Elem())
}

func (d *hallDecoder) value(n *yaml.Node, path string, v reflect.Value) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		d.fault(n, path, "anchors and aliases (& and *) are not read in a hall file; write the value out")
		return
	}
	if n.Tag == "!!null" {
		return
	}
	switch into := v.Addr().Interface().(type) {
	case *queue.Text:
		if n.Kind == yaml.ScalarNode {
			into.ZH = n.Value
			return
		}
	case *queue.Date:
		d.text(n, path, func(s string) (err error) { *into, err = queue.ParseDate(s); return err })
		return
	case encoding.TextUnmarshaler:
		d.text(n, path, func(s string) error { return into.UnmarshalText([]byte(s)) })
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.structure(n, path, v)
	case reflect.Slice:
		d.list(n, path, v)
	case reflect.Map:
		d.table(n, path, v)
	default:
		d.scalar(n, path, v)
	}
}

// text hands the text of a scalar to read.
func (d *hallDecoder) text(n *yaml.Node, path string, read func(string) error) {
	if n.Kind != yaml.ScalarNode {
		d.fault(n, path, "is %s; one value is wanted", shape(n))
		return
	}
	if err := read(n.Value); err != nil {
		d.fault(n, path, "%v", err)
	}
}

func (d *hallDecoder) scalar(n *yaml.Node, path string, v reflect.Value) {
	if n.Style == yaml.LiteralStyle {
		d.blocks[path] = n.Line
	}
	d.text(n, path, func(s string) error {
		switch v.Kind() {
		case reflect.String:
			v.SetString(s)
		case reflect.Bool:
			if s != "true" && s != "false" {
				return fmt.Errorf("%q is neither true nor false", s)
			}
			v.SetBool(s == "true")
		case reflect.Int:
			i, err := strconv.Atoi(s)
			if err != nil {
				return fmt.Errorf("%q is not a whole number", s)
			}
			v.SetInt(int64(i))
		default:
			return fmt.Errorf("no value is read into a %s", v.Kind())
		}
		return nil
	})
}

func (d *hallDecoder) list(n *yaml.Node, path string, v reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.fault(n, path, "is %s; a list such as [a, b] is wanted", shape(n))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		at := path + "[" + strconv.Itoa(i) + "]"
		d.lines[at] = item.Line
		d.value(item, at, v.Index(i))
	}
}

// pairs gives each key of a mapping once with its value.
func (d *hallDecoder) pairs(n *yaml.Node, path, allowed string, each func(key string, keyNode, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, path, "is %s; a mapping is wanted, with keys out of: %s", shape(n), allowed)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind != yaml.ScalarNode:
			d.fault(key, path, "a key is %s; allowed are: %s", shape(key), allowed)
		case seen[key.Value]:
			d.fault(key, join(path, key.Value), "is there twice")
		default:
			seen[key.Value] = true
			each(key.Value, key, n.Content[i+1])
		}
	}
}

func (d *hallDecoder) structure(n *yaml.Node, path string, v reflect.Value) {
	fields, names := jsonFields(v)
	allowed := strings.Join(names, ", ")
	d.pairs(n, path, allowed, func(key string, keyNode, value *yaml.Node) {
		field, ok := fields[key]
		if !ok {
			d.fault(keyNode, path, "there is no key %q; allowed are: %s", key, allowed)
			return
		}
		at := join(path, key)
		d.lines[at] = keyNode.Line
		d.value(value, at, field)
	})
}

// tableKeys are what may stand as key of a table, by the type of its keys.
var tableKeys = map[reflect.Type][]string{
	reflect.TypeFor[queue.Class](): texts(queue.Classes),
	reflect.TypeFor[queue.Key]():   texts(queue.Keys),
}

func texts[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

func (d *hallDecoder) table(n *yaml.Node, path string, v reflect.Value) {
	known := tableKeys[v.Type().Key()]
	allowed := strings.Join(known, ", ")
	d.pairs(n, path, allowed, func(key string, keyNode, value *yaml.Node) {
		at := join(path, key)
		d.lines[at] = keyNode.Line
		if !slices.Contains(known, key) {
			d.fault(keyNode, path, "there is no key %q; allowed are: %s", key, allowed)
			return
		}
		if value.Tag == "!!null" {
			return
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(value, at, item)
		v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), item)
	})
}

// jsonFields gives a struct's fields by their JSON names, and the names in order.
func jsonFields(v reflect.Value) (map[string]reflect.Value, []string) {
	fields := map[string]reflect.Value{}
	var names []string
	for i := range v.NumField() {
		if v.Type().Field(i).Anonymous { // its keys are the outer struct's, as in JSON
			inner, more := jsonFields(v.Field(i))
			maps.Copy(fields, inner)
			names = append(names, more...)
			continue
		}
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		fields[name] = v.Field(i)
		names = append(names, name)
	}
	return fields, names
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// shape names what a node is, for people.
func shape(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	return fmt.Sprintf("the single value %q", n.Value)
}
