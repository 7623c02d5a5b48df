"""The doctor against installations that are broken in one known way each."""

import json
import os
import shutil
import sqlite3
import sys
import webbrowser
from importlib import metadata
from pathlib import Path

import pytest

from coursekit import doctor
from coursekit.doctor import Line, diagnose, report, tidy


@pytest.fixture
def extensions(tmp_path, monkeypatch):
    """The shipped extension, and a folder of a JupyterLab that knows no settings of this machine."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(tmp_path / "config"))
    installed = tmp_path / "labextensions"
    shutil.copytree(doctor.SHIPPED_EXTENSIONS / doctor.EXTENSION, installed / doctor.EXTENSION)
    return installed


def levels(lines):
    return [line.level for line in lines]


def not_well(line):
    """The level, after checking that the reader is told what to do."""
    assert line.level == "ok" or (line.todo and line.found)
    assert "{" not in line.found + line.todo
    return line.level


def test_this_installation_has_no_problem(tmp_path):
    lines = diagnose(folder=tmp_path / "lessons", record=tmp_path / "record.sqlite3")
    assert [line for line in lines if line.level == "problem"] == []
    assert {"Python", "jupyterlab", "plotly", "Course", "Kernel", "Your record"} <= {line.name for line in lines}


def test_looking_makes_nothing(tmp_path):
    diagnose(folder=tmp_path / "lessons", record=tmp_path / "deep" / "record.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_report_names_no_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("COURSEKIT_RECORD", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    text = report(diagnose())
    assert str(tmp_path) not in text
    assert f"~{os.sep}ivig-course" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/home/kim", "~"),
        ("no room in /home/kim/x, says it", "no room in ~/x, says it"),
        ("/home/kimberly/x", "/home/kimberly/x"),
        ("/mnt/home/kim/x", "/mnt/home/kim/x"),
    ],
)
def test_only_the_home_folder_itself_becomes_a_tilde(text, shown):
    assert tidy(text, home=Path("/home/kim")) == shown


def test_a_home_that_is_the_root_leaves_paths_whole():
    assert tidy("/srv/course", home=Path("/")) == "/srv/course"


def test_report_sums_up():
    lines = [Line("ok", "a", "x"), Line("warning", "long name", "y", "do this"), Line("problem", "c", "z", "do that")]
    text = report(lines).splitlines()
    assert text[2].strip() == "-> do this"
    assert text[-1] == "1 problem, 1 warning."
    assert report(lines[:1]).splitlines()[-1] == "Nothing is wrong."


def test_packages_missing_or_of_another_version_are_problems():
    def version_of(name):
        if name == "gone":
            raise metadata.PackageNotFoundError(name)
        return {"old": "1.0", "right": "7.1", "early": "8.0rc1"}[name]

    wanted = ["old>=2", "right<8,>=7", "gone>=1", "early<9,>=7", "tests>=1; extra == 'test'"]
    lines = doctor.versions(wanted, version_of)
    assert [not_well(line) for line in lines] == ["problem", "ok", "problem", "ok"]
    assert "old>=2" in lines[0].todo


def test_browser_found_missing_and_without_a_screen(monkeypatch):
    def no_browser():
        raise webbrowser.Error

    monkeypatch.setenv("DISPLAY", ":0")
    assert not_well(doctor.browser(lambda: webbrowser.GenericBrowser("chromium"))) == "ok"
    assert not_well(doctor.browser(no_browser)) == "warning"
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not_well(doctor.browser(lambda: webbrowser.GenericBrowser("chromium"))) == "warning"


def test_learners_folder(tmp_path, monkeypatch):
    assert not_well(doctor.learners_folder(tmp_path)) == "ok"
    assert not_well(doctor.learners_folder(tmp_path / "not" / "yet")) == "ok"
    (tmp_path / "file").touch()
    assert not_well(doctor.learners_folder(tmp_path / "file")) == "problem"
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not_well(doctor.learners_folder(tmp_path)) == "problem"


def test_page_extension_installed_as_shipped(extensions):
    assert levels(doctor.page_extension(doctor.SHIPPED_EXTENSIONS, [str(extensions)])) == ["ok", "ok"]


def test_page_extension_not_installed_or_of_another_version(extensions):
    (line, _) = doctor.page_extension(doctor.SHIPPED_EXTENSIONS, [str(extensions / "nothing")])
    assert not_well(line) == "warning"
    with (extensions / doctor.EXTENSION / "package.json").open("a", encoding="utf-8") as package:
        package.write("\n")
    (line, _) = doctor.page_extension(doctor.SHIPPED_EXTENSIONS, [str(extensions)])
    assert not_well(line) == "warning"
    assert str(extensions) in line.found


def test_page_extension_missing_from_the_package(tmp_path, extensions):
    package = json.loads((extensions / doctor.EXTENSION / "package.json").read_text(encoding="utf-8"))
    (extensions / doctor.EXTENSION / package["jupyterlab"]["_build"]["load"]).unlink()
    for shipped in (tmp_path / "nowhere", extensions):
        (line,) = doctor.page_extension(shipped, [])
        assert not_well(line) == "problem"


@pytest.mark.parametrize("name", ["coursekit", "coursekit:autorun"])
def test_page_extension_switched_off(extensions, tmp_path, name):
    settings = tmp_path / "config" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "page_config.json").write_text(json.dumps({"disabledExtensions": {name: True}}), encoding="utf-8")
    (_, switch) = doctor.page_extension(doctor.SHIPPED_EXTENSIONS, [str(extensions)])
    assert not_well(switch) == "problem"


@pytest.mark.parametrize(
    ("switches", "level"), [({"coursekit.lab": True}, "ok"), ({"coursekit.lab": False}, "warning"), ({}, "warning")]
)
def test_server_extension(tmp_path, switches, level):
    folder = tmp_path / "jupyter_server_config.d"
    folder.mkdir()
    (folder / "any.json").write_text(json.dumps({"ServerApp": {"jpserver_extensions": switches}}), encoding="utf-8")
    assert not_well(doctor.server_extension([str(tmp_path)])) == level


@pytest.mark.parametrize(
    ("started", "level"), [("python", "ok"), (sys.executable, "ok"), ("/elsewhere/bin/python3", "problem")]
)
def test_kernel_of_this_python_or_of_another(tmp_path, started, level):
    (tmp_path / "python3").mkdir()
    spec = {"argv": [started, "-m", "ipykernel_launcher"], "display_name": "Python", "language": "python"}
    (tmp_path / "python3" / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    assert not_well(doctor.kernel([str(tmp_path)])) == level


def test_no_kernel(tmp_path, monkeypatch):
    assert not_well(doctor.kernel([str(tmp_path)])) == "ok"  # ipykernel's own stands in
    monkeypatch.setitem(sys.modules, "ipykernel.kernelspec", None)
    assert not_well(doctor.kernel([str(tmp_path)])) == "problem"


def test_record_sound_absent_damaged_and_not_a_file(tmp_path):
    path = tmp_path / "record.sqlite3"
    assert not_well(doctor.record_file(path)) == "ok"
    assert not path.exists()
    with sqlite3.connect(path) as connection:
        connection.execute("create table events (id text)")
    connection.close()
    assert not_well(doctor.record_file(path)) == "ok"
    path.write_bytes(b"this is not a database" * 100)
    assert not_well(doctor.record_file(path)) == "problem"
    assert path.read_bytes().startswith(b"this is not")
    assert not_well(doctor.record_file(tmp_path)) == "problem"


def test_record_held_by_another_program(tmp_path):
    path = tmp_path / "record.sqlite3"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("create table events (id text)")
    holder.execute("begin exclusive")
    assert not_well(doctor.record_file(path)) == "warning"
    holder.close()


def test_record_that_may_not_be_written(tmp_path, monkeypatch):
    path = tmp_path / "record.sqlite3"
    path.touch()
    monkeypatch.setattr(os, "access", lambda place, _: place != path)
    assert not_well(doctor.record_file(path)) == "problem"
