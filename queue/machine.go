package queue

import "slices"

// move is one arrow of the ticket machine: a command takes a ticket from one of several statuses to another.
type move struct {
	command string
	from    []Status
	to      Status
}

// moves are all arrows there are. The commands ask them, and the drawing in docs/queue.md is made from them.
var moves []move

func newMove(command string, to Status, from ...Status) move {
	m := move{command, from, to}
	moves = append(moves, m)
	return m
}

func (m move) allows(s Status) bool { return slices.Contains(m.from, s) }

// The arrows.
var (
	moveCancel   = newMove("Cancel", StatusCancelled, StatusWaiting, StatusNoShow, StatusOnHold)
	moveCall     = newMove("CallNext", StatusCalled, StatusWaiting)
	moveSpecific = newMove("CallSpecific", StatusCalled, StatusWaiting)
	moveRecall   = newMove("Recall", StatusCalled, StatusCalled)
	moveStart    = newMove("Start", StatusServing, StatusCalled)
	moveFinish   = newMove("Finish", StatusServed, StatusServing)
	moveSendOn   = newMove("Finish", StatusWaiting, StatusServing)
	moveNoShow   = newMove("MarkNoShow", StatusNoShow, StatusCalled)
	moveRequeue  = newMove("Requeue", StatusWaiting, StatusNoShow, StatusServed)
	moveArrive   = newMove("Arrive", StatusWaiting, StatusNoShow)
	moveDefer    = newMove("Defer", StatusWaiting, StatusWaiting)
	moveReturn   = newMove("ReturnToQueue", StatusWaiting, StatusCalled)
	moveTransfer = newMove("Transfer", StatusWaiting, StatusCalled, StatusServing)
	moveMove     = newMove("Move", StatusWaiting, StatusWaiting)
	moveUncancel = newMove("Uncancel", StatusWaiting, StatusCancelled)
	moveHold     = newMove("Hold", StatusOnHold, StatusServing)
	moveResume   = newMove("Resume", StatusServing, StatusOnHold)
	moveLapse    = newMove("LapseHold", StatusNoShow, StatusOnHold)
	moveReopened = newMove("Reopen", StatusServing, StatusServed)
	moveUnsend   = newMove("Reopen", StatusServing, StatusWaiting)
	moveRecalled = newMove("Reopen", StatusCalled, StatusNoShow)
	moveExpire   = newMove("CloseDay", StatusExpired, StatusWaiting, StatusCalled, StatusNoShow, StatusOnHold)
	moveEnd      = newMove("CloseDay", StatusServed, StatusServing)
)
