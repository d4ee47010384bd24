package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/paidui/paidui/assets"
	"github.com/paidui/paidui/display"
	"github.com/paidui/paidui/queue"
)

// Times of a caller.
const (
	messageFor = 8 * time.Second
	digitFor   = 4 * time.Second        // that a code's second digit may come after its first
	boardIn    = 600 * time.Millisecond // that a board may come after the answer it shows
)

// caller is a counter in a terminal: what its line has told, what it asks, and what it was last told. It belongs to one
// goroutine.
type caller struct {
	ctx    context.Context
	window queue.WindowNumber
	orders *callerOrders
	// answers are those of orders that were sent.
	answers chan callerAnswer

	live  bool
	board *display.CounterBoard // nil before the first
	// ahead is by how much the hall's clock is ahead of this machine's.
	ahead time.Duration

	question *callerQuestion
	// digit is the first of a code, until when.
	digit        string
	digitUntil   time.Time
	message      string
	problem      bool
	messageUntil time.Time

	busy string // the text of what was pressed and is not answered
	// boards counts what the line brought; shows is how many must have come, or settles have passed, for the board to show
	// what was last answered.
	boards, shows int
	settles       time.Time
	deadUntil     time.Time
	over          bool
	// whole: keys come as whole lines, of a program.
	whole bool
}

// callerAnswer is how an order ended, and what is then to be done.
type callerAnswer struct {
	err error
	// content is what the server answered; then, unless nil, is given it.
	content []byte
	then    callerThen
	// aside: it was sent beside the round, and changes nothing of what the caller waits for.
	aside bool
	// order and body are what was pressed, to be pressed again where the clerk insists.
	order string
	body  map[string]any
}

// callerThen is what is done when an order has been carried out, with the server's answer.
type callerThen func(c *caller, answer []byte)

func newCaller(ctx context.Context, window queue.WindowNumber, orders *callerOrders, whole bool) *caller {
	return &caller{ctx: ctx, window: window, orders: orders, answers: make(chan callerAnswer, 1), whole: whole}
}

// zh gives a text of the table in Chinese, which staff read, its placeholders replaced: name, value, name, value.
func zh(key string, fill ...any) string {
	text, _ := assets.Text(key)
	for i := 0; i+1 < len(fill); i += 2 {
		text = strings.ReplaceAll(text, fmt.Sprint("{", fill[i], "}"), fmt.Sprint(fill[i+1]))
	}
	return text
}

// hear takes what the line brings.
func (c *caller) hear(news lineNews) {
	c.live = news.live
	if news.at != 0 {
		c.ahead = time.Until(news.at.Time())
	}
	if news.board == nil {
		return
	}
	before := c.ticketID()
	c.board = news.board
	c.boards++
	switch after := c.ticketID(); {
	case after == "" && before != "":
		c.deadUntil = time.Time{}
	case after != "" && after != before:
		c.deadUntil = time.Now().Add(c.deadFor())
	}
	if q := c.question; q != nil && q.still != nil && !q.still(c) {
		c.question = nil
	}
	c.askWhoIsThere()
}

// askWhoIsThere asks to sign in at a closed window, where nothing else can be done.
func (c *caller) askWhoIsThere() {
	if c.question == nil && c.busy == "" && c.board != nil && c.is(queue.WindowClosed) {
		c.question = askSignIn()
	}
}

// now is the hall's time.
func (c *caller) now() time.Time { return time.Now().Add(c.ahead) }

func (c *caller) deadFor() time.Duration {
	return time.Duration(c.board.Settings.DeadPressMS) * time.Millisecond
}

// ticketID is that of the ticket at the window; empty when none is.
func (c *caller) ticketID() queue.TicketID {
	if c.board == nil || c.board.Window.Ticket == nil {
		return ""
	}
	return c.board.Window.Ticket.ID
}

// dead tells whether a press would come so soon after a call that it may be meant for the ticket before.
func (c *caller) dead() bool { return time.Now().Before(c.deadUntil) }

// settled tells whether the caller is free and shows what it last did.
func (c *caller) settled() bool {
	return c.live && c.busy == "" && !c.dead() && (c.boards >= c.shows || time.Now().After(c.settles))
}

