"""What is not asked for is not loaded: neither scenarios with the practice, nor the kinetics with the scenarios."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.split())


def test_the_practice_comes_without_scenarios() -> None:
    assert not {name for name in loaded_after("import coursekit.practice") if "scenarios" in name}


def test_the_package_itself_is_nothing_but_names() -> None:
    before = loaded_after("import coursekit.practice")
    more = loaded_after("import coursekit.practice.scenarios") - before
    assert more == {"coursekit.practice.scenarios"}


def test_every_public_name_is_there() -> None:
    import coursekit.practice.scenarios as scenarios

    for name in scenarios.__all__:
        assert getattr(scenarios, name).__module__.startswith("coursekit.practice.scenarios")
    with pytest.raises(AttributeError, match="no attribute 'bgin'"):
        scenarios.bgin  # noqa: B018
