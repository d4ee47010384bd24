import { cls, html, useRef, useState } from "../show/view.js";
import { say, wordsFor, words, zh } from "../show/words.js";
import { hourMinute, minutesSince, useNow } from "../show/clock.js";
import { newKey, order, refusalOf } from "../wire/api.js";
import { Choices, Line, Panel } from "./panel.js";
import { CardLine } from "./card.js";

/** @typedef {import("../shapes").CounterBoard} CounterBoard */
/** @typedef {import("../shapes").Help} Help */
/** @typedef {import("./commands.js").Command} Command */
/** @typedef {import("./presses.js").Presses} Presses */
/** @typedef {{send: (path: string, body: object) => Promise<any>}} Aside */

/**
 * What the clerk sends beside the round: it waits for no press of the round, and the round waits for none of it. What is under way is not
 * sent again; after a lost answer the same goes with the same key.
 * @param {Presses} presses
 * @returns {Aside}
 */
export function useAside(presses) {
  const sending = useRef(/** @type {Record<string, boolean>} */ ({}));
  const lost = useRef(/** @type {Record<string, string>} */ ({}));
  const send = async (/** @type {string} */ path, /** @type {object} */ body) => {
    const what = path + JSON.stringify(body);
    if (sending.current[what]) return null;
    sending.current[what] = true;
    const key = lost.current[what] || newKey();
    delete lost.current[what];
    try {
      return (await order("/api/v1" + path, body, key)) || {};
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.status === 0) lost.current[what] = key;
      presses.say({ kind: "problem", text: refusal.text });
      return null;
    } finally {
      delete sending.current[what];
    }
  };
  return { send: send };
}

/**
 * The silent key, the report of a fault and the answer to what others ask. They apply whatever else the page does.
 * @param {CounterBoard} board @param {Aside} aside @param {(panel: string) => void} open @param {ReturnType<typeof import("./card.js").useCard>} card
 * @returns {Command[]}
 */
export function helpCommands(board, aside, open, card) {
  const n = board.window.number;
  const help = (board.helps || [])[0];
  const notice = (board.staff_notices || [])[0];
  const faults = (board.own_helps || []).filter((h) => h.kind === "fault").length;
  return [
    { name: "help", key: "F9", enabled: true, run: () => aside.send("/windows/" + n + "/help", {}) },
    { name: "fault", key: "g", enabled: board.window.status !== "closed", note: faults ? String(faults) : "", run: () => open("fault") },
    { name: "answer", key: "y", enabled: !!(help || notice || card.card), run: () => {
      if (help) aside.send("/helps/" + help.id + "/answer", { window: n });
      else if (notice) aside.send("/windows/" + n + "/staff-notices/" + notice.id + "/read", {});
      else card.read();
    } },
  ];
}

/** The two keys for help at the foot of the page, always there: only their words tell what became of an alarm. @param {{board: CounterBoard, commands: Command[]}} p */
export function HelpKeys(p) {
  const alarm = (p.board.own_helps || []).filter((h) => h.kind === "alarm")[0];
  const text = !alarm ? "help.alarm" : alarm.answered_at ? "help.alarm_coming" : "help.alarm_sent";
  const key = (/** @type {string} */ name, /** @type {string} */ title) => p.commands.filter((c) => c.name === name).map((c) => html`<button type="button"
    key=${name} class="act act-small" data-action=${name} data-alarm=${name === "help" ? (alarm ? (alarm.answered_at ? "coming" : "sent") : "none") : undefined}
    disabled=${!c.enabled} onClick=${(/** @type {any} */ e) => {
      e.currentTarget.blur();
      c.run();
    }}><span class="act-name">${title}${c.note && html` <b class="number">${c.note}</b>`}</span><kbd>${c.key.toUpperCase()}</kbd></button>`);
  return html`<section class="queue-help">${key("help", zh(text))}${key("fault", zh("help.fault"))}</section>`;
}

/** Where help is wanted, in words. @param {Help} h */
export function whereWords(h) {
  if (h.window) return [zh("help.at_window", { n: h.window }), h.staff || ""].join(" ");
  return say(h.place) || [say(h.zone), zh("help.at_kiosk")].join("");
}

