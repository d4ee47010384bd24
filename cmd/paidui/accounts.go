package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/paidui/paidui/queue"
	"github.com/paidui/paidui/queue/access"
)

// accounts adds how the administrator says who the people are and what they may.
func (s *server) accounts(api *echo.Group) {
	api.GET("/accounts", s.getAccounts)
	api.POST("/accounts", s.postAccounts)
	api.POST("/accounts/:account", s.postAccount)
	api.POST("/accounts/:account/reset", s.postReset)
}

// accountView is an account as the administrator sees it.
type accountView struct {
	Name       queue.AccountName  `json:"name"`
	Person     string             `json:"person"`
	Staff      queue.StaffNo      `json:"staff,omitempty"`
	Roles      []queue.Role       `json:"roles"`
	Department queue.DepartmentID `json:"department,omitempty"`
	Disabled   bool               `json:"disabled"`
	HasPIN     bool               `json:"has_pin"`
	// TemporaryUntil is when the password lapses that the administrator gave; absent once the person has their own.
	TemporaryUntil queue.Instant `json:"temporary_until,omitempty"`
	LastLogIn      queue.Instant `json:"last_log_in,omitempty"`
	CreatedAt      queue.Instant `json:"created_at"`
}

// givenView is an account with the password that is shown once.
type givenView struct {
	Name     queue.AccountName `json:"name"`
	Person   string            `json:"person"`
	Password string            `json:"password"`
}

func (s *server) viewAccount(a *queue.Account) accountView {
	return accountView{
		a.Name, s.personOf(a), a.Staff, a.Roles, a.Department, a.Disabled, a.PIN != "", a.TemporaryUntil, a.LastLogIn, a.CreatedAt,
	}
}

// getAccounts lists all accounts, without what they are let in by.
func (s *server) getAccounts(c echo.Context) error {
	if err := s.need(c, queue.RightAccounts, queue.Place{}); err != nil {
		return err
	}
	all, err := s.access.Accounts()
	if err != nil {
		return storageFault(err)
	}
	views := make([]accountView, len(all))
	for i := range all {
		views[i] = s.viewAccount(&all[i])
	}
	return c.JSON(http.StatusOK, views)
}

// accountBody is an account as the administrator writes it down.
type accountBody struct {
	Name       string             `json:"name"`
	Person     string             `json:"person"`
	Roles      []queue.Role       `json:"roles"`
	Department queue.DepartmentID `json:"department"`
}

// administrates gives in whose name accounts are changed.
func administrates(c echo.Context) (by string, err error) {
	grant, err := queue.ActorFrom(c.Request().Context()).Need(queue.RightAccounts, queue.Place{})
	return grant.String(), err
}

// mostAtOnce is how many accounts are made in one order.
const mostAtOnce = 200

// postAccounts makes accounts, all or none, and gives their first passwords, which are nowhere else.
func (s *server) postAccounts(c echo.Context) error {
	by, err := administrates(c)
	if err != nil {
		return err
	}
	var body struct {
		Accounts []accountBody `json:"accounts"`
	}
	if err := c.Bind(&body); err != nil {
		return err
	}
	if len(body.Accounts) == 0 || len(body.Accounts) > mostAtOnce {
		return badRequest(fmt.Sprintf("accounts are not 1 to %d", mostAtOnce))
	}
	wanted := make([]access.NewAccount, len(body.Accounts))
	for i, b := range body.Accounts {
		if err := s.checkDepartment(b.Department); err != nil {
			return err
		}
		wanted[i] = access.NewAccount{Name: b.Name, Person: b.Person, Staff: s.staffOf(b.Name), Roles: b.Roles, Department: b.Department}
	}
	given, err := s.access.AddAccounts(c.Request().Context(), wanted)
	if err != nil {
		return storageFault(err)
	}
	views := make([]givenView, len(given))
	for i, g := range given {
		a := queue.Account{Name: g.Name, Person: wanted[i].Person, Staff: wanted[i].Staff}
		views[i] = givenView{g.Name, s.personOf(&a), g.Password}
		note := strings.TrimSpace(access.RoleNames(wanted[i].Roles) + " " + string(wanted[i].Department))
		if err := s.record(c, by, queue.AuditEvent{Deed: queue.DeedAccountMade, Of: string(g.Name), Note: note}); err != nil {
			return err
		}
	}
	return c.JSON(http.StatusCreated, views)
}

