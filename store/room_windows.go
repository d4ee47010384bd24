package store

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// Room gives how much of the disk that holds dir is free for this program, in bytes.
func Room(dir string) (uint64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var free uint64
	err = windows.GetDiskFreeSpaceEx(path, &free, nil, nil)
	return free, err
}

// SameDisk tells whether two files or directories lie on one disk, so that both are lost with it.
func SameDisk(a, b string) bool {
	one, err := filepath.Abs(a)
	other, fault := filepath.Abs(b)
	return err == nil && fault == nil && strings.EqualFold(filepath.VolumeName(one), filepath.VolumeName(other))
}
