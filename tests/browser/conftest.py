"""A real Chromium for the HTML report, one for the whole session."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import cli
from benchmarks.crowd import crowd
from compare.options import Options
from compare.reporters import render
from tests.reporters.hostile import hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

ROOT = Path(__file__).parent.parent.parent
REQUIRED = "STORYDIFF_BROWSER"  # "required" makes a missing browser a failure: .ci/run sets it
SCREENSHOTS = "STORYDIFF_SCREENSHOTS"  # a folder that keeps the screenshots
SAMPLES = ("messaging-calls", "ferry-disaster", "quarterly-results", "council-vote")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def missing(what: str) -> None:
    """Skip, or fail where a browser is required."""
    reason = f"{what}: browser tests need Chromium on the path and the dev extra"
    pytest.fail(reason) if os.environ.get(REQUIRED) == "required" else pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from the system's packages."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        missing("no Chromium found")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The HTML report of every sample, of hostile articles and of sixty outlets."""
    folder = tmp_path_factory.mktemp("reports")
    here = os.getcwd()
    os.chdir(ROOT)
    try:
        for name in SAMPLES:
            out = ["-o", str(folder / f"{name}.html")]
            assert cli.run(["compare", f"samples/{name}", *out], stdout=io.StringIO(), stderr=io.StringIO()) == 0
    finally:
        os.chdir(here)
    for name, given in (("hostile", hostile()), ("crowd", crowd())):
        (folder / f"{name}.html").write_text(render(given, Options(), "html"), encoding="utf-8")
    return {path.stem: path for path in sorted(folder.iterdir())}


class Opened:
    """A report in a tab, with everything that the tab did besides showing it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()


Open = Callable[..., Opened]


@pytest.fixture
def open_report(browser: Browser, reports: dict[str, Path]) -> Iterator[Open]:
    """Opens a report by name, at a fragment, in a tab of its own with settings of its own."""
    contexts = []

    def opening(name: str, fragment: str = "", **settings: Any) -> Opened:
        settings = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | settings
        context = browser.new_context(**settings)
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.goto(reports[name].as_uri() + fragment)
        return opened

    yield opening
    for context in contexts:
        context.close()
