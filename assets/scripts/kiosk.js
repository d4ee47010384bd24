// The kiosk: one question a page, home again when nobody touches it.
import { html, mount, useEffect, useState } from "./show/view.js";
import { words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { EmergencySign } from "./show/emergency.js";
import { noZoom, pressFirmly } from "./show/fingers.js";
import { Enrol } from "./show/enrol.js";
import { grantsOf, useHall, usePolled } from "./wire/hall.js";
import { reloadOnlyWhen } from "./wire/reload.js";
import { CallSign, useCalling } from "./kiosk/calling.js";
import { CardLeft, useCards } from "./kiosk/cards.js";
import { content } from "./kiosk/content.js";
import { isIDNumber, ageOf } from "./kiosk/idcard.js";
import { useGuidance } from "./kiosk/guidance.js";
import { useIdle } from "./kiosk/idle.js";
import { backToService, idleSeconds, pageOf, start } from "./kiosk/journey.js";
import { lookUp } from "./kiosk/mine.js";
import { codeIn, useReader, wordIn } from "./kiosk/reader.js";
import { Shell } from "./kiosk/shell.js";
import { Still } from "./kiosk/still.js";
import { useTaking } from "./kiosk/take.js";

/** @typedef {import("./shapes").Service} Service */
/** @typedef {import("./kiosk/journey.js").Journey} Journey */
/** @typedef {import("./kiosk/journey.js").Page} Page */
/** @typedef {import("./kiosk/journey.js").Query} Query */

const askAtSeconds = 20;
const largeTextAge = 60;
const badMs = 20000;
const serviceEveryMs = 3000;
const hallEveryMs = 10000;

function Face() {
  const { hall, fresh: hallFresh, again } = useHall(hallEveryMs);
  const polled = /** @type {{value: Service[]|null, fresh: boolean}} */ (usePolled("/api/v1/services", serviceEveryMs));
  const [j, setJourney] = useState(start);
  const [bad, setBad] = useState(false);
  const page = pageOf(j);
  const change = (/** @type {Partial<Journey>} */ c) => setJourney((old) => Object.assign({}, old, c));
  const go = {
    push: (/** @type {Page} */ next) => {
      taking.clear();
      setBad(false);
      setJourney((old) => Object.assign({}, old, { stack: old.stack.concat(next) }));
    },
    back: () => {
      taking.clear();
      setBad(false);
      setJourney((old) => old.stack.length < 2 ? old : Object.assign({}, old, { stack: old.stack.slice(0, -1) }));
    },
    home: () => {
      taking.clear();
      setBad(false);
      setJourney(start);
    },
    only: (/** @type {Page} */ next) => change({ stack: [next] }),
  };
  const taking = useTaking(j.mode.lang, (ticket, id) => go.only({ kind: "done", ticket: ticket, id: id }), (refusal, identity) => {
    if (refusal.code === "id_required") {
      setJourney((old) => identity || pageOf(old).kind !== "service" ? old : withIdentify(old));
      return;
    }
    if (refusal.code === "printer_stopped") return setJourney((old) => backToService(old, identity));
    if (refusal.code !== "duplicate_holder") return;
    /** @type {Query} */
    const query = identity && identity.card ? { id_number: identity.idNumber, card: true } : { number: refusal.ticket };
    lookUp(query).then((mine) => go.push({ kind: "found", query: query, first: mine, duplicate: true }), () => undefined);
  });
  const calling = useCalling();
  const idle = useIdle(idleSeconds(j, hall ? hall.settings.kiosk_idle_seconds : 60), j.stack, () => {
    calling.clear();
    go.home();
  });
  const laid = (/** @type {string} */ text) => {
    if (page.kind !== "done") idle.stay();
    setBad(false);
    read(text, { page: page, change: change, go: go, take: taking.take, bad: () => setBad(true), journey: j });
  };
  useReader(laid);
  const lying = useCards(grantsOf(hall, "kiosk").some((g) => !!g.kiosk), laid);
  const asking = idle.left > 0 && idle.left <= askAtSeconds && page.kind !== "done";
  const lift = lying && page.kind === "identify";
  const forgotten = lying && (page.kind === "done" || (page.kind === "home" && !j.identity));
  const atHome = j === start;
  useEffect(() => reloadOnlyWhen(() => atHome), [atHome]);
  useGuidance(j, { services: polled.value || [], bad: bad, asking: asking, lift: lift });
  useEffect(() => {
    const timer = bad ? window.setTimeout(() => setBad(false), badMs) : 0;
    return () => window.clearTimeout(timer);
  }, [bad]);
  useEffect(noZoom, []);
  useEffect(pressFirmly, []);

  if (hall && !grantsOf(hall, "kiosk").length) {
    return html`<${Enrol} title=${words("kiosk.enrol")} demo=${hall.demo} grant=${{ role: "kiosk" }} done=${again} />`;
  }
  const emergency = hall && hall.emergency;
  // The services are asked for more often than the hall: what they say first sends for the words.
  const told = !!polled.value && polled.value.some((s) => s.not_issuing === "emergency");
  useEffect(() => {
    if (told !== !!emergency) again();
  }, [told, !!emergency]);
  if (emergency) return html`<${EmergencySign} emergency=${emergency} order=${j.mode.lang} />`;
  const offline = (!hallFresh && !hall) || !polled.fresh;
  if (offline && page.kind !== "done") return html`<${Offline} hall=${hall} />`;
  if (!hall || !polled.value) return html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  const last = page.kind === "done";
  const left = last ? words("kiosk.take_card") : words("kiosk.card_left", { help: hall.help });
  return html`<${Shell} hall=${hall} mode=${j.mode} setMode=${(/** @type {any} */ m) => change({ mode: m })} left=${idle.left} calling=${calling}
      note=${forgotten && html`<${CardLeft} text=${left} lang=${j.mode.lang} />`}
      back=${last || j.stack.length < 2 ? null : go.back} home=${last ? go.home : null}>
    ${content({ journey: j, page: page, go: go, hall: hall, services: polled.value, taking: taking, bad: bad, lying: lying, change: change })}
    <${CallSign} calling=${calling} hall=${hall} lang=${j.mode.lang} />
    ${asking && html`<${Still} left=${idle.left} lang=${j.mode.lang} stay=${idle.stay} home=${go.home} />`}
  </${Shell}>`;
}

/** The page that asks for the card, on top of the service's. @param {Journey} old @returns {Journey} */
function withIdentify(old) {
  const page = pageOf(old);
  if (page.kind !== "service") return old;
  return Object.assign({}, old, { stack: old.stack.concat({ kind: "identify", id: page.id, key: page.key }) });
}

/**
 * What a reader or a scanner read: a card, or a slip's code.
 * @param {string} text
 * @param {{page: Page, journey: Journey, change: (c: Partial<Journey>) => void, go: import("./kiosk/journey.js").Go, bad: () => void,
 *   take: import("./kiosk/take.js").Taking["take"]}} at
 */
function read(text, at) {
  const page = at.page;
  const idNumber = text.trim().toUpperCase();
  if (page.kind === "done") return;
  const code = wordIn(text) || codeIn(text);
  if (code) {
    /** @type {Query} */
    const query = { code: code };
    lookUp(query).then((mine) => at.go.push({ kind: "found", query: query, first: mine, duplicate: false }), at.bad);
    return;
  }
  if (!isIDNumber(idNumber)) return at.bad();
  const identity = { idNumber: idNumber, card: true };
  // Who begins with the card wants it simple; who lays it later gets large text by age.
  const large = page.kind === "home" || ageOf(idNumber) >= largeTextAge;
  at.change({ identity: identity, mode: large ? Object.assign({}, at.journey.mode, { large: true }) : at.journey.mode });
  if (page.kind === "identify" || page.kind === "type_id") return at.take(page.id, page.key, identity, at.journey.withoutSlip);
  if (page.kind === "service" || page.kind === "materials") return;
  /** @type {Query} */
  const query = { id_number: idNumber, card: true };
  lookUp(query).then((mine) => {
    const asked = page.kind === "mine" || page.kind === "type_number" || page.kind === "type_code" || page.kind === "found";
    if (asked || mine.tickets.length || mine.appointments.length) at.go.push({ kind: "found", query: query, first: mine, duplicate: false });
  }, () => undefined);
}

/** @param {{hall: import("./shapes").Hall|null}} p */
function Offline(p) {
  const help = p.hall ? p.hall.help : null;
  return html`<${Sign} kind="offline" title=${words("kiosk.offline_title")} line=${words("kiosk.offline")}>
    ${help && html`<p class="sign-more">${words("kiosk.offline_help", { help: help }).zh}<br />${words("kiosk.offline_help", { help: help }).en}</p>`}
  </${Sign}>`;
}

mount(Face);
