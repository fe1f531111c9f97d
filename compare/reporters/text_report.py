"""The terminal report; rich is loaded only when it is asked for."""

from __future__ import annotations

from compare.options import Options
from compare.reporters.base import Reporter, Screen
from compare.values import Comparison


def render(comparison: Comparison, options: Options, screen: Screen) -> str:
    """Errors and warnings in full with their passages side by side, notes counted, coverage last."""
    from compare.reporters import terminal

    return terminal.render(comparison, options, screen)


TEXT = Reporter("text", "For reading in a terminal: passages side by side, evidence marked.", render)
