"""What a reader does with the HTML report, in a real browser."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import SAMPLES, SCREENSHOTS, Open

PHONE = {"width": 390, "height": 844}
EVERY = [*SAMPLES, "hostile"]


def active(opened: Any) -> str:
    """The id of the element that has the focus."""
    return str(opened.page.evaluate("document.activeElement.id"))


def fragment(opened: Any) -> str:
    return str(opened.page.evaluate("location.hash"))


def shown(opened: Any) -> int:
    """How many findings are not filtered away."""
    return int(opened.page.evaluate("document.querySelectorAll('.finding:not([hidden])').length"))


def seen(opened: Any, selector: str) -> bool:
    """Whether an element stands in the window."""
    return bool(
        opened.page.evaluate(
            "s => { const b = document.querySelector(s).getBoundingClientRect();"
            " return b.height > 0 && b.top < innerHeight && b.bottom > 0 }",
            selector,
        )
    )


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
@pytest.mark.parametrize("name", EVERY)
def test_a_report_opens_from_disk_and_asks_for_nothing(name: str, look: str, open_report: Open, tmp_path: Path) -> None:
    settings = {"viewport": PHONE} if look == "phone" else {"color_scheme": look}
    opened = open_report(name, **settings)
    picture = opened.page.screenshot(path=Path(os.environ.get(SCREENSHOTS) or tmp_path) / f"{name}-{look}.png")
    opened.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [url.rpartition("/")[2] for url in opened.requests] == [f"{name}.html"]
    assert opened.said == []
    assert len(picture) > 20_000  # an empty page has a few thousand bytes


@pytest.mark.parametrize("name", SAMPLES)
def test_filters_are_kept_in_the_address(name: str, open_report: Open) -> None:
    opened = open_report(name)
    before = shown(opened)
    opened.page.select_option("select[name=severity]", "error")
    errors = opened.page.locator(".finding.error").count()
    assert 0 < errors == shown(opened) < before
    assert fragment(opened) == "#severity=error"
    assert opened.page.locator("#status").inner_text() == f"{errors} of {before} shown"
    opened.page.reload()
    assert shown(opened) == errors
    opened.page.click("button[type=reset]")
    opened.page.wait_for_function("location.hash === ''")
    assert shown(opened) == before


def test_text_filters_findings_and_facts(open_report: Open) -> None:
    opened = open_report("messaging-calls")
    opened.page.fill("input[name=q]", "Preferred channel")
    assert shown(opened) == 1
    assert 0 < opened.page.locator("#view-facts tbody tr:not([hidden])").count() < 5
    assert "q=Preferred" in fragment(opened)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_finding_leads_to_its_context(name: str, open_report: Open) -> None:
    opened = open_report(name)
    opened.page.locator("#h-conflict ~ ol a").first.click()
    assert active(opened) == "f1"
    assert "at=f1" in fragment(opened)
    opened.page.locator("#f1 .context").click()
    assert active(opened).startswith(("g-", "a"))
    assert seen(opened, "#" + active(opened))
    opened.page.go_back()
    opened.page.wait_for_function("document.activeElement.id === 'f1'")


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_can_be_done_with_keys(name: str, open_report: Open) -> None:
    opened = open_report(name, permissions=["clipboard-read", "clipboard-write"])
    keys = opened.page.keyboard
    first, second = opened.page.evaluate("[...document.querySelectorAll('.finding')].slice(0, 2).map(f => f.id)")
    keys.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"
    keys.press("n")
    assert active(opened) == first == "f1"
    keys.press("n")
    assert active(opened) == second
    keys.press("p")
    assert active(opened) == "f1"
    keys.press("c")
    opened.page.wait_for_function("document.querySelector('#said').textContent !== ''")
    copied = str(opened.page.evaluate("navigator.clipboard.readText()"))
    assert copied.count("\n") >= 3
    assert all(" to " in line and "(text " in line and "“" in line for line in copied.splitlines()[1:])
    keys.press("o")
    row = active(opened)
    assert row.startswith(("g-", "a"))
    keys.press("d")
    assert opened.page.evaluate("document.activeElement.matches('[data-k],[data-f]')")
    keys.press("/")
    assert opened.page.evaluate("document.activeElement.name") == "q"
    keys.type("nothing has these words")
    assert shown(opened) == 0


def test_keys_can_be_switched_off(open_report: Open) -> None:
    opened = open_report("messaging-calls")
    opened.page.uncheck("#keys")
    opened.page.locator("#f3").focus()
    opened.page.keyboard.press("n")
    assert active(opened) == "f3"


def test_a_note_is_unfolded_when_the_keys_reach_it(open_report: Open) -> None:
    opened = open_report("messaging-calls")
    note = str(opened.page.evaluate("document.querySelector('.fold .finding').id"))
    opened.page.goto(opened.page.url.partition("#")[0] + f"#at={note}")
    opened.page.wait_for_function("id => document.activeElement.id === id", arg=note)
    assert seen(opened, f"#{note}")


def test_a_detail_marks_its_counterparts(open_report: Open) -> None:
    opened = open_report("messaging-calls")
    opened.page.locator("#view-facts tr:nth-child(1) [data-k]").first.hover()
    assert opened.page.locator("#view-facts .on").count() > 1
    opened.page.locator("h1").hover()
    assert opened.page.locator(".on").count() == 0


def test_each_article_can_be_read_in_its_own_order(open_report: Open) -> None:
    opened = open_report("messaging-calls")
    assert not opened.page.locator("#view-articles").is_visible()
    opened.page.check("input[value=articles]")
    assert fragment(opened) == "#view=articles"
    assert opened.page.locator(".story").count() == 5
    furniture = opened.page.locator(".furniture").first
    assert not furniture.locator("p").first.is_visible()
    furniture.locator("summary").click()
    assert furniture.locator("p").first.is_visible()


def test_a_sentence_of_a_row_leads_to_its_article(open_report: Open) -> None:
    opened = open_report("ferry-disaster")
    moved = opened.page.locator("#view-facts .at", has_text="moved").first
    place = str(moved.get_attribute("href")).removeprefix("#")
    moved.click()
    assert active(opened) == place
    assert seen(opened, f"#{place}")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_prints(name: str, open_report: Open) -> None:
    opened = open_report(name)
    pdf = opened.page.pdf(format="A4")
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") >= 3


@pytest.mark.parametrize(
    ("name", "scheme"), [*((name, "light") for name in EVERY), ("quarterly-results", "dark"), ("hostile", "dark")]
)
def test_axe_finds_no_serious_violation(name: str, scheme: str, open_report: Open) -> None:
    axe = pytest.importorskip("axe_playwright_python")
    opened = open_report(name, color_scheme=scheme)
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    opened.page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    rules = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}  # all else is the same in both
    found = opened.page.evaluate(
        "o => axe.run(o).then(r => r.violations.map(v => [v.id, v.impact, v.nodes[0].html]))",
        {"resultTypes": ["violations"], **rules},
    )
    assert [violation for violation in found if violation[1] in ("serious", "critical")] == []


def test_hostile_articles_change_nothing(open_report: Open) -> None:
    opened = open_report("hostile")
    assert opened.page.evaluate("document.scripts.length") == 1
    assert opened.page.locator("img, iframe, [onerror], a[href^='javascript:']").count() == 0
    assert "<script>alert(1)</script>" in opened.page.locator("#findings").inner_text()
    assert opened.page.evaluate("document.body.innerText.includes('\\u202e')") is False
    assert opened.page.locator("#view-facts").is_visible()


def test_scripts_of_every_direction_keep_it(open_report: Open) -> None:
    opened = open_report("hostile")
    opened.page.evaluate(
        "document.querySelector('blockquote').textContent = '\\u05e9\\u05dc\\u05d5\\u05dd'"
    )  # the passage decides for itself
    assert opened.page.evaluate("getComputedStyle(document.querySelector('blockquote')).direction") == "rtl"
    assert "市长周二支付了" in opened.page.locator("#findings").inner_text()


@pytest.mark.parametrize("name", SAMPLES)
def test_without_script_everything_is_there(name: str, open_report: Open) -> None:
    opened = open_report(name, java_script_enabled=False)
    assert opened.page.locator("#f1").is_visible()
    assert opened.page.locator("#view-facts").is_visible()
    assert opened.page.locator("#view-articles").is_visible()
    assert not opened.page.locator("#filters").is_visible()


def test_motion_is_for_those_who_want_it(open_report: Open) -> None:
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert open_report("messaging-calls").page.evaluate(behaviour) == "auto"
    assert open_report("messaging-calls", reduced_motion="no-preference").page.evaluate(behaviour) == "smooth"


def test_a_newcomer_learns_what_differs(open_report: Open) -> None:
    text = " ".join(open_report("messaging-calls").page.locator("main").inner_text().split())
    assert "two of the most popular messaging services harbour-post" in text
    assert "WhatsApp and Telegram Meridian Wire, The Capital Ledger, daily-causeway" in text
    assert "preferred channel daily-causeway" in text
    assert "fewer than one in ten phone owners" in text


def test_sixty_outlets_are_interactive_soon(open_report: Open) -> None:
    opened = open_report("crowd")
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # CPU time, whatever else the machine does
    opened.page.reload()
    measured = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    assert measured["TaskDuration"] < 1.5, json.dumps(measured)
    opened.page.select_option("select[name=severity]", "error")
    assert 0 < shown(opened) < 200
