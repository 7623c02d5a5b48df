"""Figures in prose and quiz keys: right, named, and loud when they are not."""

import math
import re
import shutil

import pytest
import yaml

from coursekit.explore import QUANTITIES, fact, facts, fill, quantity
from coursekit.kinetics import SALVAGES
from coursekit.knowledge import CourseDataError, load_course
from coursekit.paths import course_root

# What an earlier, independent prototype of the model gave (6-hour infusions): figure, and how far we may be from it.
PROTOTYPE = [
    ("ivig.peak_multiple", {"dose_g_per_kg": 2, "days": 1}, 4.5, 0.05),
    ("ivig.peak_multiple", {"dose_g_per_kg": 2, "days": 2}, 3.7, 0.05),
    ("ivig.peak_multiple", {"dose_g_per_kg": 2, "days": 5}, 2.9, 0.05),
    ("ivig.bolus_multiple", {"dose_g_per_kg": 2}, 4.9, 0.05),
    ("ivig.fall_percent", {"dose_g_per_kg": 2, "days": 1}, 51, 0.5),
    ("ivig.fall_percent", {"dose_g_per_kg": 2, "days": 2}, 41, 0.5),
    ("ivig.fall_percent", {"dose_g_per_kg": 2, "days": 5}, 27, 0.5),
    ("ivig.fall_percent", {"dose_g_per_kg": 2, "days": 1, "catabolism": False}, 39.5, 0.6),
    ("ivig.redistribution_share_percent", {"dose_g_per_kg": 2, "days": 1}, 80, 3),
    ("ivig.day_within", {"dose_g_per_kg": 2, "days": 5}, 49, 2),
    ("ivig.day_within", {"dose_g_per_kg": 2, "days": 5, "salvage": "kim2007"}, 55, 1),
    ("ivig.day_within", {"dose_g_per_kg": 2, "days": 5, "salvage": "tight_binding"}, 27, 2),
    ("ivig.autoantibody_fall_percent", {"dose_g_per_kg": 2, "days": 1}, 21, 0.5),
    ("ivig.autoantibody_fall_percent", {"dose_g_per_kg": 2, "days": 1, "salvage": "kim2007"}, 15.6, 0.5),
    ("ivig.autoantibody_fall_percent", {"dose_g_per_kg": 2, "days": 1, "salvage": "tight_binding"}, 33, 1),
    ("ivig.autoantibody_nadir_day", {"dose_g_per_kg": 2, "days": 1}, 23, 1),
    ("igg.half_life_days", {}, 24.2, 0.1),
    ("igg.half_life_days", {"salvage": "kim2007"}, 21.4, 0.1),
    ("dose.volume_ml_per_day", {"weight_kg": 70, "dose_g_per_kg": 2, "product_percent": 10, "days": 5}, 280, 1e-9),
    ("dose.grams_per_day", {"weight_kg": 70, "dose_g_per_kg": 2, "days": 5}, 28, 1e-9),
]

# For quantities that no fact uses.
ENOUGH = {
    "dose_g_per_kg": 2,
    "days": 5,
    "hours": 48,
    "weight_kg": 70,
    "product_percent": 10,
    "plasma_volumes": 1,
    "delay_days": 1,
    "max_ml_per_h": 200,
    "max_ml_per_kg_per_min": 0.08,
    "more_g_per_kg": 0.1,
    "every_days": 28,
    "solute": "fibrinogen",
    "hematocrit": 0.45,
    "ml_per_h": 140,
    "before_cp": 1.7,
    "case": "plasma_at_end",
    "exchange_minutes": 107,
    "igg_rate": 2,
    "rate_ml_per_h": 200,
    "ml_per_kg_per_min": 0.04,
    "removal_percent": 63.2,
    "ml_per_kg": 50,
    "vial_g": 20,
    "every_weeks": 4,
    "trial": "ICE",
    "arm": 1,
    "patients": 100,
    "sketch": "complement",
}


@pytest.mark.parametrize(("name", "values", "figure", "off"), PROTOTYPE, ids=str)
def test_the_prototypes_figures(name, values, figure, off):
    assert quantity(name, **values) == pytest.approx(figure, abs=off)


def values_of(name):
    """Values that a quantity takes: those of its first fact, else of the table above."""
    known = QUANTITIES[name]
    for entry in yaml.safe_load((course_root() / "data/facts.yaml").read_text()):
        if entry["quantity"] == name:
            claimed = {
                each: load_course().claim(claim).values[each]
                for claim, names in entry.get("claim", {}).items()
                for each in names
            }
            return {**entry.get("with", {}), **claimed}
    return {each: ENOUGH[each] for each in known.required}


