"""Places that cannot be written and files that are damaged: the lesson goes on, and nothing is lost or deleted.

The tests may run as root, whom permissions do not bind; so places are made unwritable by other means.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coursekit.knowledge import say
from coursekit.record import Record, database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite3"


def fill(path: Path, count: int = 300) -> list[str]:
    record = Record.open(path)
    body = {"text": "x" * 200}
    lines = (
        f'{{"id":"{n}","at":"2026-01-01T00:00:00Z","learner":"me","kind":"k","subject":"s","body":{{"t":"{body}"}}}}'
        for n in range(count)
    )
    record.import_lines(lines)
    return [event.id for event in record.events()]


def no_database(path: Path) -> None:
    path.write_bytes(b"These are shopping notes, not a database. " * 30)


def torn(path: Path) -> None:
    fill(path)
    os.truncate(path, path.stat().st_size // 2 + 100)


def overwritten(path: Path) -> None:
    fill(path)
    with path.open("r+b") as fp:
        fp.seek(4096 * 3)
        fp.write(b"\xff" * 4096 * 4)


def short(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE places (id INTEGER)")
    connection.commit()
    connection.close()


def other_columns(path: Path) -> None:
    fill(path)
    connection = sqlite3.connect(path)
    connection.execute("ALTER TABLE events DROP COLUMN body")
    connection.close()


@pytest.mark.parametrize("damage", [no_database, torn, overwritten, short, foreign, other_columns])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(path: Path, damage: Callable[[Path], object]) -> None:
    damage(path)
    path.with_name("record.sqlite3-journal").unlink(missing_ok=True)
    before = path.read_bytes()
    record = Record.open(path)
    aside = record.status.set_aside
    assert aside is not None
    assert aside.parent == path.parent
    assert aside.name.startswith("record.damaged-")
    assert aside.suffix == ".sqlite3"
    assert aside.read_bytes() == before
    assert record.status.keeping
    event = record.append("opened", "02", {})
    assert Record.open(path).events() == [event]
    assert Record.open(path).status.set_aside == aside  # whoever opens it next can tell the learner too
    later = datetime.now(UTC) + timedelta(days=2)
    assert Record.open(path, clock=lambda: later).status.set_aside is None  # but not for ever


def test_a_journal_goes_with_its_damaged_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise database.DamagedError("found damaged before SQLite could touch the journal")

    monkeypatch.setattr(database, "examine", damaged)
    no_database(path)
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(b"of the old file")
    aside = Record.open(path).status.set_aside
    assert aside is not None
    assert not journal.exists()
    assert aside.with_name(aside.name + "-journal").read_bytes() == b"of the old file"


def test_damage_met_in_the_middle_of_a_session(path: Path) -> None:
    record = Record.open(path)
    record.append("opened", "02", {})
    no_database(path)
    event = record.append("opened", "03", {})
    assert record.status.keeping
    assert record.status.set_aside is not None
    assert Record.open(path).events() == [event]


def test_a_file_removed_in_the_middle_of_a_session(path: Path) -> None:
    record = Record.open(path)
    record.append("opened", "02", {})
    path.unlink()
    event = record.append("opened", "03", {})
    assert record.status.keeping
    assert Record.open(path).events() == [event]


def test_an_empty_file_is_a_new_record(path: Path) -> None:
    path.touch()
    record = Record.open(path)
    assert record.append("k", "s", {}) in Record.open(path).events()
    assert record.status.set_aside is None


def test_a_newer_record_is_left_as_it_is(path: Path) -> None:
    fill(path, 3)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 2")
    connection.close()
    before = path.read_bytes()
    record = Record.open(path)
    event = record.append("k", "s", {})
    assert (record.status.keeping, record.status.reason) == (False, "newer")
    assert record.latest("k", "s") == event
    assert path.read_bytes() == before


def test_a_parent_that_is_a_file_then_mended(tmp_path: Path) -> None:
    blocked = tmp_path / "folder"
    blocked.write_text("a file where a folder should be")
    record = Record.open(blocked / "record.sqlite3", busy_seconds=0.2)
    assert (record.status.keeping, record.status.reason) == (False, "no-folder")
    first = record.append("answered", "a", {"n": 1})
    assert record.events() == [first]
    assert record.events("answered", "b") == []
    assert record.latest("answered", "a") == first
    assert record.reset() is None
    blocked.unlink()
    second = record.append("answered", "a", {"n": 2})
    assert (record.status.keeping, record.status.reason) == (True, "")
    assert Record.open(blocked / "record.sqlite3").events() == [first, second]


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir()
    record = Record.open(path)
    event = record.append("k", "s", {})
    assert record.status.reason == "not-a-file"
    assert record.events() == [event]


def read_only(path: Path, seconds: float) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=seconds, isolation_level=None)


def test_a_file_that_may_only_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = fill(path, 3)
    with monkeypatch.context() as patch:
        patch.setattr(database, "connect", read_only)
        record = Record.open(path)
        assert (record.status.keeping, record.status.reason) == (False, "read-only")  # said before the first answer
        event = record.append("k", "s", {})
        assert [e.id for e in record.events()] == [*ids, event.id]
        assert [e.id for e in Record.open(path).events()] == ids
        assert not record.flush().keeping
    assert record.flush().keeping
    assert [e.id for e in Record.open(path).events()] == [*ids, event.id]


@pytest.mark.skipif(os.name == "nt", reason="folders have no such rights on Windows")
def test_a_folder_that_may_only_be_read(path: Path) -> None:
    ids = fill(path, 3)
    for folder in (path.parent, *path.parent.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    path.parent.chmod(0o555)
    code = """
