// The kiosk: one question a page, home again when nobody touches it.
import { html, mount, useEffect, useState } from "./show/view.js";
import { words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { Enrol } from "./show/enrol.js";
import { hourMinute } from "./show/clock.js";
import { grantsOf, useHall, usePolled } from "./wire/hall.js";
import { reloadOnlyWhen } from "./wire/reload.js";
import { Shell } from "./kiosk/shell.js";
import { Choose } from "./kiosk/choose.js";
import { Confirm } from "./kiosk/confirm.js";
import { Done, doneSeconds } from "./kiosk/done.js";
import { useIdle } from "./kiosk/idle.js";

/** @typedef {import("./shapes").Service} Service */
/** @typedef {import("./shapes").Ticket} Ticket */
/** @typedef {{department: string, page: number, service: Service|null, ticket: Ticket|null}} Place */

/** @type {Place} */
const start = { department: "", page: 0, service: null, ticket: null };

function Face() {
  const { hall, fresh: hallFresh, again } = useHall(10000);
  const polled = /** @type {{value: Service[]|null, fresh: boolean, again: () => void}} */ (usePolled("/api/v1/services", 3000));
  const [place, setPlace] = useState(start);
  const [lang, setLang] = useState(/** @type {"zh"|"en"} */ ("zh"));
  const [low, setLow] = useState(false);
  const atHome = place === start;
  const home = () => {
    setPlace(start);
    setLang("zh");
    setLow(false);
  };
  const idle = hall ? hall.settings.kiosk_idle_seconds : 60;
  const left = useIdle(atHome && lang === "zh" && !low ? 0 : place.ticket ? doneSeconds : idle, place, home);
  useEffect(() => reloadOnlyWhen(() => atHome), [atHome]);

  if (hall && !grantsOf(hall, "kiosk").length) {
    return html`<${Enrol} title=${words("kiosk.enrol")} demo=${hall.demo} grant=${{ role: "kiosk" }} done=${again} />`;
  }
  const offline = (!hallFresh && !hall) || !polled.fresh;
  if (offline && !place.ticket) {
    return html`<${Sign} kind="offline" title=${words("kiosk.offline_title")} line=${words("kiosk.offline")} />`;
  }
  if (!hall || !polled.value) return html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  const services = polled.value;
  const back = place.ticket || atHome ? null : () => setPlace(before(place));
  return html`<${Shell} hall=${hall} lang=${lang} setLang=${setLang} low=${low} setLow=${setLow} back=${back}
      home=${place.ticket ? home : null} left=${left}>
    ${content(place, setPlace, hall, services, lang)}
  </${Shell}>`;
}

/** The page before. @param {Place} place @returns {Place} */
function before(place) {
  if (place.service) return Object.assign({}, place, { service: null });
  if (place.page > 0) return Object.assign({}, place, { page: place.page - 1 });
  return start;
}

/**
 * @param {Place} place
 * @param {(place: Place) => void} go
 * @param {import("./shapes").Hall} hall
 * @param {Service[]} services
 * @param {"zh"|"en"} lang
 */
function content(place, go, hall, services, lang) {
  if (place.ticket) return html`<${Done} ticket=${place.ticket} service=${place.service} hall=${hall} lang=${lang} />`;
  if (place.service) {
    const id = place.service.id;
    const now = services.filter((s) => s.id === id)[0] || place.service;
    return html`<${Confirm} key=${id} service=${now} hall=${hall} lang=${lang}
      done=${(/** @type {Ticket} */ ticket) => go(Object.assign({}, place, { ticket: ticket }))} />`;
  }
  if (!services.some((s) => s.issuing)) return html`<${Shut} hall=${hall} services=${services} />`;
  return html`<${Choose} place=${place} go=${go} hall=${hall} services=${services} lang=${lang} />`;
}

/** Nothing can be taken: since when again, and the hours. @param {{hall: import("./shapes").Hall, services: Service[]}} p */
function Shut(p) {
  const times = p.services.map((s) => s.opens_at || "").filter(Boolean).sort();
  const from = hourMinute(p.hall.issuing_from || times[0] || p.hall.opens_at);
  return html`<${Sign} kind="closed" title=${words("kiosk.closed_title")} line=${from ? words("kiosk.service_from", { open: from }) : null}>
    <p class="sign-more">${words("kiosk.hours", { hours: p.hall.hours }).zh}</p>
  </${Sign}>`;
}

mount(Face);
