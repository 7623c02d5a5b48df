"""Values in words: labels, units and digits of signals, and texts with signals filled in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from coursekit.explore.facts import fill
from coursekit.knowledge import words
from coursekit.practice.scenarios.compiling import PLACE
from coursekit.practice.scenarios.standard import STANDARD

if TYPE_CHECKING:
    from coursekit.practice.scenarios.schema import Signal
    from coursekit.practice.scenarios.state import State


@lru_cache(maxsize=4096)
def say(key: str, /, **values: object) -> str:
    """The words for a key (:func:`coursekit.knowledge.say`), kept: a run asks for the same ones again and again.

    Examples
    --------
    >>> say("scenarios.class.good")
    'Good'
    """
    return words.say(key, **values)


def stretch_text(minutes: float) -> str:
    """A length of time, as people say it; a time of the clock is another matter.

    Examples
    --------
    >>> stretch_text(54), stretch_text(125), stretch_text(1635), stretch_text(2880), stretch_text(0)
    ('54 min', '2 h 5 min', '1 day 3 h 15 min', '2 days', '0 min')
    """
    hours, left = divmod(round(minutes), 60)
    days, hours = divmod(hours, 24)
    parts = [say("scenarios.stretch.day" if days == 1 else "scenarios.stretch.days", days=days)] if days else []
    parts += [say("scenarios.stretch.hours", hours=hours)] if hours else []
    parts += [say("scenarios.stretch.minutes", minutes=left)] if left or not parts else []
    return " ".join(parts)


def label_of(signal: Signal) -> str:
    """What a signal is called."""
    return signal.label or say(f"scenarios.signal.{signal.id}.label")


def unit_of(signal: Signal) -> str:
    """Its unit; empty where it has none."""
    if signal.unit is not None:
        return signal.unit
    return say(f"scenarios.signal.{signal.id}.unit").strip() if signal.id in STANDARD else ""


def digits_of(signal: Signal) -> int:
    """How many digits of it are shown."""
    return signal.digits if signal.digits is not None else STANDARD[signal.id].digits


def normal_of(signal: Signal) -> tuple[float, float] | None:
    """Its normal range, where it has one."""
    if signal.normal is not None:
        return signal.normal[0], signal.normal[1]
    return STANDARD[signal.id].normal if signal.id in STANDARD else None


def number_text(signal: Signal, value: float) -> str:
    """A value as it is shown, with its unit.

    Examples
    --------
    >>> from coursekit.practice.scenarios import load_scenario
    >>> number_text(load_scenario("first-hour-chills").signals["heart_rate"], 76.2)
    '76 /min'
    """
    return f"{value:.{digits_of(signal)}f} {unit_of(signal)}".strip()


def result_text(state: State, name: str, value: float) -> str:
    """A laboratory value as it is reported, with its normal range."""
    signal = state.scenario.signals[name]
    words = {"label": label_of(signal), "value": number_text(signal, value)}
    normal = normal_of(signal)
    if normal is None:
        return say("scenarios.note.result", **words)
    low, high = (f"{each:.{digits_of(signal)}f}" for each in normal)
    return say("scenarios.note.result_normal", low=low, high=high, **words)


def filled(state: State, text: str) -> str:
    """A text with the signals it names as they are now, and its facts."""
    text = fill(text) if "{fact:" in text else text
    signals = state.scenario.signals
    return PLACE.sub(lambda found: number_text(signals[found[1]], state.signal(found[1])), text)
