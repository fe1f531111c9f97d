"""An archive of three hundred articles: sixty events told by five invented outlets, each in words of its own."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

OUTLETS = ("Meridian Wire", "Harbour Post", "Nordline", "Ostrey Gazette", "Daily Causeway")
EVENTS = 60
_FIRST = date(2024, 1, 1)
_STARTS = ("Vel", "Kor", "Lind", "Ost", "Bran", "Tar", "Hol", "Mer", "Fal", "Sund")
_ENDS = ("more", "haven", "wick", "stad", "by", "holm")
_NAMES = ("Ada Brandt", "Jonas Keld", "Mira Voss", "Henrik Solberg", "Petra Lang", "Oskar Nyman", "Signe Dahl")


class Facts(NamedTuple):
    """What happened, as every outlet tells it."""

    number: int
    town: str
    day: date
    dead: int
    hurt: int
    name: str

    @property
    def surname(self) -> str:
        """The last name of the official."""
        return self.name.split()[-1]

    @property
    def quote(self) -> str:
        """What the official said."""
        return QUOTES[self.number % len(QUOTES)]


QUOTES = (
    "We will rebuild every house that was lost last night",
    "Nobody in this town has ever seen anything like it",
    "Our first duty is to the families who are waiting",
)
SCENES = tuple(
    tuple(" ".join(paragraph.split()) for paragraph in scene["told"].split("\n\n"))
    for scene in tomllib.loads((Path(__file__).parent / "scenes.toml").read_text(encoding="utf-8")).values()
)


def facts_of(number: int) -> Facts:
    """The facts of an event; events are four days apart, and their towns differ."""
    town = _STARTS[number % len(_STARTS)] + _ENDS[number // len(_STARTS) % len(_ENDS)]
    day = _FIRST + timedelta(days=4 * number)
    return Facts(number, town, day, 11 + number % 37, 41 + number % 53, _NAMES[number % len(_NAMES)])


def story(facts: Facts, outlet: str) -> str:
    """How an outlet tells it."""
    told = SCENES[facts.number % len(SCENES)][OUTLETS.index(outlet)]
    weekday = f"{facts.day:%A}"
    fields = facts._asdict() | {"weekday": weekday, "quote": facts.quote}
    return told.format(**fields) + "\n"


def path_of(facts: Facts, outlet: str) -> str:
    """Where the article of an outlet stands that keeps one file an article."""
    return f"archive/{facts.day.isoformat()}-{facts.town.lower()}-{outlet.split()[0].lower()}.md"


def record(facts: Facts, outlet: str, text: str | None = None, day: date | None = None) -> str:
    """The article of an outlet as a line of JSON."""
    told = {
        "id": f"{outlet.split()[0].lower()}-{facts.number}",
        "outlet": outlet,
        "published": (day or facts.day).isoformat(),
        "text": text or story(facts, outlet),
    }
    return json.dumps(told, ensure_ascii=False) + "\n"


def page(facts: Facts, outlet: str, text: str | None = None, day: date | None = None) -> str:
    """The article of an outlet as Markdown with front matter."""
    return f"---\noutlet: {outlet}\ndate: {(day or facts.day).isoformat()}\n---\n\n{text or story(facts, outlet)}"


def files(events: int = EVENTS) -> Iterator[tuple[str, str]]:
    """Paths and contents: two outlets send JSON lines, three keep one file an article."""
    told = [facts_of(number) for number in range(events)]
    for outlet in OUTLETS[:2]:
        yield f"archive/{outlet.split()[0].lower()}.jsonl", "".join(record(facts, outlet) for facts in told)
    for outlet in OUTLETS[2:]:
        yield from ((path_of(facts, outlet), page(facts, outlet)) for facts in told)


def write(root: Path, events: int = EVENTS) -> None:
    """Write the archive below a folder."""
    for name, text in files(events):
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
