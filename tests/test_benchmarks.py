"""The benchmarks are run by people, not by CI: that they can still be run is all that is tested here."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if path.stem != "__main__")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_loaded(part):
    done = subprocess.run(
        [sys.executable, "-c", f"import benchmarks.{part}"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_an_unknown_part_is_told_with_those_there_are():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "speed"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert "There is no part speed; there are sizes, simulate, " in done.stderr
