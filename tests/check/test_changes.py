"""Ten kinds of change to an archive of three hundred articles, and what a check says about each."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from tests.check.newsroom import OUTLETS, QUOTES, Facts, facts_of, page, path_of, record, story
from tests.check.repository import Done, call, check

NORDLINE = OUTLETS[2]
FACTS = facts_of(7)


def since_head() -> Done:
    return check("archive", "--changed-since", "HEAD")


def rewrite(desk: Path, facts: Facts, text: str, outlet: str = NORDLINE) -> str:
    """Give the article of an outlet another text; returns its path."""
    name = path_of(facts, outlet)
    (desk / name).write_text(page(facts, outlet, text), encoding="utf-8")
    return name


def test_the_archive_itself_is_clean(desk: Path) -> None:
    done = check("archive")
    assert (done.code, done.new, done.err) == (0, [], "")
    report = json.loads(done.out)
    assert len(report["events"]) == 60
    assert {len(event["articles"]) for event in report["events"]} == {5}


def test_a_changed_toll_fails(desk: Path) -> None:
    changed = rewrite(desk, FACTS, story(FACTS._replace(dead=FACTS.dead + 6), NORDLINE))
    done = since_head()
    assert (done.code, set(done.new)) == (1, {"NUM001"})
    (found,) = [f for f in done.findings if f["severity"] == "error"]
    piece = found["evidence"][found["primary"]]
    assert (piece["place"]["path"], piece["text"]) == (changed, str(FACTS.dead + 6))


def test_an_altered_quote_fails(desk: Path) -> None:
    altered = FACTS.quote.replace("the families", "the owners").replace("house", "shop").replace("anything", "a thing")
    assert altered != FACTS.quote
    rewrite(desk, FACTS, story(FACTS, NORDLINE).replace(FACTS.quote, altered))
    done = since_head()
    assert done.new
    assert {rule[:3] for rule in done.new} == {"QUO"}


def test_another_day_is_a_warning_unless_the_policy_says_more(desk: Path) -> None:
    weekday = f"{FACTS.day - timedelta(days=2):%A}"
    rewrite(desk, FACTS, story(FACTS, NORDLINE).replace(f"{FACTS.day:%A}", weekday))
    done = since_head()
    assert (done.code, set(done.new)) == (0, {"DAT001"})
    (desk / "storydiff.toml").write_text('[severity]\ndate = "error"\n', encoding="utf-8")
    assert since_head().code == 1


def test_a_reflowed_paragraph_is_nothing_new(desk: Path) -> None:
    first, rest = story(FACTS, NORDLINE).split(". ", 1)
    rewrite(desk, FACTS, f"{first}.\n\n{rest}")
    done = since_head()
    assert (done.code, done.new) == (0, [])


def test_a_renamed_file_is_nothing_new(desk: Path) -> None:
    name = desk / path_of(FACTS, NORDLINE)
    name.rename(name.with_name("renamed.md"))
    done = since_head()
    assert (done.code, json.loads(done.out)["events"]) == (0, [])


def test_reordered_lines_are_nothing_new(desk: Path) -> None:
    wire = desk / "archive/meridian.jsonl"
    lines = wire.read_text(encoding="utf-8").splitlines(keepends=True)
    wire.write_text("".join(reversed(lines)), encoding="utf-8")
    done = since_head()
    assert (done.code, json.loads(done.out)["events"]) == (0, [])


def test_a_further_outlet_that_agrees_is_nothing_new(desk: Path) -> None:
    told = (
        f"{FACTS.dead} people died in {FACTS.town} on {FACTS.day:%A}, and {FACTS.hurt} were injured. "
        f"“{FACTS.quote},” the official said."
    )
    (desk / "archive/further.jsonl").write_text(record(FACTS, "Ferriby Times", told), encoding="utf-8")
    done = since_head()
    assert (done.code, [f for f in done.findings if f["severity"] == "error"]) == (0, [])


def test_a_toll_that_has_risen_a_day_later_is_a_note(desk: Path) -> None:
    later = story(FACTS._replace(dead=FACTS.dead + 6), NORDLINE)
    day = FACTS.day + timedelta(days=1)
    text = page(FACTS, NORDLINE, later, day)
    (desk / "archive/later.md").write_text(text, encoding="utf-8")
    done = since_head()
    assert [f for f in done.findings if f["severity"] == "error" and f["rule"] == "NUM001"] == []


def test_a_removed_article_is_nothing_new(desk: Path) -> None:
    (desk / path_of(FACTS, NORDLINE)).unlink()
    done = since_head()
    assert (done.code, json.loads(done.out)["events"]) == (0, [])


def test_a_new_event_of_one_article_is_nothing_new(desk: Path) -> None:
    other = facts_of(7)._replace(town="Quillport", name="Rosa Tamm", number=8, dead=3, hurt=5)
    (desk / "archive/new.jsonl").write_text(record(other, "Ferriby Times", QUOTES[0]), encoding="utf-8")
    done = since_head()
    assert (done.code, done.findings) == (0, [])


def test_named_files_are_judged_and_compared_with_everything(desk: Path) -> None:
    changed = rewrite(desk, FACTS, story(FACTS._replace(dead=FACTS.dead + 6), NORDLINE))
    done = check("archive", "--changed", changed)
    assert (done.code, set(done.new)) == (1, {"NUM001"})
    assert check("archive", "--changed", path_of(facts_of(8), NORDLINE)).code == 0


def test_other_coverage_is_compared_and_not_judged(desk: Path) -> None:
    (desk / "other").mkdir()
    wrong = story(FACTS._replace(dead=FACTS.dead + 6), OUTLETS[1])
    lines = record(FACTS, "Ferriby Times", wrong) + record(FACTS, "Tarn Echo", story(FACTS, OUTLETS[0]))
    (desk / "other/wires.jsonl").write_text(lines.replace('"id"', '"key"'), encoding="utf-8")
    alone = check(path_of(FACTS, NORDLINE), "--against", "other/wires.jsonl")
    assert alone.code == 1
    articles = {piece["article"] for piece in alone.findings[0]["evidence"]}
    assert path_of(FACTS, NORDLINE) in articles
    assert check(path_of(facts_of(8), NORDLINE), "--against", "other/wires.jsonl").findings == []


def test_a_known_finding_stays_known(desk: Path) -> None:
    wrong = story(FACTS._replace(dead=FACTS.dead + 6), NORDLINE)
    name = desk / rewrite(desk, FACTS, wrong)
    assert check("archive").code == 1
    assert call("baseline", "create", "archive").code == 0
    assert check("archive").code == 0
    first, rest = wrong.split(". ", 1)
    rewrite(desk, FACTS, f"{first}.\n\n{rest}")
    assert check("archive").code == 0  # reflowed
    name.rename(name.with_name("renamed.md"))
    assert check("archive").code == 0  # renamed
    (desk / "archive/further.jsonl").write_text(
        record(FACTS, "Ferriby Times", story(FACTS, OUTLETS[0]).replace("within minutes", "fast")), encoding="utf-8"
    )
    done = check("archive")
    assert [f for f in done.findings if f["rule"] == "NUM001" and f["state"] == "new"] == []  # joined by an outlet
    assert "known" in call("check", "archive").out


def test_a_finding_of_another_event_is_not_known(desk: Path) -> None:
    rewrite(desk, FACTS, story(FACTS._replace(dead=FACTS.dead + 6), NORDLINE))
    call("baseline", "create", "archive")
    other = facts_of(10)
    rewrite(desk, other, story(other._replace(dead=other.dead + 6), NORDLINE))
    assert check("archive").code == 1


def test_a_copied_story_fails(desk: Path) -> None:
    text = story(FACTS, OUTLETS[0])
    (desk / "archive/copied.jsonl").write_text(record(FACTS, "Ferriby Times", text), encoding="utf-8")
    done = since_head()
    assert (done.code, done.new) == (1, ["DUP001"])


def test_a_story_copied_weeks_later_fails(desk: Path) -> None:
    text, later = story(FACTS, OUTLETS[0]), FACTS.day + timedelta(days=20)
    (desk / "archive/copied.jsonl").write_text(record(FACTS, "Ferriby Times", text, later), encoding="utf-8")
    done = since_head()
    assert (done.code, done.new) == (1, ["DUP001"])


def test_a_story_that_stands_twice_fails(desk: Path) -> None:
    (desk / "archive/again.md").write_text(page(FACTS, NORDLINE), encoding="utf-8")
    done = since_head()
    assert (done.code, done.new) == (1, ["DUP001"])


def test_an_edited_copy_fails(desk: Path) -> None:
    text = " ".join(story(facts_of(number), OUTLETS[0]).strip() for number in (7, 10, 13))
    edited = text.replace("Divers searched the wreck until midnight. ", "")
    (desk / "archive/long.jsonl").write_text(record(FACTS, "Tarn Echo", text), encoding="utf-8")
    (desk / "archive/copied.jsonl").write_text(record(FACTS, "Ferriby Times", edited), encoding="utf-8")
    assert "DUP002" in since_head().new
