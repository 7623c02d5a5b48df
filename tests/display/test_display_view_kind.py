"""A schematic view of a quantitative explorer is called schematic, live and on paper."""

from __future__ import annotations

import pytest

import coursekit as ck


@pytest.mark.parametrize(("view", "kind"), [("monomers", "quantitative"), ("pairs", "schematic")])
def test_the_badge_is_that_of_the_view(view: str, kind: str) -> None:
    ck.lesson("02")
    card = ck.explorer("fc_receptors", view=view, key="kind")
    assert card.spec()["kind"] == kind
    assert card.spec()["kind_word"] == kind
    assert f"({kind})" in card.static()
