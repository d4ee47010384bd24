//go:build unix

package escpos

import "syscall"

// nonBlocking lets deadlines end a write to a device that takes nothing; a terminal does not become ours.
const nonBlocking = syscall.O_NONBLOCK | syscall.O_NOCTTY
