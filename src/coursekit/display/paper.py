"""Pages to print or send on: one file each, light, on A4, with nothing to fetch from anywhere."""

from __future__ import annotations

from coursekit.display.card import LANGUAGE
from coursekit.display.html import Markup, join, tag

_STYLE = """
:root { color-scheme: light; }
@page { size: A4; margin: 16mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px; max-width: 820px; background: #fff; color: #1a1a1a;
  font: 15px/1.5 system-ui, 'Noto Sans', 'Noto Sans KR', sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7em; margin: 0 0 .2em; } h2 { font-size: 1.2em; margin: 1.4em 0 .3em; break-after: avoid; }
p { margin: .3em 0; } ul { margin: .3em 0; padding-left: 1.3em; }
.dim { color: #595959; font-size: .9em; } .name { font-size: 1.3em; font-weight: 600; }
.wide, .ck-scroll { overflow-x: auto; } svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: .86em; }
caption { text-align: left; color: #595959; padding: .3em 0; }
th, td { border-bottom: 1px solid #c8c8c8; padding: 3px 6px; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
thead { display: table-header-group; } tr { break-inside: avoid; } tbody th { font-weight: 400; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font-family: ui-monospace, monospace; font-size: .95em; }
.limits { border: 1px solid #767676; border-radius: 6px; padding: 6px 14px; margin: 1em 0; break-inside: avoid; }
form { margin: 0 0 18px; padding: 10px 14px; background: #f2f2f2; border-radius: 6px; }
input, button, select { font: inherit; min-height: 30px; padding: 2px 8px; }
input[type=number] { width: 7em; }
input[type=checkbox] { min-height: 0; width: 18px; height: 18px; margin: 3px; vertical-align: middle; }
fieldset { min-width: 0; border: 1px solid #767676; border-radius: 6px; } fieldset p { margin: 0; min-height: 26px; }
.ck-safety { border-left: 4px solid #a01020; padding-left: 10px; font-weight: 600; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } .screen { display: none; }
  .wide, .ck-scroll { overflow: visible; } }
"""


# For tables of many columns.
_WIDE = "@page { size: A4 landscape; margin: 12mm; } body { max-width: 1180px; } table { font-size: .8em; }"


def page(title: str, *parts: Markup, wide: bool = False) -> str:
    """A whole HTML file; ``wide`` for one with a table of many columns.

    Examples
    --------
    >>> page("a < b", tag("p", "x")).count("a &lt; b")
    1
    """
    head = tag(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", title),
        Markup(f"<style>{_STYLE}{_WIDE if wide else ''}</style>"),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', tag('main', join(parts))), lang=LANGUAGE)}\n"
