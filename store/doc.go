// Package store keeps a hall's journal, statistics, credentials, accounts and outgoing messages in one bbolt file, DIR/paidui.db, and
// the journal of days that are over in one file a year, DIR/archive/YEAR.db.
//
// Store is a queue.Journal. Each Append is one bbolt transaction that holds the entries, the visits and shifts they
// change and the days they open, so that statistics never disagree with the journal. Verify reads a file without
// trusting it; Backup and Restore move one.
//
// Invariants a change must not break:
//   - Append returns nil only for what is on the disk, and ErrNotWritten only for what certainly is not. After any
//     other failed commit the Store takes no more writes: reading back would show the page cache, not the disk.
//   - Every value of every bucket is sealed with a CRC-32C over its key and itself, since bbolt has no checksum of its
//     data pages; an entry also holds the SHA-256 of the record before it.
//   - A key of a period is on the disk before anything is sealed with it, in no backup, and never made again once it has
//     been shredded.
//   - An entry leaves the live file only when it is durable in an archive and was read back there. The live file is written
//     anew without it under another name; so each entry is in one place or, after a crash, in two that are the same.
//   - A bucket in folded is changed by entries alone: what else changed it while the live file is written anew would be lost.
//   - A database appears in its directory whole or not at all.
//   - No bbolt transaction is open while a caller's function runs: what is read is copied out first. Backup is the one
//     exception; while it runs the file cannot reuse pages and grows.
//
// Caveats: a file that was cut off behind a whole transaction, or a database that was put back to an earlier one, reads
// as good; only a hash noted elsewhere shows that. bbolt maps the file; a fault in a damaged page is turned into an
// ErrDamaged here, but a file that is cut short by others while it is open may still end the process.
package store
