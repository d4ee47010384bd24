package store

import (
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"github.com/paidui/paidui/queue"
)

// Sizes tells how long the data are, and how much room is left.
type Sizes struct {
	// Live is the length of the live file in bytes; LiveFrom is the first day whose entries are in it.
	Live     int64
	LiveFrom queue.Date
	Archives []ArchiveSize
	// First and Last are the first and the last business day that are kept, empty when there was none.
	First, Last queue.Date
	// Days is how many business days are kept, and PerDay how many bytes one costs on average, archives and figures
	// included; 0 as long as there were too few to tell.
	Days   int
	PerDay int64
	// Free is how much room the disk with the data has, in bytes.
	Free uint64
}

// ArchiveSize is an archive with its length in bytes.
type ArchiveSize struct {
	Year  string
	Bytes int64
}

// fewDays are too few to tell what a day costs.
const fewDays = 5

// YearsLeft gives for how long the room lasts if days go on as they were, in years; false when that cannot be told.
func (s *Sizes) YearsLeft() (float64, bool) {
	first, err := time.Parse(time.DateOnly, string(s.First))
	last, fault := time.Parse(time.DateOnly, string(s.Last))
	if s.PerDay <= 0 || err != nil || fault != nil {
		return 0, false
	}
	calendar := last.Sub(first).Hours()/24 + 1
	return float64(s.Free) / (float64(s.PerDay) * float64(s.Days) / calendar * 365), true
}

// Sizes looks at the files.
func (s *Store) Sizes() (z Sizes, err error) {
	err = s.view(func(tx *bbolt.Tx) error {
		z = Sizes{Live: tx.Size()}
		key, _ := tx.Bucket(journalBucket).Cursor().First()
		first, _ := keySeq(key)
		return tx.Bucket(daysBucket).ForEach(func(k, v []byte) error {
			before, err := decodeDay(k, v)
			if z.Days++; z.Days == 1 {
				z.First = queue.Date(k)
			}
			if before < first || z.Days == 1 {
				z.LiveFrom = queue.Date(k)
			}
			z.Last = queue.Date(k)
			return err
		})
	})
	if err != nil {
		return z, err
	}
	if z.Free, err = Room(s.dir); err != nil {
		return z, err
	}
	names, err := archivesIn(archiveDir(s.dir))
	if err != nil {
		return z, err
	}
	all := z.Live
	for _, name := range names {
		info, err := os.Stat(filepath.Join(archiveDir(s.dir), name))
		if err != nil {
			return z, err
		}
		z.Archives = append(z.Archives, ArchiveSize{archiveName.FindStringSubmatch(name)[1], info.Size()})
		all += info.Size()
	}
	if z.Days >= fewDays {
		z.PerDay = all / int64(z.Days)
	}
	return z, nil
}
