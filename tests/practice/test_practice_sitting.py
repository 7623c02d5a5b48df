"""Sittings: chosen, begun, answered, reported."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice_items import SINGLE
from sitting_samples import BY_ID, GRADED, ITEMS, NOW, Log, answered, later

from coursekit.practice import (
    KINDS,
    Item,
    Refusal,
    Sitting,
    begin,
    begun_event,
    choose,
    draw,
    ended_event,
    finish,
    first_seed,
    held_event,
    hold,
    rebuild,
    report,
    resume,
)


def spread(counts: Sequence[int]) -> list[Item]:
    """Items of as many objectives as there are counts."""
    return [
        KINDS["single"].model_validate({**SINGLE, "id": f"i-{objective}-{number}", "objective": f"02.o{objective}"})
        for objective, count in enumerate(counts)
        for number in range(count)
    ]


@given(st.lists(st.integers(1, 8), min_size=1, max_size=5), st.integers(1, 30), st.integers(0, 10**9))
def test_chosen_items_are_spread_over_objectives(counts: list[int], count: int, seed: int) -> None:
    items = spread(counts)
    chosen = choose(items, seed, count)
    assert chosen == choose(items, seed, count)
    assert len(chosen) == min(count, len(items))
    assert [item for item in items if item in chosen] == chosen  # in the order given
    had = Counter(item.objective for item in chosen)
    # No objective is asked twice as long as another one has items left and is asked less.
    for objective, there in enumerate(counts):
        got = had[f"02.o{objective}"]
        assert got == there or all(each <= got + 1 for each in had.values())


def test_which_are_chosen_depends_on_the_seed_alone() -> None:
    items = spread([4, 4, 4])
    assert len({tuple(item.id for item in choose(items, seed, 4)) for seed in range(60)}) > 40
    assert {item.id for item in choose(items[::-1], 3, 4)} == {item.id for item in choose(items, 3, 4)}
    assert len({choose(items, seed, 1)[0].objective for seed in range(20)}) == 3
    assert choose(items, 3) == items
    assert choose(ITEMS, 3) == [BY_ID[item_id] for item_id in GRADED]
    with pytest.raises(ValueError, match="at least one item, not 0"):
        choose(items, 3, 0)


def test_a_seed_asks_everyone_the_same() -> None:
    one, other = begin(ITEMS, "exam", 7, 4, NOW), begin(ITEMS, "exam", 7, 4, later(5000))
    assert one.items == other.items
    assert one.id != other.id
    assert one.id == begin(ITEMS, "exam", 7, 4, NOW).id
    assert begin(ITEMS, "exam", 8, 4, NOW).items != one.items
    assert begin(ITEMS, "exam", None, 4, NOW).items != begin(ITEMS, "exam", None, 4, later(1)).items
    assert one.seed_of(one.items[0].item) == first_seed(one.items[0].item, 0, 7)


def test_study_keeps_the_order_and_an_exam_makes_its_own() -> None:
    assert [each.item for each in begin(ITEMS, "study", 7, None, NOW).items] == GRADED
    orders = {tuple(each.item for each in begin(ITEMS, "exam", seed, None, NOW).items) for seed in range(20)}
    assert len(orders) == 20
    assert all(sorted(order) == sorted(GRADED) for order in orders)


def test_attempts_before_draw_other_numbers() -> None:
    sitting = begin(ITEMS, "study", None, None, NOW, attempts={"volume": 2})
    assert sitting.seed_of("volume") == first_seed("volume", 2)
    assert sitting.seed_of("cascade") == first_seed("cascade")
    assert {each.lesson for each in sitting.items} == {"02"}


def test_what_cannot_begin() -> None:
    mode: Any = "test"
    with pytest.raises(ValueError, match="'test' is neither study nor exam"):
        begin(ITEMS, mode, None, None, NOW)
    with pytest.raises(ValueError, match="no items to ask"):
        begin([BY_ID["guess-peak"]], "study", None, None, NOW)
    with pytest.raises(ValueError, match="no time zone"):
        begin(ITEMS, "study", None, None, NOW.replace(tzinfo=None))


def test_study_judges_at_once_and_the_first_answer_stays() -> None:
    sitting = begin(ITEMS, "study", None, None, NOW)
    after = answered(sitting, "why-lower", 1, later(20))
    assert sitting.held == {}  # nothing changes under a card's hands
    held = after.held["why-lower"]
    assert (held.verdict.right, held.answer, held.confidence, held.seconds) == (False, "burns", "sure", 20.0)
    assert after.told
    kind, subject, body = held_event(after, "why-lower")
    assert (kind, subject) == ("answered", "why-lower")
    assert (body["sitting"], body["lesson"], body["mode"], body["sitting_seed"]) == (after.id, "02", "study", None)
    assert answered(after, "why-lower", 0, later(30)) == after
    assert after.left == [item_id for item_id in GRADED if item_id != "why-lower"]


def test_an_exam_holds_everything_back_and_answers_may_change() -> None:
    sitting = begin(ITEMS, "exam", 7, None, NOW)
    first = answered(sitting, "why-lower", 1, later(20))
    assert held_event(first, "why-lower")[:2] == ("held", sitting.id)
    assert not first.told
    with pytest.raises(ValueError, match="reported when it has ended"):
        report(first)
    other = answered(first, "receptor", 0, later(50), "guessing")
    changed = answered(other, "why-lower", 0, later(60), "fairly")
    held = changed.held["why-lower"]
    assert (held.answer, held.confidence, held.seconds, held.step) == ("leaves", "fairly", 30.0, 3)
    ended, bodies = finish(changed, later(100))
    assert ended.told
    assert ended.seconds == 100.0
    asked = [each.item for each in sitting.items if each.item in ("why-lower", "receptor")]
    assert [body["item"] for body in bodies] == asked
    assert [body["confidence"] for body in bodies if body["item"] == "receptor"] == ["guessing"]
    assert finish(ended, later(200)) == (ended, [])
    assert answered(ended, "volume", 0, later(120)) == ended


def test_an_exam_gives_its_answers_in_the_order_asked() -> None:
    sitting = begin(ITEMS, "exam", 7, None, NOW)
    asked = [each.item for each in sitting.items]
    for number, item_id in enumerate(reversed(asked)):
        sitting = answered(sitting, item_id, 0, later(number))
    assert [body["item"] for body in finish(sitting, later(99))[1]] == asked


def test_study_ends_without_further_answers() -> None:
    sitting = answered(begin(ITEMS, "study", None, None, NOW), "volume", 0, later(9))
    ended, bodies = finish(sitting, later(10))
    assert bodies == []
    assert (ended.ended, ended.seconds) == (later(10), 10.0)


def test_refusals_and_strangers() -> None:
    sitting = begin(ITEMS, "exam", 7, None, NOW)
    refusal = hold(sitting, BY_ID["volume"], "a lot", "sure", later(5))
    assert isinstance(refusal, Refusal)
    assert "is not a number in ml" in refusal.sentence
    with pytest.raises(ValueError, match="guess-peak is not among the items of this sitting"):
        hold(sitting, BY_ID["guess-peak"], "3", None, later(5))
    confidence: Any = "very"
    with pytest.raises(ValueError, match="no confidence"):
        hold(sitting, BY_ID["volume"], "3", confidence, later(5))
    with pytest.raises(ValueError, match="no time zone"):
        hold(sitting, BY_ID["volume"], "3", "sure", NOW.replace(tzinfo=None))
    with pytest.raises(ValueError, match="has not ended"):
        ended_event(sitting)


def test_a_clock_set_back_counts_nothing_and_a_pause_neither() -> None:
    sitting = begin(ITEMS, "exam", 7, None, NOW)
    back = answered(sitting, "why-lower", 0, later(-3600))
    assert back.held["why-lower"].seconds == 0.0
    on = answered(back, "receptor", 0, later(-3590))
    assert on.held["receptor"].seconds == 10.0
    resumed = resume(on, later(90000))
    assert resumed == on
    assert finish(resumed, later(90005))[0].seconds == 15.0
    assert finish(resumed, later(0))[0].seconds == 10.0


def test_an_item_that_changes_between_does_not_change_its_answer() -> None:
    log, sitting = Log(), begin(ITEMS, "exam", 7, None, NOW)
    log.keep(*begun_event(sitting))
    sitting = answered(sitting, "why-lower", 0, later(5))
    log.keep(*held_event(sitting, "why-lower"))
    options = [{**option, "right": option["id"] == "burns"} for option in SINGLE["options"]]
    today = KINDS["single"].model_validate({**SINGLE, "options": options})
    found = rebuild(log.events)[sitting.id]
    _, (body,) = finish(found, later(9))
    assert body["verdict"]["right"]
    assert body["content_hash"] != draw(today, found.seed_of("why-lower")).content_hash


def test_the_report_is_by_objective() -> None:
    items = [item.model_copy(update={"objective": f"02.{n % 2}"}) for n, item in enumerate(spread([2, 2]))]
    sitting = begin(items, "exam", 7, None, NOW)
    ids = [each.item for each in sitting.items]
    by_id = {item.id: item for item in items}
    for number, (item_id, answer) in enumerate(zip(ids[:3], ["leaves", "burns", "leaves"], strict=True)):
        after = hold(sitting, by_id[item_id], answer, None, later(10 * (number + 1)))
        assert isinstance(after, Sitting)
        sitting = after
    told = report(finish(sitting, later(45))[0])
    assert (told.right, told.answered, told.total, told.seconds) == (2, 3, 4, 45.0)
    assert [each.right for each in told.items] == [True, False, True, None]
    assert [each.partly for each in told.items] == [1.0, 0.0, 1.0, 0.0]
    assert [each.seconds for each in told.items] == [10.0, 10.0, 10.0, 0.0]
    for objective in told.objectives:
        own = [each for each in told.items if each.objective == objective.objective]
        assert objective.total == len(own) == 2
        assert objective.right == sum(each.right is True for each in own)
        assert objective.answered == sum(each.right is not None for each in own)
        assert objective.seconds == sum(each.seconds for each in own)
    assert [each.objective for each in told.objectives] == list(dict.fromkeys(each.objective for each in told.items))
    study = report(begin(items, "study", None, None, NOW))
    assert (study.right, study.answered, study.total, study.seconds) == (0, 0, 4, 0.0)
