#include "write/html_style.h"

namespace mingzhang {

const std::string_view kDocumentStyle = R"css(* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 74rem; padding: 0 1rem 4rem; color: var(--text); background: var(--back); font: 1rem/1.75 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6, nav, aside, th, .ends { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Heiti SC", SimHei, sans-serif; }
h1, h2, h3, h4, h5, h6 { line-height: 1.4; margin: 1.6em 0 .5em; font-weight: 600; text-wrap: balance; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; } h3 { font-size: 1.08rem; } h4, h5, h6 { font-size: 1rem; }
header h1 { font-size: 1.75rem; margin: 2rem 0 1rem; } main h1 { padding-bottom: .3em; border-bottom: 2px solid var(--line); }
.caption { text-align: center; margin-bottom: .2em; }
p { margin: .5em 0; } main > p, main > h2, main > h3 { max-width: 52rem; } main > .caption, main > .ends { max-width: none; }
p.paragraph { text-indent: 2em; }
.ends { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 2em; font-size: .875rem; color: var(--dim); }
a { color: var(--link); } a:focus-visible, [tabindex]:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
main a { color: inherit; text-decoration: underline dotted var(--dim); text-underline-offset: .25em; } main a:hover { color: var(--link); text-decoration-style: solid; }
:target { background: var(--mark); outline: 2px solid var(--mark); }
.skip { position: absolute; } .skip a { position: absolute; left: -99rem; } .skip a:focus { left: 1rem; top: .5rem; padding: .4rem .8rem; background: var(--back); border: 1px solid var(--link); z-index: 9; }
.contents { font-size: .9rem; line-height: 1.5; border: 1px solid var(--line); border-radius: 6px; padding: .2rem 1rem .8rem; margin: 1rem 0; max-height: 50vh; overflow-y: auto; background: var(--soft); }
.contents h2 { font-size: 1rem; margin: .6em 0 .3em; } .contents ol { list-style: none; margin: 0; padding-left: 1.1em; } .contents > ol { padding-left: 0; } .contents li { margin: .3em 0; } .contents a { text-decoration: none; } .contents a:hover { text-decoration: underline; }
.scroll { overflow-x: auto; margin: .5rem 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.5; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: middle; }
thead th { text-align: center; } tbody th { font-weight: 400; font-family: inherit; } thead th, tfoot th, tfoot td { font-weight: 600; background: var(--soft); }
td.center { text-align: center; } .amount { text-align: right; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; } thead th.amount { text-align: center; }
main tbody tr:hover { background: var(--soft); }
aside { margin: 2rem 0; padding: .1rem 1rem 1rem; border: 1px solid var(--line); border-radius: 6px; font-size: .95rem; line-height: 1.6; }
aside h2 { margin-top: .8em; } aside h3 { margin-top: 1.2em; } aside table { font-size: .85rem; } aside th, aside td { border-width: 0 0 1px; } aside tbody th { text-align: left; min-width: 7em; }
figure { margin: 1rem 0; } figcaption { color: var(--dim); font-size: .875rem; margin: .5rem 0; }
.changes td.bar, .changes th.bar { width: 32%; min-width: 6rem; } summary { cursor: pointer; color: var(--link); font-size: .9rem; }
.legend { color: var(--dim); font-size: .875rem; } .legend > span { display: inline-block; margin-right: 1em; }
.sums { padding-left: 0; list-style: none; font-size: .875rem; } .sums li { padding: .4em .3em; border-bottom: 1px solid var(--line); scroll-margin-top: 1rem; } .sums b { font-weight: 600; } .sums .sum { float: right; padding-left: 1em; } .sums p { margin: 0; color: var(--dim); clear: both; }
@media (min-width: 80rem) {
  body.with-contents { display: grid; grid-template-columns: 17rem minmax(0, 1fr); column-gap: 2.5rem; max-width: 96rem; padding: 0 2rem 4rem; }
  .with-contents > * { grid-column: 2; } .with-contents > header { grid-column: 1 / -1; grid-row: 1; } .with-contents > .contents { grid-column: 1; grid-row: 2 / span 60; align-self: start; position: sticky; top: 1rem; max-height: calc(100vh - 2rem); }
}
@media (max-width: 44rem) { body { font-size: .95rem; } header h1 { font-size: 1.35rem; } h1 { font-size: 1.25rem; } aside { padding: .1rem .7rem .8rem; margin: 1.2rem -.3rem; } th, td { padding: .2rem .35rem; } .scroll > table { width: max-content; min-width: 100%; } .scroll td, .scroll th { max-width: 16em; } .changes td.bar, .changes th.bar { min-width: 5rem; } }
@page { size: A4; margin: 20mm; } @page wide { size: A4 landscape; margin: 18mm; }
@media print {
  body { display: block; max-width: none; margin: 0; padding: 0; font-size: 11pt; } .contents { border: 0; background: none; max-height: none; padding: 0; overflow: visible; } .skip, .lines, details { display: none; }
  a, main a { color: inherit; text-decoration: none; } aside { border: 0; padding: 0; break-before: page; } aside + aside { break-before: auto; } main { break-before: page; } figure, .changes tr { break-inside: avoid; }
  .scroll { overflow: visible; } .wide { page: wide; } .page { break-before: page; } table { font-size: 9pt; }
  thead { display: table-header-group; } tfoot { display: table-row-group; } tr { break-inside: avoid; } h1, h2, h3, .caption { break-after: avoid; } :target { background: none; outline: 0; }
}
)css";

}  // namespace mingzhang
