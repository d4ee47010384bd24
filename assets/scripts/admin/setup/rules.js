import { html } from "../../show/view.js";
import { t, tFor } from "../lang.js";
import { bannedIn } from "./faults.js";
import { Both, Count, Do, Line, Tick } from "./fields.js";

/** @typedef {import("./edit.js").Editing} Editing */

const classes = ["elder", "disabled", "pregnant", "infant", "military", "martyr_family", "fire_rescue", "seriously_ill", "return", "appointment", "urgent"];

/** Who has a head start of how long, and what that means for everybody else. @param {Editing} p */
export function PrioritiesPart(p) {
  const starts = p.draft.settings.head_start_minutes || {};
  const most = Object.keys(starts).reduce((n, c) => Math.max(n, starts[c]), 0);
  return html`<div class="page-head"><h2>${t("setup.priorities")}</h2><p>${t("setup.priorities_intro")}</p></div>
    <p class="bound" data-bound=${most}>${t("setup.bound")} <b class="number">${t("watch.minutes", { m: most })}</b><small>${t("setup.bound_why")}</small></p>
    <div class="counts">${classes.map((c) => html`<${Count} key=${c} ...${p} path=${"settings.head_start_minutes." + c} label=${tFor("class." + c)} high=${480} />`)}</div>`;
}

const groups = {
  calls: ["max_calls", "recall_gap_seconds", "no_show_after_seconds", "no_show_after_slow_seconds", "requeue_behind", "requeue_max", "hold_no_show_minutes"],
  issuing: ["issue_start_minutes", "issue_stop_minutes", "holder_open_max", "elder_age", "identity_days"],
  alerts: ["wait_warning_minutes", "wait_yellow_minutes", "wait_red_minutes", "pause_warning_minutes", "pause_yellow_minutes", "pause_red_minutes", "idle_warning_minutes",
    "idle_yellow_minutes", "service_warning_percent", "service_yellow_percent", "service_red_percent"],
  booking: ["book_first_workday", "book_last_workday", "slot_minutes", "check_in_early_minutes", "check_in_late_minutes", "miss_limit", "miss_days"],
  rating: ["rating_days", "rating_seconds", "feedback_days"],
};
const ticks = ["public_board", "public_pause_reason", "outcome_required", "voice_english", "voice_open", "polite_card"];

/** The rules that a centre decides for itself. @param {Editing} p */
export function RulesPart(p) {
  return html`<div class="page-head"><h2>${t("setup.rules")}</h2><p>${t("setup.rules_intro")}</p></div>
    ${Object.keys(groups).map((g) => html`<fieldset key=${g} class="choice"><legend><b>${tFor("rules." + g)}</b></legend>
      <div class="counts">${/** @type {Record<string, string[]>} */ (groups)[g].map((key) => html`<${Count} key=${key} ...${p} path=${"settings." + key} label=${tFor("rule." + key)} />`)}</div></fieldset>`)}
    <div class="ticks">${ticks.map((key) => html`<${Tick} key=${key} ...${p} path=${"settings." + key} label=${tFor("rule." + key)} />`)}</div>`;
}

/** What the hall says of itself, in both languages, looked through for phrases that nobody should read here. @param {Editing} p */
export function TextsPart(p) {
  const found = bannedIn(p.draft);
  const notices = p.draft.notices || [];
  return html`<div class="page-head"><h2>${t("setup.texts")}</h2><p>${t("setup.texts_intro")}</p></div>
    ${found.length > 0 && html`<ul class="side-warning" role="alert" data-banned=${found.length}>${found.map((f) => html`<li key=${f.path + f.phrase}>${t("setup.banned", { phrase: f.phrase })} <small>${f.path}</small></li>`)}</ul>`}
    <${Both} ...${p} path="name" label=${t("setup.hall_name")} /><${Both} ...${p} path="settings.help" label=${t("setup.help")} />
    <${Both} ...${p} path="settings.emergency_text" label=${t("setup.emergency")} most=${100} />
    <div class="pair"><${Line} ...${p} path="settings.hotline" label=${t("setup.hotline")} most=${40} /><${Line} ...${p} path="settings.public_url" label=${t("setup.public_url")} /></div>
    <h3>${t("setup.notices")}</h3>
    ${notices.map((/** @type {any} */ _, /** @type {number} */ i) => html`<div key=${i} class="with-remove"><${Both} ...${p} path=${"notices." + i + ".text"} label=${t("setup.notice", { n: i + 1 })} most=${60} />
      <button type="button" class="btn" aria-label=${t("setup.remove") + " " + (i + 1)} onClick=${() => p.put("notices." + i, undefined)}>×</button></div>`)}
    <p class="buttons"><${Do} text="setup.add_notice" name="add-notice" press=${() => p.put("notices", notices.concat([{ text: { zh: "" } }]))} /></p>`;
}
