"""A real Chromium, where there is one; what is skipped is said, and CI fails on it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and os.environ.get("COURSEKIT_REQUIRE_BROWSER") and "tests/browser" in report.nodeid:
        report.outcome = "failed"  # whatever the reason: here every browser test has to run


@pytest.fixture(scope="session")
def chromium():
    from course_server import FLAGS, find_chromium

    path = find_chromium()
    if path is None:
        reason = "No Chromium found: install the system package chromium, or name one in COURSEKIT_CHROMIUM."
        if os.environ.get("COURSEKIT_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield browser
        browser.close()
