"""Numbers for planning exchanges: by hand they must come out as the formulas say, and refuse what no patient has."""

import math

import pytest

from coursekit.explore import EXPLORERS, quantity


@pytest.mark.parametrize("share", [50, 63.2, 77.7, 90])
def test_volumes_for_a_removal_remove_it(share):
    volumes = quantity("pe.volumes_for_removal", removal_percent=share)
    assert quantity("pe.removed_percent", plasma_volumes=volumes) == pytest.approx(share)


@pytest.mark.parametrize(("count", "volumes"), [(1, 1.0), (3, 1.0), (2, 1.5)])
def test_one_pool_without_return_keeps_what_the_whole_volume_would_leave(count, volumes):
    left = quantity("pe.left_percent", count=count, plasma_volumes=volumes)
    assert left == pytest.approx(100 * math.exp(-count * volumes))
    # What flows back and is made anew leaves the patient with more.
    assert left < quantity("solute.percent_left", solute="igg", count=count, plasma_volumes=volumes)


def test_volumes_from_ml_per_kg_agree_with_litres():
    volumes = quantity("exchange.plasma_volumes_of", ml_per_kg=50, hematocrit=0.3)
    assert volumes == pytest.approx(50 / (65 * 0.7))
    litres = quantity("exchange.litres", weight_kg=80, hematocrit=0.3, plasma_volumes=volumes)
    assert litres == pytest.approx(0.05 * 80)


def test_settled_and_removed_are_the_whole():
    parts = [quantity(f"exchange.{name}_percent", plasma_volumes=1.5) for name in ("settled", "body_removed")]
    assert sum(parts) == pytest.approx(100)


def test_igm_taken_agrees_with_the_chart_and_beats_igg():
    drawn = EXPLORERS["exchange"].view("igm", count=1, plasma_volumes=1.0).numbers["igm_body_removed_percent"]
    taken = quantity("exchange.igm_body_removed_percent", plasma_volumes=1)
    assert taken == pytest.approx(drawn, abs=0.01)
    assert 1.5 * quantity("exchange.body_removed_percent", plasma_volumes=1) < taken < 63.2 * 0.8


def test_protein_and_donor_units_of_a_course():
    patient = {"weight_kg": 60, "hematocrit": 0.4, "plasma_volumes": 1.2}
    litres = 0.065 * 60 * 0.6 * 1.2
    assert quantity("exchange.albumin_grams", **patient) == pytest.approx(50 * litres)
    assert quantity("exchange.donor_units", **patient, count=4) == pytest.approx(4 * litres / 0.25)


def test_fibrinogen_is_the_share_left_of_what_there_was():
    course = {"count": 2, "plasma_volumes": 1.0, "hours_after": 24}
    left = quantity("solute.percent_left", solute="fibrinogen", **course)
    assert quantity("fibrinogen.mg_per_dl", before_mg_per_dl=250, **course) == pytest.approx(2.5 * left)
    with_plasma = quantity("fibrinogen.mg_per_dl", before_mg_per_dl=250, fluid="plasma", **course)
    assert with_plasma > 2.5 * left


def test_citrate_and_lost_ivig_in_grams():
    assert quantity("citrate.grams", weight_kg=50, exchange_minutes=100) == pytest.approx(0.26 * 100 * 50 / 1000)
    share = quantity("combination.dose_removed_percent", delay_days=1)
    assert quantity("combination.ivig_grams_removed", weight_kg=70, delay_days=1) == pytest.approx(1.4 * share)


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("pe.left_percent", {"count": 0, "plasma_volumes": 1}, "count is 0"),
        ("pe.volumes_for_removal", {"removal_percent": 100}, "removal_percent is 100"),
        ("exchange.plasma_volumes_of", {"ml_per_kg": 0, "hematocrit": 0.4}, "ml_per_kg is 0"),
        ("exchange.plasma_volumes_of", {"ml_per_kg": 50, "hematocrit": 1.0}, "hematocrit is 1"),
        ("fibrinogen.mg_per_dl", {"before_mg_per_dl": -1, "count": 1, "plasma_volumes": 1}, "before_mg_per_dl is -1"),
        ("citrate.grams", {"weight_kg": 0, "exchange_minutes": 100}, "weight_kg is 0"),
    ],
)
def test_what_no_patient_has_is_refused(name, values, sentence):
    with pytest.raises(ValueError, match=sentence):
        quantity(name, **values)
