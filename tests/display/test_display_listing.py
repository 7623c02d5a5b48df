"""Tables that are filtered and printed, the disease's card, and the final review: what stands on their faces."""

from __future__ import annotations

import re

import pytest
from card_page import Page, read

import coursekit as ck
from coursekit.display.print_pages import print_page
from coursekit.explore.tested import figures_tested
from coursekit.knowledge import load_course
from coursekit.knowledge.decisions import decisions, disease_sheet

COURSE = load_course()


def test_exchange_is_labelled_as_not_in_the_review_wherever_it_stands() -> None:
    for name in decisions():
        card = ck.disease(name)
        assert "Plasma exchange (not in the review: the course's own layer):" in card.text, name
        assert "A teaching aid, not for prescribing" in card.text
    assert "Plasma exchange (not in the review)" in read(ck.diseases()).text
    assert "Plasma exchange (not in the review)" in (print_page("diseases") or "")


def test_a_blank_says_that_it_is_one() -> None:
    blank = [name for name, decision in decisions().items() if decision.dose is None]
    assert blank
    for name in blank:
        assert "Dose: Blank: nothing that was read says so." in ck.disease(name).text


def test_a_disease_card_holds_every_statement_with_its_correction() -> None:
    for name in decisions():
        page = read(ck.disease(name))
        linked = {str(href).removeprefix("#") for href in page.values("href")}
        for card in disease_sheet(name).claims:
            assert card.id in linked
            if card.safety:
                assert page.text.count("Safety. What holds now") >= 1, card.id


def test_the_page_gets_every_line_and_each_filter_finds_some() -> None:
    for card, lines in ((ck.diseases(), decisions()), (ck.verdicts(), figures_tested())):
        spec = Page(card).widget.spec
        assert len(spec["entries"]) == len(lines)
        for each in spec["filters"]:
            for option in each["options"]:
                found = [entry for entry in spec["entries"] if option["id"] in entry["found_by"][each["id"]]]
                assert found, (each["id"], option["id"])


def test_verdicts_show_the_computed_number_beside_the_printed_one() -> None:
    line = next(line for line in ck.verdicts().text.splitlines() if line.startswith("Serum IgG after 2 g/kg"))
    assert "5-fold" in line
    assert "2.9 times baseline over five days" in line
    assert "✗ differs" in line
    assert "± true with a reservation" in line


@pytest.mark.parametrize("name", ["diseases", "verdicts", "gbs"])
def test_a_printed_page_lists_what_it_cites_and_fetches_nothing(name: str) -> None:
    page = print_page(name) or ""
    cited = set(re.findall(r'href="#@([^"]+)"', page))
    assert cited
    assert cited == set(re.findall(r'id="@([^"]+)"', page))
    assert not re.findall(r'(?:src|href)="https?:', page)
    assert "<script" not in page


def test_there_is_no_page_of_another_name() -> None:
    assert print_page("sfn") is None


def test_the_final_review_reports_by_objective_and_opens_the_completion_record() -> None:
    page = Page(ck.final_review(count=13, seed=3))
    state = page.do({"do": "begin"})
    assert len(state["items"]) == 13
    assert "after" not in state
    state = page.do({"do": "finish"})
    rows = [row[0] for row in state["report"]["table"]["rows"]]
    assert rows == sorted(rows, key=lambda row: row[:2])
    assert {row[:2] for row in rows} == set(COURSE.lessons)
    assert state["after"]["link"]["path"] == "coursekit/completion"


def test_the_final_review_refuses_no_questions() -> None:
    with pytest.raises(ValueError, match="ask at least one question"):
        ck.final_review(count=0)
