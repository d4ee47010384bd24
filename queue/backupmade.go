package queue

// NoteBackup notes that somebody had the hall backed up: who has a copy of all that is in it must be known. The nightly
// ones are not noted.
type NoteBackup struct {
	// File is the backup's name, Bytes its length.
	File  string
	Bytes uint64
}

// BackupMade: somebody has a copy of the hall's data.
type BackupMade struct {
	File  string `json:"file"`
	Bytes uint64 `json:"bytes"`
}

var _ = register(func() Event { return new(BackupMade) })

// Kind implements Event.
func (*BackupMade) Kind() string { return "backup_made" }

func (c NoteBackup) decide(s *State, _ Instant) ([]Event, error) {
	if c.File == "" || c.Bytes == 0 {
		return nil, s.refuse(c, ErrBadRequest, "which file, or how long it is, is missing")
	}
	return []Event{&BackupMade{c.File, c.Bytes}}, nil
}

// apply changes nothing: the journal is told.
func (e *BackupMade) apply(*State, *Entry) {}

func (c NoteBackup) String() string { return "note the backup " + c.File }
