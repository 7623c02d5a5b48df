"""What the sketches say of direction, counted from their own lines; the charts and the counts may not part."""

from __future__ import annotations

import pytest

from coursekit.explore import EXPLORERS, quantity

DRAWN = {"complement": "steps", "dendritic_cells": "maturation", "superantigen": "clones"}


@pytest.mark.parametrize(("sketch", "view"), DRAWN.items())
def test_as_many_lines_come_down_as_the_chart_draws(sketch: str, view: str) -> None:
    explorer = EXPLORERS[sketch]
    without, treated = (explorer.view(view, dose_g_per_kg=dose).numbers for dose in (0.0, 2.0))
    lowered = sum(treated[name] < without[name] for name in without)
    assert quantity("sketch.lines_lowered", sketch=sketch) == lowered


def test_antibodies_to_the_toxin_lower_both_kinds_of_clones() -> None:
    found = {
        to: quantity("sketch.lines_lowered", sketch="superantigen", antibodies_to=to) for to in ("v_beta", "toxin")
    }
    assert found == {"v_beta": 1, "toxin": 2}


def test_an_unknown_sketch_is_told_with_what_is_allowed() -> None:
    with pytest.raises(ValueError, match="complement, dendritic_cells, superantigen"):
        quantity("sketch.lines_lowered", sketch="cytokines")


def test_what_outlives_its_synthesis_is_half_after_a_half_life() -> None:
    half_life = quantity("igg.half_life_days")
    assert quantity("igg.left_without_synthesis_percent", days=half_life) == pytest.approx(50)
    assert quantity("igg.left_without_synthesis_percent", days=0) == 100