/** What is wanted, in words. @param {Help} h */
export function wantsWords(h) {
  return zh(/** @type {import("../shapes").Key} */ ("help.wants." + h.kind), { device: wordsFor("device." + h.device, "") });
}

const mostNote = 40;

/** Where exactly, since when, how often it was pressed, what was written. @param {Help} h */
export function moreWords(h) {
  const m = minutesSince(h.at);
  const note = h.note || "";
  return [h.window ? say(h.place) : "", m ? zh("counter.minutes", { m: m }) : zh("help.now"), h.presses > 1 ? zh("help.again", { k: h.presses }) : "",
    note.length > mostNote ? note.slice(0, mostNote) + "…" : note]
    .filter(Boolean).join(" · ");
}

/**
 * One line above the number: somebody who needs help, what the centre writes, or a card. The round goes on below it.
 * @param {{board: CounterBoard, commands: Command[], card: import("../shapes").CardNews|undefined}} p
 */
export function HelpLine(p) {
  useNow(10000);
  const helps = p.board.helps || [];
  const help = helps[0];
  const notice = (p.board.staff_notices || [])[0];
  if (!help && !notice && !p.card) return null;
  const answer = p.commands.filter((c) => c.name === "answer")[0];
  const button = html`<button type="button" class="act act-small" data-action="answer" disabled=${!answer.enabled} onClick=${answer.run}>
    <span class="act-name">${zh(help ? "help.go" : "notice.read")}</span><kbd>Y</kbd></button>`;
  if (help) {
    return html`<div class=${"line line-" + help.kind} role="alert" data-help=${help.kind}>
      <p class="line-words"><b>${whereWords(help)} ${wantsWords(help)}</b><small>${moreWords(help)}</small></p>
      ${helps.length > 1 && html`<span class="line-more">${zh("help.more", { n: helps.length })}</span>`}${button}</div>`;
  }
  if (!notice) return html`<${CardLine} card=${p.card} button=${button} />`;
  return html`<div class=${cls("line line-notice", notice.text.length > 40 && "is-long")} role="status" data-notice=${notice.id}>
    <span class="line-more">${zh("notice.from_centre")}</span><p class="line-words">${notice.text}</p>${button}</div>`;
}

/** Which device, then what is wrong with it; one that is reported already is mended. @param {{board: CounterBoard, presses: Presses, aside: Aside, close: () => void}} p */
export function FaultPanel(p) {
  const [device, choose] = useState("");
  const reported = (/** @type {string} */ d) => (p.board.own_helps || []).filter((h) => h.kind === "fault" && h.device === d)[0];
  const told = (/** @type {import("../shapes").Key} */ key, /** @type {string} */ d) => p.presses.say({ kind: "done", text: words(key, { device: wordsFor("device." + d) }) });
  const pick = async (/** @type {{id: string}} */ d) => {
    const fault = reported(d.id);
    if (!fault) return choose(d.id);
    if (await p.aside.send("/helps/" + fault.id + "/answer", { window: p.board.window.number })) told("help.mended_now", d.id);
    p.close();
  };
  const report = async (/** @type {string} */ note) => {
    const body = Object.assign({ kind: "fault", device: device }, note ? { note: note } : {});
    if (await p.aside.send("/windows/" + p.board.window.number + "/help", body)) told("help.reported_now", device);
    p.close();
  };
  if (device) {
    return html`<${Panel} key="note" name="fault-note" title=${zh("help.fault")} close=${p.close}>
      <${Line} label=${zh("help.fault_note", { device: wordsFor("device." + device) })} confirm=${zh("help.fault")} busy=${false} optional=${true} done=${report} />
    </${Panel}>`;
  }
  return html`<${Panel} key="device" name="fault" title=${zh("help.fault_title")} close=${p.close}>
    <${Choices} items=${p.board.devices.map((d) => ({ id: d }))} busy=${false} pick=${pick} draw=${(/** @type {{id: string}} */ d) => {
      const fault = reported(d.id);
      return html`${wordsFor("device." + d.id).zh}${fault && html`<small>${zh("help.reported", { "hh:mm": hourMinute(fault.at) })}</small>`}`;
    }} /></${Panel}>`;
}
