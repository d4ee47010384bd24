package bench

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

// floorServer is what runs beside the hall in a process of its own: floor (d), a bare echo handler, and floor (c), a loop that
// writes the same bytes to every connection of a wall once they are on disk, or at once.
type floorServer struct {
	mu    sync.Mutex
	conns []net.Conn
	disk  *rawFloor
}

// echoed is about as long as the answer to a number that was taken.
const echoed = 420

// ServeFloors serves the floors until ctx ends, and prints to out where. It keeps a file in dir.
func ServeFloors(ctx context.Context, dir string, out io.Writer) (err error) {
	disk, err := openRawFloor(filepath.Join(dir, "fan"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, disk.close()) }()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	f, e := &floorServer{disk: disk}, echo.New()
	e.HideBanner, e.HidePort = true, true
	answer := make([]byte, echoed)
	e.POST("/echo", func(c echo.Context) error {
		if _, err := io.Copy(io.Discard, c.Request().Body); err != nil {
			return err
		}
		return c.Blob(http.StatusCreated, echo.MIMEApplicationJSON, answer)
	})
	e.GET("/wall", f.hang)
	e.POST("/fan", func(c echo.Context) error { return f.fan(c, f.disk.put) })
	e.POST("/fan/at-once", func(c echo.Context) error { return f.fan(c, func([]byte) error { return nil }) })
	server := &http.Server{Handler: e, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	fmt.Fprintf(out, "listening on http://%s\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// hang makes the connection one of the wall's; from then on it speaks no HTTP any more.
func (f *floorServer) hang(c echo.Context) error {
	conn, _, err := c.Response().Hijack()
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.conns = append(f.conns, conn)
	_, err = conn.Write([]byte("hung")) // whoever reads that hears of everything from now on
	return err
}

// fan sends as many bytes as the body says to every connection of the wall, behind their number, once they are kept, and answers
// when it began to send, in seconds since 1970. Connections that are gone are left out from then on.
func (f *floorServer) fan(c echo.Context, keep func([]byte) error) error {
	body, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(string(body))
	if err != nil {
		return echo.ErrBadRequest
	}
	frame := append(binary.BigEndian.AppendUint32(nil, uint32(n)), make([]byte, n)...)
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := keep(frame); err != nil {
		return err
	}
	began, kept := time.Now(), f.conns[:0]
	for _, conn := range f.conns {
		if _, err := conn.Write(frame); err == nil {
			kept = append(kept, conn)
		}
	}
	f.conns = kept
	return c.JSON(http.StatusOK, float64(began.UnixNano())/1e9)
}
