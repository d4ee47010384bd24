//go:build !unix

package escpos

const nonBlocking = 0
