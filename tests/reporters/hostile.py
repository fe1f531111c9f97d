"""Articles that try to get out of the report: escapes, markup, links, controls."""

from __future__ import annotations

from dataclasses import replace

from compare.values import Comparison, Notice, Skipped, Source
from tests.reporters.build import article, comparison, divergence, group, heads, lacks, says

EVIL = article(
    "a\x1b[31m.txt",
    "Red\x1b[31mPaper | `x`",
    [
        "The \x1b]0;owned\x07mayor <script>alert(1)</script> paid *36* [bold red]million[/] | “dollars”yesterday.",
        "See https://evil.example/x and www.evil.example or ask @desk, #12, a@b.example, GH-7, :smile: \u202egnp.",
        "1. ![img](http://evil.example/p.png) **bold** _it_ ~~no~~ $x^2$ \ud800 end\x9b31m \\| pipe.",
    ],
    title="# Title [link](javascript:alert(1)) \x1b[2J",
    published="2025-01-01T00:00:00Z\x1b[0m",
)
CALM = article(
    "b.txt",
    "市报 <b>",
    ["市长周二支付了“四千五百万”美元，该报说。", "Nothing to see.", "- list like"],
    title="- 市长",
)


def hostile() -> Comparison:
    """Evidence right beside everything that could be taken for markup."""
    groups = (group("g1", (EVIL, 0), (CALM, 0)), group("g2", (EVIL, 1), (CALM, 1)), group("g3", (EVIL, 2)))
    found = (
        divergence(
            "NUM001",
            "number",
            "conflict",
            "error",
            "g1",
            "*36* | <i>45</i> @all \x1b[1m",
            [says(EVIL, 0, "*36*"), says(CALM, 0, "“四千五百万”")],
        ),
        divergence(
            "WRD001",
            "wording",
            "conflict",
            "warning",
            "g1",
            "# [x](y)",
            [says(EVIL, 0, "“dollars”"), says(EVIL, 0, "dollars"), lacks(CALM, 0)],
        ),
        divergence("NAM001", "naming", None, "warning", None, "titles", [heads(EVIL, "[link]"), heads(CALM, "市长")]),
        divergence("DET001", "detail", "omission", "note", "g2", "a@b", [says(EVIL, 1, "@desk"), lacks(CALM, 1)]),
        divergence("OMI001", "omission", "omission", "note", "g3", "1. x", [says(EVIL, 2, "pipe"), lacks(CALM, None)]),
    )
    return replace(
        comparison((EVIL, CALM), groups, found),
        notices=(Notice(EVIL.id, "`code` <img src=x> \x1b[31m"),),
        skipped=(Skipped(Source("x|\x1b[31m.zip", 2, "ke\x07y", "a|b"), "https://evil.example"),),
    )
