"""A learner with a record of his or her own, at a kernel that has just started."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import ipywidgets
import pytest
from ipywidgets.widgets import widget as ipywidgets_module

from coursekit.display.session import Session, session

NewKernel = Callable[[], Session]


@pytest.fixture
def new_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NewKernel]:
    """Start a kernel, and start it again: a new session over the same record, with no widget left."""
    monkeypatch.setenv("COURSEKIT_RECORD", str(tmp_path / "record.sqlite3"))

    def start() -> Session:
        session.cache_clear()
        ipywidgets.Widget.close_all()
        return session()

    yield start
    session.cache_clear()
    ipywidgets.Widget.close_all()


@pytest.fixture(autouse=True)
def kernel(new_kernel: NewKernel) -> Session:
    """The kernel of this test."""
    return new_kernel()


@pytest.fixture
def models() -> Callable[[], int]:
    """How many widget models are alive, layouts included."""
    return lambda: len(ipywidgets_module._instances)
