"""A file that holds a whole configuration in, its document out, or what is wrong with it.

An export of ten thousand unit primitives has some 6 MB and 190,000 values. No part of such a file could stand in
another.
"""

from pathlib import Path
from typing import Any

import yaml

from ...disk import link_on_the_way
from ...problems import Problem, Span, printable
from ..files import not_regular, plain_file
from ..nodes import Document
from ..reader import read
from ..reader_text import REMOVE, SourceText, too_large
from ..reader_tree import Composer, Enough, span_of

MAX_BYTES = 16 * 1024 * 1024
MAX_VALUES = 500_000
MAX_LINES = 1_000_000
# A file with more mistakes than that has one mistake, over and over.
MAX_PROBLEMS = 1_000


class CountingComposer(Composer):
    """Builds values as for any other file, up to a number that keeps them within memory."""

    counted = "the file holds"

    def __init__(self, source: SourceText) -> None:
        super().__init__(source)
        self.values = 0

    def take(self, event: yaml.Event) -> None:
        super().take(event)
        if len(self.problems) >= MAX_PROBLEMS:
            raise Enough

    def _scalar(self, event: Any) -> None:
        self._count(1, span_of(event))
        super()._scalar(event)

    def _open(self, event: Any) -> None:
        super()._open(event)
        self._count(1, span_of(event))

    def _count(self, values: int, span: Span) -> None:
        self.values += values
        if self.values > MAX_VALUES:
            message = f"{self.counted} more than {MAX_VALUES:,} values"
            self.problems.append(self.source.problem("E101", span, message, REMOVE, field=self._field()))
            raise Enough


def read_whole(
    file: Path, label: str, composer: type[CountingComposer] = CountingComposer
) -> tuple[Document | None, tuple[Problem, ...]]:
    """As `read` answers, of a file that may be larger; `label` is what problems call it.

    No link on the way to it is followed that a clone may have brought.
    """
    data = plain_file(file, label, MAX_BYTES)  # first, since it tells what the file system does not let through
    if isinstance(data, Problem):
        return None, (data,)
    if link := link_on_the_way(file.parent):
        return None, (not_regular(printable(link.as_posix()), "a link", "name the file where it leads to"),)
    if len(data) > MAX_BYTES:
        return None, (too_large(label, MAX_BYTES),)
    if data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n") > MAX_LINES:
        message = f"the file has more than {MAX_LINES:,} lines"
        return None, (Problem(path=label, code="E101", message=message, suggestion=REMOVE),)
    return read(label, data, limit=MAX_BYTES, composer=composer)
