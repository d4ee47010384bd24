package main

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/paidui/paidui/queue"
)

// described is the OpenAPI file, as far as the tests look.
type described struct {
	Paths      map[string]map[string]any
	Components map[string]map[string]any
}

func readDescription(t *testing.T) (d described) {
	t.Helper()
	text, err := os.ReadFile("../../docs/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// operations gives the methods of each path: "get /kiosk".
func (d described) operations() map[string]map[string]any {
	all := map[string]map[string]any{}
	for path, item := range d.Paths {
		for method, operation := range item {
			if method != "parameters" {
				all[method+" "+path], _ = operation.(map[string]any)
			}
		}
	}
	return all
}

// pathOf writes a route as OpenAPI does.
func pathOf(route string) string {
	parts := strings.Split(route, "/")
	for i, p := range parts {
		if name, ok := strings.CutPrefix(p, ":"); ok {
			parts[i] = "{" + name + "}"
		}
		if p == "*" {
			parts[i] = "{file}"
		}
	}
	return strings.Join(parts, "/")
}

func TestDescriptionIsThatOfTheRoutes(t *testing.T) {
	g := newRig(t, nil)
	g.demo = func(grant queue.Grant) (queue.Grant, error) { return grant, nil }
	g.restart()
	left := readDescription(t).operations()
	for _, r := range g.echo().Routes() {
		if r.Method == http.MethodHead { // goes with GET
			continue
		}
		key := strings.ToLower(r.Method) + " " + pathOf(r.Path)
		operation, ok := left[key]
		if !ok {
			t.Errorf("%s is not described", key)
			continue
		}
		delete(left, key)
		if operation["summary"] == nil || operation["responses"] == nil {
			t.Errorf("%s has no summary or no responses", key)
		}
		if r.Method == http.MethodPost && strings.HasPrefix(r.Path, "/api/") && !strings.Contains(fmt.Sprint(operation["parameters"]), "parameters/Key") {
			t.Errorf("%s does not say that it takes an idempotency key", key)
		}
	}
	for key := range left {
		t.Errorf("%s is described but not there", key)
	}
}

func TestDescriptionNamesTheRoles(t *testing.T) {
	operations := readDescription(t).operations()
	for _, route := range whoMay {
		method, path, _ := strings.Cut(route.route, " ")
		roles, _ := operations[strings.ToLower(method)+" "+pathOf(path)]["x-roles"].([]any)
		if method == http.MethodHead {
			continue
		}
		if slices.Contains(route.may, "") != (roles == nil) {
			t.Errorf("%s: described for %v, open to %v", route.route, roles, route.may)
		}
		for who, grants := range roleGrants {
			if slices.Contains(route.may, who) && roles != nil && !slices.Contains(roles, any(string(grants[0].Role))) {
				t.Errorf("%s: %s may, but is not among %v", route.route, who, roles)
			}
		}
	}
}

func TestDescriptionRefersToWhatIsThere(t *testing.T) {
	d := readDescription(t)
	var look func(at string, node any)
	look = func(at string, node any) {
		switch n := node.(type) {
		case map[string]any:
			if ref, ok := n["$ref"].(string); ok {
				parts := strings.Split(strings.TrimPrefix(ref, "#/components/"), "/")
				if len(parts) != 2 || d.Components[parts[0]][parts[1]] == nil {
					t.Errorf("%s refers to %s, which is not there", at, ref)
				}
			}
			for key, value := range n {
				look(at+"/"+key, value)
			}
		case []any:
			for i, value := range n {
				look(fmt.Sprint(at, "/", i), value)
			}
		}
	}
	for path, item := range d.Paths {
		look(path, item)
	}
	for kind, parts := range d.Components {
		look(kind, parts)
	}
}

func TestAnswersHaveTheDescribedFields(t *testing.T) {
	g := newRig(t, nil)
	schemas := readDescription(t).Components["schemas"]
	g.window("sign-in", `{}`).want(http.StatusOK)
	slip := g.take()
	paused := g.window("pause", `{"reason":"用餐","go_to":5}`).want(http.StatusOK).object()
	g.window("unpause", `{}`).want(http.StatusOK)
	called := g.window("next", `{}`).want(http.StatusOK).object()
	list := func(path string) map[string]any {
		return g.ask("admin", http.MethodGet, path, "").want(http.StatusOK).list()[0]
	}
	for schema, answers := range map[string][]map[string]any{
		"Slip":              {slip.object()},
		"Ticket":            {called},
		"CitizenTicket":     {g.ask("", http.MethodGet, tickets+"/"+slip.str("access"), "").object()},
		"Window":            {paused, list("/api/v1/windows")},
		"Service":           {list("/api/v1/services")},
		"Hall":              {g.ask("", http.MethodGet, "/api/v1/hall", "").object()},
		"Kiosk":             {list("/api/v1/kiosks")},
		"Entry":             {list("/api/v1/journal")},
		"WindowFigures":     {list("/api/v1/statistics/windows")},
		"ServiceFigures":    {list("/api/v1/statistics/services")},
		"StaffFigures":      {list("/api/v1/statistics/staff")},
		"Shift":             {list("/api/v1/statistics/shifts")},
		"DepartmentFigures": {list("/api/v1/statistics/departments")},
		"HourFigures":       {list("/api/v1/statistics/hours")},
		"WeekdayFigures":    {list("/api/v1/statistics/weekdays")},
		"PeakFigures":       {list("/api/v1/statistics/peaks")},
		"OverviewFigures":   {list("/api/v1/statistics/overview")},
		"DayFigures":        {list("/api/v1/statistics/days")},
		"MonthFigures":      {list("/api/v1/statistics/months")},
		"OrderFigures":      {list("/api/v1/statistics/order")},
		"FollowUpFigures":   {list("/api/v1/statistics/follow-ups")},
		"FeedbackFigures":   {list("/api/v1/statistics/feedback")},
		"CardFigures":       {list("/api/v1/statistics/cards")},
		"AlertFigures":      {list("/api/v1/statistics/alerts")},
		"DutyFigures":       {list("/api/v1/statistics/duty")},
		"Member":            {list("/api/v1/staff")},
		"Problem":           {g.window("next", `{}`).want(http.StatusConflict).object()},
	} {
		description, _ := schemas[schema].(map[string]any)
		properties, _ := description["properties"].(map[string]any)
		for _, answer := range answers {
			for field := range answer {
				if properties[field] == nil {
					t.Errorf("%s: field %s is not described", schema, field)
				}
			}
		}
	}
}
