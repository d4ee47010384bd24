// A service's guide on a phone: what to bring, what it costs, how long it takes.
import { html, mount, pathPart, useEffect, useState } from "./show/view.js";
import { Both, words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { ask, refusalOf } from "./wire/api.js";
import { Material } from "./show/material.js";

/** @typedef {import("./shapes").Guide} Guide */

function Face() {
  const [g, setGuide] = useState(/** @type {Guide|null} */ (null));
  const [problem, setProblem] = useState(/** @type {import("./shapes").Text|null} */ (null));
  useEffect(() => {
    ask("/api/v1/services/" + encodeURIComponent(pathPart(1)) + "/guide").then(setGuide, (error) => setProblem(refusalOf(error).text));
  }, []);
  useEffect(() => {
    if (g) document.title = g.name.zh;
  }, [g]);
  if (problem) return html`<${Sign} kind="wrong" title=${problem} />`;
  if (!g) return html`<${Sign} kind="loading" title=${words("phone.loading")} />`;
  const online = /^https?:\/\//.test(g.online || "") ? g.online : "";
  return html`<main class="guide" data-guide=${g.service}>
    <h1><${Both} text=${g.name} /></h1>
    ${g.materials.length > 0 && html`<h2><${Both} text=${words("guide.materials")} /></h2>
      <ol class="materials">${g.materials.map((m) => html`<li key=${m.name.zh} class="material"><${Material} material=${m} lang="zh" both=${true} /></li>`)}</ol>`}
    <dl class="guide-facts">
      ${g.fee && html`<dt><${Both} text=${words("guide.fee")} /></dt><dd><${Both} text=${g.fee} /></dd>`}
      ${g.promise && html`<dt><${Both} text=${words("guide.promise")} /></dt><dd><${Both} text=${g.promise} /></dd>`}
      ${g.note && html`<dt><${Both} text=${words("guide.note")} /></dt><dd><${Both} text=${g.note} /></dd>`}
    </dl>
    ${online && html`<a class="guide-online" href=${online} rel="noreferrer"><${Both} text=${words("guide.online")} /></a>`}
    ${g.reviewed && html`<p class="guide-reviewed"><${Both} text=${words("guide.reviewed", { date: g.reviewed })} /></p>`}
  </main>`;
}

mount(Face);
