package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// onSickDisk as the first argument has the binary of the tests become the program that follows, with a filter of system calls
// before it: the kernel asks the listener, which goes to the socket at descriptor 3, about each sync.
const onSickDisk = "on-sick-disk"

func init() {
	if len(os.Args) > 2 && os.Args[1] == onSickDisk {
		err := runOnSickDisk(os.Args[2:])
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitFailed)
	}
}

func runOnSickDisk(args []string) error {
	runtime.LockOSThread() // the filter is the thread's, and stays with what it becomes
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no new privileges: %w", err)
	}
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}, // the number of the call
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_FSYNC, Jt: 2},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_FDATASYNC, Jt: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_USER_NOTIF},
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	listener, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_NEW_LISTENER,
		uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return fmt.Errorf("seccomp: %w", errno)
	}
	if err := unix.Sendmsg(3, []byte{0}, unix.UnixRights(int(listener)), nil, 0); err != nil {
		return fmt.Errorf("send listener: %w", err)
	}
	unix.CloseOnExec(3) // the listener is closed so by itself
	return syscall.Exec(args[0], args, os.Environ())
}

// sickDisk answers the syncs of one process, really done unless fails says otherwise: then the process is told EIO.
type sickDisk struct {
	mu    sync.Mutex
	fails func(path string) bool
	told  []string // the paths whose sync has failed
}

// fail lets the syncs fail from now on for which fails is true; nil: none.
func (d *sickDisk) fail(fails func(path string) bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fails = fails
}

// failed gives the paths whose sync has failed.
func (d *sickDisk) failed() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.told...)
}

// command gives one that becomes the binary on this disk, and lasts as long as the test. Where the kernel does not let it, the test is
// skipped.
func (d *sickDisk) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	trySickDisk(t)
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	ours, theirs := os.NewFile(uintptr(pair[0]), "ours"), os.NewFile(uintptr(pair[1]), "theirs")
	cmd := sickCommand(t, theirs, append([]string{paidui(t)}, args...)...)
	listened := make(chan error, 1)
	socket := int(ours.Fd())
	go func() { listened <- d.listen(socket) }()
	t.Cleanup(func() {
		_ = theirs.Close() // who was never started sends nothing
		if err := <-listened; err != nil {
			t.Error(err)
		}
		_ = ours.Close()
	})
	return cmd
}

func sickCommand(t *testing.T, socket *os.File, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, append([]string{onSickDisk}, args...)...)
	cmd.ExtraFiles = []*os.File{socket}
	return cmd
}

// trySickDisk skips the test where there can be no such disk.
func trySickDisk(t *testing.T) {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = null.Close() }()
	// It ends with the first thing that fails: at the latest when it is to send the listener through what is no socket.
	said, err := sickCommand(t, null, "nothing").CombinedOutput()
	if err == nil || bytes.Contains(said, []byte("send listener")) {
		return
	}
	if os.Getenv("PAIDUI_TEST_ALL") != "" {
		t.Fatalf("no disk can be sick here: %s", said)
	}
	t.Skipf("no disk can be sick here: %s", said)
}

// listen takes the listener from the socket, and answers until the process has ended.
func (d *sickDisk) listen(socket int) error {
	var data [1]byte
	room := make([]byte, unix.CmsgSpace(4))
	_, n, _, _, err := unix.Recvmsg(socket, data[:], room, unix.MSG_CMSG_CLOEXEC)
	if err != nil {
		return err
	}
	messages, err := unix.ParseSocketControlMessage(room[:n])
	if err != nil || len(messages) != 1 {
		return fmt.Errorf("there came no listener: %w", err)
	}
	fds, err := unix.ParseUnixRights(&messages[0])
	if err != nil {
		return err
	}
	go d.answer(fds[0])
	return nil
}

// syncAsked and syncAnswer are struct seccomp_notif and seccomp_notif_resp of linux/seccomp.h.
type syncAsked struct {
	ID         uint64
	PID, Flags uint32
	Call       int32
	Arch       uint32
	At         uint64
	Args       [6]uint64
}

type syncAnswer struct {
	ID    uint64
	Value int64
	Errno int32
	Flags uint32
}

func (d *sickDisk) answer(listener int) {
	defer func() { _ = unix.Close(listener) }()
	for {
		ready := []unix.PollFd{{Fd: int32(listener), Events: unix.POLLIN}}
		if _, err := unix.Poll(ready, -1); err != nil && !errors.Is(err, unix.EINTR) || ready[0].Revents&unix.POLLHUP != 0 {
			return
		}
		var q syncAsked
		if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(listener), unix.SECCOMP_IOCTL_NOTIF_RECV, uintptr(unsafe.Pointer(&q))); errno != 0 {
			continue // it was killed meanwhile, or we were interrupted
		}
		a := syncAnswer{ID: q.ID, Flags: unix.SECCOMP_USER_NOTIF_FLAG_CONTINUE}
		path, _ := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", q.PID, int32(q.Args[0])))
		if d.failing(path) {
			a.Errno, a.Flags = -int32(unix.EIO), 0
		}
		_, _, _ = unix.Syscall(unix.SYS_IOCTL, uintptr(listener), unix.SECCOMP_IOCTL_NOTIF_SEND, uintptr(unsafe.Pointer(&a)))
	}
}

func (d *sickDisk) failing(path string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fails == nil || !d.fails(path) {
		return false
	}
	d.told = append(d.told, path)
	return true
}
