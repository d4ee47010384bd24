package store

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
)

// pages reads a bbolt file without trusting it, where bbolt itself would fault, loop or take all memory: every number
// that leads somewhere is checked before it is followed, and no page is read twice. An error is an
// *ErrDamaged.
//
// The file is an array of pages, numbers in the byte order of the machine. Pages 0 and 1 hold meta; the one with the
// higher transaction counts. A bucket is a tree of branch and leaf pages; a small one lies within its parent's value.
type pages struct {
	file io.ReaderAt
	size uint64 // of a page, in bytes
	meta metaPage
	used []uint64 // a bit for each page that has been read
	// torn tells what is wrong with the meta page that does not count; empty when nothing is.
	torn string
}

// pageHead is what every page begins with.
type pageHead struct {
	ID       uint64
	Flags    uint16
	Count    uint16
	Overflow uint32 // further pages that belong to it
}

const pageHeadSize = 16

func readHead(data []byte) pageHead {
	order := binary.NativeEndian
	return pageHead{order.Uint64(data), order.Uint16(data[8:]), order.Uint16(data[10:]), order.Uint32(data[12:])}
}

// The kinds of page, by their flags.
const (
	branchPage   = 0x01
	leafPage     = 0x02
	metaPageFlag = 0x04
	freelistPage = 0x10
)

// metaPage follows a meta page's head.
type metaPage struct {
	Magic, Version, PageSize, Flags uint32
	Root, Sequence                  uint64
	Freelist, High, Transaction     uint64 // pages from High on are not in use
	Checksum                        uint64 // FNV-1a of all before
}

const (
	metaSize  = 64
	metaMagic = 0xED0CDAED
)

func damagedf(format string, args ...any) error {
	return &ErrDamaged{Reason: fmt.Sprintf(format, args...)}
}

// openPages reads the meta pages of a file of length bytes that has pages of size bytes.
func openPages(file io.ReaderAt, length int64, size int) (*pages, error) {
	p := &pages{file: file, size: uint64(size)}
	var good []metaPage
	for id := range uint64(2) {
		m, why := p.readMeta(id)
		if why == "" && m.High*p.size > uint64(length) {
			why = "the file is cut short"
		}
		if why != "" {
			p.torn = fmt.Sprintf("page %d: %s", id, why)
			continue
		}
		good = append(good, m)
	}
	switch {
	case len(good) == 0:
		return nil, damagedf("%s", p.torn)
	case len(good) == 2 && good[1].Transaction > good[0].Transaction:
		p.meta = good[1]
	default:
		p.meta = good[0]
	}
	p.used = make([]uint64, p.meta.High/64+1)
	return p, nil
}

// readMeta gives a meta page, or what is wrong with it.
func (p *pages) readMeta(id uint64) (m metaPage, why string) {
	buf := make([]byte, pageHeadSize+metaSize)
	if _, err := p.file.ReadAt(buf, int64(id*p.size)); err != nil {
		return m, err.Error()
	}
	head := readHead(buf)
	body := buf[pageHeadSize:]
	if _, err := binary.Decode(body, binary.NativeEndian, &m); err != nil {
		return m, err.Error()
	}
	sum := fnv.New64a()
	_, _ = sum.Write(body[:metaSize-8])
	switch {
	case m.Magic != metaMagic || m.Version != 2 || m.Checksum != sum.Sum64() || uint64(m.PageSize) != p.size:
		return m, "the meta page is not as it was written"
	case head.ID != id || head.Flags != metaPageFlag || m.High > 1<<40:
		return m, "the meta page's head is not as it was written"
	}
	return m, ""
}

// page is one page that has been read, with what overflows it.
type page struct {
	pageHead
	data []byte // head included
}

// take reads page id, which must not have been read before.
func (p *pages) take(id uint64) (page, error) {
	if id < 2 || id >= p.meta.High {
		return page{}, damagedf("page %d is outside the file", id)
	}
	data := make([]byte, p.size)
	if _, err := p.file.ReadAt(data, int64(id*p.size)); err != nil {
		return page{}, damagedf("page %d: %v", id, err)
	}
	pg := page{pageHead: readHead(data), data: data}
	if pg.ID != id || uint64(pg.Overflow) >= p.meta.High-id {
		return page{}, damagedf("the head of page %d is not as it was written", id)
	}
	for i := id; i <= id+uint64(pg.Overflow); i++ {
		if p.used[i/64]&(1<<(i%64)) != 0 {
			return page{}, damagedf("page %d is used twice", i)
		}
		p.used[i/64] |= 1 << (i % 64)
	}
	if pg.Overflow > 0 {
		pg.data = append(data, make([]byte, uint64(pg.Overflow)*p.size)...)
		if _, err := p.file.ReadAt(pg.data[p.size:], int64((id+1)*p.size)); err != nil {
			return page{}, damagedf("page %d: %v", id, err)
		}
	}
	return pg, nil
}

// element is what a leaf page holds, or a way down on a branch page.
type element struct {
	key, value []byte
	child      uint64 // on a branch page
	bucket     bool
}

// elementSize is the length of an element's head, on branch and leaf pages alike.
const elementSize = 16

// element gives the i-th element.
func (pg *page) element(i int) (e element, err error) {
	start := pageHeadSize + i*elementSize
	if start+elementSize > len(pg.data) {
		return e, damagedf("page %d counts more elements than it has", pg.ID)
	}
	head := pg.data[start:]
	word := func(n int) uint64 { return uint64(binary.NativeEndian.Uint32(head[4*n:])) }
	var pos, keySize, valueSize uint64
	if pg.Flags == branchPage {
		pos, keySize, e.child = word(0), word(1), binary.NativeEndian.Uint64(head[8:])
	} else {
		pos, keySize, valueSize = word(1), word(2), word(3)
		e.bucket = word(0)&1 != 0
	}
	if pos < elementSize || pos+keySize+valueSize > uint64(len(head)) {
		return e, damagedf("an element of page %d is outside it", pg.ID)
	}
	e.key, e.value = head[pos:pos+keySize], head[pos+keySize:pos+keySize+valueSize]
	return e, nil
}
