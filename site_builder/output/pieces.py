"""Cells of rows in, numbers out: the same cell stands in many rows of a long table, and its HTML only once in the script."""

import json
from collections.abc import Callable, Hashable

from markupsafe import Markup


class Pieces:
    """The distinct pieces of rows, numbered in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, Hashable], int] = {}
        self._pieces: list[str] = []

    def number(self, key: Hashable, macro: Callable[..., Markup], *arguments: object) -> int:
        """The number of what a macro gives for these arguments; the macro is asked once for each key."""
        known = (macro, key)
        if known not in self._numbers:
            self._numbers[known] = len(self._pieces)
            self._pieces.append(str(macro(*arguments)))
        return self._numbers[known]

    @property
    def json(self) -> str:
        """All pieces as a list that can stand in a script."""
        return json.dumps(self._pieces, separators=(",", ":"), indent=0).replace("</", "<\\/")
