"""Make .venv and install the course into it, once; a second call only looks whether it is still right.

    python3 tools/set_up.py [--extras test,lint] [--python python3.12]

The Makefile calls this; without make, call it by hand. It is written for Python 3.6 and the standard library: the
python3 it is started with may be too old, and it has to be able to say so. Its words stand here and not in the
catalogue because nothing is installed yet when they are needed.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "coursekit-installed.json"
LOG = VENV / "install.log"

OLDEST = (3, 11)
NEWEST_TRIED = (3, 14)  # a newer Python is used only when there is no other: its wheels may not exist yet
NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11"]  # "python" may be Python 2

# What an editable install copies rather than links, or reads once: a change here means installing again.
INSTALLED_FROM = ["pyproject.toml", "requirements.lock", "src/coursekit/lab/labextensions", "src/coursekit/lab/config"]

PROBE = """
import json, sys
try:
    import ensurepip, venv
    can = True
except ImportError:
    can = False
print(json.dumps([list(sys.version_info[:3]), sys.executable, can]))
"""

NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ConnectionResetError",
    "ReadTimeoutError",
    "ProxyError",
    "Failed to establish a new connection",
    "Connection refused",
)


class MissingError(Exception):
    """What is missing and what to do about it, in one line."""


def say(text):
    print("== " + text, flush=True)


def probe(command):
    """Version, path and whether it can make a .venv, of the Python behind a command; None when it does not run."""
    try:
        done = subprocess.run(
            [command, "-c", PROBE],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
        version, path, can = json.loads(done.stdout.decode())
    except (OSError, ValueError, subprocess.SubprocessError):
        return None  # a pyenv shim without its Python behind it, say
    return tuple(version), path, can


def found_pythons(named):
    """Every Python on the PATH under a usual name, or the one that was named."""
    if named:
        only = probe(named)
        if only is None:
            raise MissingError("{} does not run. Name a Python {}.{} or newer with PYTHON=...".format(named, *OLDEST))
        return [only]
    probed = [probe(path) for path in (shutil.which(name) for name in NAMES) if path]
    return [one for one in [*probed, probe(sys.executable)] if one]


def choose(found):
    """The newest Python that the course supports and that can make a .venv."""
    supported = [one for one in found if one[0][:2] >= OLDEST]
    if not supported:
        newest = max(found)
        raise MissingError(
            "Python {}.{} is too old ({}): the course needs {}.{} or newer. Install one from python.org or your "
            "system's packages; if you have one elsewhere, add PYTHON=/path/to/it.".format(
                newest[0][0], newest[0][1], newest[1], *OLDEST
            )
        )
    able = [one for one in supported if one[2]]
    if not able:
        raise MissingError(no_venv(max(supported)))
    return max(able, key=lambda one: (one[0][:2] <= NEWEST_TRIED, one[0]))


def no_venv(python):
    version, path, _ = python
    text = "{} (Python {}.{}) has no venv module with ensurepip: ".format(path, *version[:2])
    if os.path.exists("/etc/debian_version"):
        own = os.path.realpath("/usr/bin/python3") == os.path.realpath(path)
        package = "python3-venv" if own else "python{}.{}-venv".format(*version[:2])
        return text + "install it with `sudo apt install {}`, then run this again.".format(package)
    return text + "install your system's package for it, or a Python from python.org, then run this again."


def fingerprint():
    """What the installation depends on; a different value means installing again."""
    digest = hashlib.sha256(str(ROOT).encode())  # a moved checkout leaves scripts that point to the old place
    for name in INSTALLED_FROM:
        path = ROOT / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def stamp():
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def venv_python():
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_venv(named):
    """A .venv whose Python runs and is new enough: the one there, or a new one."""
    there = probe(str(venv_python())) if venv_python().exists() else None
    moved = bool(stamp()) and stamp().get("root") != str(ROOT)
    if there and there[0][:2] >= OLDEST and not moved:
        if named and choose(found_pythons(named))[0] != there[0]:
            say("Keeping .venv with Python {}.{}.{}: remove .venv to change its Python.".format(*there[0]))
        return
    python = choose(found_pythons(named))
    if VENV.exists():
        say(".venv is of another place or of a Python that is gone or too old: making it anew.")
    say("Making .venv with Python {} ({})".format(".".join(map(str, python[0])), python[1]))
    if subprocess.call([python[1], "-m", "venv", "--clear", str(VENV)]) != 0:
        shutil.rmtree(str(VENV), ignore_errors=True)  # half a .venv would be taken for a whole one next time
        raise MissingError("making .venv failed (see above). Is the disk full, or " + no_venv(python))


def install(extras, wanted):
    target = ".[{}]".format(",".join(sorted(extras))) if extras else "."
    say("Installing the course and what it needs into .venv: pip install -e '{}' -c requirements.lock".format(target))
    say("This needs a network and takes some minutes the first time.")
    python = str(venv_python())
    if subprocess.call([python, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) != 0:
        subprocess.call([python, "-m", "ensurepip", "--upgrade"])
    if LOG.exists():
        LOG.unlink()
    # --isolated would drop a proxy set in pip's settings; a --user set there has to go, as it cannot work in a .venv.
    environment = dict(os.environ, PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    pip = [python, "-m", "pip", "install", "--retries", "2", "--log", str(LOG), "-e", target, "-c", "requirements.lock"]
    if subprocess.call(pip, cwd=str(ROOT), env=environment) != 0:
        raise MissingError(why_failed())
    content = {"fingerprint": wanted, "root": str(ROOT), "extras": sorted(extras)}
    STAMP.write_text(json.dumps(content), encoding="utf-8")
    say("Installed.")


def why_failed():
    log = LOG.read_text(encoding="utf-8", errors="replace") if LOG.exists() else ""
    if "No space left on device" in log:
        return "the disk is full: the course needs about 1 GB in .venv. Make room, then run this again."
    if any(sign in log for sign in NO_NETWORK):
        return "no network: Python's package index did not answer. Connect (or set your proxy), then run this again."
    return "installing failed (see above; the whole log is .venv/install.log). Run this again once it is mended."


def main():
    parser = argparse.ArgumentParser(description="Make .venv and install the course into it.")
    parser.add_argument("--extras", default="", help="further groups of packages, such as test,lint")
    parser.add_argument("--python", default="", help="the Python to use, such as python3.12")
    options = parser.parse_args()
    wanted_extras = {extra for extra in options.extras.split(",") if extra}
    try:
        make_venv(options.python)
        before, wanted = stamp(), fingerprint()
        had = set(before.get("extras", []))
        if before.get("fingerprint") != wanted or not wanted_extras <= had:
            install(had | wanted_extras, wanted)
    except MissingError as missing:
        print("Cannot go on: {}".format(missing), file=sys.stderr)
        return 1
    except OSError as error:
        print("Cannot go on: {}. Is the disk full, or the folder not yours to write?".format(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run it again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
