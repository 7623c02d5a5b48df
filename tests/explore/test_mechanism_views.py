"""The explorers of mechanisms: sound at every corner, honest about what they are, and right where they can be."""

import itertools

import numpy as np
import pytest

from coursekit.explore import EXPLORERS, Choice, quantity
from coursekit.kinetics import SALVAGES
from coursekit.kinetics.binding import RECEPTORS
from coursekit.kinetics.schematic_cytokines import MARKERS
from coursekit.knowledge import load_course, say

NAMES = ("idiotype", "complement", "fc_receptors", "cytokines", "t_cells", "superantigen", "dendritic_cells")
VIEWS = [(name, view) for name in NAMES for view in EXPLORERS[name].views]
QUANTITATIVE = {("fc_receptors", "monomers"), ("fc_receptors", "fcrn")}


def corners(name, view):
    """Both ends and the default of every slider, every option of every choice."""
    inputs = EXPLORERS[name].views[view].inputs
    values = [each.options if isinstance(each, Choice) else (each.low, each.default, each.high) for each in inputs]
    return [dict(zip([each.name for each in inputs], state, strict=True)) for state in itertools.product(*values)]


@pytest.mark.parametrize(("name", "view"), VIEWS)
def test_every_corner_can_be_drawn_and_said(name, view):
    for state in corners(name, view):
        shown = EXPLORERS[name].view(view, **state)
        for curve in shown.curves:
            assert curve.x.shape == curve.y.shape
            assert curve.x.size <= 400
            assert np.all(np.isfinite(curve.x)), state
            assert np.all(np.isfinite(curve.y)), state
            assert np.all(np.diff(curve.x) >= 0)
            assert curve.y.min() >= shown.y_range[0] - 1e-9
            assert curve.y.max() <= shown.y_range[1] + 1e-9, state
            assert curve.label
        assert [curve.role for curve in shown.curves].count("main") == 1
        text = shown.text()
        assert "nan" not in text
        assert "{" not in text
        assert shown.finding.endswith(".")
        assert shown.finding.count(". ") == 0
        assert text == EXPLORERS[name].view(view, **state).text()
        assert all(len(row) == len(shown.rows()[0]) for row in shown.rows())


@pytest.mark.parametrize(("name", "view"), VIEWS)
def test_what_is_schematic_says_so_on_its_face_and_in_its_notes(name, view):
    kind = EXPLORERS[name].view_kind(view)
    assert kind == ("quantitative" if (name, view) in QUANTITATIVE else "schematic")
    notes = EXPLORERS[name].view(view).notes
    assert any(note.startswith("Schematic") for note in notes) == (kind == "schematic")


# Which statements of the review each explorer is about: each note names one, with the verdict on it in a word.
CLAIMS = {
    ("idiotype", "binding"): ["mech.a-idiotype"],
    ("idiotype", "course"): ["mech.a-idiotype", "mech.a-bcell"],
    ("fc_receptors", "monomers"): ["mech.c-fcgr"],
    ("fc_receptors", "pairs"): ["mech.c-fcgr", "mech.c-demyelination"],
    ("fc_receptors", "fcrn"): ["mech.a-fcrn"],
    ("complement", "steps"): ["mech.b-uptake", "mech.b-mac"],
    ("cytokines", "activity"): ["mech.d-cytokines"],
    ("t_cells", "expansion"): ["mech.e-tcell"],
    ("superantigen", "clones"): ["mech.f-antibodies", "mech.f-superantigen"],
    ("dendritic_cells", "maturation"): ["mech.g-apc"],
}


@pytest.mark.parametrize(("name", "view"), VIEWS)
def test_notes_name_the_statements_with_their_verdicts(name, view):
    notes, updates = EXPLORERS[name].view(view).notes, load_course().updates
    named = [note.split(" ")[1] for note in notes if note.startswith("On ")]
    assert named == CLAIMS[name, view]
    for claim in named:
        verdict = say(f"knowledge.verdict.{updates[claim].verdict}")
        assert any(f"On {claim} ({verdict}): " in note for note in notes)


def test_every_statement_on_mechanisms_is_in_some_explorer():
    stated = {claim for claim in load_course().claims if claim.startswith("mech.")}
    assert stated == set(itertools.chain.from_iterable(CLAIMS.values()))


def test_what_the_updates_say_is_on_the_charts():
    notes = {name: " ".join(EXPLORERS[name].view(next(iter(EXPLORERS[name].views))).notes) for name in NAMES}
    assert "Weak as put" in notes["t_cells"]
    assert "nothing was found for Vbeta3, 8 and 17" in notes["superantigen"]
    assert "already fill" in notes["fc_receptors"]
    assert "C1q binding is not affected" in notes["complement"]


