"""A scenario in words: the clock, the patient, and the static faces that a saved lesson shows."""

from __future__ import annotations

from typing import Any

from coursekit.display.html import Markup, items, join, table, tag
from coursekit.explore import fill
from coursekit.knowledge import load_course, say
from coursekit.practice.scenarios import Note, Scenario, State
from coursekit.practice.scenarios.telling import label_of, number_text

_EXTRA = ("height_m", "blood_group", "hematocrit", "igg_g_per_l", "protein_g_per_l", "viscosity_cp")


def clock_text(minutes: float) -> str:
    """A time on the scenario's clock.

    Examples
    --------
    >>> clock_text(54), clock_text(125), clock_text(5760)
    ('54 min', '2 h 05 min', 'day 4, 0 h 00 min')
    """
    hours, left = divmod(round(minutes), 60)
    if hours >= 24:
        return say("ward.time.days", day=hours // 24, hours=hours % 24, minutes=left)
    return say("ward.time.hours", hours=hours, minutes=left) if hours else say("ward.time.minutes", minutes=left)


def note_shown(note: Note) -> dict[str, Any]:
    """An entry of the chart as the page draws it."""
    return {
        "time": clock_text(note.minute),
        "kind": note.kind,
        "said": say(f"ward.notes.kind.{note.kind}"),
        "text": note.text,
        "flag": note.red_flag,
    }


def about_patient(scenario: Scenario) -> list[tuple[str, list[str]]]:
    """What is known of the patient: heading and entries."""
    patient = scenario.file.patient
    who = say("ward.about.who", sex=say(f"ward.about.{patient.sex}"), age=patient.age, weight=f"{patient.weight_kg:g}")
    given = [name for name in _EXTRA if name in patient.model_fields_set and getattr(patient, name) is not None]
    extra = [say(f"ward.about.{name}", value=getattr(patient, name)) for name in given]
    lines = [(say("ward.about.diagnosis"), [patient.diagnosis])]
    lines += [(say(f"ward.about.{name}"), list(getattr(patient, name))) for name in ("history", "drugs", "laboratory")]
    return [(who, extra), *((head, entries) for head, entries in lines if entries)]


def about(scenario: Scenario) -> dict[str, Any]:
    """Patient, setting and aims as the page draws them."""
    file = scenario.file
    objectives = {each.id: each.text for lesson in load_course().lessons.values() for each in lesson.objectives}
    return {
        "patient": [{"head": head, "entries": entries} for head, entries in about_patient(scenario)],
        "setting": fill(file.setting).strip(),
        "objectives": [objectives[each] for each in file.objectives],
        "source": source_text(scenario),
    }


def source_text(scenario: Scenario) -> str:
    """What has to be said of a scenario that the review does not mention; empty for the others."""
    note = scenario.file.source_note
    return f"{say('ward.about.source')} {fill(note)}" if scenario.file.source == "ours" and note else ""


def _signs(state: State) -> list[tuple[str, str]]:
    """The signs that are seen at the beginning."""
    signals = state.scenario.signals
    return [
        (label_of(each), number_text(each, state.signal(name)))
        for name, each in signals.items()
        if each.seen == "always"
    ]


def static_text(scenario: Scenario, state: State) -> str:
    """The scenario at its beginning, in words: the same for everybody."""
    told = about(scenario)
    lines = [f"{say('ward.eyebrow')}: {scenario.file.title}", *([told["source"]] if told["source"] else [])]
    lines += [". ".join([each["head"], "; ".join(each["entries"])]) for each in told["patient"]]
    lines += [told["setting"], "; ".join(f"{label} {value}" for label, value in _signs(state))]
    return "\n".join([*lines, say("ward.static", minutes=scenario.file.minutes)])


def static_html(scenario: Scenario, state: State) -> Markup:
    """The scenario at its beginning, as a saved lesson shows it."""
    told = about(scenario)
    lines = [
        join([tag("strong", each["head"]), " ", "; ".join(each["entries"])]) if each["entries"] else each["head"]
        for each in told["patient"]
    ]
    rows = [(say("ward.monitor.title"), clock_text(state.clock)), *_signs(state)]
    return join(
        [
            tag("p", say("ward.eyebrow"), class_="ck-voice"),
            tag("h3", scenario.file.title),
            *([tag("p", told["source"], class_="ck-ours")] if told["source"] else []),
            items(lines),
            tag("p", told["setting"]),
            table(rows, say("ward.now.begin")),
            tag("p", say("ward.static", minutes=scenario.file.minutes)),
        ]
    )
