// The statistics of the hall: /admin/statistics, for who supervises it. They are a script of their own, as they bring the charts along.
import { mountPages } from "./admin/face.js";
import { Statistics } from "./admin/statistics.js";

mountPages({ statistics: Statistics });
