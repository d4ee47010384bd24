package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	module = "github.com/paidui/paidui"
	// root is the repository, seen from this package.
	root = "../.."

	mostLines         = 500
	mostFunctionLines = 80
)

// topLevel are the folders that may hold packages.
var topLevel = []string{"cmd", "queue", "display", "kiosk", "store", "assets"}

type listed struct {
	ImportPath string
	Imports    []string
}

// packages lists the module's packages with their imports, tests left out.
func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// mayImport tells whether package from may import package to, both of ours and named from the module's root. queue
// imports nothing, a service and the store only queue and what lies below themselves, assets only what lies below it.
// What has slips printed speaks to printers through a package beside it.
func mayImport(from, to string) bool {
	top, _, _ := strings.Cut(from, "/")
	switch {
	case to == "cmd/paidui/bench":
		return from == "cmd/paidui" || from == "cmd/plots"
	case strings.HasPrefix(to, "cmd/"), from == "cmd/paidui/bench":
		return false // the bench knows the program from outside alone
	case top == "cmd":
		return true
	case from == "queue":
		return false
	case strings.HasPrefix(to, from+"/"), (from == "kiosk/printing" || from == "kiosk/agents") && to == "kiosk/escpos":
		return true
	}
	return to == "queue" && top != "assets"
}

func TestMayImport(t *testing.T) {
	for _, c := range []struct {
		from, to string
		may      bool
	}{
		{"cmd/paidui", "store", true}, {"store", "queue", true}, {"display", "display/voice", true}, {"kiosk", "queue", true},
		{"queue/counter", "queue", true}, {"queue/counter", "queue/access", false}, {"queue", "queue/access", false},
		{"queue", "store", false}, {"store", "display", false}, {"display", "assets", false}, {"assets", "queue", false},
		{"kiosk", "queue/access", false}, {"store", "cmd/paidui", false}, {"display/voice", "display", false},
		{"kiosk", "kiosk/printing", true}, {"kiosk/printing", "kiosk/escpos", true}, {"kiosk/escpos", "kiosk/printing", false},
		{"kiosk/messages", "kiosk/escpos", false}, {"kiosk/agents", "kiosk/escpos", true}, {"kiosk/printing", "kiosk/agents", false},
		{"kiosk/agents/readers", "kiosk/escpos", false}, {"cmd/paidui", "cmd/paidui/bench", true}, {"cmd/paidui/bench", "store", false},
		{"store", "cmd/paidui/bench", false},
	} {
		if mayImport(c.from, c.to) != c.may {
			t.Errorf("mayImport(%s, %s) = %v", c.from, c.to, !c.may)
		}
	}
}

func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		from, ok := strings.CutPrefix(p.ImportPath, module+"/")
		top, _, _ := strings.Cut(from, "/")
		if !ok || !slices.Contains(topLevel, top) {
			t.Errorf("package %s lies outside %v", p.ImportPath, topLevel)
		}
		for _, imported := range p.Imports {
			to, ours := strings.CutPrefix(imported, module+"/")
			switch {
			case ours && !mayImport(from, to):
				t.Errorf("%s may not import %s", from, to)
			case !ours && from == "queue" && strings.Contains(imported, "."):
				t.Errorf("queue imports the standard library only, not %s", imported)
			}
		}
	}
}

// sources gives the files with one of the suffixes, vendored and installed ones left out.
func sources(t *testing.T, suffixes ...string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != root && (name == "vendor" || name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".")) {
			return fs.SkipDir
		}
		if !d.IsDir() && slices.Contains(suffixes, filepath.Ext(name)) {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("only %d files found", len(files))
	}
	return files
}

func TestFilesAreShort(t *testing.T) {
	var lengths []int
	for _, path := range sources(t, ".go", ".js", ".css") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.Count(data, []byte("\n"))
		if lines > mostLines {
			t.Errorf("%s has %d lines; %d are allowed", path, lines, mostLines)
		}
		lengths = append(lengths, lines)
	}
	slices.Sort(lengths)
	t.Logf("%d files, median %d lines, longest %d", len(lengths), lengths[len(lengths)/2], lengths[len(lengths)-1])
}

func TestFunctionsAreShortAndNamesDocumented(t *testing.T) {
	for _, path := range sources(t, ".go") {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if lines := files.Position(d.End()).Line - files.Position(d.Pos()).Line + 1; lines > mostFunctionLines {
					t.Errorf("%s: %s has %d lines; %d are allowed", files.Position(d.Pos()), d.Name, lines, mostFunctionLines)
				}
				if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
					t.Errorf("%s: %s is not documented", files.Position(d.Pos()), d.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if s, ok := spec.(*ast.TypeSpec); ok && s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
						t.Errorf("%s: type %s is not documented", files.Position(s.Pos()), s.Name)
					}
				}
			}
		}
	}
}

// exportedReceiver tells whether d is a function or a method of an exported type that is more than an Error or String.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	receiver := d.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	name, ok := receiver.(*ast.Ident)
	return ok && name.IsExported() && d.Name.Name != "Error" && d.Name.Name != "String"
}
