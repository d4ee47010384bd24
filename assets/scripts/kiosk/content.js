import { html } from "../show/view.js";
import { words } from "../show/words.js";
import { Departments, Home, Services } from "./choose.js";
import { Closed } from "./closed.js";
import { Confirm, useGuide } from "./confirm.js";
import { Done } from "./done.js";
import { Find } from "./find.js";
import { Found } from "./found.js";
import { MaterialList } from "./guidebox.js";
import { Identify, TypeID } from "./identify.js";
import { AskMine, TypeCode, TypeNumber } from "./mine.js";

/** @typedef {import("../shapes").Service} Service */
/** @typedef {import("./journey.js").Journey} Journey */
/** @typedef {import("./journey.js").Page} Page */
/** @typedef {import("./journey.js").Identity} Identity */
/**
 * @typedef {{journey: Journey, page: Page, go: import("./journey.js").Go, hall: import("../shapes").Hall, services: Service[],
 *   taking: import("./take.js").Taking, bad: boolean, lying: boolean, change: (c: Partial<Journey>) => void}} Scene
 */

/** The page that somebody is on. @param {Scene} p */
export function content(p) {
  const page = p.page;
  const common = { hall: p.hall, services: p.services, mode: p.journey.mode, go: p.go };
  const service = "id" in page ? p.services.filter((s) => s.id === page.id)[0] : undefined;
  switch (page.kind) {
    case "home":
      if (!p.services.some((s) => s.issuing)) return html`<${Closed} ...${common} />`;
      return html`<${Home} ...${common} card=${last4(p.journey.identity)} bad=${p.bad} />`;
    case "departments":
      return html`<${Departments} ...${common} />`;
    case "services":
      return html`<${Services} ...${common} department=${page.department} />`;
    case "find":
      return html`<${Find} ...${common} />`;
    case "mine":
      return html`<${AskMine} ...${common} lying=${p.lying} problem=${p.bad ? words("kiosk.code_bad", { help: p.hall.help }) : null} type=${() => p.go.push({ kind: "type_number" })}
        typeCode=${() => p.go.push({ kind: "type_code" })} />`;
    case "type_number":
      return html`<${TypeNumber} ...${common} found=${(/** @type {any} */ query, /** @type {any} */ mine) =>
        p.go.push({ kind: "found", query: query, first: mine, duplicate: false })} />`;
    case "type_code":
      return html`<${TypeCode} ...${common} found=${(/** @type {any} */ query, /** @type {any} */ mine) =>
        p.go.push({ kind: "found", query: query, first: mine, duplicate: false })} />`;
    case "found":
      return html`<${Found} key=${JSON.stringify(page.query)} ...${common} query=${page.query} first=${page.first} duplicate=${page.duplicate}
        identity=${p.journey.identity} />`;
    case "done":
      return html`<${Done} ...${common} ticket=${page.ticket} service=${service || null} card=${!!p.journey.identity && p.journey.identity.card}
        printed=${(/** @type {import("../shapes").Printed} */ print) =>
          p.go.only({ kind: "done", ticket: Object.assign({}, page.ticket, { print: print }), id: page.id })} />`;
  }
  if (!service) return html`<${Home} ...${common} card="" bad=${p.bad} />`; // a service that has gone meanwhile
  return ofService(p, service);
}

/** The pages about one service. @param {Scene} p @param {Service} service */
function ofService(p, service) {
  const page = p.page;
  const identity = p.journey.identity;
  const common = { hall: p.hall, service: service, mode: p.journey.mode, taking: p.taking };
  if (page.kind === "materials") return html`<${List} key=${service.id} service=${service} hall=${p.hall} mode=${p.journey.mode} />`;
  if (page.kind === "identify") {
    return html`<${Identify} ...${common} bad=${p.bad} lying=${p.lying} type=${() => p.go.push({ kind: "type_id", id: page.id, key: page.key })}
      skip=${() => p.taking.take(page.id, page.key, null, p.journey.withoutSlip)} />`;
  }
  if (page.kind === "type_id") {
    return html`<${TypeID} ...${common} done=${(/** @type {string} */ number) => p.taking.take(page.id, page.key, { idNumber: number, card: false }, p.journey.withoutSlip)} />`;
  }
  if (page.kind !== "service") return null;
  const confirm = (/** @type {boolean} */ withoutSlip) => {
    p.change({ withoutSlip: withoutSlip });
    if (service.real_name && !identity) p.go.push({ kind: "identify", id: page.id, key: page.key });
    else p.taking.take(page.id, page.key, identity, withoutSlip);
  };
  return html`<${Confirm} key=${page.key} ...${common} card=${last4(identity)} confirm=${confirm}
    list=${() => p.go.push({ kind: "materials", id: service.id })} />`;
}

/** @param {{service: Service, hall: import("../shapes").Hall, mode: import("./journey.js").Mode}} p */
function List(p) {
  return html`<${MaterialList} hall=${p.hall} guide=${useGuide(p.service.id)} name=${p.service.name} lang=${p.mode.lang} large=${p.mode.large} />`;
}

/** @param {Identity|null} identity */
function last4(identity) {
  return identity && identity.card ? identity.idNumber.slice(-4) : "";
}
