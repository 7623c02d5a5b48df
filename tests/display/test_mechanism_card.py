"""The map's card: a choice is drawn, said and kept; a cut opens its claims and its explorer; nonsense does no harm."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from card_page import Page, read

import coursekit as ck
from coursekit.display.session import Session
from coursekit.explore import EXPLORERS
from coursekit.explore.mechanism_map import map_view
from coursekit.knowledge.mechanisms import load_mechanisms


@pytest.fixture
def page() -> Page:
    ck.lesson("03")
    return open_map()


def open_map() -> Page:
    return Page(ck.mechanism_map(disease="mg", treatment="ivig", key="test"))


def choose(page: Page, **values: str) -> dict[str, Any]:
    return page.do({"do": "set", "values": values})


def cuts_drawn(scene: Any) -> set[str]:
    found = {scene[1]["data-cut"]} if "data-cut" in scene[1] else set()
    return found.union(*(cuts_drawn(child) for child in scene[2:] if isinstance(child, list)))


def test_opens_where_the_lesson_says(page: Page) -> None:
    assert page.state["finding"] == map_view("mg", "ivig").finding
    expected = {here.cut.id for here in map_view("mg", "ivig").cuts}
    assert {each["id"] for each in page.state["cuts"]} == expected
    assert {name: cuts_drawn(scene) for name, scene in page.state["drawn"].items()} == {
        "wide": expected,
        "tall": expected,
    }
    assert page.state["open"] == {}


def test_choosing_draws_and_says_the_other_map(page: Page) -> None:
    state = choose(page, treatment="exchange")
    assert state["finding"] == map_view("mg", "exchange").finding
    state = choose(page, disease="anti-mag")
    assert state["finding"] == map_view("anti-mag", "exchange").finding
    assert "AAN 2011" in state["caution"]["text"]
    assert [each["id"] for each in state["caution"]["trials"]] == ["#table1.mag", "#igm.not-proven"]


def test_what_cannot_be_chosen_is_a_sentence_and_leaves_the_map(page: Page) -> None:
    before = page.state["finding"]
    state = choose(page, disease="gout", treatment="leeches")
    assert len(state["errors"]) == 2
    assert state["finding"] == before
    assert choose(page, treatment="both")["errors"] == []


@pytest.mark.parametrize("cut", load_mechanisms().cuts)
def test_every_cut_opens_its_claims_and_its_explorer_at_the_state_that_shows_it(cut: str) -> None:
    of = load_mechanisms().cuts[cut].of
    treatment = "both" if of == "together" else of
    card = ck.mechanism_map(disease="gbs", treatment=treatment)
    page = Page(card)
    state = page.do({"do": "open", "cut": cut})
    entry = load_mechanisms().cuts[cut]
    assert [each["id"] for each in state["open"]["claims"]] == [f"#{claim}" for claim in entry.claims]
    assert all(each["now"] for each in state["open"]["claims"])
    assert len(state["open"]["evidence"]) == len(entry.evidence)
    panel = card.inside()
    shown = EXPLORERS[entry.show.explorer].view(entry.show.view, **entry.show.state)
    assert panel["item"] == cut
    assert panel["state"]["finding"] == shown.finding
    assert len(page.curves) == 2 * sum(len(curve.x) for curve in shown.curves)


def test_a_safety_update_stands_beside_the_claim_it_corrects(page: Page) -> None:
    choose(page, disease="gbs", treatment="both")
    [claim] = page.do({"do": "open", "cut": "washed-out"})["open"]["claims"]
    assert claim["safety"]
    assert "no plasma exchange followed at once by IVIg" in claim["since"]


def test_the_explorer_of_a_cut_moves_and_closes(page: Page) -> None:
    page.do({"do": "open", "cut": "mac"})
    before = page.card.inside()
    page.do({"do": "panel", "what": {"do": "set", "turn": 3, "values": {"dose_g_per_kg": 0}}})
    after = page.card.inside()
    assert after["key"] == before["key"]
    assert after["state"]["turn"] == 3
    assert after["state"]["finding"] != before["state"]["finding"]
    assert page.do({"do": "close"})["open"] == {}
    assert page.card.inside() == {}
    assert page.curves == []


def test_a_cut_that_the_next_choice_does_not_have_closes(page: Page) -> None:
    page.do({"do": "open", "cut": "mac"})
    assert choose(page, disease="nmo")["open"]["id"] == "mac"
    assert choose(page, disease="lems")["open"] == {}
    assert page.card.inside() == {}


def test_the_settled_choice_is_kept_and_comes_back(page: Page, new_kernel: Callable[[], Session]) -> None:
    choose(page, disease="cidp")
    page.do({"do": "settled"})
    page.do({"do": "settled"})
    choose(page, treatment="none")  # chosen, but not settled
    home = new_kernel()
    ck.lesson("03")
    assert [event.body["state"] for event in home.record.events("explored")] == [
        {"disease": "cidp", "treatment": "ivig"}
    ]
    state = open_map().state
    assert (state["disease"], state["treatment"]) == ("cidp", "ivig")
    assert open_map().card.text.startswith(map_view("mg", "ivig").finding)  # the saved face is the lesson's own


@pytest.mark.parametrize("state", [{"disease": "gone", "treatment": "ivig"}, {"disease": "mg"}, "half a state", None])
def test_a_recorded_choice_that_is_no_longer_possible_is_passed_over(kernel: Session, state: object) -> None:
    ck.lesson("03")
    kernel.keep("explored", "03/mechanism_map/test", {"state": state})
    assert open_map().state["disease"] == "mg"


@pytest.mark.parametrize(
    "action",
    [{}, {"do": "dance"}, {"do": "set"}, {"do": "set", "values": None}, {"do": "open", "cut": "nothing"},
     {"do": "open"}, {"do": "panel", "what": "x"}, {"do": "panel", "what": {"do": "set", "values": {}}}, "set", None],
)  # fmt: skip
def test_a_message_that_makes_no_sense_does_no_harm(
    page: Page, action: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert page.do(action)["finding"] == map_view("mg", "ivig").finding
    assert "could not take" not in caplog.text


def test_a_doubtful_cut_is_told_by_sign_and_word_in_every_face() -> None:
    card = ck.mechanism_map(disease="gbs", treatment="ivig")
    page = read(card)
    for face in (card.text, page.text):
        assert "e ≠ T cells recognise and multiply less: disputed" in face
        assert "a1 ○ Antibodies in IVIg hold the autoantibody: only in the laboratory" in face
    assert page.values("role") == ["img"]
    assert page.values("aria-label") == [map_view("gbs", "ivig").finding]
    assert "tabindex" not in dict(page.attributes)


def test_unknown_names_are_told() -> None:
    with pytest.raises(ValueError, match="no disease “gbd” on the map"):
        ck.mechanism_map(disease="gbd")
