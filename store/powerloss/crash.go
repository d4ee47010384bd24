package powerloss

import (
	"bytes"
	"hash/maphash"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
)

// sector is what a disk writes whole or not at all, in bytes.
const sector = 512

// Walk goes through what a Disk recorded, and builds what is left when the power fails there.
type Walk struct {
	disk  *Disk
	at    int
	nodes []node
}

// node is a file or a directory: what of it is durable, and what has been asked for since.
type node struct {
	content content
	names   names // nil for a file
	pending []op
}

// content is a file's: data, then zeros up to its size.
type content struct {
	data []byte
	size int64
}

// Walk begins before the first thing that was recorded; nothing may be recorded any more.
func (d *Disk) Walk() *Walk {
	w := &Walk{disk: d, nodes: make([]node, len(d.nodes))}
	for i, within := range d.nodes {
		if within != nil {
			w.nodes[i].names = names{}
		}
	}
	return w
}

// To goes on to the moment at which n things had been recorded.
func (w *Walk) To(n int) {
	for ; w.at < n; w.at++ {
		o := w.disk.ops[w.at]
		to := &w.nodes[o.node]
		if o.sync == "" {
			to.pending = append(to.pending, o)
			continue
		}
		for _, p := range to.pending {
			to.content.do(p)
			name(to.names, p)
		}
		to.pending = nil
	}
}

// do carries out a write or a new length.
func (c *content) do(o op) {
	switch {
	case o.names != nil:
	case o.data == nil:
		c.size = o.offset
		c.data = c.data[:min(int64(len(c.data)), c.size)]
	default:
		end := o.offset + int64(len(o.data))
		if grow := end - int64(len(c.data)); grow > 0 {
			c.data = append(c.data, make([]byte, grow)...)
		}
		copy(c.data[o.offset:], o.data)
		c.size = max(c.size, end)
	}
}

// name carries out a naming.
func name(in names, o op) {
	for n, node := range o.names {
		if node == noNode {
			delete(in, n)
		} else {
			in[n] = node
		}
	}
}

// manner is how a disk treats what was not synced.
type manner int

const (
	dropAll manner = iota
	keepAll        // as a kill leaves it
	keepSome
	keepFirst // in order, up to some moment
	keepLast  // out of order, from some moment on
	tear      // sectors of each write
	manners
)

// State is what a disk holds after the power failed. It is valid until its Walk goes on.
type State struct {
	files map[string]*content // by path within the recorded directory
	dirs  []string            // each behind the one it is in
	of    map[int]*content    // by node: a file with two names is one
}

// Crash lets the power fail at this moment; what of the rest is left is the chance of r.
func (w *Walk) Crash(r *rand.Rand) *State {
	s := &State{files: map[string]*content{}, of: map[int]*content{}}
	w.collect(r, rootNode, "", s)
	return s
}

func (w *Walk) collect(r *rand.Rand, dir int, at string, s *State) {
	within := w.nodes[dir].names
	if pending := left(r, w.nodes[dir].pending); len(pending) > 0 {
		within = maps.Clone(within)
		for _, o := range pending {
			name(within, o)
		}
	}
	for _, called := range slices.Sorted(maps.Keys(within)) {
		path, n := filepath.Join(at, called), &w.nodes[within[called]]
		if n.names == nil {
			if s.of[within[called]] == nil {
				s.of[within[called]] = n.left(r)
			}
			s.files[path] = s.of[within[called]]
			continue
		}
		s.dirs = append(s.dirs, path)
		w.collect(r, within[called], path, s)
	}
}

// left gives what a file may hold.
func (n *node) left(r *rand.Rand) *content {
	kept := left(r, n.pending)
	if len(kept) == 0 {
		return &n.content
	}
	c := content{bytes.Clone(n.content.data), n.content.size}
	for _, o := range kept {
		c.do(o)
	}
	return &c
}

// Mark is a file's content in short.
type Mark struct {
	sum    uint64
	length int
	size   int64
}

var seed = maphash.MakeSeed()

// File gives a mark of the file at path; false when there is none.
func (s *State) File(path string) (m Mark, ok bool) {
	c, ok := s.files[path]
	if ok {
		m = Mark{maphash.Bytes(seed, c.data), len(c.data), c.size}
	}
	return m, ok
}

// Bytes gives what the file at path holds up to the last that was written; nil when there is none.
func (s *State) Bytes(path string) []byte {
	if c, ok := s.files[path]; ok {
		return c.data
	}
	return nil
}

// Copy writes the file at path to another.
func (s *State) Copy(path, to string) error {
	c := s.files[path]
	if err := os.WriteFile(to, c.data, 0o600); err != nil {
		return err
	}
	return os.Truncate(to, c.size)
}

// Write writes all of it into an empty directory.
func (s *State) Write(into string) error {
	for _, dir := range s.dirs {
		if err := os.Mkdir(filepath.Join(into, dir), 0o700); err != nil {
			return err
		}
	}
	for path := range s.files {
		if err := s.Copy(path, filepath.Join(into, path)); err != nil {
			return err
		}
	}
	return nil
}

// left gives a part of what was not synced.
func left(r *rand.Rand, pending []op) (kept []op) {
	if len(pending) == 0 {
		return nil
	}
	how, moment, share := manner(r.IntN(int(manners))), r.IntN(len(pending)+1), r.Float64()
	for i, o := range pending {
		keep := how == keepAll || how == keepSome && r.Float64() < share || how == keepFirst && i < moment || how == keepLast && i >= moment
		switch {
		case keep:
			kept = append(kept, o)
		case how == tear && o.data == nil:
			if r.IntN(2) == 0 {
				kept = append(kept, o)
			}
		case how == tear, how == keepFirst && i == moment && o.data != nil:
			kept = append(kept, torn(r, o, share)...)
		}
	}
	return kept
}

// torn gives some sectors of a write.
func torn(r *rand.Rand, o op, share float64) (kept []op) {
	for at := int64(0); at < int64(len(o.data)); {
		end := min((o.offset+at)/sector*sector+sector-o.offset, int64(len(o.data)))
		if r.Float64() < share {
			kept = append(kept, op{node: o.node, data: o.data[at:end], offset: o.offset + at})
		}
		at = end
	}
	return kept
}
