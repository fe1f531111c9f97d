"""Whole runs: where no input has changed since the last run that was asked the same, its reports are given again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from compare.checks.cache import key_of, opened
from compare.checks.run import Request
from compare.readers.discover import discover

_LARGEST = 32 << 20  # characters of reports from which they are not kept


class Outcome(NamedTuple):
    """What a run writes: its reports, a summary, a line for each input that cannot be read; and whether it fails."""

    reports: tuple[str, ...]
    summary: str
    skipped: tuple[str, ...]
    failed: bool


def once(request: Request, asked: Sequence[object], make: Callable[[], Outcome]) -> Outcome:
    """The outcome of the last run with the same request, the same things `asked` and the same input, else a new one.

    Only the last run of each request is kept. What stands on standard input or in a revision of git is always read.
    """
    before = _input(request)
    if request.cache is None or before is None:
        return make()
    slot = key_of("run", request.paths, request.against, request.changed, request.today, *asked)
    with opened(request.cache, _unheard) as cache:
        kept = cache.get([slot]).get(slot)
    if kept and kept[0] == before:
        return Outcome(tuple(kept[1]), kept[2], tuple(kept[3]), kept[4])
    made = make()
    if sum(map(len, made.reports)) <= _LARGEST and _input(request) == before:
        with opened(request.cache, _unheard) as cache:
            cache.put({slot: [before, *made]})
    return made


def _input(request: Request) -> str | None:
    """A hash of all files that a run reads; None where they are not all there is."""
    if request.revision is not None or "-" in (*request.paths, *request.against):
        return None
    found = hashlib.sha256()
    for paths in (request.paths, request.against):
        files, skipped = discover(paths)
        try:
            told = [(file.source.path, file.folder, _digest(file.place)) for file in files]
        except OSError:
            return None
        found.update(repr((told, skipped)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _digest(place: str) -> str:
    with open(place, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _unheard(complaint: str) -> None:
    """The run itself tells of a cache that cannot be used."""