import os, sys
from pathlib import Path
from coursekit.record import Record
if os.geteuid() == 0:  # rights do not bind root: become nobody
    os.setgid(65534)
    os.setuid(65534)
record = Record.open(Path(sys.argv[1]))
event = record.append("k", "s", {})
print(record.status.keeping, record.status.reason, len(record.events()))
"""
    told = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    path.parent.chmod(0o755)
    assert told.stdout.split() == ["False", "read-only", str(len(ids) + 1)], told.stderr


def test_a_full_disk_then_room_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path, 50)
    real = database.connect

    def full(path: Path, seconds: float) -> sqlite3.Connection:
        connection = real(path, seconds)
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size when that is larger
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(database, "connect", full)
        record = Record.open(path)
        written = [record.append("k", "s", {"text": "y" * 9000}) for _ in range(3)]
        assert (record.status.keeping, record.status.reason) == (False, "full")
        assert record.events()[-3:] == written
    after = record.append("k", "s", {})
    assert record.status.keeping
    assert Record.open(path).events()[-4:] == [*written, after]


def test_a_disk_that_stops_taking_bytes(path: Path) -> None:
    ids = fill(path, 50)
    code = """
import resource, sys
from pathlib import Path
from coursekit.record import Record
path = Path(sys.argv[1])
record = Record.open(path)
kept = [record.append("k", "s", {"n": 0}).id]
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, resource.RLIM_INFINITY))
kept += [record.append("k", "s", {"text": "z" * 9000}).id for _ in range(2)]
assert not record.status.keeping and record.status.reason in ("io", "full"), record.status
assert [e.id for e in record.events()][-3:] == kept
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert record.flush().keeping
print(*kept)
"""
    told = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert [e.id for e in Record.open(path).events()] == [*ids, *told.stdout.split()]


def test_locked_beyond_the_timeout_then_free(path: Path) -> None:
    record = Record.open(path, busy_seconds=0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    event = record.append("k", "s", {})
    assert (record.status.keeping, record.status.reason) == (False, "locked")
    assert record.events() == [event]
    holder.execute("ROLLBACK")
    holder.close()
    assert record.flush().keeping
    assert Record.open(path).events() == [event]


def test_a_damaged_file_that_cannot_be_moved_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_database(path)
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        record = Record.open(path)
        event = record.append("k", "s", {})
        assert (record.status.keeping, record.status.reason) == (False, "read-only")
    assert path.read_bytes() == before
    assert record.flush().keeping
    assert Record.open(path).events() == [event]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "far" / "real.sqlite3"
    target.parent.mkdir()
    no_database(target)
    link = tmp_path / "record.sqlite3"
    link.symlink_to(target)
    aside = Record.open(link).status.set_aside
    assert link.is_symlink()
    assert aside is not None
    assert aside.parent == target.parent


def test_a_row_whose_body_is_not_json_is_kept_as_text(path: Path) -> None:
    record = Record.open(path)
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO events VALUES (NULL, 'x', '2026', 'me', 'k', 's', '{torn')")
    connection.commit()
    connection.close()
    assert record.events()[0].body == {"unreadable": "{torn"}


def test_a_copy_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record.open(path)
    event = record.append("k", "s", {})
    real = sqlite3.connect

    def tiny(to: Path, **words: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(to, **words)
        if not words.get("uri"):  # the copy: let it get as far as a file of its own, then fail
            connection.execute("CREATE TABLE begun (x)")
            connection.execute("BEGIN EXCLUSIVE")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", tiny)
        assert record.reset() is None
    assert not record.status.keeping
    assert record.events() == [event]
    assert list(path.parent.glob("*.reset-*")) == []
    assert record.reset() is not None


@pytest.mark.parametrize("reason", ["read-only", "full", "locked", "io", "no-folder", "not-a-file", "newer"])
def test_every_reason_has_words(reason: str) -> None:
    why = say(f"record.reason.{reason}")
    assert why.endswith(".")
