"""The HTML report: one file that opens from disk; its template engine is loaded only when it is asked for."""

from __future__ import annotations

from compare.options import Options
from compare.reporters.base import Reporter, Screen
from compare.values import Comparison


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """The whole page, with its one stylesheet and one script inside; it loads nothing."""
    from compare.reporters import page

    return page.render(comparison, options)


HTML = Reporter("html", "For reading in a browser: findings, side by side, coverage, dates, figures; one file.", render)
