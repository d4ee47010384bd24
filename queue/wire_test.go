package queue

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestWire holds the frozen form of every event kind: testdata/wire/KIND.json was written once, by the version that
// first had the kind, with every field set. It must be read for ever, and give the same text again.
func TestWire(t *testing.T) {
	for _, kind := range Kinds() {
		t.Run(kind, func(t *testing.T) {
			file := filepath.Join("testdata", "wire", kind+".json")
			frozen, err := os.ReadFile(file)
			if os.IsNotExist(err) && *update {
				frozen = filled(t, kind)
				err = os.WriteFile(file, frozen, 0o644)
			}
			if err != nil {
				t.Fatalf("the kind has no frozen file: %v", err)
			}
			var e Entry
			if err := json.Unmarshal(frozen, &e); err != nil {
				t.Fatal(err)
			}
			again, err := json.MarshalIndent(e, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			if missing := missingFrom(frozen, again); missing != "" {
				t.Errorf("reading the frozen entry lost %s:\n%s", missing, again)
			}
			s := NewState()
			s.Apply(e) // an event of an empty hall must not break the fold either
		})
	}
	files, _ := filepath.Glob("testdata/wire/*.json")
	for _, f := range files {
		if kind := strings.TrimSuffix(filepath.Base(f), ".json"); kinds[kind] == nil {
			t.Errorf("%s: the kind is gone, but journals hold it", f)
		}
	}
}

// filled writes an entry with one event of kind in which every field has a value.
func filled(t *testing.T, kind string) []byte {
	ev := kinds[kind]()
	fill(reflect.ValueOf(ev).Elem(), 1)
	e := Entry{Seq: 7, At: 1795395600123, By: "counter window 3 staff 1001", Request: "r", Digest: "d", Events: []Event{ev}, Hash: "ab"}
	out, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func fill(v reflect.Value, n int64) {
	switch v.Interface().(type) {
	case Date:
		v.SetString("2026-11-23")
		return
	case Class:
		v.SetString(string(ClassElder))
		return
	case Status:
		v.SetString(string(StatusServing))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() || v.Type().Field(i).Anonymous {
				fill(access(f), n+int64(i))
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), n)
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString("文")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(n)
	case reflect.Uint64:
		v.SetUint(uint64(n))
	default:
		panic("fill: " + v.Type().String())
	}
}

// access gives f settable although its embedded type is not exported.
func access(f reflect.Value) reflect.Value {
	if f.CanSet() {
		return f
	}
	return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
}

// missingFrom names the first value of frozen that again does not have; again may have more.
func missingFrom(frozen, again []byte) string {
	var f, a any
	if json.Unmarshal(frozen, &f) != nil || json.Unmarshal(again, &a) != nil {
		return "JSON"
	}
	return missingValue("", f, a)
}

func missingValue(path string, f, a any) string {
	switch f := f.(type) {
	case map[string]any:
		have, _ := a.(map[string]any)
		for k, v := range f {
			if m := missingValue(path+"."+k, v, have[k]); m != "" {
				return m
			}
		}
	case []any:
		have, _ := a.([]any)
		for i, v := range f {
			if i >= len(have) {
				return path
			}
			if m := missingValue(path, v, have[i]); m != "" {
				return m
			}
		}
	default:
		if !reflect.DeepEqual(f, a) {
			return path
		}
	}
	return ""
}

func TestUnknownKindIsRefused(t *testing.T) {
	var e Entry
	err := json.Unmarshal([]byte(`{"seq":1,"at":"2026-11-23T01:00:00.000Z","by":"","events":[{"kind":"teleported"}]}`), &e)
	if err == nil || !strings.Contains(err.Error(), "teleported") {
		t.Errorf("an unknown kind gave %v", err)
	}
}

// FuzzEntry: whatever the bytes, reading gives an error or an entry that is written and read the same again.
func FuzzEntry(f *testing.F) {
	files, _ := filepath.Glob("testdata/wire/*.json")
	for _, file := range files {
		if text, err := os.ReadFile(file); err == nil {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var e, again Entry
		if json.Unmarshal(data, &e) != nil {
			return
		}
		first, err := json.Marshal(e)
		if err != nil {
			return // a time that cannot be written
		}
		if err := json.Unmarshal(first, &again); err != nil {
			t.Fatalf("%s was written and cannot be read: %v", first, err)
		}
		second, _ := json.Marshal(again)
		if !bytes.Equal(first, second) {
			t.Errorf("%s became %s", first, second)
		}
	})
}