@pytest.mark.parametrize("name", QUANTITIES)
def test_every_quantity_is_a_finite_number_in_every_form(name):
    known, values = QUANTITIES[name], values_of(name)
    assert math.isfinite(quantity(name, **values))
    if "salvage" in known.arguments:
        for form in SALVAGES:
            assert math.isfinite(quantity(name, **{**values, "salvage": form}))
        with pytest.raises(ValueError, match="salvage is 'none'"):
            quantity(name, **{**values, "salvage": "none"})


def test_day_within_is_where_the_curve_crosses():
    day = quantity("ivig.day_within", dose_g_per_kg=2, days=5, percent=10)
    assert quantity("ivig.multiple_at", dose_g_per_kg=2, days=5, day=day) == pytest.approx(1.1, abs=1e-5)


def test_the_infused_igg_is_all_somewhere():
    course = {"dose_g_per_kg": 2, "days": 5, "day": 21}
    plasma, outside, body, broken = (
        quantity("ivig.infused_share_percent", place=place, **course)
        for place in ("plasma", "outside", "body", "broken_down")
    )
    assert plasma + outside == pytest.approx(body)
    assert body + broken == pytest.approx(100)
    assert plasma < outside < broken
    assert fact("ivig.left-day21").value == pytest.approx(body)
    with pytest.raises(ValueError, match="place is 'csf'"):
        quantity("ivig.infused_share_percent", place="csf", **course)


def test_what_is_left_of_a_rise_is_the_level_less_that_at_rest():
    course = {"dose_g_per_kg": 0.4, "days": 1, "igg_g_per_l": 12.4}
    multiple = quantity("ivig.multiple_at", day=29, **course)
    assert quantity("ivig.rise_at_g_per_l", day=29, **course) == pytest.approx(12.4 * (multiple - 1))
    peak = quantity("ivig.peak_rise_g_per_l", **course)
    assert peak + 12.4 == pytest.approx(quantity("ivig.peak_g_per_l", **course))
    assert peak < 400 / 42  # the dose in plasma, had none of it left


def test_the_reviews_own_figures_put_end_to_end():
    review = {"serum_igg_multiple": 5, "fall_percent": 50, "hours": 72}
    # 1.5 times baseline above it after three days; halved once 18 days later, on day 21.
    assert quantity("review.multiple_left", **review, half_life_days=18, day=21) == pytest.approx(1.75)
    assert fact("review.multiple-left").value > 1.5


def test_csf_in_the_first_hours_is_below_its_peak_unless_it_peaks_by_then():
    five = quantity("ivig.csf_highest_multiple", dose_g_per_kg=2, days=5, hours=48)
    assert five == pytest.approx(quantity("ivig.csf_multiple_at", dose_g_per_kg=2, days=5, day=2), rel=1e-3)
    one = quantity("ivig.csf_highest_multiple", dose_g_per_kg=2, days=1, hours=48)
    assert one == pytest.approx(quantity("ivig.csf_peak_multiple", dose_g_per_kg=2, days=1), rel=1e-3)
    assert five < one


def test_nadir_and_csf_peak_are_extremes():
    low = quantity("ivig.autoantibody_fall_percent", dose_g_per_kg=2, days=1)
    assert low > 20
    peak = quantity("ivig.csf_peak_multiple", dose_g_per_kg=2, days=5)
    day = quantity("ivig.csf_peak_day", dose_g_per_kg=2, days=5)
    around = [quantity("ivig.csf_multiple_at", dose_g_per_kg=2, days=5, day=day + step) for step in (-0.3, 0, 0.3)]
    assert around[1] == pytest.approx(peak, rel=1e-9)
    assert around[0] < peak > around[2]


def test_the_autoantibody_on_a_day_is_lowest_at_the_nadir():
    course = {"dose_g_per_kg": 2, "days": 5}
    nadir = quantity("ivig.autoantibody_nadir_day", **course)
    falls = [quantity("ivig.autoantibody_fall_at_percent", day=day, **course) for day in (0, 7, nadir, nadir + 20)]
    assert falls[0] == 0
    assert falls[2] == pytest.approx(quantity("ivig.autoantibody_fall_percent", **course))
    assert falls[1] < falls[2] > falls[3]


def test_a_level_that_is_never_left_is_back_at_once():
    assert quantity("ivig.day_within", dose_g_per_kg=0.01, days=1) == pytest.approx(0.25)


