// Backups and the room that the data take: /admin/backups.
import { cls, html, useEffect } from "../show/view.js";
import { minutesSince, whenWords } from "../show/clock.js";
import { grantsOf, usePolled } from "../wire/hall.js";
import { named, t, tFor } from "./lang.js";
import { Badge, None } from "./parts.js";
import { Frame } from "./frame.js";

/** @typedef {import("../shapes").Backups} BackupsView */

const everyMs = 15000;
const busyMs = 1000;

/** A length as people say it: 42 MB. @param {number} bytes */
export function sizeWords(bytes) {
  const units = ["KB", "MB", "GB", "TB"];
  let n = bytes / 1000;
  let unit = 0;
  for (; n >= 1000 && unit < units.length - 1; n /= 1000) unit++;
  return (n < 10 ? Math.round(n * 10) / 10 : Math.round(n)) + " " + units[unit];
}

/** How long ago the newest backup was made, in hours or days. @param {BackupsView} v */
function ageOf(v) {
  const hours = Math.floor(minutesSince(v.backups[0].at) / 60);
  if (hours < 1) return t("backups.just");
  return hours < 48 ? t("backups.hours_ago", { n: hours }) : t("backups.days_ago", { n: Math.floor(hours / 24) });
}

/** What is wrong, and what to do about it; empty when nothing is. @param {BackupsView} v */
export function troubleOf(v) {
  if (v.trouble === "missing" && v.backups.length) return t("backups.trouble.old", { when: named(whenWords(v.backups[0].at)), "hh:mm": v.night_at });
  return v.trouble ? tFor("backups.trouble." + v.trouble) : "";
}

/** How backups stand: whether there is a good one, what is kept where, and for how long the room lasts. @param {import("./face.js").PageProps} p */
export function BackupsPage(p) {
  const asked = /** @type {{value: BackupsView|null, fresh: boolean, again: () => void}} */ (usePolled("/api/v1/backups", everyMs));
  const v = asked.value;
  const running = !!v && v.running;
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(asked.again, busyMs);
    return () => window.clearInterval(timer);
  }, [running]);
  const administers = ["admin", "operator"].some((role) => grantsOf(p.hall, role).length > 0);
  const begin = async () => {
    if (await p.orders.send("/backups")) p.orders.done("backups.begun");
    asked.again();
  };
  return html`<${Frame} ...${p} at="backups" live=${asked.fresh}>
    <div class="page-head"><h2>${t("admin.backups")}</h2><p>${t("backups.intro", { n: v ? v.kept : 14 })}</p>
      ${administers && v && html`<div class="buttons"><button type="button" class="btn btn-main" data-action="back-up" disabled=${p.orders.busy || v.running || !v.folder} onClick=${begin}>${t(v.running ? "backups.running" : "backups.now")}</button>
        <a class="btn" href="/api/v1/backup" download data-action="download">${t("backups.download")}</a></div>`}</div>
    ${v && html`<div class="backups"><div class="backups-part"><${Standing} v=${v} /><${Copies} v=${v} /></div><${Room} v=${v} /></div>`}
  </${Frame}>`;
}

/** @param {{v: BackupsView}} p */
function Standing(p) {
  const v = p.v;
  const wrong = troubleOf(v);
  return html`<section class="side" data-standing=${v.trouble || "good"}>
    <p class=${cls("backups-state", wrong ? "is-wrong" : "is-good")} role=${wrong ? "alert" : undefined}>${wrong || t("backups.good", { when: ageOf(v) })}</p>
    ${wrong && v.detail && html`<p class="side-note backups-detail">${v.detail}</p>`}
    ${v.folder && v.same_disk && html`<p class="side-warning" data-same-disk="yes">${t("backups.same_disk")}</p>`}
    <dl class="facts"><dt>${t("backups.folder")}</dt><dd class="backups-path">${v.folder || "—"}</dd>
      ${v.free !== null && html`<dt>${t("backups.free")}</dt><dd>${sizeWords(v.free)}</dd>`}
      <dt>${t("backups.next")}</dt><dd>${v.folder ? named(whenWords(v.due_at)) : "—"}</dd></dl>
  </section>`;
}

/** @param {{v: BackupsView}} p */
function Copies(p) {
  if (!p.v.backups.length) return p.v.trouble === "missing" && html`<${None} text=${t("backups.none")} />`;
  return html`<div class="table-box" tabindex="0" role="region" aria-label=${t("admin.backups")}><table class="table" data-backups=${p.v.backups.length}>
    <thead><tr><th>${t("backups.made")}</th><th class="num">${t("backups.size")}</th><th>${t("backups.checked")}</th></tr></thead>
    <tbody>${p.v.backups.map((b) => html`<tr key=${b.name} data-backup=${b.name}><td>${named(whenWords(b.at))}<small>${b.name}</small></td><td class="num">${sizeWords(b.bytes)}</td>
      <td><${Badge} text=${t("backups.tried")} tone="idle" /></td></tr>`)}</tbody></table></div>`;
}

/** What the data take on the hall's own disk. @param {{v: BackupsView}} p */
function Room(p) {
  const d = p.v.data;
  const left = d.years_left === null ? "" : d.years_left >= 20 ? t("backups.years_many") : d.years_left >= 1 ? t("backups.years", { n: Math.round(d.years_left) }) : t("backups.months", { n: Math.max(0, Math.floor(d.years_left * 12)) });
  return html`<section class="side backups-part" data-room="yes"><h2 class="side-title">${t("backups.room")}</h2>
    ${d.trouble && html`<p class="side-warning" role="alert">${t("backups.not_moved")}<small class="backups-detail">${d.trouble}</small></p>`}
    ${left && html`<p class=${cls("backups-state", d.years_left !== null && d.years_left < 1 ? "is-wrong" : "is-good")} data-years=${d.years_left}>${t("backups.lasts", { left: left })}</p>`}
    <dl class="facts"><dt>${t("backups.free_here")}</dt><dd>${sizeWords(d.free)}</dd>
      <dt>${t("backups.per_day")}</dt><dd>${d.per_day === null ? t("backups.not_yet") : sizeWords(d.per_day)}</dd>
      <dt>${t("backups.live")}</dt><dd>${sizeWords(d.live)}${d.live_from && html`<small>${t("backups.live_from", { date: d.live_from })}</small>`}</dd>
      ${d.archives.map((a) => html`<dt key=${a.year}>${t("backups.archive", { year: a.year })}</dt><dd key=${a.year + "s"} data-archive=${a.year}>${sizeWords(a.bytes)}</dd>`)}
      ${d.moved_at && html`<dt>${t("backups.moved")}</dt><dd>${named(whenWords(d.moved_at))}</dd>`}</dl>
    <p class="side-note">${t("backups.room_note", { n: d.live_days })}</p></section>`;
}
