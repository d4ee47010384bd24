package queue

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Every setting that is a number has bounds, its default lies within them, and one beyond either end is refused.
func TestEverySettingHasBounds(t *testing.T) {
	known := SettingBounds()
	kind := reflect.TypeFor[Settings]()
	for i := range kind.NumField() {
		if kind.Field(i).Type.Kind() != reflect.Int {
			continue
		}
		key, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		bound, ok := known[key]
		delete(known, key)
		if !ok {
			t.Errorf("%s has no bounds", key)
			continue
		}
		if n := int(reflect.ValueOf(DefaultSettings()).Field(i).Int()); n < bound.Low || n > bound.High {
			t.Errorf("%s is %d by default, which is not %d to %d", key, n, bound.Low, bound.High)
		}
		for _, beyond := range []int{bound.Low - 1, bound.High + 1} {
			l := world()
			reflect.ValueOf(&l.Settings).Elem().Field(i).SetInt(int64(beyond))
			var fault *LayoutFault
			if err := CheckLayout(&l); !errors.As(err, &fault) || fault.Path != "settings."+key {
				t.Errorf("%s may be %d: %v", key, beyond, err)
			}
		}
	}
	if len(known) > 0 {
		t.Errorf("bounds of nothing: %v", slices.Collect(maps.Keys(known)))
	}
}
