"""The names that conditions of a scenario may use: what each is, how it is read, and whether a learner can see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from coursekit.kinetics import FLUIDS
from coursekit.practice.scenarios.expressions import UNKNOWN, Kind, Name, Read
from coursekit.practice.scenarios.files import ScenarioFile
from coursekit.practice.scenarios.schema import ChoiceField, NumberField, Setting

if TYPE_CHECKING:
    from coursekit.practice.scenarios.state import State

CALCIUM: Final = ("none", "slow", "fast")
# What can be ordered in any scenario, and what it is until somebody orders something else.
ORDERS: Final[Mapping[str, Setting]] = {
    "dose_g_per_kg": 0.4,
    "course_days": 1,
    "rate_ml_per_h": 0,
    "rate_top_ml_per_h": 0,
    "rate_every_minutes": 30,
    "plasma_volumes": 1,
    "exchange_hours": 2,
    "exchanges": 1,
    "every_days": 2,
    "fluid": "albumin",
    "calcium": "none",
}
TEXTS: Final[Mapping[str, tuple[str, ...]]] = {"fluid": FLUIDS, "calcium": CALCIUM}
STATUSES: Final = ("none", "running", "paused", "waiting", "stopped", "finished")
_TEST = "the true value of a test; known.{name} is the last result that was shown"
_SILENT = "which begins without being shown"
_OWN_HIDDEN = "which state marks as hidden"

_CLOCK: Mapping[str, Read] = {
    "minutes": lambda state: state.clock,
    "hours": lambda state: state.clock / 60,
    "day": lambda state: state.clock / 1440,
    "elapsed": lambda state: state.clock - state.scenario.file.start.minutes,
}
_PUMP: Mapping[str, Read] = {
    "infused_ml": lambda state: state.pump.infused_ml,
    "infused_g": lambda state: state.pump.infused_g,
    "infused_g_per_kg": lambda state: state.pump.infused_g / state.patient.weight_kg,
    "left_ml": lambda state: state.pump.left_ml,
    "exchanged": lambda state: state.separator.exchanged,
}
_RATES: Mapping[str, Read] = {
    "rate_ml_per_h": lambda state: state.pump.rate,
    "rate_top_ml_per_h": lambda state: state.pump.top,
    "rate_ml_per_kg_per_min": lambda state: state.pump.rate / 60 / state.patient.weight_kg,
    "igg_mg_per_kg_per_min": lambda state: (
        state.pump.rate * state.pump.igg_g_per_ml * 1000 / 60 / state.patient.weight_kg
    ),
    "sucrose_mg_per_kg_per_min": lambda state: (
        state.pump.rate * state.pump.sucrose_g_per_ml * 1000 / 60 / state.patient.weight_kg
    ),
}


def names_of(file: ScenarioFile) -> dict[str, Name]:
    """Every name that a condition of this scenario may use, apart from ``order.`` names of single actions."""
    names = {name: Name("number", read, moving=True) for name, read in (*_CLOCK.items(), *_PUMP.items())}
    # The pump steps up, empties and hangs the next bag by itself, but never without the engine's stopping to look.
    names["running"] = Name("truth", lambda state: state.pump.running)
    names["exchanging"] = Name("truth", lambda state: state.separator.running)
    names["infusion"] = Name("text", lambda state: state.pump.status, STATUSES)
    names["exchange"] = Name("text", lambda state: state.separator.status, STATUSES)
    names["node"] = Name("text", lambda state: state.node, tuple(node.id for node in file.nodes))
    names |= {name: Name(kind, _value(name), options) for name, (kind, options) in settings(file).items()}
    names |= {name: Name("number", read) for name, read in _RATES.items()}
    for name, variable in file.state.items():
        hidden = _OWN_HIDDEN if variable.hidden else ""
        names[name] = Name(kind_of(variable.value), _value(name), tuple(variable.options), hidden=hidden)
    for name in ("age", "weight_kg", "hematocrit", "igg_g_per_l", "protein_g_per_l", "viscosity_cp"):
        names[f"patient.{name}"] = Name("number", _of_patient(name))
    names["patient.sex"] = Name("text", _of_patient("sex"), ("female", "male"))
    names["patient.blood_group"] = Name("text", _of_patient("blood_group"), ("O", "A", "B", "AB"))
    _add_signals(file, names)
    _add_happenings(file, names)
    return names


def settings(file: ScenarioFile) -> dict[str, tuple[Kind, tuple[str, ...]]]:
    """What can be ordered in this scenario or set by its own actions: its kind, and the texts it can be."""
    found: dict[str, tuple[Kind, tuple[str, ...]]] = {}
    for name, value in ORDERS.items():
        found[name] = (kind_of(value), TEXTS.get(name, ()))
    if file.products:
        found["product"] = ("text", tuple(file.products))
    for name, variable in file.state.items():
        found[name] = (kind_of(variable.value), tuple(variable.options))
    return found


def kind_of(value: object) -> Kind:
    """The kind of a setting."""
    return "truth" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"


def order_names(order: Mapping[str, NumberField | ChoiceField]) -> dict[str, Name]:
    """``order.NAME`` for the judgement of an action: what is being ordered, before it takes effect."""
    found = {}
    for name, field in order.items():
        if isinstance(field, NumberField):
            found[f"order.{name}"] = Name("number", _ordered(name))
        else:
            found[f"order.{name}"] = Name("text", _ordered(name), tuple(field.options))
    return found


def _add_signals(file: ScenarioFile, names: dict[str, Name]) -> None:
    for signal in file.signals:
        hidden = _TEST.format(name=signal.id) if signal.seen == "test" else ""
        if signal.id not in names:  # infused_ml is the same whether it is on the monitor or not
            names[signal.id] = Name("number", _signal(signal.id), moving=True, hidden=hidden)
        names[f"known.{signal.id}"] = Name("number", _known(signal.id))
        names[f"tested.{signal.id}"] = Name("truth", _tested(signal.id))


def _add_happenings(file: ScenarioFile, names: dict[str, Name]) -> None:
    for hazard in file.hazards:
        hidden = _SILENT if hazard.shows is None else ""
        names[f"begun.{hazard.id}"] = Name("truth", _begun(hazard.id), hidden=hidden)
        names[f"going.{hazard.id}"] = Name("truth", _going(hazard.id), hidden=hidden)
        names[f"gone.{hazard.id}"] = Name("truth", _gone(hazard.id), hidden=hidden)
        names[f"since.{hazard.id}"] = Name("number", _since_hazard(hazard.id), moving=True, hidden=hidden)
    for action in file.actions:
        names[f"done.{action.id}"] = Name("truth", _done(action.id))
        names[f"times.{action.id}"] = Name("number", _times(action.id))
        names[f"told.{action.id}"] = Name("truth", _told(action.id))
        names[f"since.{action.id}"] = Name("number", _since_action(action.id), moving=True)
        for told in action.does.shows:
            if told.finds is not None:
                names[f"found.{told.finds}"] = Name("truth", _found(told.finds))


# Each of these makes the function that reads one name; a lambda in a loop would read the last one only.
def _value(name: str) -> Read:
    return lambda state: state.values[name]


def _ordered(name: str) -> Read:
    return lambda state: state.asked[name]


def _of_patient(name: str) -> Read:
    return lambda state: getattr(state.patient, name)


def _signal(name: str) -> Read:
    return lambda state: state.signal(name)


def _known(name: str) -> Read:
    def read(state: State) -> float:
        results = state.known.get(name)
        return results[-1][1] if results else UNKNOWN

    return read


def _tested(name: str) -> Read:
    return lambda state: name in state.known


def _begun(name: str) -> Read:
    return lambda state: state.hazards[name].begun is not None


def _going(name: str) -> Read:
    return lambda state: state.hazards[name].going


def _gone(name: str) -> Read:
    return lambda state: state.hazards[name].gone(state.clock)


def _since_hazard(name: str) -> Read:
    def read(state: State) -> float:
        begun = state.hazards[name].begun
        return UNKNOWN if begun is None else state.clock - begun

    return read


def _done(name: str) -> Read:
    return lambda state: name in state.done


def _times(name: str) -> Read:
    return lambda state: len(state.done.get(name, ()))


def _since_action(name: str) -> Read:
    def read(state: State) -> float:
        times: Any = state.done.get(name)
        return state.clock - times[-1] if times else UNKNOWN

    return read


def _told(name: str) -> Read:
    return lambda state: name in state.told


def _found(name: str) -> Read:
    return lambda state: name in state.found
