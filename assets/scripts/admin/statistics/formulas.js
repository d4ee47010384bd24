import { html } from "../../show/view.js";
import { t, tFor } from "../lang.js";

/** What the formulas are about, in their order; the workbook has the same. */
const formulas = ["wait", "service", "walk", "no_show", "abandon", "wait_over", "service_over", "utilisation", "away", "rating", "satisfaction", "correction", "recall",
  "out_of_order", "windows", "duty", "quantile"];

/** By which formulas the figures are made. */
export function Formulas() {
  return html`<section class="formulas-part"><h3 class="part-title">${t("stats.formulas")}</h3><dl class="formulas" data-formulas=${formulas.length}>${formulas.map((f) => html`<div key=${f}><dt>${tFor("stats.formula_of." + f)}</dt><dd>${tFor("stats.formula." + f)}</dd></div>`)}</dl></section>`;
}
