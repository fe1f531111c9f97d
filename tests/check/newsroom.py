"""An archive of three hundred articles: sixty events told by five invented outlets, each in words of its own."""

from __future__ import annotations

import json
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
SCENES = (
    (
        "A ferry sank in the harbour of {town} on {weekday}, killing {dead} people and injuring {hurt}. The vessel went "
        "down within minutes. “{quote},” said the mayor, {name}. Divers searched the wreck until midnight.",
        "{dead} people were killed and {hurt} injured when a ferry sank in {town} harbour on {weekday}. Mayor {name} said: "
        "“{quote}.” A crane ship is on its way.",
        "The sinking of a ferry at {town} on {weekday} killed {dead} people; {hurt} were injured. Fishermen pulled survivors "
        "out of the water. “{quote},” {name}, the mayor, told reporters.",
        "On {weekday} a passenger ferry sank off the quay of {town}. The harbour office said {dead} people were killed and "
        "{hurt} injured. “{quote},” mayor {name} said.",
        "In {town}, a ferry sank on {weekday}. Police said {dead} people were killed and another {hurt} injured in the "
        "sinking. The mayor, {name}, said: “{quote}.” Schools stay closed.",
    ),
    (
        "A fire destroyed a furniture factory in {town} on {weekday}, killing {dead} workers and injuring {hurt}. Flames "
        "were seen from far away. “{quote},” said the fire chief, {name}. The cause is not known.",
        "{dead} workers were killed and {hurt} injured when a fire destroyed a factory in {town} on {weekday}. Fire chief "
        "{name} said: “{quote}.” The plant made chairs.",
        "The fire at the {town} furniture factory on {weekday} killed {dead} workers; {hurt} were injured. Smoke hung over "
        "the town. “{quote},” {name}, the fire chief, told reporters.",
        "On {weekday} a fire destroyed the furniture factory of {town}. The brigade said {dead} workers were killed and "
        "{hurt} injured. “{quote},” fire chief {name} said.",
        "In {town}, a fire destroyed a factory on {weekday}. Police said {dead} workers were killed and another {hurt} "
        "injured in the fire. The fire chief, {name}, said: “{quote}.” Trains were halted.",
    ),
    (
        "A bridge collapsed near {town} on {weekday}, killing {dead} people and injuring {hurt}. Two lorries fell into the "
        "river. “{quote},” said the governor, {name}. The road stays closed.",
        "{dead} people were killed and {hurt} injured when a bridge collapsed near {town} on {weekday}. Governor {name} "
        "said: “{quote}.” Engineers had warned of rust.",
        "The collapse of a bridge near {town} on {weekday} killed {dead} people; {hurt} were injured. Rescuers used boats. "
        "“{quote},” {name}, the governor, told reporters.",
        "On {weekday} the old bridge near {town} collapsed. The road office said {dead} people were killed and {hurt} "
        "injured. “{quote},” governor {name} said.",
        "Near {town}, a bridge collapsed on {weekday}. Police said {dead} people were killed and another {hurt} injured in "
        "the collapse. The governor, {name}, said: “{quote}.” An inquiry has begun.",
    ),
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
