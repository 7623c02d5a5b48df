"""``ck.infusion_plan``: a static card to print, marked as a teaching aid, every claim a link."""

from __future__ import annotations

import pytest
from card_page import read

from coursekit.display.infusion_plan import infusion_plan
from coursekit.explore.infusion_rate.rate_limits import RISKS
from coursekit.knowledge import load_course


def test_the_card_says_first_that_it_is_no_prescription() -> None:
    card = infusion_plan(70, 2, 5, 10)
    assert "not for prescribing" in card.text.splitlines()[1]
    page = read(card)
    assert page.text.index("not for prescribing") < page.text.index("140 g")


def test_tables_are_captioned_and_the_lowest_limit_is_marked_once() -> None:
    page = read(infusion_plan(70, 2, 5, 10, sugar="sucrose", risks=list(RISKS)))
    assert page.tags.count("table") == page.tags.count("caption") == 3
    assert page.text.count("(the lowest: kept)") == 1
    assert "84 ml/h (the lowest: kept)" in page.text
    *linked, printed = (str(href).removeprefix("#") for href in page.values("href"))
    claims = set(load_course().claims)
    assert {"give.rate", "ae.atn-prevention", "ae.heart", "ae.iga-anaphylaxis"} <= set(linked) <= claims
    assert printed.startswith("print:plan?weight_kg=70&")


def test_disease_and_risks_are_named() -> None:
    card = infusion_plan(disease="dermatomyositis", risks=["kidney", "not_group_o"])
    assert "Dermatomyositis. Risks: kidneys at risk, blood group other than O." in card.text
    assert "No risk was named." in infusion_plan().text


def test_a_refusal_is_a_sentence() -> None:
    with pytest.raises(ValueError, match="order 5 or 10 %"):
        infusion_plan(product_percent=20)
