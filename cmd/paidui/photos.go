package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // photos may come as PNG
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
)

// What a photo of a member of staff may be, and what is kept of it. The plate of a window shows it no larger.
const (
	mostPhotoBytes  = 5 << 20
	mostPhotoPixels = 50_000_000
	photoWide       = 480
	photoHigh       = 640
	photoQuality    = 85
)

// errPhoto is the refusal of a file that is no photo.
var errPhoto = errors.New("it is no JPEG or PNG picture, or one of too many pixels")

// photoFolder is where a hall keeps the photos of its staff: photos of its data, whether it is there or not; "" where none
// are kept.
type photoFolder string

func photosOf(data string) photoFolder { return photoFolder(filepath.Join(data, "photos")) }

// keepPhoto shows a member of staff on plates from now on.
func (s *server) keepPhoto(c echo.Context) error {
	number, err := s.photographed(c)
	if err != nil {
		return err
	}
	file, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, mostPhotoBytes))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return echo.ErrStatusRequestEntityTooLarge
	case err != nil:
		return badRequest("the photo broke off")
	}
	photo, err := finishPhoto(file)
	if err != nil {
		return err
	}
	if err := keepFile(string(s.cfg.Photos), string(number)+".jpg", bytes.NewReader(photo)); err != nil {
		return &queue.Refused{Op: "keep photo", Err: queue.ErrStorage, Detail: err.Error()}
	}
	s.log.Info("photo kept", "staff", number, "bytes", len(photo), "credential", queue.ActorFrom(c.Request().Context()).Credential)
	return c.NoContent(http.StatusNoContent)
}

// deletePhoto takes a member of staff's photo away; plates show the family name in its place.
func (s *server) deletePhoto(c echo.Context) error {
	number, err := s.photographed(c)
	if err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(string(s.cfg.Photos), string(number)+".jpg")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return &queue.Refused{Op: "delete photo", Err: queue.ErrStorage, Detail: err.Error()}
	}
	s.log.Info("photo deleted", "staff", number, "credential", queue.ActorFrom(c.Request().Context()).Credential)
	return c.NoContent(http.StatusNoContent)
}

// photographed gives the member of staff in the URL, whose number is a good name for a file, when the asker may set up the hall.
func (s *server) photographed(c echo.Context) (number queue.StaffNo, err error) {
	if err := s.need(c, queue.RightSetUp, queue.Place{}); err != nil {
		return "", err
	}
	if s.cfg.Photos == "" {
		return "", echo.ErrNotFound
	}
	number = queue.StaffNo(c.Param("staff"))
	s.cfg.Hall.View(func(state *queue.State) {
		if _, known := state.Layout().StaffMember(number); !known {
			err = queue.ErrUnknownStaff
		}
	})
	return number, err
}

// finishPhoto makes a file a JPEG of the plate's size: cut to its shape around the middle, and of a face somewhat above that.
// Nothing else of the file is kept, such as where it was taken.
func finishPhoto(file []byte) ([]byte, error) {
	head, kind, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || kind != "jpeg" && kind != "png" || head.Width*head.Height > mostPhotoPixels || head.Width < 1 || head.Height < 1 {
		return nil, errPhoto
	}
	whole, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPhoto, err)
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, shrunk(whole, plateCut(whole.Bounds())), &jpeg.Options{Quality: photoQuality})
	return out.Bytes(), err
}

// plateCut gives the largest part of a picture that has the plate's shape.
func plateCut(b image.Rectangle) image.Rectangle {
	wide, high := b.Dx(), b.Dy()
	if wide*photoHigh > high*photoWide {
		cut := max(1, high*photoWide/photoHigh)
		left := b.Min.X + (wide-cut)/2
		return image.Rect(left, b.Min.Y, left+cut, b.Max.Y)
	}
	cut := max(1, wide*photoHigh/photoWide)
	top := b.Min.Y + (high-cut)/4 // heads are in the upper part
	return image.Rect(b.Min.X, top, b.Max.X, top+cut)
}

// shrunk gives a part of a picture no larger than the plate shows it, each dot the mean of those that it stands for, on white.
func shrunk(from image.Image, part image.Rectangle) *image.RGBA {
	wide, high := min(photoWide, part.Dx()), min(photoHigh, part.Dy())
	to := image.NewRGBA(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			x0, x1 := part.Min.X+x*part.Dx()/wide, part.Min.X+(x+1)*part.Dx()/wide
			y0, y1 := part.Min.Y+y*part.Dy()/high, part.Min.Y+(y+1)*part.Dy()/high
			var sum [3]uint64
			for v := y0; v < y1; v++ {
				for u := x0; u < x1; u++ {
					r, g, b, a := from.At(u, v).RGBA()
					white := 0xffff - a
					sum[0], sum[1], sum[2] = sum[0]+uint64(r+white), sum[1]+uint64(g+white), sum[2]+uint64(b+white)
				}
			}
			n := uint64((x1 - x0) * (y1 - y0))
			to.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n >> 8), uint8(sum[1] / n >> 8), uint8(sum[2] / n >> 8), 0xff})
		}
	}
	return to
}
