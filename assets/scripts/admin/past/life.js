import { html, useEffect, useState } from "../../show/view.js";
import { wordsFor } from "../../show/words.js";
import { hourMinute } from "../../show/clock.js";
import { ask, refusalOf } from "../../wire/api.js";
import { named, t, tFor } from "../lang.js";
import { None } from "../parts.js";
import { timeOf } from "./time.js";

/** @typedef {import("../../shapes").Life} Life */
/** @typedef {import("../../shapes").LifeStep} LifeStep */
/** @typedef {import("../../shapes").Key} Key */

/** The whole life of a number on a day. @param {{date: string, number: string, follow: (number: string) => void, go: (at: string) => void}} p */
export function LifePanel(p) {
  const [written, write] = useState(p.number);
  const [life, setLife] = useState(/** @type {Life|null} */ (null));
  const [problem, setProblem] = useState("");
  useEffect(() => {
    write(p.number);
    setLife(null);
    setProblem("");
    if (!p.number) return;
    let over = false;
    ask("/api/v1/history/ticket?date=" + p.date + "&number=" + encodeURIComponent(p.number)).then((got) => !over && setLife(got), (error) => {
      if (!over) setProblem(refusalOf(error).status === 404 ? t("past.no_ticket", { ticket: p.number }) : named(refusalOf(error).text));
    });
    return () => {
      over = true;
    };
  }, [p.date, p.number]);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    p.follow(written.trim().toUpperCase());
  };
  return html`<form class="past-find" onSubmit=${submit}><label><span class="past-label">${t("past.number")}</span><input name="number" class="number" value=${written} maxlength="8" autocomplete="off"
      onInput=${(/** @type {any} */ e) => write(e.target.value)} /></label><button class="btn btn-main" data-action="find">${t("past.find")}</button></form>
    ${problem && html`<p class="side-warning" role="alert">${problem}</p>`}
    ${!p.number && html`<${None} text=${t("past.which")} />`}
    ${life && html`<div class="past-life" data-life=${life.ticket.number} data-steps=${life.steps.length}>
      <h2>${t("past.read")}</h2><p class="past-read">${reading(life)}</p>
      <h2>${t("past.steps")}</h2><ol class="past-steps">${life.steps.map((s) => html`<li key=${s.seq + s.kind} data-kind=${s.kind}><${Jump} at=${s.at} go=${p.go} />
        <span>${stepWords(s)}${s.call && html`<small>${whyWords(s.call)}</small>`}</span></li>`)}</ol>
      ${life.passed_count > 0 && html`<h2>${t("past.passed_by", { n: life.passed_count })}</h2><ol class="past-steps">${life.passed_by.map((o) => html`<li key=${o.seq} data-passer=${o.number}><${Jump} at=${o.at} go=${p.go} />
        <span>${t("past.passer", { ticket: o.number, window: o.window, taken: timeOf(o.issued_at) })}<small>${passerWhy(o)}</small></span></li>`)}</ol>`}
    </div>`}`;
}

/** @param {{at: string, go: (at: string) => void}} p */
function Jump(p) {
  return html`<button type="button" class="btn btn-small number" data-jump=${timeOf(p.at)} aria-label=${t("past.jump", { at: timeOf(p.at) })} onClick=${() => p.go(p.at)}>${timeOf(p.at)}</button>`;
}

/** What happened, in a line. @param {LifeStep} s */
function stepWords(s) {
  const x = s.ticket;
  const key = wordsFor("life." + s.kind, "").zh ? "life." + s.kind : "life.other";
  return t(/** @type {Key} */ (key), {
    service: named(x.service_name), window: x.window || 0, n: s.people_ahead || 0, m: Math.floor((x.waited_ms || 0) / 60000), k: x.call_count || 1,
    outcome: x.outcome ? tFor("outcome." + x.outcome) : t("status.served"), kind: s.kind,
  });
}

/** Why it was called then. @param {NonNullable<LifeStep["call"]>} call */
function whyWords(call) {
  const others = call.passed.join("、") + (call.passed_count > call.passed.length ? "…" : "");
  const said = t(/** @type {Key} */ ("past.why." + call.why), { n: call.passed_count, numbers: others, reason: call.reason || "" });
  if (!call.passed_count || call.why === "head_start") return said;
  return said + t("past.before_others", { n: call.passed_count, numbers: others });
}

/** Why somebody who came later went first, as any citizen may hear it. @param {Life["passed_by"][0]} o */
function passerWhy(o) {
  if (o.class !== "normal") return tFor("past.by_class." + o.class);
  return tFor("past.by." + o.why, tFor("past.by.order"));
}

/** The life as it may be read to whom the number was given. @param {Life} life */
function reading(life) {
  const x = life.ticket;
  const first = life.steps[0];
  const said = [t("past.read_issued", { ticket: x.number, at: hourMinute(x.issued_at), service: named(first.ticket.service_name), n: first.people_ahead || 0 })];
  if (life.passed_count) {
    const who = life.passed_by.slice(0, 5).map((o) => t("past.read_passer", { ticket: o.number, why: passerWhy(o) })).join("；");
    said.push(t("past.read_passed", { n: life.passed_count, who: who + (life.passed_count > 5 ? "…" : "") }));
  } else {
    said.push(t("past.read_nobody"));
  }
  life.steps.forEach((s) => {
    if (s.kind === "called") said.push(t("past.read_called", { at: hourMinute(s.at), window: s.ticket.window || 0, m: Math.floor((s.call ? s.call.waited_ms : 0) / 60000) }));
    if (s.call && s.call.why === "head_start") said.push(t("past.read_first", { n: s.call.passed_count }));
    if (s.kind === "marked_no_show") said.push(t("past.read_missed", { at: hourMinute(s.at), k: s.ticket.call_count || 1 }));
  });
  said.push(x.status === "waiting" ? t("past.read_waits", { n: life.people_ahead || 0 }) : t("past.read_end", { state: tFor("status." + x.status) }));
  return said.join("");
}
