// The centre: /admin and what lies below it, for who supervises the hall. The set-up, which is opened seldom, is a script of its own.
import { mountPages } from "./admin/face.js";
import { Watch } from "./admin/watch.js";
import { Cards } from "./admin/cards.js";
import { Ratings } from "./admin/ratings.js";
import { Statistics } from "./admin/statistics.js";

mountPages({ "": Watch, cards: Cards, statistics: Statistics, ratings: Ratings });
