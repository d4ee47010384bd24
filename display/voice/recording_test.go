package voice

import (
	"encoding/binary"
	"errors"
	"math"
	"testing"
)

// recorded is a WAV file of a tone with silence and a little noise around it, of so many channels.
func recorded(rate, channels, before, tone, after int, loud float64) []byte {
	var sound []float64
	at := func(ms int) int { return ms * rate / 1000 }
	for i := range at(before) + at(tone) + at(after) {
		s := .0005 * math.Sin(float64(i)*1.7)
		if i >= at(before) && i < at(before)+at(tone) {
			s = loud * math.Sin(2*math.Pi*440*float64(i)/float64(rate))
		}
		for range channels {
			sound = append(sound, s)
		}
	}
	file := writeWAV(sound, rate)
	binary.LittleEndian.PutUint16(file[22:], uint16(channels))
	return file
}

func TestARecordingBecomesAClip(t *testing.T) {
	for name, c := range map[string]struct {
		clip       string
		file       []byte
		rate       int
		ms, decibl float64
	}{
		"mono":    {"hao", recorded(22050, 1, 500, 400, 700, .3), 22050, 460, wordLevel},
		"stereo":  {"hao", recorded(48000, 2, 500, 400, 700, .05), 48000, 460, wordLevel},
		"whole":   {"hao", recorded(16000, 1, 0, 400, 0, .9), 16000, 400, wordLevel},
		"a chime": {"ding", recorded(44100, 1, 100, 900, 100, .9), 44100, 960, chimeLevel},
	} {
		clip, err := FinishRecording(c.clip, c.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sound, rate, err := readWAV(clip)
		if err != nil || rate != c.rate {
			t.Errorf("%s: %d Hz, %v", name, rate, err)
			continue
		}
		if ms := float64(len(sound)) * 1000 / float64(rate); math.Abs(ms-c.ms) > 25 {
			t.Errorf("%s lasts %.0f ms, want %.0f", name, ms, c.ms)
		}
		if level := 20 * math.Log10(power(sound)); math.Abs(level-c.decibl) > 1 {
			t.Errorf("%s is at %.1f dB, want %.1f", name, level, c.decibl)
		}
		if sound[0] != 0 || math.Abs(sound[len(sound)-1]) > .001 {
			t.Errorf("%s begins with %f and ends with %f", name, sound[0], sound[len(sound)-1])
		}
	}
}

func TestARecordingThatIsNone(t *testing.T) {
	good := recorded(22050, 1, 100, 400, 100, .3)
	changed := func(at int, to ...byte) []byte {
		file := append([]byte{}, good...)
		copy(file[at:], to)
		return file
	}
	for name, file := range map[string][]byte{
		"nothing":        nil,
		"MP3":            []byte("ID3\x04 and so on, and so on"),
		"no sound":       good[:40],
		"24 bit":         changed(34, 24),
		"6 channels":     changed(22, 6),
		"8 kHz":          changed(24, 0x40, 0x1f, 0, 0),
		"compressed":     changed(20, 85),
		"silence":        recorded(22050, 1, 800, 0, 0, 0),
		"a click":        recorded(22050, 1, 0, 10, 0, .5),
		"a long story":   recorded(16000, 1, 0, 11000, 0, .3),
		"too large":      make([]byte, MostRecordingBytes+1),
		"a lying length": changed(16, 0xff, 0xff, 0xff, 0x7f),
	} {
		if clip, err := FinishRecording("hao", file); !errors.Is(err, ErrRecording) {
			t.Errorf("%s: %d bytes, %v", name, len(clip), err)
		}
	}
	// A recorder that is stopped leaves the length of its sound at zero or at the most there is.
	if _, err := FinishRecording("hao", changed(40, 0xff, 0xff, 0xff, 0xff)); err != nil {
		t.Errorf("a length that was never written: %v", err)
	}
}

func FuzzRecording(f *testing.F) {
	f.Add(recorded(16000, 2, 10, 80, 10, .3))
	f.Fuzz(func(t *testing.T, file []byte) {
		if clip, err := FinishRecording("hao", file); err == nil {
			if _, _, err := readWAV(clip); err != nil {
				t.Errorf("the clip that was made of it: %v", err)
			}
		}
	})
}
