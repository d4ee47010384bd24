// Television boxes go to sleep over a page that nobody touches. They do not while a video plays, however dull; a lock on the screen does
// better where a browser gives one, which it does not over plain http.
import stillMP4 from "../../awake/still.mp4";
import stillWebM from "../../awake/still.webm";

/** Keeps the screen on until what it gives is called. */
export function keepAwake() {
  const video = document.createElement("video");
  video.className = "awake";
  video.muted = true;
  video.loop = true;
  video.setAttribute("muted", "");
  video.setAttribute("playsinline", "");
  video.setAttribute("aria-hidden", "true");
  [[stillWebM, "video/webm"], [stillMP4, "video/mp4"]].forEach(([url, type]) => {
    const source = document.createElement("source");
    source.src = url;
    source.type = type;
    video.appendChild(source);
  });
  document.body.insertBefore(video, document.body.firstChild);
  const play = () => {
    const playing = video.play();
    if (playing) playing.catch(() => undefined);
  };
  const seen = () => {
    if (document.visibilityState !== "visible") return;
    play();
    const lock = /** @type {any} */ (navigator).wakeLock;
    if (lock) lock.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", seen);
  seen();
  return () => {
    document.removeEventListener("visibilitychange", seen);
    video.remove();
  };
}
