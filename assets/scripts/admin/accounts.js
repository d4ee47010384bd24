import { cls, html, useCallback, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { whenWords } from "../show/clock.js";
import { Sign } from "../show/sign.js";
import { usePolled } from "../wire/hall.js";
import { rowsOf } from "./setup/edit.js";
import { named, t, tFor } from "./lang.js";
import { Frame } from "./frame.js";
import { Badge, None, Side } from "./parts.js";

/** @typedef {import("../shapes").Account} Account */
/** @typedef {{name: string, person: string, roles: string[], department: string}} Wanted */
/** @typedef {{name: string, person: string, password: string}} Given */

/** The roles of people, in the order in which they are offered. */
export const personal = ["counter", "desk", "supervisor", "chief", "manager", "operator", "admin"];

const everyMs = 15000;

/**
 * The accounts of a pasted table: number or name, roles, department or what the person is called a row. Without a role it is a clerk's.
 * @param {string} text @param {{id: string, name: import("../shapes").Text}[]} departments
 * @returns {Wanted[]}
 */
export function wantedOf(text, departments) {
  return rowsOf(text).filter((row) => row[0]).map((row) => {
    /** @type {Wanted} */
    const wanted = { name: row[0], person: "", roles: [], department: "" };
    row.slice(1).filter(Boolean).forEach((word) => {
      const role = personal.filter((r) => r === word || words(/** @type {any} */ ("role." + r)).zh === word)[0];
      const department = departments.filter((d) => d.id === word || d.name.zh === word)[0];
      if (role) wanted.roles.push(role);
      else if (department) wanted.department = department.id;
      else wanted.person = word;
    });
    if (!wanted.roles.length) wanted.roles = ["counter"];
    if (wanted.roles.indexOf("chief") < 0) wanted.department = "";
    return wanted;
  });
}

/** Who may log in, and what they may then. @param {import("./face.js").PageProps} p */
export function AccountsPage(p) {
  const polled = /** @type {{value: Account[]|null, fresh: boolean, again: () => void}} */ (usePolled("/api/v1/accounts", everyMs));
  const [open, setOpen] = useState("");
  const [given, setGiven] = useState(/** @type {Given[]} */ ([]));
  const close = useCallback(() => setOpen(""), []);
  const all = polled.value;
  if (!all) return html`<${Frame} ...${p} at="accounts" live=${polled.fresh ? undefined : false}><${Sign} kind="loading" title=${words("board.loading")} /></${Frame}>`;
  const change = async (/** @type {string} */ name, /** @type {object} */ body) => {
    const got = await p.orders.send("/accounts/" + encodeURIComponent(name), body);
    if (got) p.orders.done("accounts.kept");
    polled.again();
    return !!got;
  };
  const reset = async (/** @type {string} */ name) => {
    const got = await p.orders.send("/accounts/" + encodeURIComponent(name) + "/reset");
    if (got) setGiven([got]);
    polled.again();
  };
  const add = async (/** @type {Wanted[]} */ wanted) => {
    const got = await p.orders.send("/accounts", { accounts: wanted });
    if (!got) return;
    setGiven(got);
    close();
    polled.again();
  };
  const chosen = all.filter((a) => a.name === open)[0];
  return html`<${Frame} ...${p} at="accounts" live=${polled.fresh ? undefined : false}>
    <div class="page-head"><h2>${t("admin.accounts")}</h2><p>${t("accounts.intro")}</p>
      ${all.length === 0 && html`<p class="side-warning" data-none="accounts">${t("accounts.none")}</p>`}
      <p class="buttons"><button type="button" class="btn btn-main" data-action="add" onClick=${() => setOpen("+")}>${t("accounts.add")}</button>
        <button type="button" class="btn" data-action="paste" onClick=${() => setOpen("++")}>${t("accounts.paste")}</button></p></div>
    ${given.length > 0 && html`<${FirstPasswords} given=${given} close=${() => setGiven([])} />`}
    ${open === "+" && html`<${AddPanel} ...${p} first=${all.length === 0} busy=${p.orders.busy} add=${add} close=${close} />`}
    ${open === "++" && html`<${PastePanel} ...${p} busy=${p.orders.busy} add=${add} close=${close} />`}
    ${chosen && html`<${AccountPanel} key=${chosen.name} ...${p} account=${chosen} busy=${p.orders.busy} change=${change} reset=${reset} close=${close} />`}
    ${all.length > 0 && html`<${List} all=${all} hall=${p.hall} open=${setOpen} />`}
  </${Frame}>`;
}

/** @param {{all: Account[], hall: import("../shapes").Hall, open: (name: string) => void}} p */
function List(p) {
  return html`<div class="table-box"><table class="table"><thead><tr><th>${t("accounts.name")}</th><th>${t("accounts.person")}</th><th>${t("accounts.roles")}</th>
      <th>${t("accounts.last")}</th><th>${t("accounts.state")}</th><th>${t("accounts.change")}</th></tr></thead>
    <tbody>${p.all.map((a) => html`<tr key=${a.name} data-account=${a.name} class=${cls(a.disabled && "is-off")}>
      <th scope="row" class="number">${a.name}</th><td>${a.person}</td><td>${rolesOf(a, p.hall)}</td><td>${a.last_log_in ? named(whenWords(a.last_log_in)) : t("accounts.never")}</td>
      <td>${a.disabled ? html`<${Badge} text=${t("accounts.disabled")} tone="seen" />` : a.temporary_until ? html`<${Badge} text=${t("accounts.temporary")} tone="warning" />` : t("accounts.good")}
        ${a.has_pin && html`<small>${t("accounts.has_pin")}</small>`}</td>
      <td><button type="button" class="btn" data-open=${a.name} onClick=${() => p.open(a.name)}>${t("accounts.change")}</button></td></tr>`)}</tbody></table></div>`;
}

/** @param {Account} a @param {import("../shapes").Hall} hall */
function rolesOf(a, hall) {
  const department = (hall.departments || []).filter((d) => d.id === a.department)[0];
  return a.roles.map((r) => tFor("role." + r)).join("、") + (department ? " · " + named(department.name) : "");
}

/** The passwords that are shown this once. @param {{given: Given[], close: () => void}} p */
function FirstPasswords(p) {
  return html`<section class="side given" data-panel="given"><h2 class="side-title"><span>${t("accounts.given")}</span>
      <button type="button" class="btn no-print" data-action="given-print" onClick=${() => window.print()}>${t("accounts.print")}</button></h2>
    <p class="side-note">${t("accounts.given_hint")}</p>
    <table class="table"><tbody>${p.given.map((g) => html`<tr key=${g.name}><th scope="row" class="number">${g.name}</th><td>${g.person}</td>
      <td class="number given-secret" data-password=${g.name}>${g.password}</td></tr>`)}</tbody></table>
    <p class="buttons no-print"><button type="button" class="btn btn-main" data-action="given-done" onClick=${p.close}>${t("accounts.given_done")}</button></p></section>`;
}

/** @param {{roles: string[], department: string, hall: import("../shapes").Hall, set: (roles: string[], department: string) => void}} p */
function Roles(p) {
  const turn = (/** @type {string} */ role) => p.set(p.roles.indexOf(role) >= 0 ? p.roles.filter((r) => r !== role) : p.roles.concat([role]), p.department);
  const departments = p.hall.departments || [];
  return html`<fieldset class="choice"><legend>${t("accounts.roles")}</legend>${personal.filter((r) => r !== "chief" || departments.length > 0).map((r) => html`<button type="button" key=${r}
      class=${cls("btn", p.roles.indexOf(r) >= 0 && "is-on")} aria-pressed=${p.roles.indexOf(r) >= 0} data-role=${r} onClick=${() => turn(r)}>${tFor("role." + r)}</button>`)}</fieldset>
    <ul class="role-hints">${p.roles.map((r) => html`<li key=${r}>${tFor("role." + r)}：${tFor("role_hint." + r)}</li>`)}</ul>
    ${p.roles.indexOf("chief") >= 0 && html`<label class="field"><span>${t("accounts.department")}</span><select name="department" value=${p.department}
      onChange=${(/** @type {any} */ e) => p.set(p.roles, e.target.value)}><option value=""></option>${departments.map((d) => html`<option key=${d.id} value=${d.id}
      selected=${d.id === p.department}>${named(d.name)}</option>`)}</select></label>`}`;
}

/** @param {import("./face.js").PageProps & {first: boolean, busy: boolean, add: (all: Wanted[]) => void, close: () => void}} p */
function AddPanel(p) {
  const [name, setName] = useState("");
  const [person, setPerson] = useState("");
  const [roles, setRoles] = useState(p.first ? ["admin"] : ["counter"]);
  const [department, setDepartment] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    p.add([{ name: name.trim(), person: person.trim(), roles: roles, department: roles.indexOf("chief") >= 0 ? department : "" }]);
  };
  const set = (/** @type {string[]} */ r, /** @type {string} */ d) => {
    setRoles(r);
    setDepartment(d);
  };
  return html`<${Side} name="add" title=${t(p.first ? "accounts.first" : "accounts.add")} close=${p.close}><form onSubmit=${submit}>
    <label class="field"><span>${t("accounts.name_hint")}</span><input name="name" maxlength="32" autocomplete="off" value=${name} onInput=${(/** @type {any} */ e) => setName(e.target.value)} /></label>
    <label class="field"><span>${t("accounts.person_hint")}</span><input name="person" maxlength="40" autocomplete="off" value=${person} onInput=${(/** @type {any} */ e) => setPerson(e.target.value)} /></label>
    <${Roles} roles=${roles} department=${department} hall=${p.hall} set=${set} />
    <button class="btn btn-main" data-action="confirm" disabled=${p.busy || !name.trim() || !roles.length}>${t("accounts.make")}</button></form></${Side}>`;
}

