// Package display draws what screens show and brings it to them: boards, the calls that are spoken, and the hub that
// hundreds of screens ask for their next frame.
//
// The hub is pull. For each profile in use (a zone's wall, a window, a phone) it keeps one face: the board as drawn from
// the hall's durable state, and the calls of the last minute. A screen asks for the frame after its mark. A slow screen so
// skips boards, delays nobody and misses no call, and coming back after a cut is the same question with an older mark.
// Boards are drawn from the whole state, not folded entry by entry, so that there is no second bookkeeping to keep right.
//
// Invariants a change must not break:
//   - Board, calls and sequence number of a frame come out of one look at the state, and that state is durable.
//   - A mark says that every call of its profile up to its sequence number has been sent. It moves with frames, and with a
//     heartbeat only over entries without a call of the profile's.
//   - Draw is pure: what depends on the time takes it as an argument, and no board holds the time it was drawn at, or
//     every second would be news.
//   - Nothing that a screen does, or fails to do, makes the hall, the drawing or another screen wait.
package display
