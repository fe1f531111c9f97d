"""Which articles have changed: those whose content stood nowhere in the archive at a revision of git."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence

from compare.errors import OptionError
from compare.readers import read_stream
from compare.values import Page, Source

Content = tuple[str | None, str | None, str | None, str | None, str]


def changed_since(revision: str, pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with a content that the changed files did not hold at `revision`; moved text has not changed.

    Raises OptionError without git, outside a repository, or for a revision that git does not know.
    """
    commit = _commit(revision)
    top = os.path.realpath(_git("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    changed = _listed(_git("diff", "--name-only", "--no-renames", "-z", commit, "--", top))
    fresh = _listed(_git("ls-files", "--others", "--full-name", "-z", "--", top))
    touched = {_relative(top, name) for name in (*changed, *fresh)}
    candidates = [page for page in pages if os.path.normpath(page.source.path) in touched]
    if not candidates:
        return ()
    suffixes = {os.path.splitext(page.source.path)[1] for page in pages}
    before = {_content(page) for page in _pages_at(commit, [n for n in changed if os.path.splitext(n)[1] in suffixes])}
    return tuple(page for page in candidates if _content(page) not in before)


def in_files(files: Iterable[str], pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages read from the files named; raises OptionError for a file that holds none."""
    wanted = {os.path.normpath(os.path.relpath(name)): name for name in files}
    found = {os.path.normpath(page.source.path) for page in pages}
    for place, name in wanted.items():
        if place not in found:
            raise OptionError(f"--changed: no article of the archive stands in '{name}'; check the path")
    return tuple(page for page in pages if os.path.normpath(page.source.path) in wanted)


def _content(page: Page) -> Content:
    return page.id, page.title, page.url, page.published, page.text


def _commit(revision: str) -> str:
    _git("rev-parse", "--git-dir")
    try:
        return _git("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}").decode().strip()
    except OptionError:
        hint = "fetch it (fetch-depth: 0 in a workflow) or name another"
        raise OptionError(f"--changed-since: git knows no revision '{revision}'; {hint}") from None


def _git(*args: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(["git", *args], input=given, capture_output=True, check=False)
    except OSError:
        raise OptionError("--changed-since: git is not installed; install it or name files with --changed") from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = told[0].removeprefix("fatal: ") if told else "git failed"
        raise OptionError(f"--changed-since: {reason}; run it in the repository, or name files with --changed")
    return done.stdout


def _listed(output: bytes) -> tuple[str, ...]:
    return tuple(name.decode("utf-8", "surrogateescape") for name in output.split(b"\0") if name)


def _relative(top: str, name: str) -> str:
    return os.path.relpath(os.path.join(top, name), os.path.realpath(os.curdir))


def _pages_at(commit: str, names: Sequence[str]) -> Iterator[Page]:
    """The articles of some files as they were; a file that did not exist then has none."""
    asked = [name for name in names if "\n" not in name]
    wanted = "".join(f"{commit}:{name}\n" for name in asked).encode("utf-8", "surrogateescape")
    stream = io.BytesIO(_git("cat-file", "--batch", given=wanted))
    for name in asked:
        head = stream.readline().split()
        if len(head) == 3 and head[1] == b"blob":
            data = stream.read(int(head[2]))
            stream.read(1)
            yield from (found for found in read_stream(io.BytesIO(data), Source(name)) if isinstance(found, Page))
