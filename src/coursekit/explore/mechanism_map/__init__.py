"""The map of mechanisms: for a disease and a treatment, which links are used, where they are cut, and one finding."""

from coursekit.explore.mechanism_map.checks import problems
from coursekit.explore.mechanism_map.layout import Layout, Route, load_layouts
from coursekit.explore.mechanism_map.paths import (
    ALL,
    Here,
    MapView,
    Way,
    check_choice,
    choices,
    cut_sentence,
    link_words,
    map_lists,
    map_text,
    map_view,
)

__all__ = [
    "ALL",
    "Here",
    "Layout",
    "MapView",
    "Route",
    "Way",
    "check_choice",
    "choices",
    "cut_sentence",
    "link_words",
    "load_layouts",
    "map_lists",
    "map_text",
    "map_view",
    "problems",
]
