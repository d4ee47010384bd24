// The phone page: /t/{access}. Opened once by a worried person: the number, how many before it, when; then everything else.
import { html, mount, pathPart, useEffect, useState } from "./show/view.js";
import { Both, say, words, zh } from "./show/words.js";
import { hourMinuteSecond, now } from "./show/clock.js";
import { Sign } from "./show/sign.js";
import { EmergencyLine } from "./show/emergency.js";
import { Status } from "./ticket/status.js";
import { Choices } from "./ticket/choices.js";
import { Rating } from "./ticket/rating.js";
import { Feedback } from "./ticket/feedback.js";
import { Told } from "./ticket/told.js";
import { useTicket } from "./ticket/follow.js";
import { Bell, useRing } from "./ticket/ring.js";

/** @typedef {import("./shapes").Ticket} Ticket */

function Face() {
  const access = pathPart(1);
  const { ticket, board, live, lost, unknown, set } = useTicket(access);
  useRing(live ? ticket : null);
  if (unknown) return html`<${Sign} kind="wrong" title=${words("phone.unknown")} line=${words("phone.unknown_hint")} />`;
  if (!ticket) {
    return lost ? html`<${Sign} kind="offline" title=${words("board.reconnecting")} line=${words("phone.offline")} />`
      : html`<${Sign} kind="loading" title=${words("phone.loading")} />`;
  }
  return html`<${Page} access=${access} ticket=${ticket} center=${board && board.center}
    emergency=${board && board.emergency} live=${live} answered=${set} />`;
}

/** @param {{access: string, ticket: Ticket, center: import("./shapes").Text|null,
 *   emergency?: import("./shapes").Emergency|null, live: boolean, answered: (t: Ticket) => void}} p */
function Page(p) {
  const t = p.ticket;
  const [seen, setSeen] = useState(now());
  useEffect(() => {
    if (p.live) setSeen(now());
  }, [p.live, t]);
  const open = t.status === "waiting" || t.status === "called" || t.status === "serving" || t.status === "on_hold";
  return html`<main class=${"phone phone-" + t.status} data-state=${p.live ? t.status : "offline"}>
    ${!p.live && html`<p class="phone-offline" role="alert"><${Both} text=${words("phone.offline")} />
      <small>${zh("phone.updated", { "hh:mm:ss": hourMinuteSecond(seen) })}</small></p>`}
    ${p.emergency && html`<${EmergencyLine} emergency=${p.emergency} />`}
    ${p.center && html`<header class="phone-head">${say(p.center)}<small>${p.center.en}</small></header>`}
    <${Status} ticket=${t} live=${p.live} />
    <${Told} access=${p.access} ticket=${t} />
    ${t.status === "served" && (t.rate_until || t.rating) && html`<${Rating} access=${p.access} ticket=${t} answered=${p.answered} />`}
    <dl class="phone-facts">
      <${Fact} name="phone.service" value=${say(t.service_name) || t.service} />
      <${Fact} name="phone.issued" value=${hourMinuteSecond(t.issued_at)} />
      ${t.case_no && html`<${Fact} name="phone.case_no" value=${t.case_no} />`}
    </dl>
    <${Choices} access=${p.access} ticket=${t} live=${p.live} answered=${p.answered} />
    ${open && html`<footer class="phone-foot">${(t.status === "waiting" || t.status === "on_hold") && html`<${Bell} />`}
      <p><${Both} text=${words("phone.keep_open")} /></p></footer>`}
    <${Feedback} access=${p.access} live=${p.live} />
  </main>`;
}

/** @param {{name: import("./shapes").Key, value: string}} p */
function Fact(p) {
  return html`<div><dt>${zh(p.name)}</dt><dd>${p.value}</dd></div>`;
}

mount(Face);
