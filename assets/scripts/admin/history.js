import { cls, html, useEffect, useState } from "../show/view.js";
import { words } from "../show/words.js";
import { dateOf, now } from "../show/clock.js";
import { Sign } from "../show/sign.js";
import { ask, refusalOf } from "../wire/api.js";
import { named, t } from "./lang.js";
import { None } from "./parts.js";
import { Frame } from "./frame.js";
import { timeOf, momentOf } from "./past/time.js";
import { useMoment, usePlayer, useTransportKeys } from "./past/player.js";
import { Strip, Transport, When } from "./past/transport.js";
import { Screens } from "./past/screens.js";
import { Alerts, Queues, WindowList } from "./past/lists.js";
import { LifePanel } from "./past/life.js";
import { ProofLine } from "./past/proof.js";

/** @typedef {import("../shapes").PastDay} PastDay */
/** @typedef {import("../shapes").Key} Key */

const query = new URLSearchParams(location.search);

/** The date that the address names; "" for what is none. */
function askedDate() {
  const date = query.get("date") || "";
  return /^\d{4}-\d\d-\d\d$/.test(date) && !isNaN(Date.parse(date)) ? date : "";
}

/** @type {{name: string, text: Key}[]} */
const tabs = [{ name: "queues", text: "watch.queues" }, { name: "windows", text: "watch.windows" }, { name: "life", text: "past.life" }, { name: "alerts", text: "past.alerts" }];

/** A day of the past: the moment is picked, and every screen, window and queue is as it was then. @param {import("./face.js").PageProps} p */
export function HistoryPage(p) {
  const [date, setDate] = useState(askedDate() || dateOf(now()));
  const [day, setDay] = useState(/** @type {PastDay|null} */ (null));
  const [problem, setProblem] = useState("");
  const [lost, lose] = useState(false);
  useEffect(() => {
    let over = false;
    setDay(null);
    setProblem("");
    ask("/api/v1/history/day?date=" + encodeURIComponent(date)).then((got) => {
      if (over) return;
      lose(false);
      setDay(got);
    }, (error) => {
      const refusal = refusalOf(error);
      if (over) return;
      lose(refusal.status === 0);
      setProblem(refusal.status === 400 ? t("past.no_day") : named(refusal.text));
    });
    return () => {
      over = true;
    };
  }, [date]);
  return html`<${Frame} ...${p} at="history" fixed=${true} live=${lost ? false : undefined}>
    ${day ? html`<${Day} key=${day.date} day=${day} orders=${p.orders} open=${setDate} />`
      : html`<div class="past"><div class="past-bar"><${When} date=${date} open=${setDate} /></div>
        ${problem ? html`<${None} text=${problem} />` : html`<${Sign} kind="loading" title=${words("board.loading")} />`}</div>`}
  </${Frame}>`;
}

/** @param {PastDay} day */
function beginning(day) {
  const asked = query.get("date") === day.date && momentOf(query.get("at") || "", day);
  if (asked) return asked;
  const first = day.calls.length ? Date.parse(day.calls[0].at) : Date.parse(day.until);
  return Math.min(Date.parse(day.until), first);
}

/** @param {{day: PastDay, orders: import("../show/orders.js").Orders, open: (date: string) => void}} p */
function Day(p) {
  const day = p.day;
  const [screen, show] = useState(knownScreen(day, query.get("screen") || "") || (day.screens[1] || day.screens[0]).screen);
  const [tab, turn] = useState(query.get("number") ? "life" : "queues");
  const [number, follow] = useState(query.get("number") || "");
  const player = usePlayer(day, beginning(day));
  const moment = useMoment(day.date, player.at, screen);
  const was = moment.was;
  const here = moment.shown === player.at ? was : null; // steps are from what is known of the moment itself
  useTransportKeys(player, day, here);
  useEffect(() => {
    if (player.speed) return;
    const at = "?date=" + day.date + "&at=" + timeOf(player.at) + "&screen=" + screen + (number ? "&number=" + encodeURIComponent(number) : "");
    history.replaceState(null, "", location.pathname + at);
  }, [player.at, player.speed, screen, number]);
  const jump = (/** @type {number|string} */ at) => player.go(typeof at === "string" ? Date.parse(at) : at);
  const look = (/** @type {string} */ of) => {
    follow(of);
    turn("life");
  };
  return html`<div class="past" data-at=${timeOf(player.at)} data-speed=${player.speed} data-shown=${was ? timeOf(was.at) : ""}>
    <div class="past-bar"><${When} date=${day.date} day=${day} at=${player.at} open=${p.open} go=${jump} /><${ProofLine} orders=${p.orders} /></div>
    <div class="past-bar"><${Transport} player=${player} day=${day} was=${here} /></div>
    <${Strip} player=${player} day=${day} />
    ${moment.problem && html`<p class="side-warning" role="alert">${t("past.offline", { at: timeOf(moment.shown) })}</p>`}
    <div class=${cls("past-main", moment.problem && "is-stale")}>
      <${Screens} day=${day} screen=${screen} show=${show} was=${was} at=${moment.shown} />
      <section class="past-side" aria-label=${t("past.beside")}>
        <div class="past-tabs" role="tablist">${tabs.map((x) => html`<button type="button" role="tab" key=${x.name} id=${"past-tab-" + x.name} class=${cls("past-tab", tab === x.name && "is-here")}
          aria-selected=${tab === x.name} aria-controls="past-panel" data-side=${x.name} onClick=${() => turn(x.name)}>${t(x.text)}</button>`)}</div>
        <div class="past-panel" role="tabpanel" id="past-panel" aria-labelledby=${"past-tab-" + tab} tabindex="0" data-panel=${tab}>
          ${tab === "life" ? html`<${LifePanel} date=${day.date} number=${number} follow=${follow} go=${jump} />`
            : tab === "alerts" ? html`<${Alerts} day=${day} was=${was} go=${jump} />`
              : was && (tab === "windows" ? html`<${WindowList} was=${was} look=${look} show=${show} />` : html`<${Queues} was=${was} look=${look} />`)}
        </div>
      </section>
    </div>
  </div>`;
}

/** @param {PastDay} day @param {string} screen */
function knownScreen(day, screen) {
  return day.screens.some((s) => s.screen === screen) ? screen : "";
}
