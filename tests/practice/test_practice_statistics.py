"""Item statistics: values worked out by hand, and by scipy and numpy in another way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practice_items import MULTIPLE, NUMERIC, ORDER, SINGLE
from scipy import stats

from coursekit.practice import (
    MultipleItem,
    NumericItem,
    OrderItem,
    SingleItem,
    Verdict,
    answered_body,
    draw,
    first_seed,
    grade,
)
from coursekit.practice.classroom import Attempt, Classroom, classroom
from coursekit.practice.statistics import class_statistics, discrimination, reliability
from coursekit.record import Event
from coursekit.record.events import stamp

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
WHY = SingleItem.model_validate(SINGLE)
WHICH = MultipleItem.model_validate(MULTIPLE)
VOLUME = NumericItem.model_validate(NUMERIC)
CASCADE = OrderItem.model_validate(ORDER)
BANK: dict[str, Any] = {item.id: item for item in (WHY, WHICH, VOLUME, CASCADE)}
COUNT = [0]


def answered(item: Any, answer: Any, *, learner: str = "me", seed: int | None = None, confidence: Any = None) -> Event:
    COUNT[0] += 1
    drawn = draw(item, first_seed(item.id) if seed is None else seed)
    verdict = grade(drawn, answer)
    assert isinstance(verdict, Verdict)
    at = stamp(NOW + timedelta(minutes=COUNT[0]))
    told = answered_body(drawn, verdict, "02", confidence)
    return Event(f"e{COUNT[0]}", at, learner, "answered", item.id, told)


def room(rows: list[list[float | None]]) -> Classroom:
    """Learners by items."""
    attempts = [
        Attempt(learner, f"i{item}", "present", bool(right), None, None, ())
        for learner, row in enumerate(rows)
        for item, right in enumerate(row)
        if right is not None
    ]
    return Classroom(tuple(f"l{n}" for n in range(len(rows))), tuple(attempts))


# Five learners, four items. By hand: totals 4, 3, 2, 1, 0 (mean 2, variance 2);
# shares right .8, .6, .4, .2; sum of p q = .16 + .24 + .24 + .16 = .8; KR-20 = 4/3 (1 - .8/2) = .8.
# Item 0 against the rest (3, 2, 1, 0, 0; mean 1.2): covariance 6/5 - .8 x 1.2 = .24; variances .16, 14/5 - 1.44 = 1.36.
LADDER = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]


def test_by_hand() -> None:
    found = class_statistics(room([list(map(float, row)) for row in LADDER]))
    assert [each.difficulty for each in found.items] == [0.8, 0.6, 0.4, 0.2]
    assert found.items[0].discrimination == pytest.approx(0.24 / np.sqrt(0.16 * 1.36))
    assert (found.reliability.value, found.reliability.items) == (pytest.approx(0.8), 4)
    assert [(each.answered, each.right) for each in found.learners] == [(4, 4), (4, 3), (4, 2), (4, 1), (4, 0)]


@settings(max_examples=80, deadline=None)
@given(
    st.integers(3, 12).flatmap(
        lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=3, max_size=15)
    )
)
def test_by_scipy_and_by_the_covariance_matrix(rows: list[list[bool]]) -> None:
    scores = np.array(rows, float)
    for item in range(scores.shape[1]):
        value, missing = discrimination(scores, item)
        rest = np.delete(scores, item, axis=1).sum(axis=1)
        if missing:
            assert value is None
            assert np.ptp(scores[:, item]) == 0 or np.ptp(rest) == 0
        else:
            assert value == pytest.approx(stats.pointbiserialr(scores[:, item].astype(bool), rest).statistic)
    found = reliability(scores)
    # Cronbach's alpha from the covariance matrix with sample variances: the same number by another road.
    covariance = np.cov(scores, rowvar=False)
    if found.value is None:
        assert covariance.sum() == pytest.approx(0)
    else:
        k = scores.shape[1]
        assert found.value == pytest.approx(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))


def test_items_that_not_everybody_answered() -> None:
    rows: list[list[float | None]] = [[1, 1, 1], [1, 0, None], [0, 1, 1], [0, 0, None], [None, 1, 1]]
    found = class_statistics(room(rows))
    assert [each.learners for each in found.items] == [4, 5, 3]
    # Item 0: four learners with shares 1, 0, 1, 0 in the rest.
    expected = stats.pearsonr([1, 1, 0, 0], [1, 0, 1, 0]).statistic
    assert found.items[0].discrimination == pytest.approx(expected, abs=1e-12)
    assert (found.reliability.items, found.reliability.learners) == (3, 2)
    assert (found.reliability.value, found.reliability.missing) == (None, "few")


@pytest.mark.parametrize(
    ("rows", "missing", "no_reliability"),
    [
        ([[1, 1], [1, 0]], "few", "few"),
        ([[1, 1], [1, 0], [1, 1]], "all_right", ""),
        ([[0, 1], [0, 0], [0, 1]], "none_right", ""),
        ([[1, 1], [0, 1], [1, 1]], "rest_same", ""),
        ([[1, 0], [0, 1], [1, 0]], "", "no_spread"),
        ([[1], [0], [1]], "few", "one_item"),
    ],
)
def test_what_cannot_be_computed_is_said(rows: list[list[float | None]], missing: str, no_reliability: str) -> None:
    found = class_statistics(room(rows))
    assert found.items[0].no_discrimination == missing
    assert (found.items[0].discrimination is None) == bool(missing)
    assert found.reliability.missing == no_reliability
    assert (found.reliability.value is None) == bool(no_reliability)


def test_an_item_that_the_better_learners_get_wrong_has_a_negative_discrimination() -> None:
    rows = [[0.0, 1, 1], [0, 1, 1], [1, 0, 0], [1, 0, 1]]
    value = class_statistics(room([list(row) for row in rows])).items[0].discrimination
    assert value is not None
    assert value < -0.5


def test_first_attempts_only_whatever_came_later() -> None:
    kim = [answered(WHY, "burns", confidence="sure"), answered(WHY, "leaves", seed=99)]
    found = class_statistics(classroom([("kim", kim)], BANK))
    assert [(each.item, each.learners, each.right, each.misconceptions) for each in found.items] == [
        ("why-lower", 1, 0, 1)
    ]


def test_options_and_those_that_hardly_anyone_takes() -> None:
    chosen = ["leaves"] * 30 + ["burns"] * 9 + ["dilutes"] * 2 + ["sticks"]
    files = [(f"l{n}", [answered(WHY, each, confidence="guessing")]) for n, each in enumerate(chosen)]
    item = class_statistics(classroom(files, BANK)).items[0]
    assert {each.id: each.chosen for each in item.options} == {"leaves": 30, "burns": 9, "dilutes": 2, "sticks": 1}
    assert [each.id for each in item.options if each.idle] == ["dilutes", "sticks"]
    assert sum(each.share for each in item.options) == pytest.approx(1)
    assert (item.misconceptions, item.sure_asked) == (0, 42)
    rare_key = [(f"l{n}", [answered(WHY, "burns" if n else "leaves")]) for n in range(40)]
    idle = [each.id for each in class_statistics(classroom(rare_key, BANK)).items[0].options if each.idle]
    assert "leaves" not in idle, "a key that nobody takes is no distractor"


def test_options_of_several_and_of_other_kinds() -> None:
    files = [
        (str(n), [answered(WHICH, ["a", "c"]), answered(CASCADE, ["tissue", "vessels", "taken-up", "rescued"])])
        for n in range(4)
    ]
    which, cascade = (
        next(each for each in class_statistics(classroom(files, BANK)).items if each.item == name)
        for name in ("which-show", "cascade")
    )
    assert {each.id: each.share for each in which.options} == {"a": 1, "b": 0, "c": 1, "d": 0}
    assert [each.id for each in which.options if each.idle] == ["d"]
    assert cascade.options == ()


def test_versions_are_counted_apart() -> None:
    now = answered(WHY, "leaves")
    before = answered(WHY, "burns")
    before = Event(before.id, before.at, "me", "answered", WHY.id, {**before.body, "content_hash": "abcdefabcdef"})
    found = class_statistics(classroom([("kim", [now]), ("lee", [before])], BANK))
    assert [(each.version, each.learners, each.right) for each in found.items] == [
        ("present", 1, 1),
        ("abcdefabcdef", 1, 0),
    ]
    assert found.mixed == ("why-lower",)


def test_other_numbers_are_no_other_version() -> None:
    files = [(str(seed), [answered(VOLUME, "100", seed=seed)]) for seed in range(6)]
    assert len({events[0].body["content_hash"] for _, events in files}) > 1
    found = class_statistics(classroom(files, BANK))
    assert [(each.version, each.learners) for each in found.items] == [("present", 6)]
    assert found.mixed == ()
    changed = {**BANK, "volume": VOLUME.model_copy(update={"stem": "Another {weight_kg} kg, {product_percent} %?"})}
    found = class_statistics(classroom(files, changed))
    assert [(each.version, each.learners) for each in found.items] == [("earlier", 6)]


def test_items_that_are_no_longer_in_the_bank_are_reported_too() -> None:
    found = class_statistics(classroom([("kim", [answered(WHY, "burns")])], {}))
    assert (found.items[0].item, len(found.items[0].options), found.items[0].version != "present") == (
        "why-lower",
        4,
        True,
    )


def test_two_exports_of_one_record_are_one_learner() -> None:
    first, second = answered(WHY, "burns"), answered(WHICH, ["a", "b"])
    other = answered(WHY, "leaves")
    found = classroom([("old", [first]), ("lee", [other]), ("new", [first, second])], BANK)
    assert found.learners == ("old", "lee")
    assert [(each.learner, each.item) for each in found.attempts] == [
        (0, "why-lower"), (0, "which-show"), (1, "why-lower"),
    ]  # fmt: skip


def test_files_joined_by_a_third_are_one_learner() -> None:
    one, two = answered(WHY, "burns"), answered(WHICH, ["a"])
    found = classroom([("a", [one]), ("b", [two]), ("whole", [one, two])], BANK)
    assert found.learners == ("a",)
    assert len(found.attempts) == 2


def test_the_first_attempt_is_the_first_whichever_export_is_named_first() -> None:
    right, wrong = answered(WHY, "leaves"), answered(WHY, "burns", seed=5)
    other = answered(WHICH, ["a"])
    for files in ([("a", [right, other]), ("b", [wrong, other])], [("b", [wrong, other]), ("a", [right, other])]):
        found = classroom(files, BANK)
        assert [(each.item, each.right) for each in found.attempts] == [("why-lower", True), ("which-show", False)]


def test_several_learners_in_one_file() -> None:
    events = [answered(WHY, "burns", learner="kim"), answered(WHY, "leaves", learner="lee")]
    assert classroom([("room", events)], BANK).learners == ("kim (room)", "lee (room)")


def test_nobody_answered_anything() -> None:
    found = class_statistics(classroom([("kim", [])], BANK))
    assert (found.items, found.reliability.value, found.reliability.missing) == ((), None, "one_item")
    assert class_statistics(Classroom((), ())).items == ()


def test_items_come_in_the_banks_order() -> None:
    files = [("kim", [answered(WHICH, ["a"]), answered(WHY, "burns")])]
    found = class_statistics(classroom(files, BANK), list(BANK))
    assert [each.item for each in found.items] == ["why-lower", "which-show"]
