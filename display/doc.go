// Package display draws what screens show and brings it to them: boards, the calls that are spoken, and the hub that
// hundreds of screens ask for their next frame.
//
// The hub is pull. For each profile in use (a zone's wall, a window, a phone) it keeps one face: the board as drawn from
// the hall's durable state, and the calls of the last minute. A screen asks for the frame after its mark. A slow screen so
// skips boards, delays nobody and misses no call, and coming back after a cut is the same question with an older mark.
// Boards are drawn from the whole state, not folded entry by entry, so that there is no second bookkeeping to keep right.
//
// While the disk works on a call, the walls are drawn as they will be after it, and that is put by until the hall says that
// it is durable. Then whoever drew it writes it to one line after the other, as it lies there: waking a goroutine for each
// screen would take as long again, and all day long for heartbeats. A line that does not take a frame at once gets somebody
// who waits for it.
//
// What loudspeakers say is another matter, since it has to be said once and not once a screen. Each zone has one lineup of
// what is to be said, which gives out one sentence at a time, and one election of who says it. Screens that may speak
// report what they say; they are told of the voice in frames of their own, beside those of the face.
//
// Invariants a change must not break:
//   - Board, calls and sequence number of a frame come out of one look at the state, and that state is durable.
//   - A mark says that every call of its profile up to its sequence number has been sent. It moves with frames, and with a
//     heartbeat only over entries without a call of the profile's.
//   - Draw is pure: what depends on the time takes it as an argument, and no board holds the time it was drawn at, or
//     every second would be news.
//   - A sentence is in the hands of one page at a time. It is given to another one when its page has said it, has told that
//     it cannot, is gone, or its lease has run out, by when the page has fallen silent by itself.
//   - A call counts as said once a page has told that it said it to its end; until then it is given out again.
//   - Nothing that a screen does, or fails to do, makes the hall, the drawing or another screen wait.
package display