/** @param {import("./face.js").PageProps & {busy: boolean, add: (all: Wanted[]) => void, close: () => void}} p */
function PastePanel(p) {
  const [text, setText] = useState("");
  const wanted = wantedOf(text, p.hall.departments || []);
  return html`<${Side} name="paste" title=${t("accounts.paste")} close=${p.close}>
    <label class="field"><span>${t("accounts.paste_hint")}</span><textarea name="paste" rows="6" value=${text} placeholder=${t("accounts.paste_example")}
      onInput=${(/** @type {any} */ e) => setText(e.target.value)}></textarea></label>
    ${wanted.length > 0 ? html`<p class="side-note">${wanted.slice(0, 5).map((w) => w.name + " " + w.roles.map((r) => tFor("role." + r)).join("、")).join("；")}${wanted.length > 5 ? "…" : ""}</p>`
      : html`<${None} text=${t("accounts.paste_none")} />`}
    <button type="button" class="btn btn-main" data-action="confirm" disabled=${p.busy || !wanted.length} onClick=${() => p.add(wanted)}>${t("accounts.make_n", { n: wanted.length })}</button></${Side}>`;
}

/** @param {import("./face.js").PageProps & {account: Account, busy: boolean, change: (name: string, body: object) => Promise<boolean>, reset: (name: string) => void, close: () => void}} p */
function AccountPanel(p) {
  const a = p.account;
  const [roles, setRoles] = useState(a.roles);
  const [department, setDepartment] = useState(a.department || "");
  const [sure, ask] = useState("");
  const set = (/** @type {string[]} */ r, /** @type {string} */ d) => {
    setRoles(r);
    setDepartment(d);
  };
  const twice = (/** @type {string} */ what, /** @type {() => void} */ act) => () => {
    if (sure !== what) return ask(what);
    ask("");
    act();
  };
  return html`<${Side} name="account" title=${a.name + " " + a.person} close=${p.close}>
    <${Roles} roles=${roles} department=${department} hall=${p.hall} set=${set} />
    <p class="buttons"><button type="button" class="btn btn-main" data-action="keep" disabled=${p.busy || !roles.length}
      onClick=${() => p.change(a.name, { roles: roles, department: roles.indexOf("chief") >= 0 ? department : "" })}>${t("accounts.keep")}</button></p>
    <h3>${t("accounts.more")}</h3>
    <p class="buttons"><button type="button" class="btn" data-action="reset" disabled=${p.busy} onClick=${twice("reset", () => p.reset(a.name))}>${t(sure === "reset" ? "accounts.sure" : "accounts.reset")}</button>
      ${a.has_pin && html`<button type="button" class="btn" data-action="clear-pin" disabled=${p.busy} onClick=${() => p.change(a.name, { clear_pin: true })}>${t("accounts.clear_pin")}</button>`}
      ${a.disabled ? html`<button type="button" class="btn" data-action="enable" disabled=${p.busy} onClick=${() => p.change(a.name, { disabled: false })}>${t("accounts.enable")}</button>`
        : html`<button type="button" class=${cls("btn", sure === "disable" && "btn-grave")} data-action="disable" disabled=${p.busy}
          onClick=${twice("disable", () => p.change(a.name, { disabled: true }))}>${t(sure === "disable" ? "accounts.sure" : "accounts.disable")}</button>`}</p>
    <p class="side-note">${t("accounts.disable_hint")}</p></${Side}>`;
}
