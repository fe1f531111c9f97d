"""Cost of the HTML report: bytes, CPU time beyond the comparison, and time until a browser is ready.

The sample is `samples/messaging-calls`; the crowd is sixty made-up outlets with 3,000 sentences. CPU time is that of
one `render` in a process that has compared already, template engine included, bytecode cached. The browser part needs
Chromium and playwright: CPU time of the main thread until the page is loaded, and wall time until it is interactive.
"""

from __future__ import annotations

import importlib.util
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from benchmarks.crowd import crowd
from compare.options import Options
from compare.pipeline import compare
from compare.reporters import render

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROBE = (
    "import sys, time; from compare.pipeline import compare; from compare.options import Options; "
    "from compare.reporters import render; made = compare([sys.argv[1]]); began = time.process_time(); "
    "render(made, Options(), 'html'); print(time.process_time() - began)"
)
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def beyond(sample: pathlib.Path, runs: int = 5) -> float:
    """Median CPU milliseconds of the HTML report after the comparison; one run is not counted."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    call = [sys.executable, "-c", PROBE, str(sample)]
    told = [subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=environment) for _ in range(runs + 1)]
    return statistics.median(float(done.stdout) for done in told[1:]) * 1000


def ready(path: pathlib.Path) -> str:
    """Seconds until a page is interactive, the best of three: CPU of the main thread, and wall clock."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        return "not opened: no Chromium or no playwright here"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        opened = [seconds(browser.new_page(), path) for _ in range(3)]
        browser.close()
    spent, waited = (min(times) for times in zip(*opened, strict=True))
    return f"{spent:.2f} s CPU, {waited:.2f} s wall until interactive (at most 1.5)"


def seconds(page: Page, path: pathlib.Path) -> tuple[float, float]:
    """CPU seconds of the main thread until a page is loaded, and wall seconds until it is interactive."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(path.as_uri())
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    interactive = page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")
    return float(metrics["TaskDuration"]), float(interactive) / 1000


def main() -> None:
    """Print the figures."""
    sample = ROOT / "samples" / "messaging-calls"
    print(f"HTML beyond the comparison    {beyond(sample):6.0f} ms CPU (at most 150)")
    pages = {"messaging-calls": render(compare([str(sample)]), Options(), "html")}
    pages["60 outlets, 3000 sentences"] = render(crowd(), Options(), "html")
    with tempfile.TemporaryDirectory() as folder:
        for name, page in pages.items():
            path = pathlib.Path(folder) / "report.html"
            path.write_text(page, encoding="utf-8")
            print(f"{name:29} {len(page.encode('utf-8')) / 1e6:6.2f} MB (at most 5); {ready(path)}")


if __name__ == "__main__":
    main()
