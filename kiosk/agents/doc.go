// Package agents joins a kiosk's own computer to the hall. The [Relay] at the server and the [Agent] on that computer hold
// one line between them: cards that lie on the kiosk's reader go up it to the kiosk's page, slips go down it to a printer
// that only that computer reaches.
//
// The line is a websocket with JSON text frames, which goes through simple proxies and says by itself when it is dead. The
// agent opens it, with the token of its kiosk, and opens it anew for ever.
//
// Invariants a change must not break:
//   - A card's number is in memory only, for a few seconds, and goes to the pages of its own kiosk alone. It stands in no
//     log and no error, of the relay's or the agent's. Nothing else of a card leaves the agent.
//   - A slip is printed once or not at all, and who asked for it is told which, or that it is not known
//     (escpos.ErrUnconfirmed), within a bounded time. A line that breaks brings a slip again only to the same process, which
//     knows what it has printed; to another process nothing is ever sent again.
//   - No kiosk, agent or page makes another wait, and State of a printer never waits at all.
package agents
