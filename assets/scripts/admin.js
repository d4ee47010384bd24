// The centre: /admin and what lies below it, for who supervises the hall. The statistics and the set-up, which are opened
// seldom, are scripts of their own.
import { mountPages } from "./admin/face.js";
import { Watch } from "./admin/watch.js";
import { Cards } from "./admin/cards.js";
import { Ratings } from "./admin/ratings.js";
import { BackupsPage } from "./admin/backups.js";

mountPages({ "": Watch, cards: Cards, ratings: Ratings, backups: BackupsPage });
