// The booking page: /book to have a slot kept, /book/{code} for one that is.
import { html, mount, pathPart, useEffect, useState } from "./show/view.js";
import { Both, words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { useHall, usePolled } from "./wire/hall.js";
import { Times } from "./book/times.js";
import { Who } from "./book/who.js";
import { Kept } from "./book/kept.js";

/** @typedef {import("./shapes").Booking} Booking */
/** @typedef {import("./shapes").Hall} Hall */
/** @typedef {import("./shapes").Service} Service */
/** @typedef {import("./shapes").Slot} Slot */

function Face() {
  const { hall, fresh } = useHall(60000);
  const [code, setCode] = useState(pathPart(1));
  const [booked, setBooked] = useState(/** @type {Booking|null} */ (null));
  if (!hall) return html`<${Sign} kind=${fresh ? "loading" : "offline"} title=${words(fresh ? "phone.loading" : "error.offline")} />`;
  const go = (/** @type {Booking|null} */ booking) => {
    setBooked(booking);
    setCode(booking ? booking.code : "");
    // A page that is loaded anew, or kept as a bookmark, shows the booking again.
    history.replaceState(null, "", booking ? "/book/" + booking.code : "/book");
    window.scrollTo(0, 0);
  };
  return html`<main class="book">
    <header class="book-head"><${Both} text=${hall.name} /></header>
    ${code ? html`<${Kept} hall=${hall} code=${code} booked=${booked} again=${() => go(null)} />` : html`<${Steps} hall=${hall} booked=${go} />`}
  </main>`;
}

/** Service, day and slot, who: what is chosen stays in sight and can be chosen anew. @param {{hall: Hall, booked: (b: Booking) => void}} p */
function Steps(p) {
  const polled = /** @type {{value: Service[]|null, fresh: boolean}} */ (usePolled("/api/v1/services", 60000));
  const [service, setService] = useState("");
  const [slot, setSlot] = useState(/** @type {Slot|null} */ (null));
  const services = (polled.value || []).filter((s) => s.bookable);
  useEffect(() => {
    if (services.length === 1) setService(services[0].id);
  }, [services.length]);
  if (!polled.value) return html`<p class="book-note"><${Both} text=${words(polled.fresh ? "phone.loading" : "error.offline")} /></p>`;
  if (!services.length) return html`<h1><${Both} text=${words("book.title")} /></h1><p class="book-note"><${Both} text=${words("book.no_services")} /></p>`;
  const chosen = services.filter((s) => s.id === service)[0];
  if (!chosen) {
    return html`<h1><${Both} text=${words("book.service")} /></h1>
      ${services.map((s) => html`<button key=${s.id} class="button" data-book-service=${s.id} onClick=${() => setService(s.id)}><${Both} text=${s.name} /></button>`)}`;
  }
  const other = services.length > 1 ? () => setService("") : null;
  if (!slot) return html`<${Times} service=${chosen} other=${other} choose=${setSlot} />`;
  return html`<${Who} hall=${p.hall} service=${chosen} slot=${slot} other=${() => setSlot(null)} booked=${p.booked} />`;
}

mount(Face);
