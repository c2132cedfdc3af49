"""How the HTML report looks: one style sheet, its colours named so that a test can measure their contrast."""

from __future__ import annotations

INK, PAPER, QUIET, RULE, SHADE = "#1a1a1a", "#ffffff", "#4d4d4d", "#767676", "#f0f0ee"
WARNING_INK, WARNING_PAPER = "#5c2e00", "#fff3d6"
LINK = "#0b4a8f"

PAIRS = ((INK, PAPER), (QUIET, PAPER), (WARNING_INK, WARNING_PAPER), (LINK, PAPER), (INK, SHADE), (QUIET, SHADE))
"""Text and what it stands on."""

STYLE = f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; padding: 1rem; max-width: 70rem; background: {PAPER}; color: {INK};
  font: 1rem/1.45 "Liberation Sans", Arial, Helvetica, sans-serif; overflow-wrap: break-word; }}
h1 {{ font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }}
h2 {{ font-size: 1.25rem; line-height: 1.25; margin: 2.2rem 0 .5rem; border-top: 2px solid {INK}; padding-top: .6rem; }}
h3 {{ font-size: 1.05rem; margin: 1.4rem 0 .3rem; }}
p, ul, ol, dl {{ margin: .4rem 0; }}
a {{ color: {LINK}; }}
a:focus-visible, [tabindex]:focus-visible, summary:focus-visible {{ outline: 3px solid {LINK}; outline-offset: 2px; }}
.skip {{ position: absolute; left: -99rem; }}
.skip:focus {{ left: 1rem; background: {PAPER}; padding: .3rem; }}
.illustrative {{ background: {WARNING_PAPER}; color: {WARNING_INK}; border-left: 4px solid {WARNING_INK};
  padding: .4rem .7rem; font-weight: bold; }}
.label, .state, .note, figcaption {{ color: {QUIET}; font-size: .9rem; }}
.finding {{ font-size: 1.1rem; font-weight: bold; }}
.frame {{ overflow-x: auto; position: relative; }}
table {{ border-collapse: collapse; font-size: .9rem; width: 100%; }}
caption {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }}
th, td {{ text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid {RULE};
  min-width: 3.5rem; }}
thead th, thead td {{ border-bottom: 2px solid {INK}; background: {SHADE}; vertical-align: bottom; }}
tbody th {{ font-weight: normal; }}
.long {{ overflow-wrap: anywhere; }}
.number {{ text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }}
.right {{ text-align: right; }}
.whole {{ white-space: nowrap; }}
figure {{ margin: 1rem 0; }}
figure svg {{ display: block; width: 100%; min-width: 34rem; height: auto; }}
details {{ font-size: .9rem; }}
dl {{ display: grid; grid-template-columns: minmax(8rem, 14rem) minmax(0, 1fr); gap: .2rem 1rem; font-size: .9rem; }}
dt {{ color: {QUIET}; }}
dd {{ margin: 0; }}
footer {{ margin-top: 2rem; }}
@media (max-width: 40rem) {{ dl {{ grid-template-columns: minmax(0, 1fr); }} dd {{ margin-bottom: .5rem; }} }}
@page {{ size: A4; margin: 14mm 13mm 16mm;
  @bottom-right {{ content: counter(page) " / " counter(pages); font-size: 8pt; }} }}
@page side {{ size: A4 landscape; }}
@media print {{
  :root {{ font-size: 9.5pt; }}
  body {{ padding: 0; max-width: none; }}
  .skip, details {{ display: none; }}
  .frame {{ overflow: visible; }}
  table {{ font-size: 8.5pt; }}
  th, td {{ min-width: 0; padding: 1.2mm 1.6mm; }}
  .wide, section:has(.wide):not(:has(.frame:not(.wide .frame))) {{ page: side; }}
  .wide table {{ font-size: 8pt; }}
  .wide th, .wide td {{ padding: .8mm 1.2mm; }}
  .whole {{ white-space: normal; }}
  thead {{ display: table-header-group; }}
  tr, figure, footer, .frame:not(:has(tbody tr:nth-child(9))) {{ break-inside: avoid; }}
  tbody tr:first-child, tbody tr:last-child, .note {{ break-before: avoid; }}
  h2, h3 {{ break-after: avoid; }}
  figure svg {{ min-width: 0; max-height: 150mm; }}
  section + section {{ break-before: page; }}
  :root.minister {{ font-size: 9pt; }}
  .minister body {{ line-height: 1.25; }}
  .minister h1 {{ font-size: 1.5rem; }}
  .minister h2 {{ font-size: 1.2rem; margin: 2mm 0 1mm; padding-top: 1mm; }}
  .minister h3 {{ margin: 2.2mm 0 .5mm; }}
  .minister p {{ margin: .8mm 0; }}
  .minister th, .minister td {{ padding: .4mm 1.5mm; }}
  .minister figure {{ margin: 1mm 0; }}
  .minister figure svg {{ max-height: 34mm; }}
  .minister footer {{ margin-top: 2mm; font-size: .9rem; }}
  .minister footer h2 {{ font-size: 1rem; }}
  .minister dl {{ display: block; }}
  .minister dt, .minister dd {{ display: inline; }}
  .minister dt::after {{ content: ": "; }}
  .minister dd::after {{ content: " · "; }}
}}
"""
