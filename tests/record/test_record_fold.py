"""The kept fold: always what the whole record would give, whatever is kept, imported, damaged or interrupted."""

import io
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.record import Event, Fold, Record, folding
from coursekit.record.events import stamp, to_line

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def every_event_is_worth_keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "WORTH_KEEPING", 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite3"


class Steps:
    """A fold that lists the numbers it met, and counts how many steps were taken."""

    def __init__(self, version: int = 1) -> None:
        self.taken = 0
        self.fold: Fold[list[Any]] = Fold("numbers", version, {"n": "deep.n"}, list, self.step, list, list)

    def step(self, state: list[Any], event: Event) -> None:
        assert set(event.body) == {"n"}
        self.taken += 1
        state.append(event.body["n"])


def write(record: Record, *numbers: int) -> None:
    for n in numbers:
        record.append("answered", "x", {"deep": {"n": n}, "long": "x" * 50})


def lines(*told: tuple[str, int, int], learner: str = "me") -> io.StringIO:
    """Exported events: id, day after the start, number."""
    events = [
        Event(id_, stamp(START + timedelta(days=day)), learner, "answered", "x", {"deep": {"n": n}})
        for id_, day, n in told
    ]
    return io.StringIO("".join(to_line(event) + "\n" for event in events))


def kept(path: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT learner, name, version, seq, state FROM folds ORDER BY version").fetchall()
    connection.close()
    return found


def test_only_what_is_new_is_read(path: Path) -> None:
    record, steps = Record.open(path), Steps()
    assert record.fold(steps.fold) == []
    write(record, 1, 2, 3)
    assert (record.fold(steps.fold), steps.taken) == ([1, 2, 3], 3)
    write(record, 4)
    assert (Record.open(path).fold(steps.fold), steps.taken) == ([1, 2, 3, 4], 4)
    assert (Record.open(path).fold(steps.fold), steps.taken) == ([1, 2, 3, 4], 4)


def test_the_state_is_the_callers_own(path: Path) -> None:
    record, steps = Record.open(path), Steps()
    write(record, 1)
    record.fold(steps.fold).append("spoilt")
    assert record.fold(steps.fold) == [1]


def test_a_few_new_events_are_not_worth_a_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "WORTH_KEEPING", 3)
    record, steps = Record.open(path), Steps()
    write(record, 1, 2)
    for _ in range(2):
        assert record.fold(steps.fold) == [1, 2]
    assert steps.taken == 4
    write(record, 3)
    record.fold(steps.fold)
    assert len(kept(path)) == 1


def test_learners_are_kept_apart(path: Path) -> None:
    mine, yours = Record.open(path), Record.open(path, learner="you")
    write(mine, 1)
    write(yours, 2)
    write(mine, 3)
    assert (mine.fold(Steps().fold), yours.fold(Steps().fold)) == ([1, 3], [2])
    assert (mine.fold(Steps().fold), yours.fold(Steps().fold)) == ([1, 3], [2])


def test_older_events_imported_take_their_place(path: Path) -> None:
    record = Record.open(path, clock=lambda: START + timedelta(days=10))
    write(record, 10)
    assert record.fold(Steps().fold) == [10]
    record.import_lines(lines(("c", 30, 30), ("a", 5, 5), ("b", 1, 1)))
    assert record.fold(Steps().fold) == [1, 5, 10, 30]
    write(record, 31)  # after the import, whatever the clock says
    assert record.fold(Steps().fold) == [1, 5, 10, 30, 31]
    assert Record.open(path).fold(Steps(version=0).fold) == [1, 5, 10, 30, 31]
    assert [event.body["deep"]["n"] for event in record.events()] == [1, 5, 10, 30, 31]
    record.import_lines(lines(("a", 5, 5), ("b", 1, 1)))  # known already: nothing changes, nothing is made anew
    steps = Steps()
    assert (record.fold(steps.fold), steps.taken) == ([1, 5, 10, 30, 31], 0)


def test_an_import_for_another_learner_changes_nothing_here(path: Path) -> None:
    record = Record.open(path)
    write(record, 1)
    record.import_lines(lines(("z", 0, 9), learner="you"))
    assert record.fold(Steps().fold) == [1]
    assert Record.open(path, learner="you").fold(Steps().fold) == [9]


