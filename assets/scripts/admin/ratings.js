import { cls, html, useEffect, useState } from "../show/view.js";
import { dateOf, now, whenWords } from "../show/clock.js";
import { ask, refusalOf } from "../wire/api.js";
import { usePolled } from "../wire/hall.js";
import { named, t, tFor } from "./lang.js";
import { Badge, None, Reason, Side } from "./parts.js";
import { Frame } from "./frame.js";
import { beside, partsOf, periodOf } from "./statistics/period.js";
import { Facts, Heard, Table } from "./statistics/table.js";

/** @typedef {import("../shapes").FollowUp} FollowUp */
/** @typedef {import("../shapes").Key} Key */

const everyMs = 15000;
const monthMs = 60000;

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
    <h3 class="part-title">${t("follow.title")} <small>${t("follow.terms")}</small>
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
    <${Month} />
    <${Complaints} />
  </${Frame}>`;
}

/** By when something is to be done. @param {{by: string, today: string}} p */
function Due(p) {
  return p.by < p.today ? html`<${Badge} text=${t("follow.overdue", { date: p.by })} tone="red" />` : html`<small>${t("follow.by", { date: p.by })}</small>`;
}

/** What of the figures is about ratings. */
const ofRatings = ["served", "rated", "rating_5", "rating_4", "rating_3", "rating_2", "rating_1", "rating_rate", "satisfaction_rate"];

/** The ratings of a month: of the hall, by service, what came of the bad ones, and how often citizens complained of what. */
function Month() {
  const [month, pick] = useState(periodOf("month", now()));
  const today = dateOf(now());
  const to = month.to > today ? today : month.to;
  const query = "?from=" + month.from + "&to=" + to;
  const figures = (/** @type {string} */ of) => /** @type {{value: any[]|null}} */ (usePolled("/api/v1/statistics/" + of + query, monthMs)).value;
  const hall = figures("overview");
  const services = figures("services");
  const bad = figures("follow-ups");
  const heard = figures("feedback");
  return html`<h3 class="part-title">${t("follow.month", partsOf(month))} <small>${month.from} — ${to}</small>
      <button type="button" class="btn" data-action="previous" onClick=${() => pick(beside(month, -1))}>◀ ${t("stats.previous")}</button>
      <button type="button" class="btn" data-action="next" disabled=${month.to >= today} onClick=${() => pick(beside(month, 1))}>${t("stats.next")} ▶</button></h3>
    ${hall && services && bad && heard && html`<div data-rates=${services.length}><${Facts} kind="overview" row=${hall[0]} columns=${ofRatings} />
      <${Table} kind="services" rows=${services} columns=${ofRatings} title=${t("watch.service")} />
      <h4>${t("stats.follow_ups")}</h4><${Facts} kind="follow-ups" row=${bad[0]} />
      <h4>${t("stats.feedback")}</h4><${Heard} rows=${heard} /></div>`}`;
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
