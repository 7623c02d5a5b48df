"""Several real processes on one file: no event lost or torn, whatever ends them."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from coursekit.record import Record

WRITER = """
import sys
from pathlib import Path
from coursekit.record import Record
record = Record.open(Path(sys.argv[1]), learner=sys.argv[2])
assert sys.stdin.readline()
for n in range(int(sys.argv[3])):
    event = record.append("answered", f"item-{n % 7}", {"n": n, "text": "면역 " * (n % 50)})
    assert record.status.keeping, record.status
    print(event.id, flush=True)
"""

OPENER = """
import sys
from pathlib import Path
from coursekit.record import Record
assert sys.stdin.readline()
record = Record.open(Path(sys.argv[1]), learner=sys.argv[2])
event = record.append("opened", "02", {})
assert record.status.keeping, record.status
print(event.id, record.status.set_aside, flush=True)
"""


def start(code: str, *words: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def sound(path: Path) -> bool:
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        connection.close()


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    writers = {name: start(WRITER, path, name, 300) for name in ("a", "b")}
    for process in writers.values():
        go(process)
    for name, process in writers.items():
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        events = Record.open(path, learner=name).events()
        assert [e.id for e in events] == out.split()
        assert [e.body["n"] for e in events] == list(range(300))
    assert sound(path)


def test_killed_in_the_middle_of_writing(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    acknowledged: list[str] = []
    for turn in range(6):
        process = start(WRITER, path, "me", 1_000_000)
        go(process)
        assert process.stdout is not None
        # Killed at another moment each time: as soon as so many were acknowledged, the next is under way.
        acknowledged += [process.stdout.readline().strip() for _ in range(10 + 7 * turn)]
        os.kill(process.pid, signal.SIGKILL)
        rest, _ = process.communicate(timeout=60)
        acknowledged += [line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        record = Record.open(path)
        assert record.status.keeping
        assert record.status.set_aside is None
        events = record.events()
        assert set(acknowledged) <= {e.id for e in events}
        assert len(events) <= len(acknowledged) + turn + 1  # at most the one under way each time
        assert all(set(e.body) == {"n", "text"} for e in events)
    assert len(acknowledged) > 100
    assert sound(path)


def test_killed_inside_a_transaction_leaves_a_journal_that_is_played_back(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    kept = Record.open(path).append("k", "s", {})
    code = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
for n in range(2000):
    connection.execute("INSERT INTO events VALUES (NULL, ?, '2026', 'me', 'half', 's', '{}')", (str(n),))
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    record = Record.open(path)
    assert record.status.set_aside is None
    assert record.events() == [kept]


def test_several_find_it_damaged_at_once(tmp_path: Path) -> None:
    for turn in range(4):
        path = tmp_path / f"turn-{turn}" / "record.sqlite3"
        path.parent.mkdir()
        path.write_bytes(b"not a database at all " * 200)
        openers = [start(OPENER, path, "me") for _ in range(4)]
        for process in openers:
            go(process)
        ids = set()
        for process in openers:
            out, _ = process.communicate(timeout=60)
            assert process.returncode == 0
            ids.add(out.split()[0])
        assert {e.id for e in Record.open(path).events()} == ids
        (aside,) = path.parent.glob("record.damaged-*.sqlite3")  # the damaged one, once; never a good one
        assert aside.read_bytes() == b"not a database at all " * 200


def test_several_begin_a_record_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "record.sqlite3"
    openers = [start(OPENER, path, "me") for _ in range(4)]
    for process in openers:
        go(process)
    ids = {process.communicate(timeout=60)[0].split()[0] for process in openers}
    assert {e.id for e in Record.open(path).events()} == ids
    assert list(path.parent.glob("record.*-*.sqlite3")) == []


def test_reset_while_others_write_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    resetter = Record.open(path)
    writers = {name: start(WRITER, path, name, 150) for name in ("me", "other")}
    for process in writers.values():
        go(process)
    resets = 0
    while any(process.poll() is None for process in writers.values()):
        resets += resetter.reset() is not None
    assert resets > 5
    written = {name: process.communicate(timeout=60)[0].split() for name, process in writers.items()}
    assert [len(ids) for ids in written.values()] == [150, 150]
    assert [e.id for e in Record.open(path, learner="other").events()] == written["other"]
    mine = {e.id for file in (path, *path.parent.glob("*.reset-*.sqlite3")) for e in Record.open(file).events()}
    assert set(written["me"]) <= mine
