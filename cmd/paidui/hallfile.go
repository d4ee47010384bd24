package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/paidui/paidui/kiosk/escpos"
	"github.com/paidui/paidui/kiosk/printing"
	"github.com/paidui/paidui/queue"
)

// maxHallFile is the size in bytes above which a file is taken not to be a hall file.
const maxHallFile = 1 << 20

// defaultStandardMinutes is what a service's visit is expected to take where the file does not say.
const defaultStandardMinutes = 10

// demoHall is the hall of paidui demo, and of paidui init where no file is given.
//
//go:embed demohall.yaml
var demoHall []byte

// hallFault is one thing wrong with a hall file, and where.
type hallFault struct {
	File string
	Line int
	// Path is the key, such as services[2].prefix; empty when the fault is not a key's.
	Path, Problem string
}

// Error gives hall.yaml:12: services[2].prefix: what is wrong and what is allowed.
func (f *hallFault) Error() string {
	s := f.File + ":" + strconv.Itoa(f.Line) + ": "
	if f.Path != "" {
		s += f.Path + ": "
	}
	return s + f.Problem
}

// hallFile is a hall file as it is written; its keys are the JSON names of the layout's.
type hallFile struct {
	Hall struct {
		Name     queue.Text `json:"name"`
		TimeZone string     `json:"time_zone"`
	} `json:"hall"`
	Hours       queue.BusinessHours `json:"hours"`
	Zones       []queue.Zone        `json:"zones"`
	Departments []queue.Department  `json:"departments"`
	Services    []queue.Service     `json:"services"`
	Windows     []queue.Window      `json:"windows"`
	Staff       []queue.Staff       `json:"staff"`
	Kiosks      []queue.Kiosk       `json:"kiosks"`
	Printers    []queue.Printer     `json:"printers"`
	LED         []queue.LEDScreen   `json:"led"`
	Notices     []queue.Notice      `json:"notices"`
	Media       []queue.MediaItem   `json:"media"`
	Theme       queue.Theme         `json:"theme"`
	Settings    queue.Settings      `json:"settings"`
}

// loadHall reads the hall file at path; the demo hall for "". Its errors are *hallFault, one or several joined, or the
// reason why the file cannot be read.
func loadHall(path string) (*queue.Layout, error) {
	if path == "" {
		return parseHall("demohall.yaml", demoHall)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxHallFile+1))
	if err != nil {
		return nil, err
	}
	return parseHall(filepath.Base(path), data)
}

// parseHall reads a hall file; name is what its errors call it.
func parseHall(name string, data []byte) (*queue.Layout, error) {
	root, err := parseYAML(name, data)
	if err != nil {
		return nil, err
	}
	file := defaultHallFile()
	d := &hallDecoder{file: name, lines: map[string]int{"": root.Line}, blocks: map[string]int{}}
	d.decode(root, "", &file)
	if len(d.faults) > 0 {
		return nil, errors.Join(d.faults...)
	}
	for i := range file.Services {
		if _, given := d.lines[fmt.Sprintf("services[%d].standard_minutes", i)]; !given {
			file.Services[i].StandardMinutes = defaultStandardMinutes
		}
	}
	layout := &queue.Layout{
		Name: file.Hall.Name, TimeZone: file.Hall.TimeZone, Hours: file.Hours, Zones: file.Zones,
		Departments: file.Departments, Services: file.Services, Windows: file.Windows, Staff: file.Staff,
		Kiosks: file.Kiosks, Printers: file.Printers, LED: file.LED, Notices: file.Notices, Media: file.Media, Theme: file.Theme, Settings: file.Settings,
	}
	layout.Settings.PublicURL = strings.TrimRight(layout.Settings.PublicURL, "/")
	if !goodURL(layout.Settings.PublicURL) {
		const path = "settings.public_url"
		return nil, &hallFault{name, d.lineOf(path), path, fmt.Sprintf(
			"%q is not an address such as http://hall.example; leave it empty when phones cannot reach the hall", layout.Settings.PublicURL)}
	}
	if err := errors.Join(queue.CheckLayout(layout), printing.Check(layout)); err != nil {
		var fault *queue.LayoutFault
		if !errors.As(err, &fault) {
			return nil, err
		}
		return nil, &hallFault{name, d.lineOf(fault.Path), fault.Path, fault.Problem + choices(layout, fault.Path)}
	}
	if fault := d.templateFault(layout); fault != nil {
		return nil, fault
	}
	return layout, nil
}

// templateFault gives what is wrong with the template of the hall's slips, at its own line where that is known; nil when
// it is good.
func (d *hallDecoder) templateFault(l *queue.Layout) error {
	const path = "settings.slip_template"
	_, err := printing.Template(l)
	var fault *escpos.TemplateError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &fault) && fault.Line > 0 && d.blocks[path] > 0:
		return &hallFault{d.file, d.blocks[path] + fault.Line, path, err.Error()}
	}
	return &hallFault{d.file, d.lineOf(path), path, err.Error()}
}

// goodURL tells whether s is empty or an http or https address without anything behind its path.
func goodURL(s string) bool {
	if s == "" {
		return true
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}

func defaultHallFile() hallFile {
	file := hallFile{Settings: queue.DefaultSettings()}
	file.Hall.TimeZone = "Asia/Shanghai"
	file.Hours.Days = []queue.Weekday{1, 2, 3, 4, 5}
	for _, s := range []string{"08:30-12:00", "14:30-18:00"} {
		var session queue.Session
		if err := session.UnmarshalText([]byte(s)); err != nil {
			panic(err)
		}
		file.Hours.Sessions = append(file.Hours.Sessions, session)
	}
	return file
}

// choices lists what may stand at path where it names something of the file.
func choices(l *queue.Layout, path string) string {
	key := path[strings.LastIndexByte(path, '.')+1:]
	key, _, _ = strings.Cut(key, "[")
	var known []string
	switch {
	case !strings.Contains(path, "]."):
		return ""
	case key == "zone" || key == "zones":
		for _, z := range l.Zones {
			known = append(known, string(z.ID))
		}
	case key == "a_staff" || key == "b_staff":
		for _, p := range l.Staff {
			known = append(known, string(p.Number))
		}
	case key == "department":
		for _, d := range l.Departments {
			known = append(known, string(d.ID))
		}
	case key == "printer":
		for _, p := range l.Printers {
			known = append(known, string(p.ID))
		}
	case (key == "services" || key == "fallback") && strings.HasSuffix(path, "]"):
		for _, s := range l.Services {
			known = append(known, string(s.ID))
		}
	}
	if len(known) == 0 {
		return ""
	}
	slices.Sort(known)
	return "; the file has " + strings.Join(known, ", ")
}
