// Package queue is the domain of a service hall: tickets, windows, the calling order and the working day.
//
// State holds one business day. A Command is decided against it (Decide, pure), which yields Events; Apply folds
// their Entry into the State. Hall runs the two for many callers: one writer decides, one Journal makes durable,
// and only then does anybody see or hear of it. While the Journal writes, the writer decides on: what it has by then
// is the Journal's next batch.
//
// A Forecast is made beside all this: an Outlook copied from a State is lived through a hundred times in the real calling
// order, with service times, no-shows and later arrivals by what the hall has learned (Profile). Estimates are read from it.
//
// Invariants a change must not break:
//   - Decide and Apply know no clock, no randomness, no disk and no goroutine: the same entries always rebuild the
//     same State.
//   - Apply cannot fail; it only assigns. All rules live in Decide.
//   - An event carries the after-image of the ticket or window it is about, so that screens, statistics and answers
//     are made from the event alone, and an old event reads the same for ever.
//   - Nothing is shown or answered before the Journal has made it durable, refusals included.
//   - order.go is the only code that orders tickets; forecasts ask it too.
//   - A forecast depends on the state alone, and nothing that is decided depends on a forecast but what citizens are told.
//
// The package imports the standard library only.
package queue
