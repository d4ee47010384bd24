package escpos

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// scan reads a QR code off a picture.
func scan(picture image.Image) (string, error) {
	paper := image.NewGray(picture.Bounds().Inset(-40))
	draw.Draw(paper, paper.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(paper, picture.Bounds(), picture, picture.Bounds().Min, draw.Src)
	bits, err := gozxing.NewBinaryBitmapFromImage(paper)
	if err != nil {
		return "", err
	}
	result, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return "", err
	}
	return result.GetText(), nil
}

func TestRasterQR(t *testing.T) {
	for _, p := range []Profile{Paper80(), Paper58()} {
		for _, content := range []string{
			"AbCdEfGhIjKlMnOpQrStUv", Sample().URL, "https://www.example.gov.cn/政务/t/x?y=1", strings.Repeat("https://long.example/", 20),
		} {
			for _, module := range []int{0, 3, 8} {
				sheet := printed(t, Slip{QR{Content: content, Module: module, Align: Centre}}, p)
				if len(sheet.Rasters) != 1 {
					t.Fatalf("%d pictures", len(sheet.Rasters))
				}
				if got, err := scan(sheet.Rasters[0]); err != nil || got != content {
					t.Errorf("%d mm, module %d: scanned %q %v, not %q", p.Paper, module, got, err, content)
				}
			}
		}
	}
}

func TestNativeQR(t *testing.T) {
	p := Paper80()
	p.NativeQR = true
	sheet := printed(t, Slip{QR{Content: Sample().URL}}, p)
	if got := fmt.Sprint(sheet.NativeQR, len(sheet.Rasters)); got != fmt.Sprint([]string{Sample().URL}, 0) {
		t.Error(got)
	}
	raster, _ := Encode(Sample().Slip(), Paper80())
	native, _ := Encode(Sample().Slip(), p)
	if len(native)*4 > len(raster) {
		t.Errorf("native QR makes a job of %d bytes of one of %d", len(native), len(raster))
	}
}

func TestQRThatDoesNotFit(t *testing.T) {
	if sheet := printed(t, Slip{QR{}}, Paper80()); len(sheet.Rasters) > 0 {
		t.Error("empty content printed a code")
	}
	for _, n := range []int{1000, 5000} {
		if _, err := Encode(Slip{QR{Content: strings.Repeat("x", n)}}, Paper58()); !errors.Is(err, ErrQRTooLong) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

// TestNoQuestionInRaster holds what the sizes of modules promise: a printer looks for DLE EOT in pictures too.
func TestNoQuestionInRaster(t *testing.T) {
	for i := range 200 {
		job, err := Encode(Slip{QR{Content: fmt.Sprintf("http://10.0.0.1/t/%d", i*i*7919), Module: 3 + i%4}}, Paper80())
		if err != nil {
			t.Fatal(err)
		}
		for _, question := range []string{"\x10\x04", "\x10\x05", "\x10\x14"} {
			if strings.Contains(string(job), question) {
				t.Fatalf("job %d holds %q", i, question)
			}
		}
	}
}
