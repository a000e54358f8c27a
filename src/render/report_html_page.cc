#include "render/report_html_page.h"

namespace mingzhang {

const std::string_view kReportStyle = R"css(
:root { --error: #b3261e; --warning: #8a5a00; --note: #1f5fa8; --line: #d5d5d5; --soft: #f6f6f4; --text: #1c1c1c; --dim: #5c5c5c; --back: #fff; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--back); font: 15px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
header, main { padding: 0 1.5rem; }
header { border-bottom: 1px solid var(--line); }
h1 { font-size: 1.35rem; margin: 1rem 0 .25rem; }
h2 { font-size: 1.1rem; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
table { border-collapse: collapse; margin: .75rem 0 1rem; font-size: .9rem; }
th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
th { background: var(--soft); font-weight: 600; }
a { color: #0b57a4; }
form { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; padding: .6rem 1.5rem; background: var(--back); border-bottom: 1px solid var(--line); }
form select, form input[type=search] { font: inherit; padding: .15rem .4rem; border: 1px solid #8a8a8a; border-radius: 4px; }
form output { color: var(--dim); }
kbd { border: 1px solid var(--line); border-radius: 3px; padding: 0 .3rem; font-size: .85em; background: var(--soft); }
.file { padding: 1.25rem 0; border-bottom: 1px solid var(--line); }
.dim { color: var(--dim); }
.columns { display: grid; grid-template-columns: minmax(22rem, 2fr) 3fr; gap: 1.5rem; align-items: start; margin-top: 1rem; }
.columns.alone { grid-template-columns: minmax(0, 60rem); }
.finding { border: 1px solid var(--line); border-left: 5px solid var(--note); border-radius: 4px; padding: .6rem .8rem; margin-bottom: .75rem; overflow-wrap: anywhere; scroll-margin: 5rem; }
.finding.error { border-left-color: var(--error); }
.finding.warning { border-left-color: var(--warning); }
.finding:focus { outline: 3px solid #0b57a4; outline-offset: 1px; }
.badge { font-weight: 700; color: var(--note); }
.error .badge { color: var(--error); }
.warning .badge { color: var(--warning); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .4rem 0 0; }
dt { color: var(--dim); }
dd { margin: 0; }
q { quotes: none; background: var(--soft); padding: 0 .25rem; }
ins { text-decoration: none; font-weight: 700; color: #1b6e3c; }
.pages { position: sticky; top: 4rem; max-height: calc(100vh - 5rem); overflow: auto; background: #8b8b88; padding: .75rem; border-radius: 4px; }
figure { margin: 0 auto .75rem; position: relative; background: #fff; max-width: 62rem; scroll-margin: 1rem; }
figure img { display: block; width: 100%; height: auto; }
figcaption { padding: .15rem .5rem; font-size: .85rem; color: var(--dim); }
.sheet { position: relative; }
.mark { position: absolute; border: 2px solid var(--note); background: rgb(31 95 168 / .12); border-radius: 2px; scroll-margin: 30vh; box-sizing: content-box; padding: 1px; margin: -3px 0 0 -3px; }
.mark.error { border-color: var(--error); background: rgb(179 38 30 / .14); }
.mark.warning { border-color: #c98a00; background: rgb(201 138 0 / .16); }
.mark.related { border-style: dashed; }
.mark.current, .mark:target { outline: 4px solid rgb(11 87 164 / .75); outline-offset: 2px; }
.mark b { position: absolute; right: 100%; bottom: 60%; font: 700 10px/1.3 sans-serif; background: var(--error); color: #fff; padding: 0 4px; border-radius: 2px; }
.mark.warning b { background: var(--warning); }
.mark.note b { background: var(--note); }
[hidden] { display: none !important; }
details { margin: .5rem 0; }
summary { cursor: pointer; }
@media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } .pages { position: static; max-height: none; } }
@media print {
  form, .keys { display: none; }
  .columns { display: block; }
  .pages { position: static; max-height: none; overflow: visible; background: none; padding: 0; }
  figure { break-inside: avoid; }
  .sheet { width: fit-content; margin: 0 auto; border: 1px solid #999; }
  figure img { width: auto; max-width: 100%; max-height: 23cm; }
  .finding { break-inside: avoid; }
  .mark, .badge { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

const std::string_view kReportScript = R"js(
"use strict";
const all = [...document.querySelectorAll(".finding")];
const form = document.querySelector("form");
const shown = () => all.filter(f => !f.hidden);
function filter() {
  const severities = new Set([...form.querySelectorAll("[name=severity]:checked")].map(i => i.value));
  const code = form.code.value, words = form.words.value.trim().toLowerCase();
  for (const f of all) {
    f.hidden = !(severities.has(f.dataset.severity) && (!code || f.dataset.code === code) && (!words || f.textContent.toLowerCase().includes(words)));
    for (const m of document.querySelectorAll(`[data-finding="${f.id}"]`)) m.hidden = f.hidden;
  }
  form.querySelector("output").textContent = `${shown().length} / ${all.length}`;
}
function choose(f, jump) {
  document.querySelectorAll(".mark.current").forEach(m => m.classList.remove("current"));
  const marks = document.querySelectorAll(`[data-finding="${f.id}"]`);
  marks.forEach(m => m.classList.add("current"));
  if (jump && marks.length) marks[0].scrollIntoView({block: "center"});
}
function step(by) {
  const list = shown();
  if (!list.length) return;
  const at = list.indexOf(document.activeElement.closest(".finding"));
  const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
  next.focus();
  next.scrollIntoView({block: "nearest"});
  choose(next, true);
}
form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", e => e.preventDefault());
for (const f of all) {
  f.tabIndex = 0;
  f.addEventListener("focus", () => choose(f, false));
  f.addEventListener("click", e => { if (!e.target.closest("a")) choose(f, true); });
}
document.addEventListener("click", e => {
  const m = e.target.closest(".mark");
  if (!m) return;
  e.preventDefault();
  const f = document.getElementById(m.dataset.finding);
  f.focus();
  f.scrollIntoView({block: "center"});
});
document.addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT)$/.test(e.target.tagName)) {
    if (e.key === "Escape") e.target.blur();
    return;
  }
  if (e.key === "j" || e.key === "k") { e.preventDefault(); step(e.key === "j" ? 1 : -1); }
  else if (e.key === "/") { e.preventDefault(); form.words.focus(); }
  else if (e.key === "Enter" && e.target.matches(".finding")) choose(e.target, true);
});
filter();
)js";

}  // namespace mingzhang
