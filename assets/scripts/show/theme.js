// What makes the faces a hall's own: its colours, in place of those that come with them.

/** @typedef {import("../shapes").Theme} Theme */

/** Of each token: of which of the hall's colours it is made, what is mixed in and how much. @type {[string, "primary"|"night", number, number][]} */
const made = [
  ["--blue", "primary", 0, 0], ["--blue-deep", "primary", 0, 0.2], ["--blue-mist", "primary", 255, 0.9],
  ["--night", "night", 0, 0], ["--night-raised", "night", 255, 0.06], ["--night-line", "night", 255, 0.18],
];

let worn = "";

/** @param {Theme|undefined} theme */
export function wear(theme) {
  const name = theme ? theme.primary + " " + theme.night : "";
  if (name === worn) return;
  worn = name;
  made.forEach(([token, from, into, part]) => {
    const colour = theme && theme[from];
    if (colour) document.documentElement.style.setProperty(token, mix(colour, into, part));
    else document.documentElement.style.removeProperty(token);
  });
}

/** A colour with a part of grey in it: 0 is black, 255 white. @param {string} colour @param {number} grey @param {number} part */
function mix(colour, grey, part) {
  const mixed = [1, 3, 5].map((at) => Math.round(parseInt(colour.substr(at, 2), 16) * (1 - part) + grey * part));
  return "rgb(" + mixed.join(",") + ")";
}
