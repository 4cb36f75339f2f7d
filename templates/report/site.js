// Search, filter, keys and theme of the report. The pages are whole without it.
"use strict";

const stored = (name, value) => {
  try {
    if (value === undefined) return localStorage.getItem(name);
    localStorage.setItem(name, value);
  } catch { /* storage may be forbidden */ }
  return null;
};

const made = (tag, parts = [], properties = {}) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...parts);
  return element;
};
const bar = document.querySelector("header");

// Keys: single letters, which can be switched off.
const SAID = [["/", "search"], ["j k", "down, up"], ["Enter", "open"], ["Esc", "clear the search"], ["n p", "next, previous spec"],
  ["o", "overview"], ["t", "theme"]];
const keysBox = made("input", [], { type: "checkbox", id: "keys-on", checked: stored("uowgen-keys") !== "off" });
keysBox.addEventListener("change", () => stored("uowgen-keys", keysBox.checked ? "on" : "off"));
const names = (keys) => keys.split(" ").flatMap((key) => [made("kbd", [key]), " "]);
const keysList = made("dl", SAID.flatMap(([keys, what]) => [made("dt", names(keys)), made("dd", [what])]));
const keysShown = made("details", [
  made("summary", ["Keys"], { className: "button" }),
  made("div", [keysList, made("label", [keysBox, " single letters are keys"])]),
], { className: "keys" });

// Theme: as the system has it, or as chosen.
const THEMES = ["auto", "light", "dark"];
const themeButton = made("button", [], { type: "button", id: "theme" });
const theme = () => document.documentElement.dataset.theme || "auto";
const showTheme = () => { themeButton.textContent = `Theme: ${theme()}`; };
const nextTheme = () => {
  const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
  if (next === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  stored("uowgen-theme", next);
  showTheme();
};
themeButton.addEventListener("click", nextTheme);
showTheme();
bar.append(keysShown, themeButton);

// Search and filter: hides the rows that do not match.
const form = document.querySelector("form.filter");
const rows = form ? [...document.querySelectorAll(`#${form.dataset.table} tbody tr`)] : [];
const texts = rows.map((row) => `${row.textContent} ${row.dataset.t || ""}`.toLowerCase());
const search = form && form.querySelector("input[type=search]");

const filter = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const boxes = [...form.querySelectorAll("input[name=status]")];
  const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const changed = form.elements.changed && form.elements.changed.checked;
  let shown = 0;
  rows.forEach((row, n) => {
    const fits = (!boxes.length || wanted.has(row.dataset.s)) && (!changed || row.dataset.d) && words.every((word) => texts[n].includes(word));
    row.hidden = !fits;
    shown += fits;
  });
  form.querySelector("output").textContent = `${shown} of ${rows.length} shown`;
};
if (form) {
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pageshow", filter); // a browser that goes back fills the form in again
  filter();
}

// What the keys do.
const stops = () => (form
  ? rows.filter((row) => !row.hidden).map((row) => row.querySelector("a"))
  : [...document.querySelectorAll(".criteria > li, .stretch.own h2 a:first-child")]);
const move = (step) => {
  const all = stops();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
  if (to.tabIndex < 0) to.tabIndex = -1; // a criterion takes the focus from keys, not from Tab
  to.focus();
  to.scrollIntoView({ block: "nearest" });
};
const go = (rel) => {
  const link = document.querySelector(`a[rel=${rel}]`);
  if (link) link.click();
};
const clear = () => {
  search.value = "";
  form.querySelectorAll("input[name=status]").forEach((box) => { box.checked = true; });
  if (form.elements.changed) form.elements.changed.checked = false;
  filter();
};
const KEYS = {
  "/": () => { if (search) { search.focus(); search.select(); } },
  j: () => move(1),
  k: () => move(-1),
  n: () => go("next"),
  p: () => go("prev"),
  o: () => { location.href = document.querySelector("header .home").href; },
  t: nextTheme,
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape") {
    if (form) clear();
    keysShown.open = false;
    if (typing) event.target.blur();
    return;
  }
  if (typing && event.key === "Enter" && form) {
    event.preventDefault();
    move(1);
    return;
  }
  if (typing || !keysBox.checked || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});

// A link to a line that lies folded away, and paper, which cannot unfold.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (target) target.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();
addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((fold) => { fold.open = true; }));
