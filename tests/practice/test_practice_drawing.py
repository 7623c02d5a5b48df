"""Drawing: everything is fixed by the seed, and the content hash notices every change."""

import functools
from collections import Counter
from typing import Any

import pytest
from practice_items import MULTIPLE, NUMERIC, PREDICT, SINGLE

from coursekit.explore.quantities import quantity
from coursekit.knowledge import CourseDataError
from coursekit.practice import MultipleItem, NumericItem, PredictItem, SingleItem, draw, first_seed


def test_the_seed_fixes_the_draw_on_every_machine() -> None:
    item = NumericItem.model_validate(NUMERIC)
    assert draw(item, 7) == draw(item, 7)
    # Written down: a recorded seed must give the same draw in every later version.
    assert first_seed("volume") == 1226684665
    assert draw(item, 1).values == {"weight_kg": 60, "product_percent": 10}
    assert draw(SingleItem.model_validate(SINGLE), 7).order == ["dilutes", "burns", "leaves", "sticks"]


def test_attempts_and_items_differ() -> None:
    seeds = {first_seed(item, attempt) for item in ("a", "b", "c") for attempt in range(20)}
    assert len(seeds) == 60
    assert all(0 <= seed < 2**31 for seed in seeds)


def test_every_value_and_every_place_comes_up() -> None:
    numeric, single = NumericItem.model_validate(NUMERIC), SingleItem.model_validate(SINGLE)
    values = Counter(tuple(draw(numeric, seed).values.values()) for seed in range(400))
    assert len(values) == 8
    assert min(values.values()) > 20
    places = Counter(draw(single, seed).order.index("leaves") for seed in range(400))
    assert min(places[place] for place in range(4)) > 60


def test_texts_are_filled_and_the_key_comes_from_the_model() -> None:
    drawn = draw(NumericItem.model_validate(NUMERIC), 1)
    assert drawn.stem == "A patient of 60 kg has 2 g/kg of a 10 % product. How many ml?"
    assert (drawn.key, drawn.key_text) == (1200.0, "1,200 ml")
    assert drawn.why == "The course is 1,200 ml of a 10 % product."
    assert draw(SingleItem.model_validate(SINGLE), 1).stem == "Why does it peak at 2.9 times and not higher?"


def test_options_that_are_numbers_stay_sorted() -> None:
    texts = ["21-28 days", "5-7 days", "1,000 days", "80-100 days"]
    options = [{**o, "text": text} for o, text in zip(SINGLE["options"], texts, strict=True)]
    item = SingleItem.model_validate({**SINGLE, "options": options})
    for seed in range(5):
        assert [o.text for o in draw(item, seed).options] == ["5-7 days", "21-28 days", "80-100 days", "1,000 days"]


def test_what_is_shown_takes_the_drawn_values() -> None:
    item = PredictItem.model_validate(PREDICT)
    for seed in range(6):
        drawn = draw(item, seed)
        assert drawn.show is not None
        assert drawn.show.state == {"dose_g_per_kg": 2, "days": drawn.values["days"]}
    outside = {**PREDICT, "vary": {"days": [9]}}  # the model can, the slider cannot
    shown = draw(PredictItem.model_validate(outside), 1).show
    assert shown is not None
    assert shown.state == {"dose_g_per_kg": 2, "days": 5}


@pytest.mark.parametrize(
    ("change", "model", "raw"),
    [
        ({"stem": "Another?"}, SingleItem, SINGLE),
        ({"options": [{**o, "why": o["why"] + "!"} for o in SINGLE["options"]]}, SingleItem, SINGLE),
        ({"options": [{**o, "right": o["id"] == "burns"} for o in SINGLE["options"]]}, SingleItem, SINGLE),
        ({"options": MULTIPLE["options"][:3]}, MultipleItem, MULTIPLE),
        ({"tolerance_percent": 3}, NumericItem, NUMERIC),
        ({"key": {"quantity": "dose.volume_ml", "with": {"dose_g_per_kg": 1}}}, NumericItem, NUMERIC),
    ],
)
def test_the_hash_notices_a_change_of_content(change: dict[str, Any], model: Any, raw: dict[str, Any]) -> None:
    before, after = draw(model.model_validate(raw), 1), draw(model.model_validate({**raw, **change}), 1)
    assert before.content_hash != after.content_hash
    assert len(before.content_hash) == 12


def scaled(factor: float, name: str, **values: Any) -> float:
    return factor * quantity(name, **values)


def test_the_hash_notices_the_model_and_the_values_but_not_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    single = SingleItem.model_validate(SINGLE)
    assert len({draw(single, seed).content_hash for seed in range(10)}) == 1
    assert len({tuple(draw(single, seed).order) for seed in range(10)}) > 1
    item = PredictItem.model_validate({**PREDICT, "vary": {}, "stem": "How high over five days?"})
    item = item.model_copy(update={"key": item.key.model_copy(update={"given": {"dose_g_per_kg": 2, "days": 5}})})
    before = draw(item, 1).content_hash
    assert len({draw(NumericItem.model_validate(NUMERIC), seed).content_hash for seed in range(60)}) == 8
    for factor, same in ((1 + 1e-12, True), (1.001, False)):
        with monkeypatch.context() as patch:
            changed = functools.partial(scaled, factor)
            patch.setattr("coursekit.practice.kinds.number.quantity", changed)
            assert (draw(item, 1).content_hash == before) is same


@pytest.mark.parametrize(
    ("model", "raw", "digits"),
    [
        (SingleItem, SINGLE, "ec11d4a1a4c1"),
        (MultipleItem, MULTIPLE, "3aa144d8d1ef"),
        (NumericItem, NUMERIC, "ab8bde060db0"),
        (PredictItem, PREDICT, "34aa88838588"),
    ],
)
def test_hashes_of_the_first_version_stay_and_labels_do_not_change_them(model: Any, raw: Any, digits: str) -> None:
    # Written down before items had labels: answers in records of that time were given to just these items.
    assert draw(model.model_validate(raw), 1).content_hash == digits
    plain = {**raw, "claims": ["pk.half-life", "pk.peak"]}
    labelled = {**plain, "vignette": True, "together": True}
    assert draw(model.model_validate(labelled), 1).content_hash == draw(model.model_validate(plain), 1).content_hash
    if "show" in raw:
        marked = model.model_validate({**raw, "show": {**raw["show"], "answer_on": "y", "answer_is": "fall"}})
        assert draw(marked, 1).content_hash == digits


def test_the_seed_of_a_sitting_draws_otherwise() -> None:
    plain = {first_seed("volume", attempt) for attempt in range(20)}
    assert first_seed("volume", 3, None) in plain
    seven = [first_seed("volume", attempt, 7) for attempt in range(20)]
    assert len({*plain, *seven, *(first_seed("volume", attempt, 8) for attempt in range(20))}) == 60


def test_no_answer_of_the_model_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursekit.practice.kinds.number.quantity", lambda *_, **__: float("nan"))
    with pytest.raises(CourseDataError, match="no finite number"):
        draw(NumericItem.model_validate(NUMERIC), 1)
