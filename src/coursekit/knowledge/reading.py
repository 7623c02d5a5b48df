"""Read YAML and CSV files strictly. What cannot be read becomes a fault, never an exception."""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from coursekit.knowledge.faults import Fault, among, excerpt

_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _DuplicateKeyError(yaml.YAMLError):
    """A mapping names one key twice, where YAML would silently keep the last."""


class _UniqueKeyLoader(_Base):  # type: ignore[misc,valid-type]  # the base is chosen at import: C where it is built
    """Safe loader that refuses a key given twice in one mapping."""


def _unique_mapping(loader: yaml.SafeLoader, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
    loader.flatten_mapping(node)
    mapping: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, Hashable):
            raise _DuplicateKeyError(f"a list or mapping used as a key in line {line}")
        if key in mapping:
            raise _DuplicateKeyError(f"the key {key!r} twice in one entry, again in line {line}")
        mapping[key] = loader.construct_object(value_node, deep=deep)
    return mapping


def _construct_mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    return _unique_mapping(loader, node, deep=True)


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_mapping)


def shown(path: Path) -> str:
    """Name of a course file as authors know it: from its ``data`` or ``lessons`` folder on.

    Examples
    --------
    >>> shown(Path("/somewhere/course/data/quizzes/start.yaml"))
    'data/quizzes/start.yaml'
    """
    for index in range(len(path.parts) - 2, -1, -1):
        if path.parts[index] in ("data", "lessons"):
            return "/".join(path.parts[index:])
    return path.name


def read_text(path: Path, faults: list[Fault], wanted: str) -> str | None:
    """Read one UTF-8 text file; on failure add a fault and give None."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        beside = [other.name for other in path.parent.glob("*")] if path.parent.is_dir() else []
        near = get_close_matches(path.name, beside, n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        faults.append(Fault(shown(path), "", "", "no such file", f"{wanted} of this name{hint}"))
    except UnicodeDecodeError as error:
        faults.append(Fault(shown(path), "", "", f"bytes that are not UTF-8 (at byte {error.start})", "UTF-8 text"))
    except OSError as error:
        faults.append(Fault(shown(path), "", "", f"a file that cannot be read ({error.strerror})", wanted))
    return None


def read_yaml(path: Path, faults: list[Fault]) -> Any:
    """Read one YAML file strictly: duplicate keys are refused.

    Parameters
    ----------
    path : Path
        The file.
    faults : list of Fault
        Faults are added here: a missing file, bytes that are not UTF-8, malformed YAML with line and column, a key
        given twice.

    Returns
    -------
    Any
        The content; None when a fault was added (an empty file is a fault too).

    Examples
    --------
    >>> faults = []
    >>> read_yaml(Path("data/no-such-file.yaml"), faults) is None
    True
    >>> faults[0].found
    'no such file'
    """
    text = read_text(path, faults, "a YAML file")
    if text is None:
        return None
    try:
        content = yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506  # a safe loader, with one more refusal
    except _DuplicateKeyError as error:
        faults.append(Fault(shown(path), "", "", str(error), "each key once"))
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not readable"
        line = text.splitlines()[mark.line] if mark and mark.line < len(text.splitlines()) else ""
        faults.append(Fault(shown(path), "", "", f"malformed YAML{where} ({problem})", "YAML", excerpt(line)))
        return None
    if content is None:
        faults.append(Fault(shown(path), "", "", "an empty file", "a YAML file with entries"))
    return content


def read_csv(path: Path, columns: Iterable[str], faults: list[Fault]) -> list[dict[str, str]]:
    """Read one CSV table whose header must hold exactly these columns.

    Returns
    -------
    list of dict
        One dict of stripped texts a row; empty when the file or its header is at fault. A row with too many or too
        few cells is a fault of its own and left out.

    Examples
    --------
    >>> read_csv(Path("data/no-such-table.csv"), ["id"], [])
    []
    """
    wanted = list(columns)
    text = read_text(path, faults, "a CSV table")
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    at = shown(path), "header"
    twice = sorted({name for name in header if header.count(name) > 1})
    missing = [name for name in wanted if name not in header]
    unknown = [name for name in header if name not in wanted]
    faults += [Fault(*at, name, "the column twice", "each column once") for name in twice]
    faults += [Fault(*at, name, "no such column", f"the column {name}") for name in missing]
    faults += [Fault(*at, name or "(no name)", "an unknown column", among(name, wanted)) for name in unknown]
    if sorted(header) != sorted(wanted):
        return []
    rows = []
    for cells in reader:
        if len(cells) != len(header):
            line = f"line {reader.line_num}"
            faults.append(
                Fault(shown(path), line, "", f"{len(cells)} cells", f"{len(header)} cells", excerpt(" ".join(cells)))
            )
            continue
        rows.append({name: cell.strip() for name, cell in zip(header, cells, strict=True)})
    return rows
