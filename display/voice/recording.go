package voice

import (
	"encoding/binary"
	"errors"
	"math"
	"time"
)

// ErrRecording is returned for a file that no clip can be made of; the error that wraps it says why.
var ErrRecording = errors.New("the recording cannot be used")

// Bounds of a recording.
const (
	MostRecordingBytes = 2 << 20
	lowestRate         = 16000
	highestRate        = 48000
	shortest           = 60 * time.Millisecond
	longest            = 10 * time.Second
)

// What a clip is made to be, as those of the pack are. Levels are in dB below full scale.
const (
	wordLevel  = -20.0
	chimeLevel = -23.5
	peakLevel  = -1.0
	// quiet is how far below its loudest moment a recording is taken to be silent.
	quiet   = -38.0
	frame   = 10 * time.Millisecond
	lead    = 20 * time.Millisecond // of what is quiet before the word, and after it
	tail    = 40 * time.Millisecond
	fadeIn  = 3 * time.Millisecond
	fadeOut = 8 * time.Millisecond
)

// FinishRecording makes a clip of somebody's recording, a WAV file of 16 bits with one or two channels: one channel,
// without the silence around the word, as loud as the other clips, its ends faded so that joins do not click. Its errors
// wrap ErrRecording.
func FinishRecording(clip string, file []byte) ([]byte, error) {
	sound, rate, err := readWAV(file)
	if err != nil {
		return nil, err
	}
	sound = trim(sound, rate)
	length := time.Duration(len(sound)) * time.Second / time.Duration(rate)
	switch {
	case length < shortest:
		return nil, fault("nothing is to be heard in it")
	case length > longest:
		return nil, fault("it is longer than ten seconds")
	}
	level := wordLevel
	if clip == "ding" {
		level = chimeLevel
	}
	bring(sound, level)
	fade(sound, rate)
	return writeWAV(sound, rate), nil
}

func fault(why string) error { return &recordingFault{why} }

type recordingFault struct{ why string }

func (f *recordingFault) Error() string { return ErrRecording.Error() + ": " + f.why }

func (f *recordingFault) Unwrap() error { return ErrRecording }

// readWAV gives the samples of a file, from -1 to 1, of both channels together.
func readWAV(file []byte) (sound []float64, rate int, err error) {
	if len(file) > MostRecordingBytes {
		return nil, 0, fault("it is larger than 2 MB")
	}
	if len(file) < 12 || string(file[:4]) != "RIFF" || string(file[8:12]) != "WAVE" {
		return nil, 0, fault("it is no WAV file")
	}
	channels := 0
	for rest := file[12:]; len(rest) >= 8; {
		name, size := string(rest[:4]), int(binary.LittleEndian.Uint32(rest[4:]))
		// A recorder that was stopped may not have written the size of its last chunk.
		body := rest[8:min(len(rest), 8+max(0, min(size, len(rest)-8)))]
		switch {
		case name == "fmt " && len(body) >= 16:
			channels, rate = int(binary.LittleEndian.Uint16(body[2:])), int(binary.LittleEndian.Uint32(body[4:]))
			format, bits := binary.LittleEndian.Uint16(body), binary.LittleEndian.Uint16(body[14:])
			plain := format == 1 || format == 0xfffe
			if !plain || bits != 16 || channels < 1 || channels > 2 || rate < lowestRate || rate > highestRate {
				return nil, 0, fault("it is not of 16 bits, one or two channels and 16 to 48 kHz")
			}
		case name == "data" && channels > 0:
			return mix(body, channels), rate, nil
		}
		rest = rest[min(len(rest), 8+len(body)+size&1):]
	}
	return nil, 0, fault("it holds no sound")
}

// mix makes one channel of one or two.
func mix(body []byte, channels int) []float64 {
	sound := make([]float64, len(body)/(2*channels))
	for i := range sound {
		for c := range channels {
			sound[i] += float64(int16(binary.LittleEndian.Uint16(body[2*(i*channels+c):]))) / (1 << 15) / float64(channels)
		}
	}
	return sound
}

// trim cuts off what is silent at both ends, but for a little.
func trim(sound []float64, rate int) []float64 {
	step := samples(frame, rate)
	loudest := 0.0
	levels := make([]float64, 0, len(sound)/step)
	for at := 0; at+step <= len(sound); at += step {
		rms := power(sound[at : at+step])
		levels = append(levels, rms)
		loudest = max(loudest, rms)
	}
	first, last := -1, -1
	for i, rms := range levels {
		if rms > loudest*factor(quiet) && rms > factor(-60) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return nil
	}
	return sound[max(0, first*step-samples(lead, rate)):min(len(sound), (last+1)*step+samples(tail, rate))]
}

// bring makes a sound as loud as level, or as loud as its peaks allow.
func bring(sound []float64, level float64) {
	peak := 0.0
	for _, s := range sound {
		peak = max(peak, math.Abs(s))
	}
	gain := min(factor(level)/power(sound), factor(peakLevel)/peak)
	for i := range sound {
		sound[i] *= gain
	}
}

func fade(sound []float64, rate int) {
	in, out := samples(fadeIn, rate), samples(fadeOut, rate)
	for i := range min(in, len(sound)) {
		sound[i] *= float64(i) / float64(in)
	}
	for i := range min(out, len(sound)) {
		sound[len(sound)-1-i] *= float64(i) / float64(out)
	}
}

func samples(d time.Duration, rate int) int { return int(d) * rate / int(time.Second) }

// power gives the root mean square.
func power(sound []float64) float64 {
	sum := 0.0
	for _, s := range sound {
		sum += s * s
	}
	return math.Sqrt(sum / float64(len(sound)))
}

func factor(decibels float64) float64 { return math.Pow(10, decibels/20) }

// writeWAV gives a file of one channel.
func writeWAV(sound []float64, rate int) []byte {
	const head = 44
	file := make([]byte, head+2*len(sound))
	copy(file, "RIFF")
	copy(file[8:], "WAVEfmt ")
	copy(file[36:], "data")
	put16, put32 := binary.LittleEndian.PutUint16, binary.LittleEndian.PutUint32
	put32(file[4:], uint32(len(file)-8))
	put32(file[16:], 16)
	put16(file[20:], 1)
	put16(file[22:], 1)
	put32(file[24:], uint32(rate))
	put32(file[28:], uint32(2*rate))
	put16(file[32:], 2)
	put16(file[34:], 16)
	put32(file[40:], uint32(2*len(sound)))
	for i, s := range sound {
		put16(file[head+2*i:], uint16(int16(math.Round(math.Max(-1, math.Min(1, s))*(1<<15-1)))))
	}
	return file
}
