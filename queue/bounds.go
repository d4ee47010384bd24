package queue

import (
	"maps"
	"reflect"
	"strings"
)

// Bound is what a number may be, both ends included.
type Bound struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

// HeadStartBound is that of the minutes of each class.
var HeadStartBound = Bound{0, 480}

// bounds are those of the settings that are numbers, by their keys.
var bounds = map[string]Bound{
	"max_calls":                  {1, 20},
	"recall_gap_seconds":         {0, 600},
	"no_show_after_seconds":      {0, 3600},
	"no_show_after_slow_seconds": {0, 3600},
	"min_presence_seconds":       {0, 3600},
	"kiosk_per_minute":           {0, 10_000},
	"issue_start_minutes":        {0, 720},
	"issue_stop_minutes":         {0, 720},
	"holder_open_max":            {0, 100},
	"elder_age":                  {1, 150},
	"identity_days":              {1, 30},
	"night_at":                   {0, int(endOfDay) - 1},
	"live_days":                  {0, 3660},
	"archive_years":              {0, 100},
	"figure_years":               {0, 100},
	"requeue_behind":             {0, 100},
	"requeue_max":                {0, 100},
	"arrive_minutes":             {0, 120},
	"reopen_minutes":             {0, 120},
	"uncancel_minutes":           {0, 120},
	"defer_behind":               {0, 100},
	"defer_minutes":              {0, 240},
	"defer_max":                  {0, 100},
	"hold_remind_minutes":        {0, 480},
	"hold_any_minutes":           {0, 480},
	"hold_no_show_minutes":       {1, 480},
	"wait_warning_minutes":       {1, 1440},
	"wait_yellow_minutes":        {0, 1440},
	"wait_red_minutes":           {0, 1440},
	"pause_warning_minutes":      {0, 1440},
	"pause_yellow_minutes":       {0, 1440},
	"pause_red_minutes":          {0, 1440},
	"idle_warning_minutes":       {0, 1440},
	"idle_yellow_minutes":        {0, 1440},
	"service_warning_percent":    {0, 1000},
	"service_yellow_percent":     {0, 1000},
	"service_red_percent":        {0, 1000},
	"dead_press_ms":              {0, 10_000},
	"prepare_minutes":            {0, 120},
	"late_minutes":               {0, 120},
	"early_minutes":              {0, 120},
	"book_first_workday":         {0, 30},
	"book_last_workday":          {0, 30},
	"slot_minutes":               {5, 240},
	"check_in_early_minutes":     {0, 480},
	"check_in_late_minutes":      {0, 480},
	"cancel_hours":               {0, 72},
	"miss_limit":                 {0, 100},
	"miss_days":                  {1, 365},
	"speak_max_age_seconds":      {1, 600},
	"speak_repeat":               {1, 5},
	"return_workdays":            {0, 60},
	"rating_days":                {1, 30},
	"rating_seconds":             {10, 300},
	"help_escalate_seconds":      {0, 3600},
	"feedback_days":              {1, 3650},
	"voice_closing_minutes":      {0, 60},
	"voice_test_minutes":         {0, 60},
	"kiosk_idle_seconds":         {10, 600},
	"log_in_idle_minutes":        {0, 480},
	"log_in_hours":               {0, 24},
}

// SettingBounds gives what each of the settings that are numbers may be, by its key.
func SettingBounds() map[string]Bound { return maps.Clone(bounds) }

// numbers holds the settings to their bounds.
func (c *layoutCheck) numbers() {
	settings := reflect.ValueOf(c.l.Settings)
	for i := range settings.NumField() {
		if settings.Field(i).Kind() == reflect.Int {
			key, _, _ := strings.Cut(settings.Type().Field(i).Tag.Get("json"), ",")
			c.within(int(settings.Field(i).Int()), bounds[key], "settings."+key)
		}
	}
}

func (c *layoutCheck) within(n int, b Bound, path string) {
	c.need(n >= b.Low && n <= b.High, path, "%d is not %d to %d", n, b.Low, b.High)
}
