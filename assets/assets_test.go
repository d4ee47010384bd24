package assets

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func opened(t *testing.T) *Bundle {
	t.Helper()
	b, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func get(b *Bundle, method, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	b.ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w
}

var loaded = regexp.MustCompile(`<(?:link|script)[^>]* (?:src|href)="([^"]+)"`)

func TestEveryPageLoadsOnlyFilesOfTheBundle(t *testing.T) {
	b := opened(t)
	for _, f := range faces {
		page, ok := b.Page(f.Name)
		if !ok {
			t.Fatalf("no page %s", f.Name)
		}
		html, want := string(page.bytes()), 3
		if f.Phone {
			want = 1
		}
		links := loaded.FindAllStringSubmatch(html, -1)
		if len(links) != want {
			t.Errorf("%s: loads %d files, want icon, style and script, and on a phone the icon alone", f.Name, len(links))
		}
		for _, link := range links {
			w := get(b, "GET", link[1])
			if w.Code != 200 || w.Body.Len() == 0 {
				t.Errorf("%s: %s answers %d", f.Name, link[1], w.Code)
			}
			if got := w.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") {
				t.Errorf("%s: Cache-Control %q", link[1], got)
			}
		}
		if !strings.Contains(html, `name="assets" content="`+b.Hash()+`"`) {
			t.Errorf("%s does not name the hash %s", f.Name, b.Hash())
		}
	}
	if _, ok := b.Page("nothing"); ok {
		t.Error("a page that does not exist was found")
	}
}

// What stands in a page is what its policy names, and nothing else does.
func TestPagesHaveNothingInlineThatTheirPolicyDoesNotName(t *testing.T) {
	b := opened(t)
	inline := regexp.MustCompile(`(?s)<(script|style)([^>]*)>(.*?)</(?:script|style)>`)
	for name, page := range b.pages {
		rest := string(page.bytes())
		policy, standing := page.Policy("hall.test", NoFrames), 0
		for _, m := range inline.FindAllStringSubmatch(rest, -1) {
			rest = strings.Replace(rest, m[0], "", 1)
			if m[3] == "" && strings.Contains(m[2], "src=") {
				continue
			}
			standing++
			if !strings.Contains(policy, "; "+m[1]+"-src 'self'"+sourceOf([]byte(m[3]))+"; ") {
				t.Errorf("%s: its policy %q does not allow its own %s", name, policy, m[1])
			}
		}
		if want := strings.Count(policy, "sha256-"); standing != want {
			t.Errorf("%s has %d scripts and styles of its own, its policy allows %d", name, standing, want)
		}
		if found := regexp.MustCompile(`(?i)<style|<script|\sstyle=|\son[a-z]+=|javascript:`).FindString(rest); found != "" {
			t.Errorf("%s has %q", name, found)
		}
	}
	for name, f := range b.files {
		if strings.HasSuffix(name, ".js") && regexp.MustCompile(`\beval\(|new Function\(|\.innerHTML\s*=[^=]*["'`+"`"+`]<`).Match(f.bytes()) {
			t.Errorf("%s makes code or markup of strings", name)
		}
	}
}

// A phone's page is whole once it has come: it fits into what a slow network brings in one go, and waits for no font.
func TestPhonePagesAreSmall(t *testing.T) {
	const most = 30 << 10
	b := opened(t)
	for _, f := range faces {
		if !f.Phone {
			continue
		}
		page, _ := b.Page(f.Name)
		t.Logf("%s: %d bytes, %d compressed", f.Name, len(page.bytes()), len(page.small))
		if page.small == nil || len(page.small) > most {
			t.Errorf("%s has %d bytes compressed, want %d at most", f.Name, len(page.small), most)
		}
		if at := regexp.MustCompile(`@font-face|@import|url\(`).FindIndex(page.bytes()); at != nil {
			t.Errorf("%s waits for more: %q", f.Name, around(page.bytes(), at[0]))
		}
	}
}

func TestServeRefusesWhatIsNotOfTheBundle(t *testing.T) {
	b := opened(t)
	for _, path := range []string{"/assets/", "/assets/hall.js", "/assets/../assets.go", "/other/icon.svg", "/assets/hall.OLD00000.js"} {
		w := get(b, "GET", path)
		if w.Code != 404 || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d, Cache-Control %q", path, w.Code, w.Header().Get("Cache-Control"))
		}
	}
	for name := range b.files {
		if w := get(b, "POST", Prefix+name); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: %d", name, w.Code)
		}
		if w := get(b, "HEAD", Prefix+name); w.Code != 200 || w.Body.Len() != 0 {
			t.Errorf("HEAD %s: %d with %d bytes", name, w.Code, w.Body.Len())
		}
	}
}

// copied is the embedded tree in memory, so that a test may change it.
func copied(t *testing.T) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{}
	err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(embedded, name)
		tree[name] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestHashFollowsContent(t *testing.T) {
	before, err := open(copied(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if again := opened(t); again.Hash() != before.Hash() {
		t.Fatalf("same content, hashes %s and %s", before.Hash(), again.Hash())
	}
	changes := map[string]string{
		"texts.json": "", "page.html": "<!-- x -->", "styles/tokens.css": "\n.x{color:red}", "scripts/show/clock.js": "\nexport const x=1;window.x=x;",
		"images/icon.svg": "<!-- x -->", "fonts/latin.woff2": "x",
	}
	for name, addition := range changes {
		tree := copied(t)
		tree[name].Data = append(tree[name].Data, addition...)
		if name == "texts.json" {
			tree[name].Data = []byte(strings.Replace(string(tree[name].Data), "正在叫号", "正在呼叫", 1))
		}
		after, err := open(tree, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if after.Hash() == before.Hash() {
			t.Errorf("a change of %s leaves the hash as it was", name)
		}
	}
}

func TestOpenNamesTheLineThatIsWrong(t *testing.T) {
	for name, broken := range map[string]string{
		"scripts/hall.js": "const a = 1;\nconst = 2;", "styles/hall.css": "@import \"./none.css\";", "scripts/kiosk.js": "import \"./missing.js\";",
	} {
		tree := copied(t)
		tree[name].Data = []byte(broken)
		if _, err := open(tree, nil); err == nil || !strings.Contains(err.Error(), name+":") {
			t.Errorf("%s: error %v does not name the file and line", name, err)
		}
	}
}

func TestPolicyNamesTheSocketAndNothingForeign(t *testing.T) {
	for _, host := range []string{"hall.test:8080", "10.0.0.5", "[::1]:8080"} {
		if p := Policy(host); !strings.Contains(p, " ws://"+host+" wss://"+host+";") || strings.Contains(p, "unsafe") {
			t.Errorf("%s: %s", host, p)
		}
	}
	for _, host := range []string{"", "a b", "x; script-src *", "x,y", "*", "h\r\nx"} {
		if p := Policy(host); strings.Contains(p, "ws:") || !strings.Contains(p, "connect-src 'self';") {
			t.Errorf("%q: %s", host, p)
		}
	}
}
