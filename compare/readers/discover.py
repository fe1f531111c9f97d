"""Paths to files: what a user names, a folder holds or a pattern matches, each file once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from compare.readers.encoding import mend
from compare.readers.globs import expand, is_pattern
from compare.readers.markdown import SUFFIXES, has_front_matter
from compare.values import Skipped, Source

STDIN = "<stdin>"
# Reports and notes live beside articles as .json and .md: those are read only when named, or with front matter.
WALKED = (".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson")

MISSING = "no such file or folder; check the spelling"
NO_MATCH = "no file matches this pattern; check the spelling, or quote it if the shell changed it"
EMPTY_FOLDER = f"no article in this folder; expected files that end in {', '.join(WALKED)}, or .md with front matter"
NOT_A_FILE = "a pipe, socket or device, not a file; save it as a file, or pipe it in and give -"
WEB_ADDRESS = "a web address, not a file; save the page and give the saved file"
GONE = "file is gone, or a link that leads nowhere; check the path"
FORBIDDEN = "no permission to read it; change its permissions or run as a user who may"


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: where to open it, how to show it, and the first folder below the one given."""

    place: str
    source: Source
    folder: str | None = None


class _Sighting(NamedTuple):
    place: str
    root: str | None  # the folder that the user gave and in which the file was found


def discover(paths: Sequence[str]) -> tuple[tuple[File, ...], tuple[Skipped, ...]]:
    """The files that `paths` lead to, sorted, and what leads to none; the order of `paths` never matters."""
    sightings: dict[str, list[_Sighting]] = {}
    skipped: dict[Skipped, None] = {}
    for path in sorted(set(paths)):
        for found in _look(path):
            if isinstance(found, Skipped):
                skipped[found] = None
            else:
                sightings.setdefault(_identity(found.place), []).append(found)
    files = sorted((_file(seen) for seen in sightings.values()), key=lambda file: file.source.path)
    return tuple(files), tuple(skipped)


def reason_of(error: BaseException) -> str:
    """What is wrong with a file that the system does not let us read, and what to do."""
    if isinstance(error, FileNotFoundError):
        return GONE
    if isinstance(error, PermissionError):
        return FORBIDDEN
    cause = getattr(error, "strerror", None) or type(error).__name__
    return f"cannot be read ({cause.lower()}); check the file"


def _look(path: str) -> Iterator[_Sighting | Skipped]:
    if path == "-":
        yield _Sighting(path, None)
        return
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        yield from _look_for(path)
    except OSError as error:
        yield Skipped(_source(path), reason_of(error))
    else:
        yield from _enter(path)


def _look_for(path: str) -> Iterator[_Sighting | Skipped]:
    """A path that does not exist as it stands may be a pattern."""
    if path.lower().startswith(("http://", "https://")):
        yield Skipped(Source(mend(path)), WEB_ADDRESS)
    elif not is_pattern(path) or "\0" in path:
        yield Skipped(_source(path), MISSING)
    else:
        matches = [place for place in expand(path) if "**" not in path or not os.path.isdir(place)]
        yield from (found for place in matches for found in _enter(place))
        if not matches:
            yield Skipped(_source(path), NO_MATCH)


def _enter(path: str) -> Iterator[_Sighting | Skipped]:
    if not os.path.isdir(path):
        yield _checked(path, None)
        return
    found = tuple(_walk(path))
    yield from found or (Skipped(_source(path), EMPTY_FOLDER),)


def _checked(place: str, root: str | None) -> _Sighting | Skipped:
    try:
        mode = os.stat(place).st_mode
    except OSError as error:
        return Skipped(_source(place), reason_of(error))
    return _Sighting(place, root) if stat.S_ISREG(mode) else Skipped(_source(place), NOT_A_FILE)


def _walk(root: str) -> Iterator[_Sighting | Skipped]:
    """The articles of a folder at any depth; real folders come before links, so that real names win."""
    pending, seen = [root], set()
    while pending:
        here = pending.pop()
        real = os.path.realpath(here)
        if real in seen:
            continue
        seen.add(real)
        try:
            names = sorted(name for name in os.listdir(here) if not name.startswith("."))
        except OSError as error:
            yield Skipped(_source(here), reason_of(error))
            continue
        places = [os.path.join(here, name) for name in names]
        yield from (_checked(place, root) for place in places if _is_article(place))
        folders = [place for place in places if os.path.isdir(place)]
        pending = [*filter(os.path.islink, folders), *pending, *(f for f in folders if not os.path.islink(f))]


def _is_article(place: str) -> bool:
    lower = place.lower()
    if not lower.endswith((*WALKED, *SUFFIXES)) or os.path.isdir(place):
        return False
    return lower.endswith(WALKED) or _has_front_matter(place)


def _has_front_matter(place: str) -> bool:
    try:
        if not stat.S_ISREG(os.stat(place).st_mode):
            return False
        with open(place, "rb") as stream:
            return has_front_matter(stream.read(256))
    except OSError:
        return False


def _identity(place: str) -> str:
    return place if place == "-" else os.path.normcase(os.path.realpath(place))


def _file(seen: Iterable[_Sighting]) -> File:
    """One file for all its sightings: the path that sorts first, and the innermost of the folders given."""
    place = min(seen, key=lambda sighting: (_shown(sighting.place), sighting.place)).place
    roots = [sighting for sighting in seen if sighting.root is not None]
    inner = max(roots, key=lambda s: (len(os.path.realpath(s.root or "")), _shown(s.place)), default=None)
    return File(place, _source(place), _first_folder(inner) if inner else None)


def _first_folder(sighting: _Sighting) -> str | None:
    parts = os.path.relpath(sighting.place, sighting.root).split(os.sep)
    return mend(parts[0]) if len(parts) > 1 else None


def _source(path: str) -> Source:
    return Source(_shown(path))


def _shown(path: str) -> str:
    """The path relative to the working folder, with forward slashes; never absolute."""
    if path == "-":
        return STDIN
    try:
        relative = os.path.relpath(path)
    except (ValueError, OSError):  # another drive, no working folder, or no path at all
        relative = os.path.basename(path)
    return mend(relative.replace(os.sep, "/"))
