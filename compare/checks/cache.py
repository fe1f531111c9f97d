"""What was worked out before, by the hash of all that it follows from: content, options, and the code itself."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

Tell = Callable[[str], None]

FOLDER = "STORYDIFF_CACHE_DIR"  # the environment variable that names another folder
_FILE = "results.sqlite"
_LARGEST = 1 << 30  # bytes from which the cache starts anew
_AT_ONCE = 500  # keys of one query
_PATIENCE = 30.0  # seconds to wait for another job that writes
_CODE = (".py", ".toml", ".tsv", ".npz")


class Cache:
    """A store of JSON values; one SQLite file, so that jobs may share it. What goes wrong is told once."""

    def __init__(self, connection: sqlite3.Connection | None, place: str, tell: Tell) -> None:
        self._connection = connection
        self._place = place
        self._tell = tell

    def get(self, keys: Sequence[str]) -> dict[str, Any]:
        """The values that are there, by key."""
        found: dict[str, Any] = {}
        for start in range(0, len(keys), _AT_ONCE):
            found.update(self._rows(keys[start : start + _AT_ONCE]))
        return found

    def put(self, values: Mapping[str, Any]) -> None:
        """Keep values; all or none of them."""
        rows = [(key, json.dumps(value, ensure_ascii=False, separators=(",", ":"))) for key, value in values.items()]
        if not rows or self._connection is None:
            return
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)
        except (sqlite3.Error, UnicodeError) as error:
            self._give_up(error)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def _rows(self, keys: Sequence[str]) -> dict[str, Any]:
        if self._connection is None:
            return {}
        marks = ",".join("?" * len(keys))
        try:
            rows = self._connection.execute(f"SELECT key, value FROM results WHERE key IN ({marks})", keys).fetchall()
            return {key: json.loads(value) for key, value in rows}
        except (sqlite3.Error, ValueError) as error:
            self._give_up(error)
            return {}

    def _give_up(self, error: Exception) -> None:
        self._tell(_complaint(self._place, error))
        self.close()
        self._connection = None


@contextmanager
def opened(folder: Path | None, tell: Tell) -> Iterator[Cache]:
    """The cache in a folder, made if need be; without a folder nothing is kept."""
    store = Cache(None, "", tell) if folder is None else _open(folder, tell)
    try:
        yield store
    finally:
        store.close()


def default_folder(environment: Mapping[str, str]) -> Path:
    """Where the cache is: what `STORYDIFF_CACHE_DIR` says, else the place of the system for such files."""
    if named := environment.get(FOLDER):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("storydiff", appauthor=False)


def key_of(*parts: object) -> str:
    """The key of a result: a hash of the parts and of the code that works it out."""
    found = hashlib.sha256(_code().encode())
    for part in parts:
        plain = part if isinstance(part, str) else repr(part)
        found.update(f"{type(part).__name__} {len(plain)} ".encode())
        found.update(plain.encode("utf-8", "surrogatepass"))
    return found.hexdigest()


@cache
def _code() -> str:
    """A hash of the package: a changed rule or table leaves no old result behind, whatever the version says."""
    root = Path(__file__).parent.parent
    found = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in _CODE):
        found.update(path.relative_to(root).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _open(folder: Path, tell: Tell) -> Cache:
    place = folder / _FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _shrink(place)
        return Cache(_connect(place), str(folder), tell)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            tell(_complaint(str(folder), error))
            return Cache(None, "", tell)
        return _anew(place, tell)
    except OSError as error:
        tell(_complaint(str(folder), error))
        return Cache(None, "", tell)


def _anew(place: Path, tell: Tell) -> Cache:
    """A file that is no cache is replaced by an empty one."""
    try:
        os.unlink(place)
        return Cache(_connect(place), str(place.parent), tell)
    except (OSError, sqlite3.Error) as error:
        tell(_complaint(str(place.parent), error))
        return Cache(None, "", tell)


def _connect(place: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(place, timeout=_PATIENCE)
    try:
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _shrink(place: Path) -> None:
    with suppress(FileNotFoundError):
        if place.stat().st_size > _LARGEST:
            os.unlink(place)


def _complaint(place: str, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return f"cache folder {place} cannot be used ({reason.lower()}); going on without it"


def in_batches(values: Iterable[tuple[str, Any]], size: int = 64) -> Iterator[dict[str, Any]]:
    """Pairs of key and value as dictionaries of some size."""
    batch: dict[str, Any] = {}
    for key, value in values:
        batch[key] = value
        if len(batch) == size:
            yield batch
            batch = {}
    if batch:
        yield batch
