// What no site changes: its style and its script.
#include "site/page.h"

namespace mingzhang {

const std::string_view kSiteStyle = R"css(* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--text); background: var(--back); font: 1rem/1.65 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Heiti SC", sans-serif; overflow-wrap: break-word; }
body > header, body > nav, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
body > header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1.5rem; padding-top: .9rem; padding-bottom: .7rem; border-bottom: 1px solid var(--line); max-width: none; padding-left: max(1.25rem, calc(50vw - 34.75rem)); padding-right: max(1.25rem, calc(50vw - 34.75rem)); }
.site { margin: 0; font-size: 1.05rem; font-weight: 600; } .site a { color: inherit; text-decoration: none; } header nav a { margin-left: 1.2rem; } header nav a:first-child { margin-left: 0; }
.trail { font-size: .875rem; padding-top: .8rem !important; color: var(--dim); }
main { padding-bottom: 3rem; } footer { border-top: 1px solid var(--line); color: var(--dim); font-size: .85rem; padding-top: .6rem; padding-bottom: 2rem; }
h1 { font-size: 1.6rem; line-height: 1.35; margin: 1.2rem 0 .4rem; text-wrap: balance; } h2 { font-size: 1.2rem; line-height: 1.4; margin: 2.2rem 0 .5rem; } h3 { font-size: 1.02rem; margin: 1.5rem 0 .4rem; }
a { color: var(--link); text-underline-offset: .2em; } a:focus-visible, [tabindex]:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; padding: .4rem .8rem; background: var(--back); border: 1px solid var(--link); z-index: 9; }
.dim { color: var(--dim); } .lead { font-size: 1.05rem; }
.totals { display: flex; flex-wrap: wrap; gap: .6rem 2.5rem; margin: 1rem 0; padding: 0; list-style: none; } .totals strong { display: block; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.3; } .totals li { color: var(--dim); font-size: .875rem; } .totals strong { color: var(--text); }
.scroll { overflow-x: auto; margin: .5rem 0 1.2rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.5; }
th, td { padding: .35rem .6rem; text-align: left; vertical-align: middle; border-bottom: 1px solid var(--line); } thead th { font-weight: 600; vertical-align: bottom; border-bottom: 2px solid var(--line); }
tbody th { font-weight: 400; } tfoot th, tfoot td { font-weight: 600; border-top: 2px solid var(--line); border-bottom: 0; } tbody tr:hover { background: var(--soft); }
.amount { text-align: right; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; } td.amount a { color: inherit; text-decoration: underline dotted var(--dim); } td.amount a:hover { color: var(--link); }
.changes td.bar, .changes th.bar, td.bar, th.bar { width: 28%; min-width: 6rem; } .published thead th { text-align: center; border: 1px solid var(--line); background: var(--soft); } .published td, .published tbody th { border: 1px solid var(--line); }
:target { background: var(--mark); outline: 2px solid var(--mark); }
figure { margin: 1rem 0; } figcaption { color: var(--dim); font-size: .875rem; margin: .5rem 0; }
summary { cursor: pointer; color: var(--link); font-size: .9rem; } .legend { color: var(--dim); font-size: .875rem; margin: .3rem 0; } .legend > span { display: inline-block; margin-right: 1em; }
.units { list-style: none; padding: 0; columns: 20rem; column-gap: 2.5rem; } .units li { break-inside: avoid; padding: .3rem 0; border-bottom: 1px solid var(--line); } .units .years { color: var(--dim); font-size: .85rem; display: block; }
.list { padding-left: 1.2rem; } .list li { margin: .25rem 0; }
form.search { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; margin: 1rem 0; } form.search[hidden] { display: none; } .search select { font: inherit; padding: .4rem; border: 1px solid var(--dim); border-radius: 4px; background: var(--back); color: inherit; } .search input { font: inherit; padding: .4rem .7rem; border: 1px solid var(--dim); border-radius: 4px; background: var(--back); color: inherit; flex: 1 1 16rem; max-width: 28rem; } .search output { color: var(--dim); font-size: .9rem; }
.group { display: block; color: var(--dim); font-size: .85rem; } .sortable tbody th { min-width: 9em; } th button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; } th button::after { content: " ↕"; color: var(--dim); } th[aria-sort=ascending] button::after { content: " ↑"; } th[aria-sort=descending] button::after { content: " ↓"; }
[hidden] { display: none !important; }
@media (max-width: 44rem) { body { font-size: .95rem; } h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; } th, td { padding: .3rem .4rem; } .scroll > table { width: max-content; min-width: 100%; } .scroll td, .scroll th { max-width: 14em; } .published tbody th, .changes tbody th { max-width: 8.5em; white-space: normal; } .changes td.bar, .changes th.bar { min-width: 5rem; } .totals strong { font-size: 1.25rem; } }
@page { margin: 16mm; }
@media print { .skip, header nav, .trail, form.search, details { display: none !important; } body { font-size: 10.5pt; } a { color: inherit; text-decoration: none; } .scroll { overflow: visible; } thead { display: table-header-group; } tr, figure { break-inside: avoid; } h2, h3 { break-after: avoid; } }
)css";

