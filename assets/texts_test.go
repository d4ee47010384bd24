package assets

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

func TestEveryTextHasBothLanguages(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	wordless := regexp.MustCompile(`^[\s—–{}\w:]*$`)
	for _, key := range TextKeys() {
		zh, en := Text(key)
		if zh == "" || en == "" {
			t.Errorf("%s: %q / %q", key, zh, en)
		}
		if !han.MatchString(zh) && !wordless.MatchString(zh) && key != "lang.switch" {
			t.Errorf("%s: %q is not Chinese", key, zh)
		}
		if han.MatchString(en) && key != "lang.switch" {
			t.Errorf("%s: %q is not English", key, en)
		}
		if strings.ContainsAny(regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(zh, ""), ",;:?!()") {
			t.Errorf("%s: %q has Western punctuation", key, zh)
		}
	}
}

func TestTextOfAnUnknownKeyIsEmpty(t *testing.T) {
	if zh, en := Text("no.such.key"); zh != "" || en != "" {
		t.Errorf("got %q and %q", zh, en)
	}
}

// Every string in a script that looks like a key of the table must be one: a page that names a missing text would show a hole.
func TestScriptsNameOnlyTextsOfTheTable(t *testing.T) {
	spaces := map[string]bool{}
	for _, key := range TextKeys() {
		spaces[strings.SplitN(key, ".", 2)[0]] = true
	}
	literal := regexp.MustCompile(`"([a-z_]+)((?:\.[a-z_0-9]+)+)(\.?)"`)
	found := 0
	err := fs.WalkDir(embedded, "scripts", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".js") {
			return err
		}
		content, err := fs.ReadFile(embedded, name)
		for _, m := range literal.FindAllStringSubmatch(string(content), -1) {
			if !spaces[m[1]] || m[3] == "." {
				continue
			}
			found++
			if zh, _ := Text(m[1] + m[2]); zh == "" {
				t.Errorf("%s names the text %s, which is not in texts.json", name, m[1]+m[2])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 100 {
		t.Errorf("found only %d keys in the scripts: the pattern no longer sees them", found)
	}
}

func TestEveryProblemCodeHasASentence(t *testing.T) {
	codes := "nobody_waiting window_busy window_closed window_paused unknown_service unknown_ticket unknown_window wrong_state not_issuing not_started " +
		"too_few_calls key_reused rate_limited unauthorized forbidden storage_unavailable bad_request quota_reached duplicate_holder invalid_id_number id_required " +
		"too_soon too_late defer_limit service_suspended reason_required requeue_limit staff_elsewhere unknown_staff " +
		"not_found method_not_allowed too_large internal unavailable offline"
	for _, code := range strings.Fields(codes) {
		if zh, en := Text("error." + code); zh == "" || en == "" {
			t.Errorf("no sentence for %s", code)
		}
	}
}
