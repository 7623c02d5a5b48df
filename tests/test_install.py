"""What travels in a wheel and what an editable install reads, with real builds unpacked as an installer would."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from coursekit.paths import course_root

ROOT = Path(__file__).resolve().parents[1]
LEFT_BEHIND = {"__pycache__", ".ipynb_checkpoints", ".gitkeep", "conftest.py"}


def carried(folder):
    """The files under a folder that are the course's, by path from it."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not LEFT_BEHIND & set(path.parts)}


def build(hook, source, to):
    """Run one build hook of the backend in a folder and return the wheel's path."""
    code = f"import sys, hatchling.build as b; print(b.{hook}(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", code, str(to)], cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return to / done.stdout.split()[-1]


def unpack(wheel, site):
    """Put a wheel's files where an installer puts them: packages into `site`, shared data beside it."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    for shared in site.glob("*.data/data"):
        shutil.copytree(shared, site.parent / "prefix")
    return site


def ask(site, code):
    """Run code in a fresh Python that has this installation of the course and no other, and what the course needs."""
    start = f"import site, sys; site.addsitedir({str(site)!r}); sys.path.append({sysconfig.get_path('purelib')!r})\n"
    env = {name: value for name, value in os.environ.items() if name != "COURSEKIT_COURSE"}
    command = [sys.executable, "-I", "-S", "-c", start + code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=site, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    place = tmp_path_factory.mktemp("wheel")
    return unpack(build("build_wheel", ROOT, place), place / "site")


@pytest.fixture
def editable(tmp_path):
    """A checkout of its own and a site folder into which it was installed with -e."""
    checkout = tmp_path / "checkout"
    for name in ("src", "data", "lessons"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, checkout / name)
    return checkout, unpack(build("build_editable", checkout, tmp_path), tmp_path / "site")


def test_wheel_carries_every_lesson_and_all_data(installed):
    for name in ("lessons", "data"):
        there = carried(ROOT / name)
        assert there
        assert carried(installed / "coursekit" / "course" / name) == there


def test_wheel_carries_every_file_of_the_package(installed):
    assert carried(installed / "coursekit") >= carried(ROOT / "src" / "coursekit")


def test_wheel_carries_nothing_of_this_machine(installed):
    assert not [path for path in installed.rglob("*") if path.name in ("__pycache__", ".ipynb_checkpoints")]
    for path in installed.rglob("*"):
        if path.is_file():
            assert str(ROOT).encode() not in path.read_bytes(), path


def test_wheel_installs_the_page_extension_and_its_server_side(installed):
    prefix = installed.parent / "prefix"
    extension = prefix / "share" / "jupyter" / "labextensions" / "coursekit"
    package = json.loads((extension / "package.json").read_text(encoding="utf-8"))
    assert package["name"] == "coursekit"
    assert (extension / package["jupyterlab"]["_build"]["load"]).is_file()
    server = prefix / "etc" / "jupyter" / "jupyter_server_config.d" / "coursekit.json"
    assert json.loads(server.read_text(encoding="utf-8"))["ServerApp"]["jpserver_extensions"]["coursekit.lab"] is True


def test_installed_copy_reads_its_own_lessons_and_data(installed):
    assert Path(ask(installed, "from coursekit.paths import course_root; print(course_root())")) == (
        installed / "coursekit" / "course"
    )
    claims = ask(installed, "from coursekit.knowledge import load_course; print(len(load_course().claims))")
    assert int(claims) == 118


def test_editable_install_sees_an_edit_of_the_data(editable):
    checkout, site = editable
    stale = site / "coursekit" / "course" / "data" / "lessons.yaml"
    assert stale.is_file(), "no stale copy any more: then this test and the comment in paths.py can go"
    with (checkout / "data" / "lessons.yaml").open("a", encoding="utf-8") as lessons:
        lessons.write("# edited\n")
    code = (
        "from coursekit.paths import course_root; print((course_root() / 'data' / 'lessons.yaml').read_text('utf-8'))"
    )
    assert ask(site, code).endswith("# edited")


def test_a_checkout_without_its_data_says_where_it_looked(editable):
    checkout, site = editable
    shutil.rmtree(checkout / "data")
    code = "from coursekit.paths import course_root\ntry: course_root()\nexcept FileNotFoundError as e: print(e)"
    assert "looked for data/ and lessons/ in" in ask(site, code)


def test_this_checkout_is_what_the_tests_read():
    assert course_root() == ROOT
