"""Validate what was read; shared by everything that keeps knowledge, quizzes or scenarios as text.

Every function adds to a list of faults and goes on, so that an author sees all faults of a run at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from coursekit.knowledge.faults import Fault, among, excerpt
from coursekit.knowledge.reading import read_csv, read_yaml

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

    Model = TypeVar("Model", bound=BaseModel)

__all__ = ["read_csv", "read_yaml", "validate", "validate_list"]

_TEXT_FIELDS = ("says", "since", "stem", "sentence", "text", "title", "statement", "indication")
_TYPE_NAMES: dict[type, str] = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
_TYPE_NAMES |= {list: "a list", dict: "named fields", type(None): "nothing"}
_WANTED = {
    "string": "text in quotes",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
    "dict": "named fields",
    "model": "named fields",
}


def validate(model: type[Model], raw: object, file: str, id: str, faults: list[Fault]) -> Model | None:
    """Validate one entry against its pydantic model, turning every error into a fault.

    Parameters
    ----------
    model : type of pydantic.BaseModel
        The schema.
    raw : object
        What was read.
    file, id : str
        Where it stands, for the faults.
    faults : list of Fault
        Faults are added here.

    Returns
    -------
    BaseModel or None
        The validated entry, or None when a fault was added.

    Examples
    --------
    >>> from coursekit.knowledge.models import Term
    >>> faults = []
    >>> validate(Term, {"id": "igg", "english": "IgG", "korean": "면역글로불린 G"}, "data/glossary.csv", "igg", faults)
    >>> print(faults[0].sentence())
    data/glossary.csv, igg, sentence: found nothing; allowed: the field sentence.
    """
    from pydantic import ValidationError

    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = excerpt(_first_text(raw))
        faults += [_as_fault(detail, model, file, id, first) for detail in error.errors(include_url=False)]
    return None


def _first_text(raw: object) -> object:
    if not isinstance(raw, Mapping):
        return raw
    return next((raw[name] for name in _TEXT_FIELDS if isinstance(raw.get(name), str) and raw[name]), None)


def _as_fault(detail: ErrorDetails, model: type[BaseModel], file: str, id: str, first: str) -> Fault:
    field = ".".join(str(part) for part in detail["loc"])
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "missing":
        return Fault(file, id, field, "nothing", f"the field {name}", first)
    if kind == "extra_forbidden":
        known = list(model.model_fields) if len(detail["loc"]) == 1 else []
        allowed = among(name, known) if known else "no field of this name"
        return Fault(file, id, field, "an unknown field", allowed, first)
    if kind == "literal_error":
        options = [option.strip().strip("'") for option in str(context["expected"]).replace(" or ", ", ").split(", ")]
        return Fault(file, id, field, _said(found), among(found, options), first)
    if kind == "value_error":
        return Fault(file, id, field, _said(found), str(context["error"]), first)
    wanted = _WANTED.get(kind.split("_")[0])
    if wanted and kind.endswith(("_type", "_parsing", "_from_float")):
        return Fault(file, id, field, _said(found), wanted, first)
    return Fault(file, id, field, _said(found), str(detail["msg"]), first)


def _said(value: object) -> str:
    if isinstance(value, str) and not value:
        return "an empty text"
    if isinstance(value, list | dict | type(None)):
        return _TYPE_NAMES[type(value)]
    kind = _TYPE_NAMES.get(type(value), type(value).__name__)
    return f"{value!r} ({kind})"


def validate_list(
    model: type[Model], raw: object, file: str, faults: list[Fault], key: Callable[[Any], object] | str = "id"
) -> list[Model]:
    """Validate a list of entries and refuse duplicate ids.

    Parameters
    ----------
    model : type of pydantic.BaseModel
        The schema of one entry.
    raw : object
        What was read; anything but a list is a fault. None is passed over, as its fault was reported when reading.
    key : str or callable
        Field that holds the id, or how to name a raw entry. Entries named by a callable may repeat.

    Returns
    -------
    list of BaseModel
        The entries that are sound.

    Examples
    --------
    >>> from coursekit.knowledge.models import Term
    >>> validate_list(Term, "x", "data/glossary.csv", faults := [])
    []
    >>> faults[0].allowed
    'a list of entries'
    """
    if raw is None:
        return []
    if not isinstance(raw, list):
        faults.append(Fault(file, "", "", _said(raw), "a list of entries", excerpt(raw)))
        return []
    sound, seen = [], set()
    for number, entry in enumerate(raw, start=1):
        named = entry.get(key) if isinstance(key, str) and isinstance(entry, Mapping) else None
        if callable(key) and isinstance(entry, Mapping):
            named = key(entry)
        name = str(named) if named not in (None, "") else f"entry {number}"
        if isinstance(key, str) and named is not None:
            if name in seen:
                found, first = f"the id {name} again", excerpt(_first_text(entry))
                faults.append(Fault(file, name, key, found, "each id once", first))
            seen.add(name)
        checked = validate(model, entry, file, name, faults)
        if checked is not None:
            sound.append(checked)
    return sound
