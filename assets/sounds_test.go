package assets

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// What a clip of the pack must be. Levels are in dB below full scale.
const (
	clipRate       = 22050
	clipLevel      = -20.0
	chimeLevel     = -23.5
	levelWithin    = 1.5
	shortestClip   = 60 * time.Millisecond
	longestClip    = 3500 * time.Millisecond
	packMostBytes  = 5 << 20
	fadeIn         = clipRate * 3 / 1000
	fadeOut        = clipRate * 8 / 1000
	quietAtTheEdge = -40.0
)

// samples reads a file of 16 bit mono.
func samples(content []byte) ([]float64, error) {
	const head = 44
	if len(content) < head || string(content[:4]) != "RIFF" || string(content[8:16]) != "WAVEfmt " || string(content[36:40]) != "data" {
		return nil, fmt.Errorf("not a plain WAV file")
	}
	format, channels := binary.LittleEndian.Uint16(content[20:]), binary.LittleEndian.Uint16(content[22:])
	rate, bits := binary.LittleEndian.Uint32(content[24:]), binary.LittleEndian.Uint16(content[34:])
	if format != 1 || channels != 1 || rate != clipRate || bits != 16 {
		return nil, fmt.Errorf("format %d, %d channels, %d Hz, %d bits", format, channels, rate, bits)
	}
	if size := int(binary.LittleEndian.Uint32(content[40:])); size != len(content)-head {
		return nil, fmt.Errorf("%d bytes of sound, the head says %d", len(content)-head, size)
	}
	all := make([]float64, (len(content)-head)/2)
	for i := range all {
		all[i] = float64(int16(binary.LittleEndian.Uint16(content[head+2*i:]))) / (1 << 15)
	}
	return all, nil
}

// decibels gives the root mean square and the peak.
func decibels(sound []float64) (rms, peak float64) {
	sum := 0.0
	for _, s := range sound {
		sum += s * s
		peak = max(peak, math.Abs(s))
	}
	return 10 * math.Log10(sum/float64(len(sound))+1e-12), 20 * math.Log10(peak+1e-6)
}

func TestClipsSoundAlike(t *testing.T) {
	files, err := fs.Glob(embedded, pack+"/*.wav")
	if err != nil || len(files) < 80 {
		t.Fatalf("%d clips, %v", len(files), err)
	}
	total, most, least := 0, -100.0, 0.0
	for _, name := range files {
		content, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		total += len(content)
		sound, err := samples(content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := clipLevel
		if strings.HasSuffix(name, "/ding.wav") {
			want = chimeLevel
		}
		rms, peak := decibels(sound)
		if math.Abs(rms-want) > levelWithin || peak > -1 {
			t.Errorf("%s: level %.1f dB, want %.1f; peak %.1f dB", name, rms, want, peak)
		}
		most, least = max(most, rms-want), min(least, rms-want)
		length := time.Duration(len(sound)) * time.Second / clipRate
		if length < shortestClip || length > longestClip {
			t.Errorf("%s lasts %v", name, length)
		}
		// A tenth into a fade nothing is left but a tenth of the sound.
		if _, edge := decibels(sound[:fadeIn/10]); edge > quietAtTheEdge {
			t.Errorf("%s begins with %.1f dB", name, edge)
		}
		if _, edge := decibels(sound[len(sound)-fadeOut/10:]); edge > quietAtTheEdge {
			t.Errorf("%s ends with %.1f dB", name, edge)
		}
	}
	if total > packMostBytes {
		t.Errorf("the pack has %d bytes", total)
	}
	t.Logf("%d clips, %d bytes, levels %+.2f to %+.2f dB of what is wanted", len(files), total, least, most)
}

func TestClipsAreServed(t *testing.T) {
	b := opened(t)
	for _, clip := range []string{"ding", "hao_chuangkou", "A", "en_7"} {
		url, ok := b.Clip(clip)
		if !ok || !strings.HasPrefix(url, "/assets/sounds/zh/"+clip+".") {
			t.Errorf("%s is at %q", clip, url)
			continue
		}
		w := get(b, "GET", url)
		want, _ := fs.ReadFile(embedded, pack+"/"+clip+".wav")
		if w.Code != 200 || w.Header().Get("Content-Type") != "audio/wav" || !bytes.Equal(w.Body.Bytes(), want) {
			t.Errorf("%s: %d, %s, %d bytes", url, w.Code, w.Header().Get("Content-Type"), w.Body.Len())
		}
	}
	if url, ok := b.Clip("nothing"); ok {
		t.Errorf("a clip that there is not is at %q", url)
	}
	letter, _ := b.Clip("A")
	if english, _ := b.Clip("en_A"); english != letter {
		t.Errorf("the letter A is at %q and in English at %q", letter, english)
	}
}

// scriptsName tells whether a page's script names something.
func scriptsName(b *Bundle, page, what string) bool {
	for name, f := range b.files {
		if strings.HasPrefix(name, page+".") && strings.HasSuffix(name, ".js") {
			return bytes.Contains(f.bytes(), []byte(what))
		}
	}
	return false
}

func TestRecordingsTakeThePlaceOfClips(t *testing.T) {
	before := opened(t)
	after, err := OpenWith(fstest.MapFS{
		"hao.wav": {Data: []byte("recorded")}, "en_A.wav": {Data: []byte("letter")}, "extra.wav": {Data: []byte("new")},
		"README.txt": {Data: []byte("x")}, "a b.wav": {Data: []byte("x")}, "old/dao.wav": {Data: []byte("x")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if after.Hash() == before.Hash() {
		t.Error("pages would not load themselves anew for other recordings")
	}
	for clip, want := range map[string]string{"hao": "recorded", "en_A": "letter", "extra": "new"} {
		url, _ := after.Clip(clip)
		if got := get(after, "GET", url).Body.String(); got != want {
			t.Errorf("%s at %q is %q", clip, url, got)
		}
		if !scriptsName(after, "hall", url) {
			t.Errorf("the hall's page does not know %s", url)
		}
	}
	for _, clip := range []string{"dao", "A"} {
		was, _ := before.Clip(clip)
		if is, _ := after.Clip(clip); is != was {
			t.Errorf("%s has moved from %s to %s", clip, was, is)
		}
	}
	if old, _ := before.Clip("hao"); get(after, "GET", old).Code != 404 {
		t.Error("the clip that was replaced is still served")
	}
	var left []string
	for name := range after.files {
		if strings.Contains(name, "README") || strings.Contains(name, " ") {
			left = append(left, name)
		}
	}
	if slices.Sort(left); len(left) > 0 {
		t.Errorf("served too: %q", left)
	}
}
