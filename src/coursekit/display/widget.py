"""The one widget behind every live card: words and state out, actions in; its code is fetched once per page."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import anywidget
import traitlets

SCRIPTS = Path(__file__).resolve().parent / "js"
# In the order in which they need each other; see `bundle`.
PARTS = (
    "dom.js",
    "tables.js",
    "chart.js",
    "controls.js",
    "explorer.js",
    "showing.js",
    "choosing.js",
    "typing.js",
    "placing.js",
    "ordering.js",
    "verdict.js",
    "committing.js",
    "sitting.js",
    "chooser.js",
    "questions.js",
    "progress.js",
    "curves.js",
    "tree.js",
    "monitor.js",
    "charting.js",
    "acting.js",
    "timeline.js",
    "debriefing.js",
    "scenario.js",
    "patients.js",
    "room.js",
    "casework.js",
    "sheet.js",
    "listing.js",
    "mechanism_map.js",
    "cards.js",
)


@cache
def bundle() -> bytes:
    """The cards' code as one module, for a front end without the course's page extension.

    The parts import and export only by name, one statement a line, so leaving those lines out joins them.
    """
    style = (SCRIPTS / "theme.css").read_text(encoding="utf-8")
    lines = ["const style = document.createElement('style');", f"style.textContent = {json.dumps(style)};"]
    lines.append("document.head.append(style);")
    for part in PARTS:
        source = (SCRIPTS / part).read_text(encoding="utf-8")
        body = [line for line in source.splitlines() if not line.startswith("import ")]
        if part != PARTS[-1]:
            body = [line.removeprefix("export ") for line in body]
        lines += body
    return "\n".join(lines).encode()


class CardWidget(anywidget.AnyWidget):
    """State that the page draws. Its traits are the whole state, so a second view of the page shows the same."""

    _esm = SCRIPTS / "loader.js"
    kind = traitlets.Unicode().tag(sync=True)
    spec = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    panel = traitlets.Dict().tag(sync=True)  # an explorer inside the card: its moves must not send all
    data = traitlets.Bytes(b"").tag(sync=True)

    def send_code(self, what: str) -> None:
        """Send the cards' code or plotly.js to a page that could not fetch it over HTTP."""
        if what == "cards":
            self.send({"here": what}, [bundle()])
        elif what == "plotly":
            import plotly

            source = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
            self.send({"here": what}, [source.read_bytes()])
