import { html } from "../../show/view.js";
import { t } from "../lang.js";

const mostBars = 40; // more are not told apart
const fullWidth = 70; // percent of the row; the value stands behind the bar

/** @param {{value: number|null, most: number, text: string, second?: boolean}} p */
function Bar(p) {
  const width = p.value ? Math.max(0.5, (p.value / p.most) * fullWidth) : 0;
  return html`<div class="bar-track"><div class=${"bar-fill" + (p.second ? " is-second" : "")} style=${{ width: width + "%" }}></div><span>${p.text}</span></div>`;
}

/**
 * How many were served, and below it how many minutes they waited on average: bars from zero, on paper as on the screen.
 * @param {{title: string, names: string[], served: number[], wait: (number|null)[]}} p
 */
export function Chart(p) {
  const names = p.names.slice(0, mostBars);
  const most = (/** @type {(number|null)[]} */ values) => values.reduce((/** @type {number} */ n, v) => Math.max(n, v || 0), 1);
  return html`<figure class="chart"><h3>${p.title}<small>${names.length < p.names.length ? t("stats.first", { n: mostBars }) : ""}</small></h3>
    <ul class="bars">${names.map((name, i) => html`<li key=${i}><span class="bar-of" title=${name}>${name}</span><div class="bar-tracks">
      <${Bar} value=${p.served[i]} most=${most(p.served)} text=${t("stats.served_n", { n: p.served[i] })} />
      <${Bar} value=${p.wait[i]} most=${most(p.wait)} second=${true} text=${p.wait[i] === null ? "—" : t("stats.wait_m", { m: (p.wait[i] || 0).toFixed(1) })} /></div></li>`)}</ul></figure>`;
}
