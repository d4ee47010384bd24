// Who and what is let in: /admin/accounts for the administrator, /admin/devices also for the technician, /admin/audit also for the manager.
import { mountPages } from "./admin/face.js";
import { AccountsPage } from "./admin/accounts.js";
import { AuditPage } from "./admin/audit.js";
import { DevicesPage } from "./admin/enrolled.js";

mountPages({ accounts: AccountsPage, devices: DevicesPage, audit: AuditPage });
