package queue

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// Journal is the durable sequence of entries, numbered 1, 2, 3 … without a gap. There are several: memory for tests
// and simulations, bbolt for a hall.
type Journal interface {
	// Read gives at most max entries after seq, in order; none at the end. Entries are the caller's own.
	Read(ctx context.Context, after uint64, max int) ([]Entry, error)
	// Append makes entries durable before it returns: all or none. ErrConflict unless the first is the last one's
	// successor. An error that wraps ErrNotWritten promises that none was written and that trying again later is
	// safe; after any other error the outcome is unknown and the caller must end.
	Append(ctx context.Context, entries ...Entry) error
	// DayStart gives the seq before that day's DayOpened; for the zero Date that of the last day. It is 0 when there
	// is no such day.
	DayStart(ctx context.Context, date Date) (uint64, error)
}

// Sparing is implemented by a Journal that can run out of room. While it is true no numbers are issued, no appointments
// made and no opinions taken, so that what room is left serves those who hold a number.
type Sparing interface {
	Sparing() bool
}

var (
	// ErrConflict is returned by Append when another writer was there first.
	ErrConflict = errors.New("journal has moved on")
	// ErrNotWritten is wrapped by an Append that certainly wrote nothing, as on a full disk.
	ErrNotWritten = errors.New("nothing was written")
)

// MemoryJournal keeps entries in memory, in their written form, so that what is read was really encoded. The zero
// value is empty and ready; it is safe for many goroutines.
type MemoryJournal struct {
	mu      sync.Mutex
	records [][]byte
	days    map[Date]uint64
	last    uint64 // seq before the last DayOpened
	// Fail, when set, is asked before each Append, and its error returned.
	Fail func() error
}

// Read implements Journal.
func (m *MemoryJournal) Read(_ context.Context, after uint64, limit int) ([]Entry, error) {
	m.mu.Lock()
	from := min(after, uint64(len(m.records)))
	records := slices.Clone(m.records[from:min(from+uint64(max(0, limit)), uint64(len(m.records)))])
	m.mu.Unlock()
	entries := make([]Entry, len(records))
	for i, r := range records {
		if err := entries[i].UnmarshalJSON(r); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// Append implements Journal.
func (m *MemoryJournal) Append(_ context.Context, entries ...Entry) error {
	records := make([][]byte, len(entries))
	for i := range entries {
		r, err := entries[i].MarshalJSON()
		if err != nil {
			return errors.Join(ErrNotWritten, err)
		}
		records[i] = r
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.Fail != nil {
		if err := m.Fail(); err != nil {
			return err
		}
	}
	for i := range entries {
		if entries[i].Seq != uint64(len(m.records)+i+1) {
			return ErrConflict
		}
	}
	for i := range entries {
		if date, ok := entries[i].Opens(); ok {
			if m.days == nil {
				m.days = map[Date]uint64{}
			}
			m.last = entries[i].Seq - 1
			m.days[date] = m.last
		}
	}
	m.records = append(m.records, records...)
	return nil
}

// DayStart implements Journal.
func (m *MemoryJournal) DayStart(_ context.Context, date Date) (uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if date == "" {
		return m.last, nil
	}
	return m.days[date], nil
}
