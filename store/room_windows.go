package store

import "golang.org/x/sys/windows"

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
