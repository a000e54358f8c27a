#include "chart/chart_style.h"

namespace mingzhang {

const std::string_view kChartStyle = R"css(:root { color-scheme: light dark; --text: #1d2429; --dim: #56616a; --back: #fff; --soft: #f4f6f8; --line: #d3d9de; --link: #14508a; --mark: #fff3c4;
  --now: #2b6a9e; --next: #7aa7cc; --then: #b3bcc4; --c0: #8794a0; --c1: #2b6a9e; --c2: #c07a1e; --c3: #3f8f7a; --c4: #7d62a8; --c5: #8a7d3a; --c6: #b0505f; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e8eb; --dim: #a9b4bc; --back: #15191c; --soft: #1f262b; --line: #3a444b; --link: #8fc3f2; --mark: #4a3f12;
  --now: #6aa9dc; --next: #43739b; --then: #5d676e; --c0: #84919b; --c1: #6aa9dc; --c2: #dfa458; --c3: #6bbda6; --c4: #ab94d3; --c5: #bdb06c; --c6: #dc8591; } }
svg.flow { display: block; width: 100%; height: auto; overflow: visible; }
svg.flow text { fill: var(--text); font-family: inherit; paint-order: stroke; stroke: var(--back); stroke-width: 3px; stroke-linejoin: round; }
svg.flow .head, svg.flow .amount { fill: var(--dim); font-variant-numeric: tabular-nums; }
svg.flow path { fill-opacity: .32; } svg.flow path:hover { fill-opacity: .6; }
svg .c0 { fill: var(--c0); } svg .c1 { fill: var(--c1); } svg .c2 { fill: var(--c2); } svg .c3 { fill: var(--c3); } svg .c4 { fill: var(--c4); } svg .c5 { fill: var(--c5); } svg .c6 { fill: var(--c6); }
svg.bars { display: block; min-width: 5rem; } svg .now { fill: var(--now); } svg .next { fill: var(--next); } svg .then { fill: var(--then); }
.key { display: inline-block; width: .8em; height: .8em; margin-right: .35em; vertical-align: -.05em; } .key.now { background: var(--now); } .key.next { background: var(--next); } .key.then { background: var(--then); }
.narrow { display: none; }
@media (max-width: 44rem) { .wide-only { display: none; } .narrow { display: block; } }
@media print { :root { --text: #000; --dim: #444; --back: #fff; --soft: #f2f2f2; --line: #999; --link: #000; } svg { -webkit-print-color-adjust: exact; print-color-adjust: exact; } .narrow { display: none; } div.wide-only { display: block; } th.wide-only, td.wide-only { display: table-cell; } }
)css";

}  // namespace mingzhang
