"""Print the figures of web pages. Uses `../shared/html` where it stands beside the checkout.

    python benchmarks/html_body.py

Body text of saved pages and pages a second, with title, outlet, address and date, beside trafilatura as it comes in the
same run. The floors stand in `benchmarks/floors.json`; a figure below its floor ends with 1.
"""

from __future__ import annotations

import gzip
import io
import json
import pathlib
import sys
import time
from collections.abc import Callable, Iterator

import trafilatura

from benchmarks.cleaning import shingle_f1
from benchmarks.floors import held
from compare.readers.encoding import decode
from compare.readers.html import declared_charset, read_html
from compare.values import Page, Source

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "html"


def main() -> int:
    """Print every figure beside its floor; 1 where one is below it."""
    if not SHARED.is_dir():
        print("no pages beside the checkout: the figures need ../shared")
        return 0
    return held(figures())


def figures() -> Iterator[tuple[str, float, str]]:
    """Name, value and remark of every figure."""
    truth = json.loads((SHARED / "truth.json").read_text(encoding="utf-8"))
    pages = [(page_of(n), truth[n]["articleBody"]) for n in sorted(truth)]
    for name, keep in KEEPERS.items():
        keep(pages[0][0])  # what is imported and compiled once is not the page's
        began = time.process_time()
        kept = [keep(data) for data, _ in pages]
        spent = time.process_time() - began
        scores = [shingle_f1(text, body) for text, (_, body) in zip(kept, pages, strict=True)]
        yield f"pages: {name}", sum(scores) / len(scores), f"{sum(s < 0.8 for s in scores)} pages below 0.8"
        yield f"pages a second: {name}", len(pages) / spent, ""


def page_of(name: str) -> bytes:
    """A page as saved."""
    return gzip.decompress((SHARED / "pages" / f"{name}.html.gz").read_bytes())


def story(data: bytes) -> str:
    """What the reader says is story."""
    (page,) = read_html(io.BytesIO(data), Source("page.html"))
    return "\n".join(span.of(page.text) for span in page.body or ()) if isinstance(page, Page) else ""


def as_it_comes(data: bytes) -> str:
    """Baseline: trafilatura with its own settings, without metadata."""
    return trafilatura.extract(decode(data, declared_charset(data)), include_comments=False) or ""


KEEPERS: dict[str, Callable[[bytes], str]] = {"story": story, "trafilatura": as_it_comes}


if __name__ == "__main__":
    sys.exit(main())
