import { cls, html, useEffect, useState } from "../show/view.js";
import { dateOf, now, whenWords } from "../show/clock.js";
import { ask, refusalOf } from "../wire/api.js";
import { usePolled } from "../wire/hall.js";
import { named, t, tFor } from "./lang.js";
import { Badge, None, Reason, Side } from "./parts.js";
import { Frame } from "./frame.js";
import { periodOf } from "./statistics/period.js";

/** @typedef {import("../shapes").FollowUp} FollowUp */
/** @typedef {import("../shapes").Key} Key */

const everyMs = 15000;

/** @type {Key[]} */
const said = ["follow.apologised", "follow.explained", "follow.refused", "follow.unreached"];
/** @type {Key[]} */
const corrected = ["follow.trained", "follow.process", "follow.equipment", "follow.unfounded"];

/** What citizens think of it: rates where unrated is never good, what is done about each bad rating, and what they complain of. @param {import("./face.js").PageProps} p */
export function Ratings(p) {
  const follow = /** @type {{value: FollowUp[]|null, fresh: boolean, again: () => void}} */ (usePolled("/api/v1/follow-ups", everyMs));
  const [asked, open] = useState(/** @type {{what: string, of?: FollowUp}} */ ({ what: "" }));
  const [all, showAll] = useState(false);
  const today = dateOf(now());
  const list = (follow.value || []).filter((f) => all || !f.closed_at);
  const act = async (/** @type {string} */ reason) => {
    if (!asked.of || !await p.orders.send("/follow-ups/" + asked.of.id + "/" + asked.what, { reason: reason })) return;
    p.orders.done(asked.what === "close" ? "follow.closed_now" : "follow.called_now");
    open({ what: "" });
    follow.again();
  };
  return html`<${Frame} ...${p} at="ratings" live=${follow.fresh}>
    <div class="page-head"><h2>${t("admin.ratings")}</h2><p>${t("follow.intro")}</p></div>
    <${Rates} />
    <h3 class="part-title">${t("follow.title")} <small>${t("follow.rates", rates(follow.value || []))}</small>
      <button type="button" class="btn" data-action="all" aria-pressed=${all} onClick=${() => showAll(!all)}>${t(all ? "follow.open_only" : "follow.all")}</button></h3>
    ${asked.of && html`<${Side} name=${asked.what} title=${t(asked.what === "close" ? "follow.close_of" : "follow.call_of", { ticket: asked.of.number })} close=${() => open({ what: "" })}>
      <${Reason} key=${asked.what} usual=${asked.what === "close" ? corrected : said} confirm=${t(asked.what === "close" ? "follow.close" : "follow.call")} busy=${p.orders.busy} done=${act} /></${Side}>`}
    ${follow.value && list.length === 0 && html`<${None} text=${t("follow.none")} />`}
    ${list.length > 0 && html`<div class="table-box" tabindex="0" role="region" aria-label=${t("follow.title")}><table class="table" data-follow-ups=${list.length}>
      <thead><tr><th>${t("follow.rating")}</th><th>${t("follow.about")}</th><th>${t("follow.said")}</th><th>${t("follow.call")}</th><th>${t("follow.close")}</th></tr></thead>
      <tbody>${list.map((f) => html`<tr key=${f.id} data-follow=${f.id}><td><b>${tFor("rate.level." + f.level)}</b><small>${named(whenWords(f.at))}</small></td>
        <td><span class="number">${f.number}</span> ${t("watch.window", { n: f.window })}<small>${f.staff || ""}</small></td>
        <td>${(f.reasons || []).map((r) => tFor("rate.reason." + r, r)).join("、")}<small>${f.comment || ""}</small></td>
        <td>${f.called_back ? html`${f.called_back}<small>${named(whenWords(f.called_back_at || ""))}</small>`
          : html`<button type="button" class="btn btn-small" data-call-back=${f.id} onClick=${() => open({ what: "call-back", of: f })}>${t("follow.call")}</button><${Due} by=${f.call_back_by} today=${today} />`}</td>
        <td>${f.closed_at ? html`${f.correction}<small>${named(whenWords(f.closed_at))}</small>`
          : html`${f.called_back && html`<button type="button" class="btn btn-small" data-close=${f.id} onClick=${() => open({ what: "close", of: f })}>${t("follow.close")}</button>`}<${Due} by=${f.correct_by} today=${today} />`}</td></tr>`)}</tbody></table></div>`}
    <${Complaints} />
  </${Frame}>`;
}

