// The clerk's page: /counter, ?window=3 where the browser may act for several windows.
import { html, mount, useState } from "./show/view.js";
import { Both, words } from "./show/words.js";
import { Sign } from "./show/sign.js";
import { Enrol } from "./show/enrol.js";
import { LogInForm, PasswordForm, UnlockForm } from "./show/login.js";
import { useBoard } from "./wire/live.js";
import { grantsOf, useHall } from "./wire/hall.js";
import { useSession } from "./wire/session.js";
import { Desk } from "./counter/desk.js";

/** @typedef {import("./shapes").CounterBoard} CounterBoard */
/** @typedef {import("./shapes").Grant} Grant */

// A clerk must know within 5 s that nothing which is pressed arrives; the hall sends something every 2.5 s.
const quietMs = 3200;

const asked = Number(new URLSearchParams(location.search).get("window")) || 0;

function Face() {
  const { hall, fresh, again } = useHall(30000);
  const people = useSession();
  const [picked, pick] = useState(asked);
  const grants = grantsOf(hall, "counter");
  const grant = grants.filter((g) => g.window === picked)[0] || (!picked && grants.length === 1 ? grants[0] : undefined);
  if (!hall) {
    return fresh ? html`<${Sign} kind="loading" title=${words("board.loading")} />`
      : html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("counter.offline")} />`;
  }
  const changed = () => {
    people.again();
    again();
  };
  const session = people.session;
  const me = session && session.account;
  if (session && me && me.must_change) return html`<main><${PasswordForm} must=${true} done=${changed} /></main>`;
  if (session && !grant && !hall.demo && session.windows.indexOf(picked) >= 0 || session && !grants.length && session.windows.length > 0) {
    return html`<main><${LogInForm} title=${words("counter.log_in", { window: picked || session.windows[0] })} pin=${true} done=${changed} /></main>`;
  }
  if (!grant && (picked || !grants.length)) {
    return html`<${Enrol} title=${words("counter.enrol")} demo=${hall.demo} grant=${{ role: "counter", window: picked || 3 }} done=${again} />`;
  }
  if (!grant) return html`<${Choose} grants=${grants} pick=${pick} />`;
  return html`<${Counter} key=${grant.window} grant=${grant} hall=${hall} session=${session} changed=${changed} />`;
}

/** @param {{grants: Grant[], pick: (n: number) => void}} p */
function Choose(p) {
  const open = (/** @type {Grant} */ g) => {
    history.replaceState(null, "", "/counter?window=" + g.window);
    p.pick(g.window || 0);
  };
  return html`<main class="pick">
    <h1><${Both} text=${words("counter.window_choose")} /></h1>
    <div class="pick-list">${p.grants.map((g) => html`<button key=${g.window} class="pick-one" data-window=${g.window} onClick=${() => open(g)}>
      <span class="number">${g.window}</span><${Both} text=${words("win.window")} /></button>`)}</div>
  </main>`;
}

/** @param {{grant: Grant, hall: import("./shapes").Hall, session: import("./shapes").Session|null, changed: () => void}} p */
function Counter(p) {
  const [entering, enter] = useState(false);
  const [frames, count] = useState(0);
  const { board, state } = useBoard("/ws/counter/" + p.grant.window, (/** @type {import("./shapes").Frame<CounterBoard>} */ frame) => {
    if (frame.board) count((n) => n + 1);
  }, undefined, quietMs);
  if (state === "not_enrolled" || state === "forbidden") {
    return html`<${Enrol} title=${words("counter.enrol")} demo=${p.hall.demo} grant=${{ role: "counter", window: p.grant.window }}
      done=${() => location.reload()} />`;
  }
  if (state === "unknown") return html`<${Sign} kind="wrong" title=${words("win.unknown")} line=${words("error.unknown_window")} />`;
  if (!board) {
    return state === "offline" ? html`<${Sign} kind="offline" title=${words("board.offline_title")} line=${words("counter.offline")} />`
      : html`<${Sign} kind="loading" title=${words("board.loading")} />`;
  }
  const me = p.session && p.session.account;
  const changed = () => {
    enter(false);
    p.changed();
  };
  if (entering) {
    return html`<main><${LogInForm} title=${words("counter.log_in", { window: p.grant.window || 0 })} pin=${true} done=${changed}
      other=${{ text: "button.cancel", press: () => enter(false) }} /></main>`;
  }
  const locked = me && me.locked ? html`<${UnlockForm} name=${me.person || me.name} done=${changed} />` : null;
  return html`<${Desk} board=${board} live=${state === "live"} frames=${frames} staff=${p.grant.staff || ""} me=${me} locked=${locked} changed=${changed}
    enter=${p.session && p.session.accounts && !me ? () => enter(true) : null} />`;
}

mount(Face);