// tick forgets what has been said for long enough.
func (c *caller) tick() {
	now := time.Now()
	if now.After(c.digitUntil) {
		c.digit = ""
	}
	if now.After(c.messageUntil) {
		c.message = ""
	}
}

func (c *caller) say(message string, problem bool) {
	c.message, c.problem, c.messageUntil = message, problem, time.Now().Add(messageFor)
}

// aboutTicket are the orders that name the ticket at the window, so that nobody unseen is ever meant.
var aboutTicket = map[string]bool{
	"next": true, "recall": true, "start": true, "finish": true, "no-show": true, "hold": true, "transfer": true, "return": true,
}

// press sends an order of the window's. text is what is shown meanwhile; then, unless nil, is done when it has been
// carried out.
func (c *caller) press(text, order string, body map[string]any, then callerThen) {
	full := map[string]any{}
	if id := c.ticketID(); id != "" && aboutTicket[order] {
		full["ticket"] = id
	}
	if order == "recall" || order == "no-show" {
		full["paced"] = true
	}
	for field, value := range body {
		full[field] = value
	}
	c.send(text, callerAnswer{then: then, order: order, body: full}, http.MethodPost, c.path(order), full)
}

// path is that of an order for the window.
func (c *caller) path(order string) string { return fmt.Sprintf("/windows/%d/%s", c.window, order) }

// look asks for something that the board does not have, and then lets use have it.
func look[T any](c *caller, path string, use func(*caller, T)) {
	c.send("…", callerAnswer{then: func(c *caller, answer []byte) {
		var read T
		if err := json.Unmarshal(answer, &read); err != nil {
			c.say(zh("error.internal"), true)
			return
		}
		use(c, read)
	}}, http.MethodGet, path, nil)
}

// beside sends an order that applies whatever else the caller does, such as calling for help: it is pressed blindly.
func (c *caller) beside(path string, body map[string]any, then callerThen) {
	go func() {
		content, err := c.orders.ask(c.ctx, http.MethodPost, path, body)
		c.deliver(callerAnswer{err: err, content: content, then: then, aside: true})
	}()
}

func (c *caller) deliver(a callerAnswer) {
	select {
	case c.answers <- a:
	case <-c.ctx.Done():
	}
}

func (c *caller) send(text string, a callerAnswer, method, path string, body map[string]any) {
	c.busy, c.message, c.question, c.digit = text, "", nil, ""
	c.shows, c.settles = c.boards+1, time.Now().Add(giveUpAfter)
	if method == http.MethodGet {
		c.shows = c.boards
	}
	go func() {
		a.content, a.err = c.orders.ask(c.ctx, method, path, body)
		c.deliver(a)
	}()
}

// heed takes the answer of an order.
func (c *caller) heed(a callerAnswer) {
	if !a.aside {
		c.busy, c.settles = "", time.Now().Add(boardIn)
	}
	var refused *orderRefused
	switch {
	case a.err == nil:
		if a.order == "next" {
			c.deadUntil = time.Now().Add(c.deadFor())
		}
		if a.then != nil {
			a.then(c, a.content)
		}
	case errors.As(a.err, &refused) && refused.Code == queue.ErrLastWindow.Code():
		c.question = askLeaving(c, a)
	case errors.As(a.err, &refused) && refused.Code == queue.ErrNotStarted.Code() && c.ticketID() != "":
		c.question = askHere(c)
	case errors.Is(a.err, errNoAnswer):
		c.say(zh("error.offline"), true)
	default:
		c.say(a.err.Error(), true)
	}
	if a.err != nil && !a.aside {
		c.shows = c.boards
	}
	c.askWhoIsThere()
}

// tell makes a message of what was done to the ticket at the window.
func (c *caller) tell(key string) callerThen {
	number := ""
	if t := c.board.Window.Ticket; t != nil {
		number = string(t.Number)
	}
	return telling(key, "ticket", number)
}

func telling(key string, fill ...any) callerThen {
	return func(c *caller, _ []byte) { c.say(zh(key, fill...), false) }
}
