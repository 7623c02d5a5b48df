"""What sketches of lessons 04 and 05 say of direction, and what was measured in patients: counts, never heights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from coursekit.kinetics.schematic_complement import schematic_complement_steps
from coursekit.kinetics.schematic_dendritic_cells import schematic_dendritic_maturation
from coursekit.kinetics.schematic_superantigen import NEUTRALISED_CLONES, schematic_clone_expansion

_DOSE_G_PER_KG: Final = 2.0
_DAY: Final = 7.0
_OTHER_CLONE: Final = next(clone for clone in range(1, 31) if clone not in NEUTRALISED_CLONES)


def _complement(dose: float, _: str) -> tuple[float, ...]:
    steps = schematic_complement_steps(1.0, dose)
    drawn = (steps.c1q_binding, steps.c3_activation, steps.c5_convertase, steps.membrane_attack_complex)
    return tuple(float(step) for step in drawn)


def _dendritic_cells(dose: float, _: str) -> tuple[float, ...]:
    cells = schematic_dendritic_maturation(1.0, dose)
    return float(cells.maturation), float(cells.il12), float(cells.il10)


def _superantigen(dose: float, antibodies_to: str) -> tuple[float, ...]:
    clones = (NEUTRALISED_CLONES[0], _OTHER_CLONE)
    return tuple(float(schematic_clone_expansion(1.0, dose, _DAY, clone, antibodies_to)) for clone in clones)


# Markers of mech.d-cytokines that fell in patients given IVIg, and where: the update on that claim gives the sources.
SEEN_TO_FALL: Final[dict[str, str]] = {
    "tnf_alpha": "blood",
    "il1_beta": "blood",
    "tgf_beta": "muscle",
    "mhc_1": "muscle",
    "icam_1": "muscle",
}


def markers_seen_to_fall() -> float:
    """How many of the review's markers were measured to fall in patients given IVIg, as far as the course has found.

    Examples
    --------
    >>> markers_seen_to_fall()
    5.0
    """
    return float(len(SEEN_TO_FALL))


_SKETCHES: Final[dict[str, Callable[[float, str], tuple[float, ...]]]] = {
    "complement": _complement,
    "dendritic_cells": _dendritic_cells,
    "superantigen": _superantigen,
}


def lines_lowered(*, sketch: str, antibodies_to: str = "v_beta") -> float:
    """How many of a sketch's lines stand lower with 2 g/kg of IVIg than without.

    Parameters
    ----------
    sketch : {"complement", "dendritic_cells", "superantigen"}
        The explorer. Complement has the steps C1q, C3, C5 convertase and membrane attack complex; dendritic cells
        maturation, IL-12 and IL-10; superantigen the clones that the review names and all others.
    antibodies_to : {"v_beta", "toxin", "both"}
        For the superantigen: what the antibodies of IVIg are taken to bind.

    Raises
    ------
    ValueError
        When there is no such sketch, or no such target.

    Examples
    --------
    >>> lines_lowered(sketch="complement"), lines_lowered(sketch="dendritic_cells")
    (3.0, 2.0)
    >>> lines_lowered(sketch="superantigen"), lines_lowered(sketch="superantigen", antibodies_to="toxin")
    (1.0, 2.0)
    """
    if sketch not in _SKETCHES:
        raise ValueError(f"sketch is {sketch!r}; it must be one of {', '.join(_SKETCHES)}.")
    without, treated = (_SKETCHES[sketch](dose, antibodies_to) for dose in (0.0, _DOSE_G_PER_KG))
    return float(sum(after < before for before, after in zip(without, treated, strict=True)))
