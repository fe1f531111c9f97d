"""What a reader is: one open file in, its articles out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from compare.values import Page, Skipped, Source

Read = Callable[[BinaryIO, Source], Iterator[Page | Skipped]]


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format.

    `suffixes` are lower case and start with a full stop. `sniff` tells from the first bytes of a file
    without a known suffix (standard input, too) whether this reader should have it. `read` gets a seekable
    stream at its start and never raises for what the bytes hold: what it cannot read becomes a `Skipped`
    that says where and why.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Read
