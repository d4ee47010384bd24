// The start page: what this device is for. In a demo hall one click makes it so.
import { html, mount, useState } from "./show/view.js";
import { Both, words, wordsFor, zh } from "./show/words.js";
import { clockKnown, dayWords, hourMinute, useNow } from "./show/clock.js";
import { Sign } from "./show/sign.js";
import { EnrolForm } from "./show/enrol.js";
import { order, refusalOf } from "./wire/api.js";
import { grantsOf, useHall, usePolled } from "./wire/hall.js";
import { Cards } from "./index/cards.js";

/** @typedef {import("./shapes").Hall} Hall */
/** @typedef {import("./shapes").Text} Text */

function Face() {
  const { hall, fresh, again } = useHall(10000);
  const services = /** @type {import("./shapes").Service[]|null} */ (usePolled("/api/v1/services", 30000).value);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {Text|null} */ (null));
  if (!hall) {
    return fresh ? html`<${Sign} kind="loading" title=${words("board.loading")} />`
      : html`<${Sign} kind="offline" title=${words("board.reconnecting")} line=${words("error.offline")} />`;
  }
  /** @param {string} path @param {{role: string, window?: number, zone?: string}|null} grant */
  const open = async (path, grant) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      if (grant && hall.demo && !holds(hall, grant)) await order("/demo/enrol", grant);
      location.assign(path);
    } catch (error) {
      setProblem(refusalOf(error).text);
    }
    setBusy(false);
  };
  return html`<main class="start">
    <${Head} hall=${hall} />
    ${!fresh && html`<p class="problem" role="alert"><${Both} text=${words("error.offline")} /></p>`}
    <h2 class="start-title"><${Both} text=${words(hall.demo ? "index.demo" : "index.title")} /></h2>
    ${problem && html`<p class="problem" role="alert"><${Both} text=${problem} /></p>`}
    <${Cards} hall=${hall} services=${services || []} busy=${busy} open=${open} />
    ${hall.me && hall.me.length > 0 && html`<p class="start-me">${zh("index.enrolled")}
      ${hall.me.map((g) => html`<span class="start-grant" key=${g.role + g.window + g.zone}>${wordsFor("role." + g.role).zh} ${g.window || g.zone || ""}</span>`)}</p>`}
    ${!hall.demo && html`<${EnrolForm} title=${words("index.enrol_title")} demo=${false} grant=${{ role: "" }} done=${again} />`}
  </main>`;
}

/** @param {Hall} hall @param {{role: string, window?: number, zone?: string}} grant */
function holds(hall, grant) {
  return grantsOf(hall, grant.role).some((g) => (!grant.window || g.window === grant.window) && (!grant.zone || !g.zone || g.zone === grant.zone));
}

/** @param {{hall: Hall}} p */
function Head(p) {
  const time = useNow(1000);
  return html`<header class="start-head">
    <h1><${Both} text=${p.hall.name} /></h1>
    <div class="start-now">
      ${clockKnown() && html`<time class="number">${hourMinute(time)}</time><span>${dayWords(time).zh}</span>`}
      <span class=${"start-state is-" + p.hall.state}>${wordsFor("state." + p.hall.state).zh}</span>
    </div>
  </header>`;
}

mount(Face);
