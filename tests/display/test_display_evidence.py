"""Table 1 and the forest plot as cards: sorted, filtered, opened, kept; a page's mistake changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from card_page import Page, Reader, read

import coursekit as ck
from coursekit.display.session import Session
from coursekit.display.tree import Node, el, markup
from coursekit.explore.evidence import trial_marks
from coursekit.explore.forest import forest
from coursekit.knowledge import CourseDataError, load_course

NewKernel = Callable[[], Session]
COURSE = load_course()


def grown(node: Node) -> Iterator[list[Any]]:
    """Every element of a body, outermost first."""
    if isinstance(node, list):
        yield node
        for child in node[2:]:
            yield from grown(child)  # type: ignore[arg-type]


class Sheet(Page):
    @property
    def elements(self) -> list[list[Any]]:
        return [each for node in self.state["body"] for each in grown(node)]

    def named(self, name: str) -> list[list[Any]]:
        return [each for each in self.elements if each[0] == name]

    @property
    def diseases(self) -> list[str]:
        """Names of the rows, in the order shown."""
        return [each[2] for each in self.named("button") if each[1].get("data-do") == "open"]

    @property
    def text(self) -> str:
        return " ".join(part for each in self.elements for part in each[2:] if isinstance(part, str))

    def choose(self, **values: Any) -> None:
        self.do({"do": "set", "values": values})


def table() -> Sheet:
    return Sheet(ck.evidence())


def test_the_table_is_as_printed_and_every_disease_without_a_row_stands_below() -> None:
    shown = table().diseases
    assert shown[:16] == [row.indication for row in COURSE.table1]
    below = {disease.name for disease in COURSE.diseases.values() if disease.row is None}
    assert set(shown[16:]) == below


def test_a_column_sorts_up_then_down_then_as_printed() -> None:
    page = table()
    printed = page.diseases[:16]
    page.do({"do": "sort", "on": "indication"})
    assert page.diseases[:16] == sorted(printed, key=str.casefold)
    assert {"scope": "col", "aria-sort": "ascending", "role": "columnheader"} in [each[1] for each in page.named("th")]
    page.do({"do": "sort", "on": "indication"})
    assert page.diseases[:16] == sorted(printed, key=str.casefold, reverse=True)
    page.do({"do": "sort", "on": "indication"})
    assert page.diseases[:16] == printed


def test_filters_leave_rows_and_the_caption_counts_them() -> None:
    page = table()
    page.choose(text="differ")
    assert "Table 1: 3 of 16 rows" in page.text
    page.choose(text="no_text", level="Class I (not effective)", verdict="stands")
    assert "No row is left" in page.text


def test_a_row_opens_in_its_place_and_closes() -> None:
    page = table()
    page.do({"do": "open", "on": "sps"})
    (button,) = [each for each in page.named("button") if each[1].get("data-on") == "sps"]
    assert button[1]["aria-expanded"] == "true"
    assert "One crossover trial of 16 patients (Dalakas 2001)" in page.text
    assert "The review's text says nothing of it." in page.text
    page.do({"do": "open", "on": "lems"})
    assert "No row in the review's Table 1." in page.text
    page.do({"do": "open", "on": "lems"})
    assert not [each for each in page.named("button") if each[1].get("aria-expanded") == "true"]


def test_choices_come_back_in_a_new_kernel(new_kernel: NewKernel) -> None:
    page = table()
    page.choose(verdict="changed")
    page.do({"do": "open", "on": "nmo"})
    plot = Sheet(ck.forest("cidp"))
    plot.choose(disease="dm", measure="odds")
    new_kernel()
    again = table()
    assert again.state["values"]["verdict"] == "changed"
    assert again.state["values"]["open"] == "nmo"
    assert Sheet(ck.forest("cidp")).state["finding"] == forest("dm", "odds").finding
    assert ck.forest("cidp").text == forest("cidp").text()  # what is stored and compared stays the lesson's own


@pytest.mark.parametrize(
    "action",
    [
        {"do": "set", "values": {"level": "Class V"}},
        {"do": "set", "values": {"level": 3, "nothing": "x"}},
        {"do": "set", "values": "any"},
        {"do": "sort", "on": "__class__"},
        {"do": "open", "on": "<script>"},
        {"do": "fly"},
        {},
    ],
)
def test_what_cannot_be_chosen_changes_nothing(action: dict[str, Any], kernel: Session) -> None:
    page = table()
    before = page.state["body"]
    page.do(action)
    assert page.state["body"] == before
    assert not page.state["notice"]
    assert kernel.record.latest("explored", page.card.subject) is None  # type: ignore[attr-defined]


def test_one_disease_tells_trials_apart_by_what_was_compared() -> None:
    text = read(ck.evidence("gbs")).text
    placebo, active = text.index("Against placebo, sham"), text.index("Two active treatments")
    psgbs = text.index("PE 5 x 50 mL/kg")
    assert placebo < active < psgbs
    assert "no evidence against either" in text[active:psgbs]


@pytest.mark.parametrize("name", COURSE.diseases)
def test_every_disease_has_its_card(name: str) -> None:
    card = ck.evidence(name)
    page = read(card)
    assert COURSE.diseases[name].name in page.text
    for trial in COURSE.trials:
        if trial.indication in COURSE.diseases[name].indications:
            assert trial.label in page.text
            assert trial.label in card.text
            assert all(mark in page.text and mark in card.text for mark in trial_marks(trial))
    for address in (each for each in page.values("href") if each and not each.startswith("#")):
        assert address.startswith(("https://", "http://"))


def test_an_unknown_disease_is_answered_with_near_ones() -> None:
    with pytest.raises(CourseDataError, match="did you mean gbs"):
        ck.evidence("gsb")
    with pytest.raises(ValueError, match="no disease “gsb”"):
        ck.forest("gsb")


def test_the_plot_follows_disease_and_measure_and_is_a_table_too() -> None:
    page = Sheet(ck.forest("cidp"))
    for disease, measure in (("dm", "ratio"), ("dm", "difference"), ("sps", "odds"), ("every", "odds")):
        page.choose(disease=disease, measure=measure)
        shown = forest(disease, measure)
        assert page.state["finding"] == shown.finding
        pictures = [each for each in page.named("svg") if each[1]["class"] == "ck-forest-svg"]
        assert len(pictures) == len(shown.lines) + bool(shown.lines)  # one a line, and the axis
        assert all(each[1]["aria-hidden"] == "true" for each in pictures)
        for line in shown.lines:
            assert shown.effect_text(line) in page.text
            assert line.says in page.text


def test_an_interval_beyond_the_axis_ends_in_an_arrow() -> None:
    shown = forest("mmn")
    beyond = sum(line.effect.low < shown.ticks[0] or line.effect.high > shown.ticks[-1] for line in shown.lines)
    assert beyond == 1  # the pooled ratio reaches to 42
    html = Reader(ck.forest("mmn").static())
    assert html.tags.count("polygon") == beyond + sum(line.counts is None for line in shown.lines)


def test_a_tree_is_escaped_where_it_is_written() -> None:
    assert str(markup(el("p", "<b>", title='"'))) == '<p title="&quot;">&lt;b&gt;</p>'
    with pytest.raises(TypeError, match="must begin with a tag"):
        markup([el("p"), "x"])