def test_single_molecules_leave_little_to_fill():
    shown = EXPLORERS["fc_receptors"].view("monomers", receptor="fcgr2b", igg_g_per_l=12.1)
    assert shown.finding == (
        "At a serum IgG of 12.1 g/L single IgG1 molecules fill 85.2 % of Fc-gamma-RIIB; at 35 g/L, the peak of 2 g/kg "
        "over five days, it is 94.3 %."
    )
    main, low, high, _ = shown.curves
    assert np.all((low.y <= main.y) & (main.y <= high.y))
    assert np.interp(12.1, main.x, main.y) == pytest.approx(shown.numbers["occupied_percent"], abs=0.01)
    for receptor in set(RECEPTORS) - {"fcgr2b"}:
        assert EXPLORERS["fc_receptors"].view("monomers", receptor=receptor).numbers["occupied_percent"] > 98


def test_pairs_matter_by_their_share_not_by_the_level_of_igg():
    view = EXPLORERS["fc_receptors"].view
    one, five = (view("pairs", paired_percent=share).numbers for share in (1, 5))
    assert one["pairs_peak_percent"] - one["pairs_percent"] < 3
    assert five["pairs_percent"] > 2 * one["pairs_percent"]
    assert view("pairs", avidity=1, paired_percent=1).numbers["pairs_percent"] < 1
    parts = ("pairs_percent", "monomers_percent", "receptor_free_percent")
    assert sum(one[name] for name in parts) == pytest.approx(100)
    shown = view("pairs")
    np.testing.assert_allclose(sum(curve.y for curve in shown.curves), 100)


@pytest.mark.parametrize("salvage", SALVAGES)
def test_fcrn_agrees_with_the_half_life_explorer(salvage):
    shown = EXPLORERS["fc_receptors"].view("fcrn", igg_g_per_l=35, salvage=salvage)
    same = quantity("igg.salvaged_percent", igg_g_per_l=35, salvage=salvage)
    assert shown.numbers["fcrn_saved_percent"] == pytest.approx(same)
    assert EXPLORERS["ivig"].view("half_life", igg_g_per_l=35, salvage=salvage).numbers["salvaged_percent"] == (
        pytest.approx(same)
    )


def test_how_much_hangs_on_the_share_that_fits():
    shown = EXPLORERS["idiotype"].view("binding")
    numbers = shown.numbers
    assert (
        numbers["idiotype_free_tenfold_percent"]
        < numbers["idiotype_free_here_percent"]
        < numbers["idiotype_free_tenth_percent"]
    )
    assert "assumed" in shown.notes[0]
    for curve in shown.curves:
        assert curve.y[0] == pytest.approx(100)
        assert np.all(np.diff(curve.y) <= 1e-9)


def test_binding_adds_to_faster_breakdown():
    shown = EXPLORERS["idiotype"].view("course", dose_g_per_kg=2, days=1)
    free, total = shown.curves
    assert np.all(free.y <= total.y + 1e-9)
    fall = quantity("ivig.autoantibody_fall_percent", dose_g_per_kg=2, days=1)
    assert shown.numbers["idiotype_catabolism_percent"] == pytest.approx(100 - fall, abs=0.05)


def test_complement_falls_further_at_each_step_and_c1q_not_at_all():
    shown = EXPLORERS["complement"].view("steps", dose_g_per_kg=1)
    numbers = shown.numbers
    assert numbers["c1q_binding_percent"] == 100
    order = ["c3_activation_percent", "c5_convertase_percent", "membrane_attack_complex_percent"]
    assert 100 > numbers[order[0]] > numbers[order[1]] > numbers[order[2]] > 0


@pytest.mark.parametrize("marker", MARKERS)
def test_each_marker_says_what_is_known_of_it(marker):
    notes = EXPLORERS["cytokines"].view("activity", marker=marker).notes
    in_patients = {"tnf_alpha": "in blood", "il1_beta": "in blood"} | dict.fromkeys(
        ("tgf_beta", "mhc_1", "icam_1"), "in muscle"
    )
    assert any("no measurement" in note for note in notes) == (marker not in in_patients)
    assert any("was measured in patients" in note and in_patients.get(marker, "?") in note for note in notes) == (
        marker in in_patients
    )
    assert quantity("markers.seen_to_fall") == len(in_patients)
    both = "both among what IVIg suppresses and among what it contains"
    assert any(both in note for note in notes) == marker.startswith("tgf_beta")


def test_the_markers_are_those_the_review_lists():
    says = load_course().claims["mech.d-cytokines"].says
    listed = ("IL-1", "TNF-alpha", "IL-1b", "TGF-beta", "TGF-beta mRNA", "MHC-I", "ICAM-1", "LFA-1")
    assert all(name in says for name in listed)
    assert len(MARKERS) == len(listed)


def test_only_the_named_clones_are_held_back_unless_the_toxin_is():
    numbers = {
        target: EXPLORERS["superantigen"].view("clones", antibodies_to=target).numbers
        for target in ("v_beta", "toxin", "both")
    }
    assert numbers["v_beta"]["clones_named_percent"] < 10
    assert numbers["v_beta"]["clones_others_percent"] == numbers["v_beta"]["clones_without_percent"]
    assert numbers["toxin"]["clones_named_percent"] == numbers["toxin"]["clones_others_percent"]
    assert numbers["both"]["clones_named_percent"] < numbers["both"]["clones_others_percent"]


