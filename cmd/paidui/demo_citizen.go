package main

import (
	"slices"

	"github.com/paidui/paidui/queue"
)

// waitingPerWindow is how many simulated citizens at most wait for a service, for each of its windows.
const waitingPerWindow = 4

// arrive lets a citizen take a number where there is room, and plans the next one: the fuller the hall, the later.
func (s *simulation) arrive(at queue.Instant) error {
	service, total := s.choose()
	s.plan(at, queue.Millis(float64(s.seconds(8, 15))*crowding(total)), s.arrive)
	if service == "" {
		return nil
	}
	by, source := queue.Grant{Role: queue.RoleKiosk}, queue.SourceKiosk
	class := s.class()
	if class != queue.ClassNormal || s.chance(0.05) {
		by, source = queue.Grant{Role: queue.RoleDesk}, queue.SourceDesk
	}
	entry, err := s.do(by, queue.Take{Service: service, Class: class, Source: source})
	if err != nil {
		return err
	}
	id := entry.Ticket().ID
	s.own[id] = true
	if s.chance(0.03) {
		s.plan(at, s.seconds(40, 200), func(queue.Instant) error { return s.cancel(id) })
	}
	return nil
}

// crowding stretches the time to the next arrival so that about twenty people wait.
func crowding(waiting int) float64 {
	switch {
	case waiting < 10:
		return 0.3
	case waiting < 18:
		return 0.8
	case waiting < 26:
		return 1.1
	}
	return 2
}

// choose picks a service by the room it has, "" when none has any, and counts who waits in the hall.
func (s *simulation) choose() (queue.ServiceID, int) {
	total, room := 0, make([]int, len(s.layout.Services))
	s.hall.View(func(st *queue.State) {
		for i, service := range s.layout.Services {
			waiting := st.WaitingCount(service.ID)
			total += waiting
			room[i] = max(0, s.windows(service.ID)*waitingPerWindow-waiting)
		}
	})
	sum := 0
	for _, r := range room {
		sum += r
	}
	if sum == 0 {
		return "", total
	}
	at := s.rand.IntN(sum)
	for i, r := range room {
		if at -= r; at < 0 {
			return s.layout.Services[i].ID, total
		}
	}
	return "", total
}

// windows counts the windows that have service among their own.
func (s *simulation) windows(id queue.ServiceID) int {
	n := 0
	for i := range s.layout.Windows {
		if slices.Contains(s.layout.Windows[i].Services, id) {
			n++
		}
	}
	return n
}

// class picks who comes: mostly people without a head start.
func (s *simulation) class() queue.Class {
	switch n := s.rand.IntN(100); {
	case n < 7:
		return queue.ClassElder
	case n < 9:
		return queue.ClassInfant
	case n < 10:
		return queue.ClassDisabled
	case n < 11:
		return queue.ClassPregnant
	case n < 12:
		return queue.ClassMilitary
	}
	return queue.ClassNormal
}

func (s *simulation) cancel(id queue.TicketID) error {
	if !s.own[id] {
		return nil
	}
	_, err := s.do(queue.Grant{Role: queue.RoleKiosk}, queue.Cancel{Ticket: id})
	if err == nil {
		delete(s.own, id)
	}
	return err
}

// missed lets some of those who missed their call come back.
func (s *simulation) missed(id queue.TicketID, at queue.Instant) {
	if !s.own[id] {
		return
	}
	delete(s.own, id)
	if !s.chance(0.5) {
		return
	}
	s.plan(at, s.seconds(20, 120), func(queue.Instant) error {
		_, err := s.do(queue.Grant{Role: queue.RoleKiosk}, queue.Requeue{Ticket: id})
		if err == nil {
			s.own[id] = true
		}
		return err
	})
}

// served lets some of those who were served rate it.
func (s *simulation) served(id queue.TicketID, at queue.Instant) {
	if !s.own[id] {
		return
	}
	delete(s.own, id)
	if !s.chance(0.4) {
		return
	}
	level := 5
	switch n := s.rand.IntN(100); {
	case n < 2:
		level = 2
	case n < 8:
		level = 3
	case n < 30:
		level = 4
	}
	s.plan(at, s.seconds(4, 30), func(queue.Instant) error {
		_, err := s.do(queue.Grant{Role: queue.RoleScreen}, queue.Rate{Ticket: id, Level: level})
		return err
	})
}
