"""Cost of the HTML report: bytes, CPU time beyond the comparison, and time until a browser is ready.

The sample is `samples/messaging-calls`; the crowd is sixty made-up outlets with 3,000 sentences. CPU time is that of one
`render` in a process of its own that has compared already, with the import of the template engine, bytecode cached. The browser part needs
Chromium and playwright; it gives CPU time of the main thread until the page is loaded, and the wall clock.
"""

from __future__ import annotations

import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from benchmarks.crowd import crowd
from compare.options import Options
from compare.pipeline import compare
from compare.reporters import render

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


def ready(path: pathlib.Path) -> tuple[float, float] | None:
    """Best of three: CPU seconds of the main thread and wall seconds until a page is interactive; None without Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if chromium is None:
        return None
    spent, waited = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for _ in range(3):
            page = browser.new_page()
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(path.as_uri())
            metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
            spent.append(float(metrics["TaskDuration"]))
            waited.append(page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive") / 1000)
            page.close()
        browser.close()
    return min(spent), min(waited)


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
            found = ready(path)
            told = f"{found[0]:.2f} s CPU, {found[1]:.2f} s wall until interactive" if found else "no Chromium here"
            print(f"{name:29} {len(page.encode('utf-8')) / 1e6:6.2f} MB (at most 5); {told} (at most 1.5)")


if __name__ == "__main__":
    main()
