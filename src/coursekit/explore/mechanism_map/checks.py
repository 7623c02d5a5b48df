"""What only the explorers can tell of the map: whether the states that show its cuts exist. For the content gate."""

from __future__ import annotations

from pathlib import Path

from coursekit.explore import EXPLORERS
from coursekit.explore.facts import facts
from coursekit.explore.mechanism_map.layout import load_layouts
from coursekit.knowledge import Fault, check_ids
from coursekit.knowledge.faults import among
from coursekit.knowledge.mechanisms import MECHANISMS, Shown, load_mechanisms
from coursekit.knowledge.places import FACT


def problems(root: Path | None = None) -> list[Fault]:
    """Every fault of the map that its loaders leave: explorers, views and states that do not exist.

    Raises
    ------
    CourseDataError
        With every fault of ``data/mechanisms.yaml`` or of its layout, when these cannot be loaded.

    Examples
    --------
    >>> problems()
    []
    """
    load_layouts(root)
    faults: list[Fault] = []
    for cut in load_mechanisms(root).cuts.values():
        for field, shown in (("show", cut.show), *((f"instead {name}", each) for name, each in cut.instead.items())):
            faults += [Fault(MECHANISMS, cut.id, field, *said) for said in _said(shown)]
        cited = [name for each in cut.evidence for name in FACT.findall(each.text)]
        check_ids(
            cited,
            list(facts(root)),
            "a fact id of data/facts.yaml",
            Fault(MECHANISMS, cut.id, "evidence", "", ""),
            faults,
        )
    return faults


def _said(shown: Shown) -> list[tuple[str, str]]:
    explorer = EXPLORERS.get(shown.explorer)
    if explorer is None:
        return [(f"the explorer {shown.explorer!r}", among(shown.explorer, list(EXPLORERS)))]
    if shown.view not in explorer.views:
        return [(f"the view {shown.view!r}", among(shown.view, list(explorer.views)))]
    return [(sentence, "a state that the explorer can show") for sentence in explorer.check(shown.view, shown.state)]
