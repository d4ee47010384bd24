//go:build unix

package store

import "golang.org/x/sys/unix"

// Room gives how much of the disk that holds dir is free for this program, in bytes.
func Room(dir string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil
}

// SameDisk tells whether two files or directories lie on one disk, so that both are lost with it.
func SameDisk(a, b string) bool {
	var one, other unix.Stat_t
	return unix.Stat(a, &one) == nil && unix.Stat(b, &other) == nil && one.Dev == other.Dev
}