# Where nothing sets it off nothing happens, and the finding says so rather than giving figures.
TRIGGERS = {
    ("complement", "steps"): "activation_percent",
    ("cytokines", "activity"): "activity_percent",
    ("t_cells", "expansion"): "antigen_percent",
    ("superantigen", "clones"): "superantigen_percent",
    ("dendritic_cells", "maturation"): "signal_percent",
}


@pytest.mark.parametrize(("where", "trigger"), TRIGGERS.items(), ids=str)
def test_without_a_trigger_there_is_nothing_and_without_ivig_no_effect(where, trigger):
    name, view = where
    shown = EXPLORERS[name].view(view, **{trigger: 0})
    assert all(np.all(curve.y == 0) for curve in shown.curves)
    assert not any(character.isdigit() for character in shown.finding.replace("C1q", "").replace("TNF-alpha", ""))
    untreated = EXPLORERS[name].view(view, dose_g_per_kg=0)
    assert untreated.finding.startswith("Without IVIg ")


@pytest.mark.parametrize(
    ("name", "view", "state", "sentence"),
    [
        ("complement", "steps", {"activation_percent": 120}, "Activation is 120 %; choose 0 to 100 %."),
        ("fc_receptors", "pairs", {"avidity": 0}, "Hold of a pair is 0 times; choose 1 to 1000 times."),
        ("idiotype", "binding", {"kd_nanomolar": 0}, "Dissociation constant is 0 nmol/L; choose 1 to 200 nmol/L."),
        (
            "superantigen",
            "clones",
            {"antibodies_to": "all"},
            "Antibodies in IVIg is all; choose one of: To V-beta 3, 8 and 17, To the superantigen, To both.",
        ),
    ],
)
def test_what_cannot_be_shown_is_a_sentence(name, view, state, sentence):
    assert EXPLORERS[name].check(view, state) == [sentence]


def test_figures_of_receptors_blockers_and_maintenance():
    assert quantity("fcgr.occupancy_percent", receptor="fcgr2b") == pytest.approx(85, abs=0.5)
    peak = EXPLORERS["fc_receptors"].view("monomers").numbers["occupied_peak_percent"]
    found = quantity("fcgr.occupancy_at_peak_percent", receptor="fcgr2b", dose_g_per_kg=2, days=5)
    assert found == pytest.approx(peak, abs=0.01)
    assert quantity("fcgr.dissociation_micromolar", receptor="fcgr2b") == pytest.approx(8.33, abs=0.01)


@pytest.mark.parametrize("salvage", SALVAGES)
def test_no_block_takes_igg_below_what_is_left_without_fcrn(salvage):
    falls = [quantity("fcrn.blocked_fall_percent", doses=doses, salvage=salvage) for doses in (1, 4, 52)]
    assert falls == sorted(falls)
    left = quantity("igg.no_fcrn_pool_percent", salvage=salvage)
    assert falls[-1] <= 100 - left + 1e-6
    assert falls[-1] == pytest.approx(100 - left, abs=0.5)
    half = quantity("fcrn.blocked_fall_percent", doses=4, occupancy=0.5, salvage=salvage)
    assert 0 < half < falls[1]


def test_the_way_back_is_counted_from_the_last_dose():
    # A week after the last of four doses the block ends, and IgG is as low as it gets.
    back = quantity("fcrn.blocked_return_days", doses=4)
    near = quantity("fcrn.blocked_return_days", doses=4, percent=50)
    assert 7 < near < back
    assert np.isnan(quantity("fcrn.blocked_return_days", doses=4, percent=1e-6))


def test_troughs_add_up_and_own_igg_lengthens_the_apparent_half_life():
    given = {"every_days": 28, "igg_g_per_l": 2.0}
    low, high = (quantity("ivig.trough_g_per_l", dose_g_per_kg=dose, **given) for dose in (0.4, 0.5))
    gain = quantity("ivig.trough_gain_g_per_l", dose_g_per_kg=0.4, more_g_per_kg=0.1, **given)
    assert gain == pytest.approx(high - low)
    assert 2 < low < high
    apparent = [
        quantity("ivig.apparent_half_life_days", dose_g_per_kg=0.5, every_days=28, igg_g_per_l=own) for own in (1, 4)
    ]
    assert apparent[0] < apparent[1]
    # It lies above that of a tracer at the highest level of the interval.
    assert apparent[0] > quantity("igg.half_life_days", igg_g_per_l=high + 10)


@pytest.mark.parametrize("per_million", [10, 100, 1000])
def test_the_named_share_left_free_is_the_one_the_chart_says(per_million):
    shown = EXPLORERS["idiotype"].view("binding", per_million=per_million)
    free = quantity("idiotype.free_percent", per_million=per_million)
    assert free == pytest.approx(shown.numbers["idiotype_free_here_percent"])
    assert quantity("idiotype.free_percent", per_million=per_million, kd_nanomolar=100) > free


def test_the_named_share_of_pairs_is_the_one_the_chart_says():
    state = {"receptor": "fcgr2b", "igg_g_per_l": 30, "paired_percent": 2.5, "avidity": 40}
    shown = EXPLORERS["fc_receptors"].view("pairs", **state)
    assert quantity("fcgr.pairs_percent", **state) == pytest.approx(shown.numbers["pairs_percent"])
