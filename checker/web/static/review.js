// Small help on top of pages that work without script: single-key shortcuts, focus after a swap, dropped files.
"use strict";
document.documentElement.classList.add("js");

const KEYS = "review-keys";
const typing = (node) => node.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const keysWanted = () => localStorage.getItem(KEYS) !== "off";

// On the queue the keys work anywhere on the page (and can be turned off there); elsewhere only inside the pair that has the focus.
function shortcutHome() {
  const queue = document.querySelector("[data-shortcuts]");
  if (queue) return keysWanted() ? queue : null;
  return document.activeElement ? document.activeElement.closest(".pair") : null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const home = shortcutHome();
  const button = home && /^[a-z]$/i.test(event.key) && home.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("change", (event) => {
  if (event.target.id === "keys") localStorage.setItem(KEYS, event.target.checked ? "on" : "off");
  if (event.target.id === "files") event.target.setCustomValidity(tooMuch(event.target));
});

// The server refuses it too, but only after all of it has been sent.
function tooMuch({ files, dataset }) {
  const megabytes = [...files].reduce((sum, file) => sum + file.size, 0) / 2 ** 20;
  if (files.length > Number(dataset.files)) return `These are ${files.length} files; at most ${dataset.files} can be added at once.`;
  return megabytes > Number(dataset.megabytes) ? `Together these are ${Math.ceil(megabytes)} MB; at most ${dataset.megabytes} MB can be added at once.` : "";
}

function afterShown() {
  const box = document.getElementById("keys");
  if (box) box.checked = keysWanted();
}

// On a phone the filters would fill the screen; they wait behind one line.
const filters = document.querySelector(".refine");
if (filters && window.matchMedia("(max-width: 46rem)").matches) filters.open = false;

// Where a decision swapped the page's content, reading goes on at the next pair, or stays at the pair that was decided.
document.addEventListener("htmx:after:swap", () => {
  afterShown();
  if (document.activeElement && document.activeElement !== document.body) return;
  const title = document.getElementById("queue-title");
  if (title) {
    title.focus();
    window.scrollTo(0, 0);
  } else if (decided) {
    const again = document.getElementById(decided);
    if (again) again.querySelector("button")?.focus({ preventScroll: true });
  }
  decided = null;
});

let decided = null;
document.addEventListener("submit", (event) => {
  decided = event.target.closest(".pair")?.id || null;
});

document.addEventListener("DOMContentLoaded", afterShown);
if (document.readyState !== "loading") afterShown();
