package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// The oldest browsers that a hall hangs on a wall. Lowering changes syntax only: what a page calls must exist in them too.
var (
	scriptEngines = []api.Engine{{Name: api.EngineChrome, Version: "51"}}
	styleEngines  = []api.Engine{{Name: api.EngineChrome, Version: "64"}}
)

// vendored maps what scripts import by name to the single file that is shipped; the type checker takes the types from the package.
var vendored = map[string]string{
	"preact":       "vendor/preact.js",
	"preact/hooks": "vendor/hooks.js",
	"htm":          "vendor/htm.js",
	"uplot":        "vendor/uplot.js",
}

// struck is what a vendored file loses on the way, and what it gets in its place: what the oldest browsers do not bear.
var struck = map[string][]struct{ out, in string }{
	// The optimizing compiler of Chromium 64 ends the page's process, some seconds after it came up, when it meets a comparison with
	// "bigint". No page draws one.
	"vendor/preact.js": {{`"bigint"==typeof o||`, ""}},
	// Chromium 64 has no queueMicrotask; one of the two calls does not look whether there is.
	"vendor/uplot.js": {{`typeof queueMicrotask == "undefined" ? `, ""}, {` : queueMicrotask;`, ";"}, {`queueMicrotask(flushHooks)`, "microTask(flushHooks)"}},
}

// errNotStruck is returned when a vendored file no longer has what must be taken out of it.
var errNotStruck = errors.New("the vendored file has changed: look for what it must lose")

// output is what the lowering made: files by the name under Prefix, for each entry point the name of its file, and for each clip its URL.
type output struct {
	files   map[string]file
	entries map[string]string
	clips   map[string]string
}

// content gives that of a file.
func (o *output) content(name string) []byte {
	f := o.files[name]
	return f.bytes()
}

func lower(source, recordings fs.FS) (*output, error) {
	out := &output{files: map[string]file{}, entries: map[string]string{}}
	if err := out.addClips(source, recordings); err != nil {
		return nil, err
	}
	var styles []string
	for _, f := range faces {
		script := "scripts/" + f.Name + ".js"
		texts, err := faceTexts(source, script)
		if err != nil {
			return nil, err
		}
		if err := out.build(source, []string{script}, texts, scriptEngines); err != nil {
			return nil, err
		}
		styles = append(styles, "styles/"+f.Name+".css")
	}
	if err := out.build(source, styles, "", styleEngines); err != nil {
		return nil, err
	}
	return out, nil
}

// build works on names like "scripts/hall.js" that stand for files of source: nothing is read from the disk and nothing is written to it.
// texts is the table of texts that they see.
func (o *output) build(source fs.FS, entries []string, texts string, engines []api.Engine) error {
	result := api.Build(api.BuildOptions{
		EntryPoints:       entries,
		Outdir:            "/out",
		AbsWorkingDir:     "/",
		PublicPath:        strings.TrimSuffix(Prefix, "/"),
		EntryNames:        "[name].[hash]",
		AssetNames:        "[name].[hash]",
		Bundle:            true,
		Format:            api.FormatIIFE,
		Engines:           engines,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		Metafile:          true,
		LogLevel:          api.LogLevelSilent,
		Loader:            map[string]api.Loader{".woff2": api.LoaderFile, ".webm": api.LoaderFile, ".mp4": api.LoaderFile, ".json": api.LoaderJSON},
		Plugins:           []api.Plugin{reader(source, texts, o.clipsSource)},
	})
	if err := complaints(append(result.Errors, result.Warnings...)); err != nil {
		return err
	}
	for _, f := range result.OutputFiles {
		name := path.Base(strings.ReplaceAll(f.Path, `\`, "/"))
		o.files[name] = file{content: f.Contents, kind: kindOf(name)}
	}
	return o.note(result.Metafile)
}

// note remembers which file each entry point became.
func (o *output) note(metafile string) error {
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string `json:"entryPoint"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return err
	}
	for name, out := range meta.Outputs {
		if out.EntryPoint != "" {
			o.entries[strings.TrimPrefix(out.EntryPoint, "embedded:")] = path.Base(name)
		}
	}
	return nil
}

// addImages takes images as they are, under a name with the hash of their content.
func (o *output) addImages(source fs.FS) error {
	return fs.WalkDir(source, "images", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		ext := path.Ext(name)
		hashed := strings.TrimSuffix(path.Base(name), ext) + "." + strings.ToUpper(hex.EncodeToString(sum[:4])) + ext
		o.files[hashed] = file{content: content, kind: kindOf(name)}
		o.entries[name] = hashed
		return nil
	})
}

// reader lets esbuild read source in place of the disk. What clips gives stands for clipsModule, and texts for the table of
// all texts.
func reader(source fs.FS, texts string, clips func() (string, error)) api.Plugin {
	const space = "embedded"
	resolve := func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		name, ok := vendored[a.Path]
		switch {
		case ok:
		case a.Kind == api.ResolveEntryPoint || a.Path == clipsModule:
			name = a.Path
		default:
			name = path.Join(path.Dir(a.Importer), a.Path)
		}
		return api.OnResolveResult{Path: name, Namespace: space}, nil
	}
	load := func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		if a.Path == clipsModule {
			text, err := clips()
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJSON}, err
		}
		if a.Path == textsFile {
			return api.OnLoadResult{Contents: &texts, Loader: api.LoaderJSON}, nil
		}
		content, err := fs.ReadFile(source, a.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		text := string(content)
		for _, part := range struck[a.Path] {
			before, after, found := strings.Cut(text, part.out)
			if !found {
				return api.OnLoadResult{}, fmt.Errorf("strike %q out of %s: %w", part.out, a.Path, errNotStruck)
			}
			text = before + part.in + after
		}
		return api.OnLoadResult{Contents: &text, Loader: loaderOf(a.Path)}, nil
	}
	return api.Plugin{Name: space, Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, resolve)
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: space}, load)
	}}
}

func loaderOf(name string) api.Loader {
	switch path.Ext(name) {
	case ".js":
		return api.LoaderJS
	case ".css":
		return api.LoaderCSS
	case ".json":
		return api.LoaderJSON
	}
	return api.LoaderFile
}

// complaints joins what the lowering said into one error that names file and line, or nil.
func complaints(messages []api.Message) error {
	var all []error
	for _, m := range messages {
		if m.Location == nil {
			all = append(all, errors.New(m.Text))
			continue
		}
		all = append(all, fmt.Errorf("%s:%d: %s", m.Location.File, m.Location.Line, m.Text))
	}
	return errors.Join(all...)
}
