"""Who published a page that does not say so: by option, by web address, by file or folder name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import NamedTuple

from compare.errors import OptionError
from compare.values import Page


class Naming(NamedTuple):
    """One `outlet` option: the name, and the pattern of the paths it is for (None: every path)."""

    pattern: str | None
    name: str

    def fits(self, path: str) -> bool:
        """Whether the path, or its last part, matches."""
        names = (path, PurePosixPath(path).name)
        return self.pattern is None or any(fnmatchcase(name, self.pattern) for name in names)


def namings(given: Sequence[str]) -> tuple[Naming, ...]:
    """The `outlet` options understood, patterns first; raises `OptionError` for one without sense."""
    parsed = [_naming(option) for option in given]
    for_all = sorted({naming.name for naming in parsed if naming.pattern is None})
    if len(for_all) > 1:
        both = f"'{for_all[0]}' and '{for_all[1]}'"
        raise OptionError(f"--outlet: {both} both name every page; write PATTERN=NAME")
    return tuple(sorted(parsed, key=lambda naming: naming.pattern is None))


def name_outlets(pages: Sequence[Page], folders: Mapping[str, str | None], named: Sequence[Naming]) -> tuple[Page, ...]:
    """The pages, each with an outlet; `folders` gives the folder that names a file, by source path."""
    told = [page if page.outlet else _with(page, _told(page, named)) for page in pages]
    unnamed = {page.source.path for page in told if page.outlet is None}
    stems = Counter(_stem(path) for path in unnamed)
    return tuple(page if page.outlet else _with(page, _by_file(page.source.path, folders, stems)) for page in told)


def host_of(url: str | None) -> str | None:
    """The host of a web address, without "www."; None where there is none.

    >>> host_of("https://www.example.org/news/1")
    'example.org'
    """
    if not url:
        return None
    from urllib.parse import urlsplit  # slow to import; few records name no outlet

    try:
        address = url
        host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    plain = host.removesuffix(".").removeprefix("www.")
    return plain if "." in plain and all(c.isalnum() or c in ".-_" for c in plain) else None


def _naming(option: str) -> Naming:
    pattern, equals, name = option.rpartition("=")
    if not name.strip() or (equals and not pattern.strip()):
        raise OptionError(f"--outlet: '{option}' is not usable; write NAME or PATTERN=NAME")
    return Naming(pattern.strip() if equals else None, name.strip())


def _with(page: Page, outlet: str | None) -> Page:
    return replace(page, outlet=outlet)


def _told(page: Page, named: Sequence[Naming]) -> str | None:
    by_option = next((naming.name for naming in named if naming.fits(page.source.path)), None)
    return by_option or host_of(page.url)


def _by_file(path: str, folders: Mapping[str, str | None], stems: Mapping[str, int]) -> str:
    """The folder where it tells files apart, else the file name without its suffix."""
    parent = PurePosixPath(path).parent.name
    shared = stems[_stem(path)] > 1 and parent not in ("", "..")
    return folders.get(path) or (parent if shared else _stem(path))


def _stem(path: str) -> str:
    return "stdin" if path == "<stdin>" else PurePosixPath(path).stem
