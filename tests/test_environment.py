"""The same environment three times: pyproject.toml is the one that people edit, the other two have to follow it."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
# Brought by the line "-e .[test]": conda-forge has them not, or under another name, or we could not make sure.
ONLY_BY_PIP = {"axe-playwright-python", "fsrs", "genanki", "playwright", "segno", "text2qti"}

WHERE_PEOPLE_ARE = [
    {"python_full_version": f"{python}.5", "python_version": python, "sys_platform": platform, "os_name": os_name}
    for python in ("3.11", "3.12", "3.13", "3.14")
    for platform, os_name in (("linux", "posix"), ("darwin", "posix"), ("win32", "nt"))
]


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def ranges(lines):
    return {canonicalize_name(r.name): r.specifier for r in (Requirement(line) for line in lines)}


def wanted(*extras):
    found = project()
    return ranges(found["dependencies"] + [line for extra in extras for line in found["optional-dependencies"][extra]])


def locked_lines():
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def conda():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def test_conda_environment_has_the_ranges_of_pyproject():
    listed = ranges(line for line in conda()["dependencies"] if isinstance(line, str))
    assert str(listed.pop("python")) == project()["requires-python"]
    listed.pop("pip")
    assert listed == {name: allowed for name, allowed in wanted("test").items() if name not in ONLY_BY_PIP}


def test_conda_environment_installs_this_checkout_and_what_conda_has_not():
    (by_pip,) = [entry["pip"] for entry in conda()["dependencies"] if isinstance(entry, dict)]
    assert by_pip == ["-e .[test]"]
    assert set(wanted("test")) >= ONLY_BY_PIP


def test_conda_environment_takes_from_conda_forge_alone():
    assert conda()["channels"] == ["conda-forge", "nodefaults"]


@pytest.mark.parametrize("where", WHERE_PEOPLE_ARE, ids=lambda w: f"{w['python_version']}-{w['sys_platform']}")
def test_lock_has_one_version_in_range_of_everything_wanted(where):
    faults = []
    for name, allowed in wanted("test", "lint").items():
        pins = [r for r in map(Requirement, locked_lines()) if canonicalize_name(r.name) == name]
        here = [r for r in pins if r.marker is None or Marker(str(r.marker)).evaluate(where)]
        versions = [next(iter(r.specifier)).version for r in here]
        if len(versions) != 1 or versions[0] not in allowed:
            faults.append(f"{name}{allowed}: locked {versions or 'nowhere'} (run make lock)")
    assert not faults, "\n".join(faults)


def test_lock_pins_every_line_exactly_and_holds_no_address():
    for line in locked_lines():
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*==[0-9][0-9a-z.!+]*( ; [^/@]+)?", line), line
    whole = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for sign in ("://", "file:", "--index", "--find-links", "--extra-index", "--hash", "@ ", "\\", "~/", "../"):
        assert sign not in whole
