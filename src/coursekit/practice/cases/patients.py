"""A patient drawn for practice: everything is fixed by seed and level, and everything is on the chart."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coursekit.practice.cases.loading import CaseData, load_cases
from coursekit.practice.cases.schema import SEXES, Diagnosis, Pull, Range, Risk, Sex
from coursekit.practice.drawn import seeded

LEVELS: Final = (1, 2, 3)
_ADULT, _OLD = 18, 65
_TRIES = 2000
_HAEMOGLOBIN_OF_CELLS_G_PER_L = 334.0


@dataclass(frozen=True, slots=True)
class Case:
    """A patient, as the chart shows him or her. ``laboratory`` holds values by id, rounded as printed."""

    seed: int
    level: int
    age: int
    sex: Sex
    height_m: float
    weight_kg: float
    blood_group: str
    diagnosis: Diagnosis
    risks: tuple[Risk, ...]
    laboratory: dict[str, float]
    pulls: tuple[Pull, ...]

    def has(self, risk: str) -> bool:
        """Whether the patient has the risk of that id."""
        return any(each.id == risk for each in self.risks)

    @property
    def history(self) -> tuple[str, ...]:
        """What is told of the past."""
        return tuple(line for risk in self.risks for line in risk.history)

    @property
    def drugs(self) -> tuple[str, ...]:
        """What the patient takes."""
        return (*self.diagnosis.drugs, *(drug for risk in self.risks for drug in risk.drugs))


def draw_case(seed: int, level: int = 1) -> Case:
    """Draw a patient.

    Parameters
    ----------
    seed
        Any whole number; the same seed and level give the same patient on every machine.
    level
        1: no risk or one; 2: two; 3: three or four, two of which ask for opposite things.

    Raises
    ------
    ValueError
        When there is no such level.

    Examples
    --------
    >>> draw_case(7, level=2) == draw_case(7, level=2), len(draw_case(7, level=2).risks)
    (True, 2)
    """
    if level not in LEVELS:
        raise ValueError(f"level is {level!r}; it must be 1, 2 or 3.")
    data = load_cases()
    chance = random.Random(seeded("case", seed, level))  # noqa: S311 (practice, not secrets)
    for _ in range(_TRIES):
        diagnosis = chance.choices(data.diagnoses, [each.weight for each in data.diagnoses])[0]
        sex = chance.choice(SEXES)
        risks, pulls = _risks(data, diagnosis, level, chance)
        ages = _ages(diagnosis, risks)
        apart = bool(pulls) or level < LEVELS[-1]
        if ages is not None and apart and _fit(diagnosis, sex, risks):
            return _patient(data, seed, level, diagnosis, sex, risks, pulls, ages, chance)
    raise RuntimeError(f"no patient can be drawn at level {level}: the files of data/cases exclude one another")


def _risks(
    data: CaseData, diagnosis: Diagnosis, level: int, chance: random.Random
) -> tuple[tuple[Risk, ...], tuple[Pull, ...]]:
    count = {1: chance.choice((0, 1, 1)), 2: 2, 3: chance.choice((3, 3, 4))}[level]
    chosen: list[str] = []
    if level == LEVELS[-1]:
        chosen = [each for each in chance.choice(data.pulls).between if each in data.risk_by_id]
    single = [risk.id for risk in data.risks if not risk.needs or level > 1]
    rest = [each for each in single if each not in chosen]
    chosen += chance.sample(rest, count - len(chosen))
    risks = tuple(risk for risk in data.risks if risk.id in chosen)
    traits = {diagnosis.id, *chosen}
    return risks, tuple(pull for pull in data.pulls if set(pull.between) <= traits)


def _fit(diagnosis: Diagnosis, sex: Sex, risks: Sequence[Risk]) -> bool:
    have = {risk.id for risk in risks}
    return all(
        sex in risk.sexes
        and (not risk.diagnoses or diagnosis.id in risk.diagnoses)
        and have.issuperset(risk.needs)
        and not have.intersection(risk.not_with)
        for risk in risks
    )


def _ages(diagnosis: Diagnosis, risks: Sequence[Risk]) -> tuple[int, int] | None:
    """The ages that diagnosis and risks share; over 65 is a risk of its own, and comes only as one."""
    low = max([_ADULT, diagnosis.ages[0], *(risk.ages[0] for risk in risks)])
    high = min([diagnosis.ages[1], *(risk.ages[1] for risk in risks)])
    if not any(risk.id == "old" for risk in risks):
        high = min(high, _OLD - 1)
    return (int(low), int(high)) if low <= high else None


def _patient(
    data: CaseData,
    seed: int,
    level: int,
    diagnosis: Diagnosis,
    sex: Sex,
    risks: tuple[Risk, ...],
    pulls: tuple[Pull, ...],
    ages: tuple[int, int],
    chance: random.Random,
) -> Case:
    bodies = data.bodies
    age = chance.randint(*ages)
    height = round(_between(bodies.height_m[sex], chance), 2)
    low, high = bodies.body_mass_index
    index = chance.triangular(low, high, bodies.body_mass_index_usual)
    group = chance.choices(list(bodies.blood_groups), list(bodies.blood_groups.values()))[0]
    laboratory: dict[str, float] = {}
    for value in data.values:
        drawn = [risk.laboratory[value.id] for risk in risks if value.id in risk.laboratory]
        usual = None if value.drawn is None else value.drawn[sex]
        # Two risks may both move a value: the range that begins higher counts, as creatinine in a dry kidney patient.
        here = max(drawn, default=usual)
        place, measured = chance.random(), chance.random() < 0.5
        if here is not None and (value.id != "viscosity" or measured):
            laboratory[value.id] = round(here[0] + place * (here[1] - here[0]), value.digits)
    other = _between(bodies.other_protein_g_per_l, chance)
    laboratory["protein"] = float(round(laboratory["igg"] + other))
    laboratory["haematocrit"] = round(laboratory["haemoglobin"] / _HAEMOGLOBIN_OF_CELLS_G_PER_L, 2)
    laboratory["egfr"] = float(round(egfr(laboratory["creatinine"], age, sex)))
    weight = float(round(index * height**2))
    return Case(seed, level, age, sex, height, weight, group, diagnosis, risks, laboratory, pulls)


def _between(limits: Range, chance: random.Random) -> float:
    return limits[0] + chance.random() * (limits[1] - limits[0])


def egfr(creatinine_umol_per_l: float, age: int, sex: Sex) -> float:
    """Estimated filtration, ml/min/1.73 m2, from creatinine, age and sex: CKD-EPI 2021, without race.

    Parameters
    ----------
    creatinine_umol_per_l
        Serum creatinine, µmol/L.
    age
        Years.
    sex
        ``"female"`` or ``"male"``.

    Notes
    -----
    Inker, N Engl J Med 2021;385:1737. 88.4 µmol/L is 1 mg/dL.

    Examples
    --------
    >>> round(egfr(88.4, 50, "male")), round(egfr(88.4, 50, "female"))
    (92, 69)
    """
    women = sex == "female"
    ratio = creatinine_umol_per_l / 88.4 / (0.7 if women else 0.9)
    slope = -0.241 if women else -0.302
    rate = 142.0 * min(ratio, 1.0) ** slope * max(ratio, 1.0) ** -1.2 * 0.9938**age
    return float(rate * 1.012) if women else float(rate)
