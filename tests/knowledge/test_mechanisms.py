"""The map's data: every mechanism has its cut, every link a source that was read, every path an end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.knowledge import CourseDataError, Fault, load_course
from coursekit.knowledge.mechanisms import load_mechanisms

Spoiled = Callable[..., list[Fault]]


@pytest.fixture
def spoiled(copy: Path) -> Spoiled:
    """Replace text in a copy of the map (it must be there, once) and give the faults that loading reports."""

    def replace(*changes: tuple[str, str]) -> list[Fault]:
        path = copy / "data" / "mechanisms.yaml"
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CourseDataError) as caught:
            load_mechanisms(copy)
        return caught.value.faults

    return replace


def test_the_twelve_mechanisms_and_what_an_exchange_does_have_cuts() -> None:
    cited = {claim for cut in load_mechanisms().cuts.values() for claim in cut.claims}
    mechanisms = {claim for claim in load_course().claims if claim.startswith("mech.")}
    assert len(mechanisms) == 12
    assert mechanisms | {"pe.effect", "pe.immunomodulation", "pe.short-1", "pe.short-2", "pe.short-3"} <= cited


def test_a_mechanism_without_a_cut_is_told(spoiled: Spoiled) -> None:
    [fault] = spoiled(("claims: [mech.g-apc]", "claims: [mech.e-tcell]"))
    assert fault.sentence() == (
        "data/mechanisms.yaml, cuts, claims: found no cut for mech.g-apc; allowed: a cut for each such claim."
    )


def test_all_faults_are_told_at_once(spoiled: Spoiled) -> None:
    faults = spoiled(
        ("id: presents, source: dendritic_cell", "id: presents, source: dendritic_sell"),
        ("references: [blood2003]", "references: [blood2033, waldmann1990]"),
        ("at: superstimulates", "at: superstimulate"),
        ("only: [gbs, cidp]", "only: [gbs, cipd]"),
        ("claims: [table1.nmo]", "claims: [table1.nom]"),
    )
    told = "\n".join(fault.sentence() for fault in faults)
    for part in ("dendritic_sell", "blood2033", "did you mean superstimulates", "cipd", "did you mean table1.nmo"):
        assert part in told


def test_unknown_fields_and_words_are_told(spoiled: Spoiled) -> None:
    faults = spoiled(
        ('label: "helps"', 'colour: red, label: "helps"'),
        ('of: stated, text: "no study', 'of: said, text: "no study'),
    )
    told = "\n".join(fault.sentence() for fault in faults)
    assert "helps, colour: found an unknown field" in told
    assert "demyelination" in told
    assert "patients, animals, laboratory, computed, disputed, stated" in told


def test_a_source_that_was_not_read_is_no_authority(copy: Path) -> None:
    path = copy / "data" / "references.yaml"
    text = path.read_text(encoding="utf-8")
    at = text.index("- id: lems-nature1985")
    path.write_text(text[:at] + text[at:].replace("seen: read", "seen: not read", 1), encoding="utf-8")
    with pytest.raises(CourseDataError, match=r"'lems-nature1985', whose source was not read"):
        load_mechanisms(copy)


def test_a_path_that_does_not_lead_on_is_told(spoiled: Spoiled) -> None:
    """Without “pierces”, what complement assembles in anti-MAG neuropathy would hang in the air."""
    faults = spoiled(('  - {edge: pierces, sources: [mag-cat], debated: true, note: "in cat nerve"}\n', ""))
    assert [(fault.id, fault.found.split(",")[0]) for fault in faults] == [
        ("anti-mag", "activates"),
        ("anti-mag", "assembles"),
    ]


def test_an_edge_is_listed_once_in_a_disease(spoiled: Spoiled) -> None:
    [fault] = spoiled(
        (
            "  - {edge: binds, sources: [dade2020], debated: true",
            "  - {edge: attacks, sources: [dade2020]}\n  - {edge: binds, sources: [dade2020], debated: true",
        )
    )
    assert (fault.id, fault.found) == ("stiff-person", "attacks more than once")
