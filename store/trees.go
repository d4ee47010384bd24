package store

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// walk gives see the leaf elements under page id, in order.
func (p *pages) walk(id uint64, see func(element) error) error {
	pg, err := p.take(id)
	if err != nil {
		return err
	}
	return p.walkPage(&pg, see)
}

func (p *pages) walkPage(pg *page, see func(element) error) error {
	if pg.Flags != branchPage && pg.Flags != leafPage {
		return damagedf("page %d is neither branch nor leaf", pg.ID)
	}
	for i := range int(pg.Count) {
		e, err := pg.element(i)
		switch {
		case err != nil:
			return err
		case pg.Flags == leafPage:
			err = see(e)
		default:
			err = p.walk(e.child, see)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ascending gives the elements of a bucket, whose value in its parent this is, and sees to it that keys ascend.
func (p *pages) ascending(bucket []byte, see func(element) error) error {
	if len(bucket) < 16 {
		return damagedf("a bucket is cut short")
	}
	var last []byte
	inOrder := func(e element) error {
		if last != nil && bytes.Compare(last, e.key) >= 0 {
			return damagedf("keys are out of order")
		}
		last = e.key
		return see(e)
	}
	if root := binary.NativeEndian.Uint64(bucket); root != 0 {
		return p.walk(root, inOrder)
	}
	within := bucket[16:]
	if len(within) < pageHeadSize {
		return damagedf("a bucket is cut short")
	}
	pg := page{pageHead: readHead(within), data: within}
	return p.walkPage(&pg, inOrder)
}

// rest reads the list of free pages, after all buckets have been read: each page must be either used or free.
func (p *pages) rest() error {
	pg, err := p.take(p.meta.Freelist)
	if err != nil {
		return err
	}
	count, ids := uint64(pg.Count), pg.data[pageHeadSize:]
	if count == 0xFFFF {
		count, ids = binary.NativeEndian.Uint64(ids), ids[8:]
	}
	if pg.Flags != freelistPage || count > uint64(len(ids))/8 {
		return damagedf("the list of free pages is not as it was written")
	}
	for i := range count {
		id := binary.NativeEndian.Uint64(ids[8*i:])
		if id < 2 || id >= p.meta.High || p.used[id/64]&(1<<(id%64)) != 0 {
			return damagedf("page %d is listed as free", id)
		}
		p.used[id/64] |= 1 << (id % 64)
	}
	known := uint64(2)
	for _, word := range p.used {
		known += uint64(bits.OnesCount64(word))
	}
	if known != p.meta.High {
		return damagedf("%d pages are neither used nor free", p.meta.High-known)
	}
	return nil
}
