package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"
	"go.yaml.in/yaml/v3"

	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// setUp adds how the centre sets the hall up while it runs.
func (s *server) setUp(api *echo.Group) {
	api.GET("/layout", s.getLayout)
	api.POST("/layout", s.postLayout)
	api.GET("/layout/changes/:seq", s.getLayoutChange)
	api.POST("/layout/undo", s.postUndoLayout)
	api.PUT("/staff/:staff/photo", s.keepPhoto)
	api.DELETE("/staff/:staff/photo", s.deletePhoto)
	api.GET("/media", s.getMediaFiles)
	api.PUT("/media/:file", s.putMediaFile)
	api.DELETE("/media/:file", s.deleteMediaFile)
	api.GET("/layout/file", s.getHallFile)
	api.POST("/layout/file", s.postHallFile)
}

// layoutAnswer is the hall as it is set up, and the last changes, oldest first.
type layoutAnswer struct {
	// Revision goes into Over of the change that is made from it.
	Revision uint64               `json:"revision"`
	Layout   *queue.Layout        `json:"layout"`
	Changes  []queue.LayoutChange `json:"changes"`
	// Defaults are the settings of a hall that says nothing, Bounds what those that are numbers may be.
	Defaults queue.Settings         `json:"defaults"`
	Bounds   map[string]queue.Bound `json:"bounds"`
}

// layout gives the hall as it is set up now.
func (s *server) layout() (answer layoutAnswer) {
	s.cfg.Hall.View(func(state *queue.State) {
		answer = layoutAnswer{
			state.LayoutRevision(), state.Layout(), append([]queue.LayoutChange{}, state.LayoutChanges()...), queue.DefaultSettings(), queue.SettingBounds(),
		}
	})
	return answer
}

// getLayout gives the hall as it is set up.
func (s *server) getLayout(c echo.Context) error {
	if err := s.need(c, queue.RightSetUp, queue.Place{}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.layout())
}

// postLayout sets the hall up anew, at once.
func (s *server) postLayout(c echo.Context) error {
	var body struct {
		Over   uint64        `json:"over"`
		Layout *queue.Layout `json:"layout"`
	}
	return s.changeLayout(c, &body, func() (*queue.Layout, uint64, error) {
		if body.Layout == nil {
			return nil, 0, badRequest("layout is missing")
		}
		return body.Layout, body.Over, nil
	})
}

// getHallFile gives the hall file that would set the hall up as it is.
func (s *server) getHallFile(c echo.Context) error {
	if err := s.need(c, queue.RightSetUp, queue.Place{}); err != nil {
		return err
	}
	var layout queue.Layout
	s.cfg.Hall.View(func(state *queue.State) { layout = *state.Layout() })
	file, err := writeHall(&layout)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, `attachment; filename="hall.yaml"`)
	return c.Blob(http.StatusOK, "application/yaml; charset=utf-8", file)
}

// postHallFile sets the hall up by a hall file.
func (s *server) postHallFile(c echo.Context) error {
	var body struct {
		Over uint64 `json:"over"`
		File string `json:"file"`
	}
	return s.changeLayout(c, &body, func() (*queue.Layout, uint64, error) {
		layout, err := parseHall("hall.yaml", []byte(body.File))
		var fault *hallFault
		if errors.As(err, &fault) {
			return nil, 0, refuseLayout(&queue.LayoutFault{Path: fmt.Sprintf("%d: %s", fault.Line, fault.Path), Problem: fault.Problem})
		}
		return layout, body.Over, err
	})
}

// changeLayout sets the hall up as what is made of the body says, and answers with how it then is.
func (s *server) changeLayout(c echo.Context, body any, read func() (*queue.Layout, uint64, error)) error {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightSetUp, queue.Place{})
	if err != nil {
		return err
	}
	if err := c.Bind(body); err != nil {
		return err
	}
	layout, over, err := read()
	if err != nil {
		return err
	}
	if err := errors.Join(queue.CheckLayout(layout), printing.Check(layout)); err != nil {
		return refuseLayout(err)
	}
	if !goodURL(layout.Settings.PublicURL) {
		return refuseLayout(&queue.LayoutFault{Path: "settings.public_url", Problem: "is not an address such as http://hall.example"})
	}
	ctx := c.Request().Context()
	origin := queue.OriginFrom(ctx)
	origin.By = grant.String()
	if _, err := s.cfg.Hall.Do(ctx, origin, queue.SetUp{Layout: *layout, Over: over}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.layout())
}

// refuseLayout refuses a layout that can run no hall, with what is wrong and where.
func refuseLayout(err error) error {
	refused := &queue.Refused{Op: "set up", Err: queue.ErrBadRequest, Detail: err.Error()}
	_ = errors.As(err, &refused.Fault)
	return refused
}

// writeHall gives the hall file of a layout: parseHall reads the same layout from it.
func writeHall(l *queue.Layout) ([]byte, error) {
	file := hallFile{
		Hours: l.Hours, Zones: l.Zones, Departments: l.Departments, Services: l.Services, Windows: l.Windows, Staff: l.Staff,
		Kiosks: l.Kiosks, Printers: l.Printers, LED: l.LED, Notices: l.Notices, Media: l.Media, Theme: l.Theme, Settings: l.Settings,
	}
	file.Hall.Name, file.Hall.TimeZone = l.Name, l.TimeZone
	text, err := json.Marshal(file)
	if err != nil {
		return nil, err
	}
	var root yaml.Node // JSON is YAML, and the order of the keys stays
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	unquoted(&root)
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(&root); err != nil {
		return nil, err
	}
	return out.Bytes(), encoder.Close()
}

// unquoted writes a tree as people would: keys without quotes, a line each, short lists in one; what is null is left out.
func unquoted(n *yaml.Node) {
	n.Style = 0
	if n.Kind == yaml.MappingNode {
		kept := n.Content[:0]
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i+1].Tag != "!!null" {
				kept = append(kept, n.Content[i], n.Content[i+1])
			}
		}
		n.Content = kept
	}
	scalars := true
	for _, child := range n.Content {
		unquoted(child)
		scalars = scalars && child.Kind == yaml.ScalarNode
	}
	if n.Kind == yaml.SequenceNode && scalars {
		n.Style = yaml.FlowStyle
	}
}