def test_a_level_that_is_not_reached_is_no_number():
    assert math.isnan(quantity("ivig.day_within", dose_g_per_kg=10, days=1, percent=0.01))


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("ivig.peak", {}, r"quantity is 'ivig.peak'; it must be one of ivig.peak_multiple, "),
        (
            "dose.grams",
            {"weight_kg": 70},
            r"dose.grams has wrong arguments \(missing dose_g_per_kg\); it takes weight_kg",
        ),
        (
            "dose.grams",
            {"weight_kg": 70, "dose_g_per_kg": 2, "dayz": 1},
            r"wrong arguments \(unknown dayz\); it takes weight_kg, dose_g_per_kg\.",
        ),
        ("dose.grams", {"weight_kg": 0, "dose_g_per_kg": 2}, "weight_kg is 0"),
        ("dose.grams_per_day", {"weight_kg": 70, "dose_g_per_kg": 2, "days": 0}, "days is 0"),
    ],
)
def test_wrong_questions_are_refused_in_a_sentence(name, values, sentence):
    with pytest.raises(ValueError, match=sentence):
        quantity(name, **values)


def test_facts_read_well_in_a_sentence():
    read = {name: each.text for name, each in facts().items()}
    assert read["ivig.peak-5d"] == "2.9 times"
    assert read["ivig.fall72-1d"] == "51 %"
    assert read["igg.half-life"] == "24 days"
    assert read["dose.volume-70-10"] == "1,400 ml"
    assert read["rate.crossing-weight"] == "41.7 kg"
    assert read["rate.limit-70kg"] == "336 ml/h"
    assert read["pe.removal-1.5"] == "77.7 %"


def test_every_fact_is_said_somewhere():
    places = [*(course_root() / "lessons").glob("*.ipynb"), *(course_root() / "data").rglob("*.yaml")]
    told = "\n".join(place.read_text(encoding="utf-8") for place in places if place.name != "facts.yaml")
    said = set(re.findall(r"fact:([\w.-]*\w)", told))
    assert sorted(set(facts()) - said) == []


def test_fill_puts_facts_into_text_and_names_every_stranger():
    assert fill("{fact:dose.grams-70} of IgG, {fact:ivig.peak-5d} baseline") == "140 g of IgG, 2.9 times baseline"
    assert fill("no braces") == "no braces"
    with pytest.raises(CourseDataError) as error:
        fill("{fact:ivig.peak-6d} and {fact:nonsense}")
    assert [each.id for each in error.value.faults] == ["ivig.peak-6d", "nonsense"]
    assert "ivig.peak-5d" in error.value.faults[0].allowed
    with pytest.raises(CourseDataError, match="no such fact"):
        fact("nonsense")


@pytest.fixture
def copied(tmp_path):
    shutil.copytree(course_root() / "data", tmp_path / "data")
    (tmp_path / "lessons").mkdir()
    return tmp_path


def test_all_faults_of_the_file_are_told_at_once(copied):
    (copied / "data" / "facts.yaml").write_text(
        """
- {id: a, quantity: ivig.peak, with: {}, digits: 1, text: "{value}"}
- {id: b, quantity: dose.grams, with: {weight_kg: 70}, digits: 0, text: "{value} g"}
- {id: c, quantity: dose.grams, with: {weight_kg: 7000, dose_g_per_kg: 2}, digits: 0, text: "{value} g"}
- {id: d, quantity: igg.half_life_days, digits: 0, text: "days"}
- {id: e, quantity: rate.crossing_weight_kg, claim: {give.rate: [max_ml]}, digits: 0, text: "{value} kg"}
- {id: f, quantity: rate.crossing_weight_kg, claim: {give.speed: [max_ml_per_h]}, digits: 0, text: "{value} kg"}
""",
        encoding="utf-8",
    )
    with pytest.raises(CourseDataError) as error:
        facts(copied)
    assert {each.id for each in error.value.faults} == set("abcdef")
    assert all(each.file == "data/facts.yaml" for each in error.value.faults)


def test_a_figure_of_the_review_comes_from_the_claim(copied):
    claims = copied / "data" / "claims.yaml"
    text = claims.read_text(encoding="utf-8")
    assert "max_ml_per_h: 200" in text
    claims.write_text(text.replace("max_ml_per_h: 200", "max_ml_per_h: 240"), encoding="utf-8")
    assert facts(copied)["rate.crossing-weight"].text == "50.0 kg"
