// Package powerloss is a disk that can lose its power, for tests. It records what a program writes, syncs and names, and
// builds from that what a real disk may hold after the power failed at any moment.
//
// Invariant: what it builds holds everything that was synced before that moment. Of the rest any part may be there, in
// any order, down to single sectors of a write; a file that was synced can still lack its name, until its directory was
// synced as well.
//
// Kill -9 finds no sync that is missing, since what was written stays in the system's memory; this does. The store and a
// copy of bbolt are built with the functions of files.go in place of package os's by a test of the store; no program
// imports it.
package powerloss

import (
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
)

// Disk is a directory with all that happened in it since Record.
type Disk struct {
	root string
	// Forgets, when set, are the syncs that the disk is asked for and does not carry out, by their kind; set it before
	// anything is recorded.
	Forgets func(Sync) bool
	// AtDecision, when set, is called by Decided.
	AtDecision func()

	mu    sync.Mutex
	ops   []op
	nodes []names        // by node; nil for a file
	moved map[string]int // by a path that a file was opened at and no longer has, its node
}

// Sync is a kind of sync, so that a test can leave one out.
type Sync string

// The kinds of sync.
const (
	SyncPages     Sync = "pages"     // bbolt's pages, before the one that makes them count
	SyncMeta      Sync = "meta"      // the page that makes a transaction count
	SyncSize      Sync = "size"      // a file made longer, or new
	SyncFile      Sync = "file"      // any other file
	SyncDirectory Sync = "directory" // the names in a directory
)

// names are a directory's, with the node that each stands for.
type names map[string]int

// rootNode is the directory that is recorded.
const rootNode = 0

// op is one thing that was asked of the disk: a sync when sync is set, a naming when names is, else a write, or a new
// length when data is nil.
type op struct {
	node   int
	sync   Sync
	data   []byte
	offset int64 // or the new length
	// names are given to nodes at once; noNode takes one away.
	names names
}

const noNode = -1

var recording atomic.Pointer[Disk]

// Record begins to record what happens in the empty directory root, by the functions of this package. There is one
// recording at a time.
func Record(root string) *Disk {
	d := &Disk{root: filepath.Clean(root), nodes: []names{{}}, moved: map[string]int{}}
	recording.Store(d)
	return d
}

// Stop ends the recording.
func (d *Disk) Stop() { recording.CompareAndSwap(d, nil) }

// Len gives how much has been recorded so far: the moment that something was promised.
func (d *Disk) Len() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.ops)
}

// note records what happened to the file or directory at path; nothing outside the recorded directory.
func note(path string, what func(d *Disk, dir, node int, name string)) {
	d := recording.Load()
	if d == nil {
		return
	}
	within, err := filepath.Rel(d.root, path)
	if err != nil || strings.HasPrefix(within, "..") {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	dir, node, name := noNode, rootNode, ""
	if within != "." {
		for _, name = range strings.Split(within, string(filepath.Separator)) {
			if dir = node; dir == noNode {
				return // in a directory that is not recorded
			}
			var known bool
			if node, known = d.nodes[dir][name]; !known {
				if node, known = d.moved[within]; !known {
					node = noNode
				}
			}
		}
	}
	what(d, dir, node, name)
}

// add records op.
func (d *Disk) add(o op) {
	if o.sync != "" && d.Forgets != nil && d.Forgets(o.sync) {
		return
	}
	d.ops = append(d.ops, o)
	for name, node := range o.names {
		if node == noNode {
			delete(d.nodes[o.node], name)
		} else {
			d.nodes[o.node][name] = node
		}
	}
}

// made records a file or directory that is new.
func (d *Disk) made(dir int, name string, within names) (node int) {
	node = len(d.nodes)
	d.nodes = append(d.nodes, within)
	d.add(op{node: dir, names: names{name: node}})
	return node
}

func wrote(path string, data []byte, offset int64) {
	note(path, func(d *Disk, _, node int, _ string) {
		if node != noNode && len(data) > 0 {
			d.add(op{node: node, data: append([]byte(nil), data...), offset: offset})
		}
	})
}

func resized(path string, size int64) {
	note(path, func(d *Disk, _, node int, _ string) {
		if node != noNode {
			d.add(op{node: node, offset: size})
		}
	})
}

func synced(path string, kind Sync) {
	note(path, func(d *Disk, _, node int, _ string) {
		if node == noNode {
			return
		}
		if d.nodes[node] != nil {
			kind = SyncDirectory
		}
		d.add(op{node: node, sync: kind})
	})
}