// staffOf gives the member of staff whose number an account's name is, in whatever letters; "" for none.
func (s *server) staffOf(name string) (no queue.StaffNo) {
	s.cfg.Hall.View(func(state *queue.State) {
		for _, p := range state.Layout().Staff {
			if strings.EqualFold(string(p.Number), strings.TrimSpace(name)) {
				no = p.Number
			}
		}
	})
	return no
}

func (s *server) checkDepartment(id queue.DepartmentID) error {
	known := id == ""
	s.cfg.Hall.View(func(state *queue.State) {
		known = known || slices.ContainsFunc(state.Layout().Departments, func(d queue.Department) bool { return d.ID == id })
	})
	if !known {
		return badRequest("the hall has no such department")
	}
	return nil
}

// account gives the account in the URL as it now is.
func (s *server) account(c echo.Context, status int) error {
	all, err := s.access.Accounts()
	if err != nil {
		return storageFault(err)
	}
	for i := range all {
		if all[i].Name == accountParam(c) {
			return c.JSON(status, s.viewAccount(&all[i]))
		}
	}
	return queue.ErrUnknownAccount
}

func accountParam(c echo.Context) queue.AccountName {
	name, _ := access.CleanName(c.Param("account"))
	return name
}

// postAccount changes what an account may, and is called. What the body does not name stays.
func (s *server) postAccount(c echo.Context) error {
	by, err := administrates(c)
	if err != nil {
		return err
	}
	var body struct {
		Person     *string             `json:"person"`
		Roles      []queue.Role        `json:"roles"`
		Department *queue.DepartmentID `json:"department"`
		Disabled   *bool               `json:"disabled"`
		ClearPIN   bool                `json:"clear_pin"`
	}
	if err := c.Bind(&body); err != nil {
		return err
	}
	if body.Department != nil {
		if err := s.checkDepartment(*body.Department); err != nil {
			return err
		}
	}
	name := accountParam(c)
	change := access.AccountChange{Person: body.Person, Roles: body.Roles, Department: body.Department, Disabled: body.Disabled, ClearPIN: body.ClearPIN}
	if err := s.access.ChangeAccount(name, change); err != nil {
		return storageFault(err)
	}
	var notes []string
	if body.Roles != nil {
		notes = append(notes, access.RoleNames(body.Roles))
	}
	if body.Department != nil && *body.Department != "" {
		notes = append(notes, "of "+string(*body.Department))
	}
	if body.Disabled != nil {
		notes = append(notes, map[bool]string{true: "disabled", false: "enabled"}[*body.Disabled])
	}
	if body.ClearPIN {
		notes = append(notes, "without PIN")
	}
	s.lookAtLines(c.Request().Context())
	if err := s.record(c, by, queue.AuditEvent{Deed: queue.DeedAccount, Of: string(name), Note: strings.Join(notes, ", ")}); err != nil {
		return err
	}
	return s.account(c, http.StatusOK)
}

// postReset gives somebody another first password, for one who has forgotten theirs.
func (s *server) postReset(c echo.Context) error {
	by, err := administrates(c)
	if err != nil {
		return err
	}
	if err := c.Bind(&struct{}{}); err != nil {
		return err
	}
	given, err := s.access.ResetPassword(c.Request().Context(), accountParam(c))
	if err != nil {
		return storageFault(err)
	}
	s.lookAtLines(c.Request().Context())
	if err := s.record(c, by, queue.AuditEvent{Deed: queue.DeedReset, Of: string(given.Name)}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, givenView{Name: given.Name, Password: given.Password})
}
