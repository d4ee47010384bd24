// The time machine: /admin/history, ?date=2026-11-23&at=10:05:00&screen=hall/1F&number=A017 where it is to begin.
import { mountPages } from "./admin/face.js";
import { HistoryPage } from "./admin/history.js";

mountPages({ history: HistoryPage });