/** By when something is to be done. @param {{by: string, today: string}} p */
function Due(p) {
  return p.by < p.today ? html`<${Badge} text=${t("follow.overdue", { date: p.by })} tone="red" />` : html`<small>${t("follow.by", { date: p.by })}</small>`;
}

/** @param {FollowUp[]} list */
function rates(list) {
  const share = (/** @type {number} */ n) => (list.length ? Math.round((n * 100) / list.length) + "%" : "—");
  return { called: share(list.filter((f) => f.called_back).length), closed: share(list.filter((f) => f.closed_at).length) };
}

/** Satisfaction by service, this month. */
function Rates() {
  const month = periodOf("month", now());
  const figures = /** @type {{value: any[]|null}} */ (usePolled("/api/v1/statistics/services?from=" + month.from + "&to=" + dateOf(now()), 60000));
  const share = (/** @type {number|null} */ r) => (r === null ? "—" : (r * 100).toFixed(1) + "%");
  if (!figures.value) return null;
  return html`<h3 class="part-title">${t("follow.month")}</h3><div class="table-box"><table class="table" data-rates=${figures.value.length}>
    <thead><tr><th>${t("watch.service")}</th><th class="num">${t("stats.col.served")}</th><th class="num">${t("stats.col.rated")}</th><th class="num">${t("stats.col.rating_rate")}</th><th class="num">${t("stats.col.satisfaction_rate")}</th></tr></thead>
    <tbody>${figures.value.map((r) => html`<tr key=${r.service}><th scope="row">${named(r.name) || r.service}</th><td class="num">${r.served}</td><td class="num">${r.rated}</td><td class="num">${share(r.rating_rate)}</td><td class="num">${share(r.satisfaction_rate)}</td></tr>`)}</tbody></table></div>`;
}

/** Complaints and suggestions by category. They tell of people: whoever reads them says why, which is logged. */
function Complaints() {
  const [why, because] = useState("");
  const [rows, setRows] = useState(/** @type {any[]|null} */ (null));
  const [problem, setProblem] = useState("");
  useEffect(() => {
    if (!why) return;
    ask("/api/v1/feedback?reason=" + encodeURIComponent(why)).then(setRows, (error) => setProblem(named(refusalOf(error).text)));
  }, [why]);
  /** @type {Record<string, number>} */
  const counts = {};
  (rows || []).forEach((r) => {
    const key = r.kind + "." + r.category;
    counts[key] = (counts[key] || 0) + 1;
  });
  return html`<h3 class="part-title">${t("follow.complaints")}</h3>
    ${problem && html`<p class="side-warning" role="alert">${problem}</p>`}
    ${!rows && html`<${Side} name="why" title=${t("follow.why")}><p class="side-note">${t("follow.why_hint")}</p>
      <${Reason} usual=${["follow.why_daily", "follow.why_case"]} confirm=${t("follow.read")} busy=${false} done=${because} /></${Side}>`}
    ${rows && rows.length === 0 && html`<${None} text=${t("follow.complaints_none")} />`}
    ${rows && rows.length > 0 && html`<p class="buttons">${Object.keys(counts).map((key) => html`<${Badge} key=${key} text=${kindWords(key.split(".")[0]) + " " + categoryWords(key.split(".")[1]) + " " + counts[key]} />`)}</p>
      <div class="table-box" tabindex="0" role="region" aria-label=${t("follow.complaints")}><table class="table" data-complaints=${rows.length}><tbody>${rows.map((r) => html`<tr key=${r.id} class=${cls(r.kind === "complaint" && "is-complaint")}>
        <td><b>${kindWords(r.kind)}</b> ${categoryWords(r.category)}<small>${named(whenWords(r.at))}</small></td><td><span class="number">${r.number || ""}</span> ${r.window ? t("watch.window", { n: r.window }) : ""}</td>
        <td>${r.text === null ? t("follow.shredded") : r.text}<small>${r.contact || ""}</small></td></tr>`)}</tbody></table></div>`}`;
}

/** @param {string} kind */
function kindWords(kind) {
  return tFor("follow.kind." + kind, kind);
}

/** @param {string} category */
function categoryWords(category) {
  return tFor("rate.reason." + category, category);
}