// Search and sorting; everything is there without them. On a disk, where pages may not load data, the list of the page itself is
// searched.
const std::string_view kSiteScript = R"js("use strict";
(() => {
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  // The units of the page are filtered where they stand; where the page lists groups only, what is found is listed.
  function search(form) {
    const list = document.querySelector(".unit-list"), results = document.querySelector(".results");
    const input = form.querySelector("input"), period = form.querySelector("select"), output = form.querySelector("output");
    const items = list ? [...list.querySelectorAll("li[data-unit]")].map((element) => ({ element, text: plain(element.textContent + " " + element.dataset.unit), periods: element.dataset.periods.split(" ") })) : [];
    const address = (element) => element.querySelector("a").getAttribute("href");
    const more = new Map();  // address of a unit -> what else it can be found by
    let units = [];

    const filter = (words) => {
      let count = 0;
      for (const item of items) {
        const text = item.text + (more.get(address(item.element)) || "");
        const visible = words.every((word) => text.includes(word)) && (!period || period.value === "" || item.periods.includes(period.value));
        item.element.hidden = !visible;
        count += visible;
      }
      for (const section of list.querySelectorAll("section")) section.hidden = !section.querySelector("li[data-unit]:not([hidden])");
      return count;
    };

    const collect = (words) => {
      const found = words.length === 0 ? [] : units.filter((unit) => words.every((word) => unit.text.includes(word)));
      results.hidden = words.length === 0;
      document.querySelector(".groups").hidden = words.length > 0;
      results.replaceChildren(...found.slice(0, 200).map((unit) => {
        const item = document.createElement("li"), link = document.createElement("a"), group = document.createElement("span");
        link.href = unit.page;
        link.textContent = unit.unit;
        group.className = "years";
        group.textContent = unit.group.join(" › ");
        item.append(link, " ", group);
        return item;
      }));
      return found.length;
    };

    const show = () => {
      const words = input.value.split(/\s+/).map(plain).filter(Boolean), any = words.length > 0 || (period && period.value !== "");
      const count = list ? filter(words) : collect(words);
      output.textContent = any ? form.dataset.found.replace("{}", count) : "";
      const url = new URL(location.href);
      if (input.value) url.searchParams.set("q", input.value); else url.searchParams.delete("q");
      try { history.replaceState(null, "", url); } catch (error) { /* a page on a disk has no history of its own */ }
    };

    form.hidden = false;
    input.value = new URLSearchParams(location.search).get("q") || "";
    input.addEventListener("input", show);
    if (period) period.addEventListener("change", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
    if (location.protocol === "file:") return;
    fetch(form.dataset.index).then((answer) => answer.json()).then((index) => {
      for (const unit of index.units) more.set(unit.page, plain(unit.words));
      units = index.units.map((unit) => ({ ...unit, text: plain([unit.unit, ...unit.group, unit.words].join(" ")) }));
      show();
    }).catch(() => {});
  }

  function sortable(table) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells], body = table.tBodies[0];
    heads.forEach((head, column) => {
      if (head.classList.contains("bar")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const numeric = head.classList.contains("amount"), descending = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : numeric;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const key = (row) => {
          const text = row.cells[column].textContent.trim();
          return numeric ? (text === "" || text === "—" ? -Infinity : parseFloat(text.replace(/,/g, ""))) : text;
        };
        const order = (a, b) => numeric ? (a.key === b.key ? 0 : a.key < b.key ? -1 : 1) : a.key.localeCompare(b.key, document.documentElement.lang);
        const rows = [...body.rows].map((row) => ({ row, key: key(row) })).sort(order);
        if (descending) rows.reverse();
        body.append(...rows.map((one) => one.row));
      });
    });
  }

  document.querySelectorAll("form.search").forEach(search);
  document.querySelectorAll("table.sortable").forEach(sortable);
})();
)js";

}  // namespace mingzhang
