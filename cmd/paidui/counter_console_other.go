//go:build !windows

package main

import "os"

// screenSigns makes a terminal obey the signs that it is sent, as all do; back undoes it.
func screenSigns(*os.File) (back func(), err error) { return func() {}, nil }
