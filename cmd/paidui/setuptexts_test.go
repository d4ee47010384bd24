package main

import (
	"reflect"
	"strings"
	"testing"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/queue"
)

// TestEverySettingHasALabel: the forms of the set-up are made from the settings, and what they are called from the table.
func TestEverySettingHasALabel(t *testing.T) {
	kind := reflect.TypeFor[queue.Settings]()
	for i := range kind.NumField() {
		key, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		if zh, _ := assets.Text("rule." + key); zh == "" {
			t.Errorf("rule.%s is not in the table of texts", key)
		}
	}
	for _, key := range queue.Keys {
		if zh, _ := assets.Text("keypad." + string(key)); zh == "" {
			t.Errorf("keypad.%s is not in the table of texts", key)
		}
	}
}
