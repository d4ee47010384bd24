// The set-up of the hall: /admin/setup, for its administrator.
import { mountPages } from "./admin/face.js";
import { SetUpPage } from "./admin/setup.js";

mountPages({ setup: SetUpPage });
