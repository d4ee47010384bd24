import { cls, html } from "../show/view.js";
import { clockKnown, dayWords, hourMinute, useNow } from "../show/clock.js";
import { language, named, t } from "./lang.js";
import { Me } from "../show/me.js";
import { useSession } from "../wire/session.js";

/** @typedef {import("../shapes").Hall} Hall */
/** @typedef {import("../shapes").Key} Key */

/** The centre's pages: where each is, and who may open it. @type {{at: string, text: Key, roles: string[]}[]} */
export const pages = [
  { at: "", text: "admin.watch", roles: ["supervisor", "manager", "admin"] },
  { at: "cards", text: "admin.cards", roles: ["supervisor", "manager", "admin"] },
  { at: "statistics", text: "admin.statistics", roles: ["supervisor", "manager", "admin"] },
  { at: "ratings", text: "admin.ratings", roles: ["supervisor", "manager", "admin"] },
  { at: "history", text: "admin.history", roles: ["supervisor", "manager", "admin"] },
  { at: "setup", text: "admin.setup", roles: ["admin", "manager"] },
  { at: "accounts", text: "admin.accounts", roles: ["admin"] },
  { at: "devices", text: "admin.devices", roles: ["admin", "operator"] },
  { at: "audit", text: "admin.audit", roles: ["admin", "manager"] },
  { at: "backups", text: "admin.backups", roles: ["admin", "operator", "supervisor", "manager"] },
];

/** @param {string} at */
export function pathOf(at) {
  return at ? "/admin/" + at : "/admin";
}

/**
 * What is around every page of the centre: whose hall, which page, what time.
 * @param {{hall: Hall, at: string, open: (at: string) => void, turn: () => void, orders: import("../show/orders.js").Orders, fixed?: boolean, live?: boolean, children?: any}} p
 *   fixed: the page does not scroll; live: what it shows is
 */
export function Frame(p) {
  const time = useNow(10000);
  const day = dayWords(time);
  const go = (/** @type {Event} */ event, /** @type {string} */ at) => {
    event.preventDefault();
    p.open(at);
  };
  return html`<div class=${cls("centre", p.fixed && "is-fixed", p.live === false && "is-stale")} data-page=${p.at || "watch"} data-state=${p.live === false ? "offline" : "live"}>
    <header class="centre-bar">
      <h1 class="centre-name">${named(p.hall.name)}</h1>
      <nav class="centre-tabs" aria-label=${t("admin.pages")}>${pages.filter((page) => page.roles.some((role) => (p.hall.me || []).some((g) => g.role === role)))
        .map((page) => html`<a key=${page.at} href=${pathOf(page.at)} class=${cls("tab", page.at === p.at && "is-here")} aria-current=${page.at === p.at ? "page" : undefined}
          data-tab=${page.at || "watch"} onClick=${(/** @type {Event} */ e) => go(e, page.at)}>${t(page.text)}</a>`)}</nav>
      ${clockKnown() && html`<time class="centre-clock">${language() === "en" ? day.en : day.zh} <b class="number">${hourMinute(time)}</b></time>`}
      <${FirstAccount} hall=${p.hall} at=${p.at} open=${p.open} /><${Me} left=${() => location.reload()} />
      <button type="button" class="centre-lang" data-action="language" onClick=${p.turn}>${language() === "en" ? "中文" : "EN"}</button>
    </header>
    ${p.live === false && html`<p class="centre-offline" role="alert">${t("admin.offline")}</p>`}
    <main class="centre-main" aria-hidden=${p.live === false}>${p.children}</main>
    <${Said} orders=${p.orders} />
  </div>`;
}

/** A hall in which nobody has an account yet, told to who can make the first. @param {{hall: Hall, at: string, open: (at: string) => void}} p */
function FirstAccount(p) {
  const { session } = useSession();
  const admin = (p.hall.me || []).some((g) => g.role === "admin");
  if (!session || session.accounts || !admin || p.hall.demo || p.at === "accounts") return null;
  return html`<button type="button" class="me-name centre-first" data-action="first-account" title=${t("accounts.first_hint")} onClick=${() => p.open("accounts")}>${t("accounts.first")}</button>`;
}

/** What came of the last order, where it is seen and covers nothing that is needed. @param {{orders: import("../show/orders.js").Orders}} p */
function Said(p) {
  const m = p.orders.message;
  return html`<div class="said" role=${m && m.kind === "problem" ? "alert" : "status"}>${m && html`<p class=${"said-" + m.kind} data-message=${m.kind}>
    ${named(m.text)}<button type="button" class="said-close" aria-label=${t("admin.close")} onClick=${() => p.orders.say(null)}>×</button></p>`}</div>`;
}
