// What the page itself reads off an ID number: whether it can be right, and the age. The hall checks it again.
import { now } from "../show/clock.js";

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** @param {string} text */
export function isIDNumber(text) {
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return "10X98765432"[sum % 11] === text[17];
}

/** The age in full years. @param {string} text an ID number */
export function ageOf(text) {
  const today = new Date(now());
  const day = (today.getUTCMonth() + 1) * 100 + today.getUTCDate();
  return today.getUTCFullYear() - Number(text.slice(6, 10)) - (day < Number(text.slice(10, 14)) ? 1 : 0);
}
