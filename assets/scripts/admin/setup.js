import { cls, html, useEffect, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { now } from "../show/clock.js";
import { Sign } from "../show/sign.js";
import { ask, refusalOf } from "../wire/api.js";
import { named, t, tFor } from "./lang.js";
import { Frame } from "./frame.js";
import { partsChanged, put } from "./setup/edit.js";
import { bannedIn, faultAt, faultWords, partOf } from "./setup/faults.js";
import { AssistantPart } from "./setup/assistant.js";
import { FilesPart } from "./setup/files.js";
import { HoursPart } from "./setup/hours.js";
import { DevicesPart, PlacesPart, ScreensPart } from "./setup/places.js";
import { PrioritiesPart, RulesPart, TextsPart } from "./setup/rules.js";
import { ServicesPart } from "./setup/services.js";
import { StaffPart } from "./setup/staff.js";
import { WindowsPart } from "./setup/windows.js";
import { TrialPart } from "./trial.js";

/** @typedef {import("../shapes").SetUp} SetUp */
/** @typedef {import("../shapes").Key} Key */

/** The parts of the set-up, in the order in which a new hall needs them. @type {{at: string, text: Key, show: any}[]} */
const parts = [
  { at: "texts", text: "setup.texts", show: TextsPart }, { at: "hours", text: "part.hours", show: HoursPart }, { at: "places", text: "setup.places", show: PlacesPart },
  { at: "devices", text: "setup.devices", show: DevicesPart },
  { at: "services", text: "part.services", show: ServicesPart }, { at: "windows", text: "part.windows", show: WindowsPart }, { at: "staff", text: "part.staff", show: StaffPart },
  { at: "priorities", text: "setup.priorities", show: PrioritiesPart }, { at: "rules", text: "setup.rules", show: RulesPart }, { at: "screens", text: "setup.screens", show: ScreensPart }, { at: "files", text: "setup.files", show: FilesPart },
  { at: "assistant", text: "assist.title", show: AssistantPart }, { at: "trial", text: "trial.title", show: TrialPart },
];

/** The hall as it is set up: changed as a draft, in force at once when kept. @param {import("./face.js").PageProps} p */
export function SetUpPage(p) {
  const [is, setIs] = useState(/** @type {SetUp|null} */ (null));
  const [draft, setDraft] = useState(/** @type {any} */ (null));
  const [part, open] = useState("services");
  const [problem, setProblem] = useState("");
  const [fault, setFault] = useState(/** @type {import("./setup/edit.js").Fault|null} */ (null));
  const [lost, lose] = useState(false);
  const take = (/** @type {SetUp} */ got) => {
    setIs(got);
    setDraft(got.layout);
    setProblem("");
    setFault(null);
  };
  useEffect(() => {
    ask("/api/v1/layout").then((got) => {
      take(got);
      if (got.changes.length <= 1) open("assistant"); // nobody has set this hall up yet
    }, (error) => lose(refusalOf(error).status === 0));
  }, []);
  if (!is) return html`<${Frame} ...${p} at="setup" live=${lost ? false : undefined}><${Sign} kind="loading" title=${words("board.loading")} /></${Frame}>`;
  const edit = (/** @type {string} */ path, /** @type {any} */ value) => setDraft((/** @type {any} */ before) => put(before, path, value));
  const different = partsChanged(is.layout, draft);
  const send = async (/** @type {string} */ path, /** @type {object} */ body) => {
    const got = await p.orders.send("/layout" + path, body, (refusal) => {
      const said = refusal.fault ? faultWords(refusal.fault, draft) : named(refusal.text) + (refusal.code === "in_use" ? " " + t("setup.in_use_why") : "");
      setProblem(said);
      if (refusal.fault) {
        setFault(faultAt(refusal.fault));
        open((now) => partOf(refusal.fault, now));
      }
    });
    if (!got) return false;
    take(got);
    p.again(); // the page above has the hall's name
    p.orders.done("setup.kept");
    return true;
  };
  const keep = () => {
    setProblem("");
    setFault(null);
    send("", { over: is.revision, layout: draft });
  };
  const here = parts.filter((x) => x.at === part)[0] || parts[0];
  return html`<${Frame} ...${p} at="setup"><div class="setup">
    <nav class="setup-parts" aria-label=${t("admin.setup")}>${parts.map((x) => html`<button type="button" key=${x.at} class=${cls("setup-part", x.at === here.at && "is-here")} data-part=${x.at}
      aria-current=${x.at === here.at ? "true" : undefined} onClick=${() => open(x.at)}>${t(x.text)}</button>`)}</nav>
    <div class="setup-main" data-shown=${here.at}>
      ${problem && html`<p class="side-warning" role="alert" data-fault="yes">${problem}</p>`}
      ${here.at === "files" ? html`<${FilesPart} is=${is} busy=${p.orders.busy} send=${send} orders=${p.orders} />` : html`<${here.show} is=${is} draft=${draft} put=${edit} fault=${fault} orders=${p.orders} now=${now()} hall=${p.hall} again=${p.again} unkept=${different.length > 0} />`}
    </div>
    ${different.length > 0 && html`<div class="keep" role="region" aria-label=${t("setup.keep")}>
      <p><b>${t("setup.different", { parts: different.map((x) => tFor("part." + x, x)).join("、") })}</b>
        <small>${t("setup.at_once")}${bannedIn(draft).length ? " " + t("setup.banned_n", { n: bannedIn(draft).length }) : ""}</small></p>
      <button type="button" class="btn" data-action="discard" onClick=${() => take(is)}>${t("setup.discard")}</button>
      <button type="button" class="btn btn-main" data-action="keep" disabled=${p.orders.busy} onClick=${keep}>${t("setup.keep")}</button></div>`}
  </div></${Frame}>`;
}