def test_a_clock_set_back_does_not_turn_the_order_round(path: Path) -> None:
    moments = iter([START, START, START - timedelta(days=400), START - timedelta(days=399), START + timedelta(days=1)])
    record = Record.open(path, clock=lambda: next(moments))
    for n in (1, 2, 3, 4):
        write(record, n)
        steps = Steps()
        assert record.fold(steps.fold) == list(range(1, n + 1))
        assert steps.taken == 1
    assert Steps().fold.over(record.events()) == [1, 2, 3, 4]
    assert [event.body["deep"]["n"] for event in record.events("answered", "x")] == [1, 2, 3, 4]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["append", "import", "fold", "reopen"]), st.integers(0, 20)), max_size=14))
def test_kept_or_not_the_state_is_that_of_the_whole_record(tmp_path_factory: Any, steps: list[tuple[str, int]]) -> None:
    path = tmp_path_factory.mktemp("fold") / "record.sqlite3"
    day = [0]
    record = Record.open(path, clock=lambda: START + timedelta(days=day[0]))
    for number, (what, value) in enumerate(steps):
        day[0] = value  # a clock that jumps about
        if what == "append":
            write(record, number)
        elif what == "import":
            record.import_lines(lines((f"i{number}", value, number), (f"j{number}", 20 - value, number + 100)))
        elif what == "reopen":
            record = Record.open(path, clock=lambda: START + timedelta(days=day[0]))
        assert record.fold(Steps().fold) == Steps().fold.over(record.events())
    once = sorted(number for number, (what, _) in enumerate(steps) if what in ("append", "import"))
    assert sorted(n for n in record.fold(Steps().fold) if n < 100) == once


def test_a_fold_interrupted_half_way_is_as_if_it_had_not_been(path: Path) -> None:
    record = Record.open(path)
    write(record, 1, 2)
    record.fold(Steps().fold)
    write(record, 3, 4)

    def breaks(state: list[Any], event: Event) -> None:
        state.append(event.body["n"])
        if event.body["n"] == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record.fold(Fold("numbers", 1, {"n": "deep.n"}, list, breaks, list, list))
    steps = Steps()
    assert (record.fold(steps.fold), steps.taken) == ([1, 2, 3, 4], 2)
    write(record, 5)
    assert record.status.keeping


KILLED = """
import os, signal, sys
from pathlib import Path
from coursekit.record import Fold, Record, folding
folding.WORTH_KEEPING = 1
def dump(state):
    os.kill(os.getpid(), signal.SIGKILL)
Record.open(Path(sys.argv[1])).fold(Fold("numbers", 1, {"n": "deep.n"}, list,
            lambda s, e: s.append(e.body["n"]), dump, list))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_killed_while_it_keeps_the_state(path: Path) -> None:
    record = Record.open(path)
    write(record, 1, 2)
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], env={**os.environ}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert Record.open(path).fold(Steps().fold) == [1, 2]
    assert Record.open(path).status.keeping


FOLDER = """
import sys
from pathlib import Path
from coursekit.record import Fold, Record, folding
folding.WORTH_KEEPING = 1
fold = Fold("numbers", 1, {"n": "deep.n"}, list, lambda s, e: s.append(e.body["n"]), list, list)
record = Record.open(Path(sys.argv[1]))
sys.stdin.readline()
for n in range(60):
    record.append("answered", "x", {"deep": {"n": int(sys.argv[2]) + n}})
    assert record.status.keeping, record.status
    found = record.fold(fold)
    assert len(found) == len(set(found)), found
    assert int(sys.argv[2]) + n in found
