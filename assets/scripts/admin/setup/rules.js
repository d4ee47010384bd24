import { html } from "../../show/view.js";
import { t, tFor } from "../lang.js";
import { bannedIn } from "./faults.js";
import { Both, Choice, Count, Line, Tick } from "./fields.js";

/** @typedef {import("./edit.js").Editing} Editing */
/** @typedef {import("../../shapes").Key} Key */

const classes = ["elder", "disabled", "pregnant", "infant", "military", "martyr_family", "fire_rescue", "seriously_ill", "return", "appointment", "urgent"];

/** Who has a head start of how long, and what that means for everybody else. @param {Props} p */
export function PrioritiesPart(p) {
  const starts = p.draft.settings.head_start_minutes || {};
  const most = Object.keys(starts).reduce((n, c) => Math.max(n, starts[c]), 0);
  return html`<div class="page-head"><h2>${t("setup.priorities")}</h2><p>${t("setup.priorities_intro")}</p></div>
    <p class="bound" data-bound=${most}>${t("setup.bound")} <b class="number">${t("watch.minutes", { m: most })}</b><small>${t("setup.bound_why")}</small></p>
    <div class="counts">${classes.map((c) => html`<${Count} key=${c} ...${p} path=${"settings.head_start_minutes." + c} label=${tFor("class." + c)} high=${480} unit=${t("unit.minutes")} usual=${p.is.defaults.head_start_minutes[c] || 0} />`)}</div>`;
}

/** The settings in the order in which a centre thinks of them; what stands in no group comes last. @type {Record<string, string[]>} */
const groups = {
  calls: ["max_calls", "recall_gap_seconds", "no_show_after_seconds", "no_show_after_slow_seconds", "min_presence_seconds", "dead_press_ms", "outcome_required", "polite_card"],
  missed: ["requeue_behind", "requeue_max", "arrive_minutes", "reopen_minutes", "defer_behind", "defer_minutes", "defer_max", "hold_remind_minutes", "hold_any_minutes", "hold_no_show_minutes"],
  issuing: ["issue_start_minutes", "issue_stop_minutes", "kiosk_per_minute", "kiosk_idle_seconds", "holder_open_max", "uncancel_minutes", "elder_age"],
  alerts: ["wait_warning_minutes", "wait_yellow_minutes", "wait_red_minutes", "pause_warning_minutes", "pause_yellow_minutes", "pause_red_minutes", "idle_warning_minutes",
    "idle_yellow_minutes", "service_warning_percent", "service_yellow_percent", "service_red_percent", "help_escalate_seconds"],
  duty: ["prepare_minutes", "late_minutes", "early_minutes"],
  booking: ["book_first_workday", "book_last_workday", "slot_minutes", "check_in_early_minutes", "check_in_late_minutes", "cancel_hours", "miss_limit", "miss_days"],
  voice: ["speak_repeat", "speak_max_age_seconds", "voice_open", "voice_closing_minutes", "voice_test_minutes", "voice_english"],
  rating: ["rating_days", "rating_seconds", "return_workdays"],
  privacy: ["identity_days", "feedback_days", "public_board", "public_pause_reason"],
  access: ["counter_log_in", "log_in_idle_minutes", "log_in_hours"],
  keeping: ["live_days", "archive_years", "figure_years"],
};

/** What numbers count whose names do not say it. @type {Record<string, Key>} */
const counted = {
  max_calls: "unit.times", requeue_max: "unit.times", defer_max: "unit.times", miss_limit: "unit.times", speak_repeat: "unit.times", requeue_behind: "unit.people",
  defer_behind: "unit.people", holder_open_max: "unit.numbers", kiosk_per_minute: "unit.numbers", elder_age: "unit.years", archive_years: "unit.calendar_years", figure_years: "unit.calendar_years", book_first_workday: "unit.workdays", book_last_workday: "unit.workdays",
};

