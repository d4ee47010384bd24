package main

import "fmt"

// lookover is what no face may have: text beyond the screen or cut off by a box, text over other text, a page that
// scrolls where nobody can scroll, and, on a touch screen, a button smaller than 80 pixels. still: the page must not
// scroll. spare are boxes that leave out whole entries when they have no room for them, brief ones that may end in an
// ellipsis.
const lookover = `(still, touch, spare, brief) => {
	const faults = [], texts = [], wide = innerWidth, high = innerHeight, page = document.documentElement;
	const say = (what, node) => faults.push(what + ": " + (node.data || node.innerText || "").trim().slice(0, 40) + " in " +
		((node.parentElement || node).className || node.nodeName));
	if (page.scrollWidth > wide + 1) faults.push("the page is " + page.scrollWidth + " wide on a screen of " + wide);
	if (still && page.scrollHeight > high + 1) faults.push("the page is " + page.scrollHeight + " high on a screen of " + high);
	const clear = (e) => { for (let o = 1; ; e = e.parentElement) { if (!e) return o; o *= getComputedStyle(e).opacity; } };
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node; (node = walk.nextNode());) {
		const e = node.parentElement, style = getComputedStyle(e);
		if (!node.data.trim() || style.visibility !== "visible" || !e.getClientRects().length) continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		for (const r of range.getClientRects()) {
			// The strokes of a line of text are about this high, whatever its font claims.
			const middle = (r.top + r.bottom) / 2, half = .4 * parseFloat(style.fontSize);
			const box = { left: r.left, right: r.right, top: middle - half, bottom: middle + half, node: node };
			if (box.right - box.left < 1) continue;
			let hidden = false, cut = false;
			for (let a = e; a !== document.body; a = a.parentElement) {
				const s = getComputedStyle(a), c = a.getBoundingClientRect();
				if (s.overflowX === "visible" && s.overflowY === "visible") continue;
				if (a.matches(brief) && s.textOverflow === "ellipsis") { box.right = Math.min(box.right, c.right); box.left = Math.min(box.left, box.right); }
				if (box.left < c.left - 2 || box.right > c.right + 2 || box.top < c.top - 2 || box.bottom > c.bottom + 2) cut = true;
				if (a.matches(spare) && (box.top >= c.bottom - 2 || box.left >= c.right - 2)) hidden = true;
			}
			if (hidden) continue;
			if (cut) say("cut off", node);
			else if (box.left < -2 || box.right > wide + 2 || still && (box.top < -2 || box.bottom > high + 2)) say("off the screen", node);
			if (clear(e) > .5) texts.push(box);
		}
	}
	document.querySelectorAll("svg").forEach((e) => {
		const r = e.getBoundingClientRect();
		texts.push({ left: r.left, right: r.right, top: r.top, bottom: r.bottom, node: { data: "a drawing", parentElement: e.parentElement } });
	});
	texts.forEach((a, i) => texts.slice(0, i).forEach((b) => {
		const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
		if (a.node !== b.node && w > 3 && h > 3) say("over " + b.node.data.trim().slice(0, 20), a.node);
	}));
	if (touch) document.querySelectorAll("button").forEach((b) => {
		const r = b.getBoundingClientRect();
		if (r.width && (r.width < 80 || r.height < 80)) say("too small for a finger, " + Math.round(r.width) + " by " + Math.round(r.height), b);
	});
	return [...new Set(faults)].slice(0, 12);
}`

// leavesOut are the boxes that show as many entries as fit; shortened those whose text is known to who reads it, or said
// in Chinese beside it.
const (
	leavesOut = ".numbers-list, .queue-line .number, .queue-line .chips, .queue-services, .front .windows"
	shortened = ".bar-name, .bar-staff, .current-service, .queue-name, .side-center-en, .ticker-en, .win-name p, .front .queue-name, .row-service, " +
		".tile-who, .tile-state, .queues .plain, .centre-name, .bar-of, .figures tbody th"
)

// fine holds a face to lookover and to showing what it is there for, and keeps a picture of it.
func (f *face) fine(what string, still, touch bool, main ...string) {
	f.t.Helper()
	for _, css := range main {
		f.see(css)
	}
	f.rest()
	f.shot(what)
	arguments := fmt.Sprintf("(%t, %t, %q, %q)", still, touch, leavesOut, shortened)
	for _, fault := range ask[[]string](f, "("+lookover+")"+arguments) {
		f.t.Errorf("%s: %s", what, fault)
	}
	f.check()
}