"""


def test_two_processes_that_append_and_fold_at_once(path: Path) -> None:
    Record.open(path)
    both = [
        subprocess.Popen([sys.executable, "-c", FOLDER, str(path), start], stdin=subprocess.PIPE, text=True)
        for start in ("0", "1000")
    ]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        process.communicate(timeout=120)
        assert process.returncode == 0
    record, steps = Record.open(path), Steps()
    found = record.fold(steps.fold)
    assert sorted(found) == [*range(60), *range(1000, 1060)]
    assert found == Steps().fold.over(record.events())
    assert steps.taken <= 120
    assert [n for n in found if n < 1000] == list(range(60))


def test_a_newer_programs_state_is_neither_used_nor_lost(path: Path) -> None:
    record, newer = Record.open(path), Steps(version=7)
    write(record, 1, 2)
    record.fold(newer.fold)
    steps = Steps()
    assert (record.fold(steps.fold), steps.taken) == ([1, 2], 2)
    assert [row[2] for row in kept(path)] == [1, 7]
    assert (record.fold(newer.fold), newer.taken) == ([1, 2], 2)
    write(record, 3)
    record.fold(newer.fold)
    assert [row[2] for row in kept(path)] == [7], "an older version's state is of no more use"


@pytest.mark.parametrize("state", ["", "{", "null", "7", '"x"', "[" * 100_000])
def test_a_damaged_state_is_made_anew(path: Path, state: str) -> None:
    record = Record.open(path)
    write(record, 1, 2)
    record.fold(Steps().fold)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE folds SET state = ?", (state,))
    connection.close()
    if state == '"x"':  # list() would take a text for its letters; a real fold's load refuses
        strict: Fold[list[Any]] = Fold("numbers", 1, {"n": "deep.n"}, list, Steps().step, list, _no_text)
        assert record.fold(strict) == [1, 2]
    else:
        assert record.fold(Steps().fold) == [1, 2]


def _no_text(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise TypeError(found)
    return found


def test_a_reset_leaves_no_state_behind(path: Path) -> None:
    record, other = Record.open(path), Record.open(path, learner="you")
    write(record, 1, 2)
    write(other, 9)
    record.fold(Steps().fold)
    other.fold(Steps().fold)
    assert record.reset() is not None
    assert record.fold(Steps().fold) == []
    assert [row[0] for row in kept(path)] == ["you"]
    write(record, 3)
    assert record.fold(Steps().fold) == [3]


def test_events_removed_by_an_older_program_are_noticed(path: Path) -> None:
    """Its reset knows nothing of kept states."""
    record = Record.open(path)
    write(record, 1, 2)
    record.fold(Steps().fold)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER events_no_delete")
        connection.execute("DELETE FROM events")
    connection.close()
    assert record.fold(Steps().fold) == []
    write(record, 3)
    assert record.fold(Steps().fold) == [3]
    assert record.fold(Steps().fold) == [3]


def test_a_record_made_by_an_older_program(path: Path) -> None:
    write(Record.open(path), 1)
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('folds', 'imports')"
    with sqlite3.connect(path) as connection:
        assert connection.execute(tables).fetchall() == [], "made only when there is something to keep in them"
    connection.close()
    assert Record.open(path).fold(Steps().fold) == [1]


def test_a_body_that_is_no_json_is_passed_on_as_nothing(path: Path) -> None:
    record = Record.open(path)
    write(record, 1)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO events (id, at, learner, kind, subject, body) VALUES ('b', ?, 'me', 'k', 's', '{half')",
            (stamp(START),),
        )
    connection.close()
    assert record.fold(Steps().fold) == [1, None]


@pytest.mark.parametrize("body", [{}, {"deep": 3}, {"deep": {"n": None}}, {"deep": {"n": [1, {"a": True}]}}, {"n": 5}])
def test_fields_are_the_same_from_the_file_and_from_memory(path: Path, body: dict[str, Any]) -> None:
    record = Record.open(path)
    record.append("k", "s", body)
    assert record.fold(Steps().fold) == Steps().fold.over(record.events())


def test_where_the_file_cannot_be_written_the_fold_is_right_all_the_same(path: Path) -> None:
    record = Record.open(path)
    write(record, 1)
    record.fold(Steps().fold)
    path.unlink()
    path.mkdir()
    write(record, 2)
    assert not record.status.keeping
    assert record.fold(Steps().fold) == [1, 2]


def test_another_program_writing_does_not_hold_up_or_spoil_the_fold(path: Path) -> None:
    record = Record.open(path, busy_seconds=1)
    write(record, 1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # it may be read meanwhile, and not written
    assert record.fold(Steps().fold) == [1]
    assert record.status.keeping
    other.execute("ROLLBACK")
    other.close()


def test_events_by_id(path: Path) -> None:
    record = Record.open(path)
    ids = [record.append("k", "s", {"n": n}).id for n in range(1200)]
    assert list(record.find(reversed(ids))) == ids[::-1]
    assert record.find([ids[3], "nobody"])[ids[3]].body == {"n": 3}
    assert list(record.find(["nobody"])) == []
    assert record.find([]) == {}
