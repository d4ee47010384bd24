package access

import (
	"fmt"
	"slices"

	"github.com/paidui/paidui/queue"
)

// CheckGrant tells what is wrong with g in a hall of layout l: a role, window, zone or member of staff that is not
// known, or a binding that its role has no use for. Nil when it can be given.
func CheckGrant(l *queue.Layout, g queue.Grant) error {
	if !slices.Contains(queue.Roles, g.Role) {
		return fmt.Errorf("role %q is none of %v", g.Role, queue.Roles)
	}
	if _, ok := l.Window(g.Window); g.Window != 0 && !ok {
		return fmt.Errorf("there is no %v", g.Window)
	}
	if _, ok := l.Zone(g.Zone); g.Zone != "" && !ok {
		return fmt.Errorf("there is no zone %q", g.Zone)
	}
	if _, ok := l.StaffMember(g.Staff); g.Staff != "" && !ok {
		return fmt.Errorf("there is no member of staff %q", g.Staff)
	}
	if g.Staff != "" && g.Role != queue.RoleCounter {
		return fmt.Errorf("a member of staff belongs to the role counter, not %s", g.Role)
	}
	return nil
}