/** In what a setting is counted. @param {string} key */
export function unitOf(key) {
  if (counted[key]) return t(counted[key]);
  const end = key.slice(key.lastIndexOf("_") + 1);
  return end === "percent" ? "%" : tFor("unit." + end, "");
}

/** @typedef {Editing & {is: import("../../shapes").SetUp}} Props */

/** The rules that a centre decides for itself: a field for every setting there is, by its default's kind. @param {Props} p */
export function RulesPart(p) {
  const usual = p.is.defaults;
  const placed = Object.keys(groups).reduce((all, g) => all.concat(groups[g]), /** @type {string[]} */ ([]));
  const rest = Object.keys(usual).filter((key) => placed.indexOf(key) < 0 && (typeof usual[key] === "number" || typeof usual[key] === "boolean"));
  const shown = rest.length ? Object.assign({}, groups, { more: rest }) : groups;
  return html`<div class="page-head"><h2>${t("setup.rules")}</h2><p>${t("setup.rules_intro")}</p></div>
    ${Object.keys(shown).map((g) => html`<fieldset key=${g} class="choice" data-rules=${g}><legend><b>${tFor("rules." + g)}</b></legend>
      <div class="counts">${shown[g].map((key) => (typeof usual[key] === "number" ? html`<${NumberRule} key=${key} ...${p} name=${key} />`
        : html`<${Tick} key=${key} ...${p} path=${"settings." + key} label=${tFor("rule." + key)} usual=${!!usual[key]} />`))}</div>
      ${g === "voice" && html`<div class="trio"><${Choice} ...${p} path="settings.digit_one" label=${t("rule.digit_one")} options=${["一", "幺"].map((one) => ({ id: one, name: one }))} /></div>`}
      ${g === "keeping" && html`<div class="trio"><${Line} ...${p} path="settings.night_at" label=${t("rule.night_at")} most=${5} hint=${t("setup.usual", { n: usual.night_at })} /></div>`}</fieldset>`)}
    <${Keypad} ...${p} />`;
}

/** @param {Props & {name: string}} p */
function NumberRule(p) {
  const bound = p.is.bounds[p.name];
  return html`<${Count} ...${p} path=${"settings." + p.name} label=${tFor("rule." + p.name, p.name)} low=${bound.low} high=${bound.high} unit=${unitOf(p.name)} usual=${p.is.defaults[p.name]} />`;
}

/** What a numeric pad at a counter types. @param {Props} p */
function Keypad(p) {
  const usual = p.is.defaults.keypad_codes;
  return html`<fieldset class="choice" data-rules="keypad"><legend><b>${t("rules.keypad")}</b> <small>${t("setup.keypad_hint")}</small></legend><div class="counts">${Object.keys(usual).map((key) => html`<${Line} key=${key} ...${p}
    path=${"settings.keypad_codes." + key} label=${tFor("keypad." + key, key)} most=${2} hint=${t("setup.usual", { n: usual[key] })} keep=${true} />`)}</div></fieldset>`;
}

/** What the hall says of itself, in both languages, looked through for phrases that nobody should read here. @param {Editing} p */
export function TextsPart(p) {
  const found = bannedIn(p.draft);
  return html`<div class="page-head"><h2>${t("setup.texts")}</h2><p>${t("setup.texts_intro")}</p></div>
    ${found.length > 0 && html`<ul class="side-warning" role="alert" data-banned=${found.length}>${found.map((f) => html`<li key=${f.path + f.phrase}>${t("setup.banned", { phrase: f.phrase })} <small>${f.path}</small></li>`)}</ul>`}
    <${Both} ...${p} path="name" label=${t("setup.hall_name")} /><${Both} ...${p} path="settings.help" label=${t("setup.help")} />
    <${Both} ...${p} path="settings.emergency_text" label=${t("setup.emergency")} most=${100} />
    <div class="pair"><${Line} ...${p} path="settings.hotline" label=${t("setup.hotline")} most=${40} /><${Line} ...${p} path="settings.public_url" label=${t("setup.public_url")} /></div>`;
}
