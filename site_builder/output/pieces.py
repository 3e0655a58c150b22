"""Cells of rows in, numbers out: the same cell stands in many rows of a long table, and its HTML once in the script."""

import json
from collections.abc import Callable, Hashable, Sequence

from markupsafe import Markup


class Pieces:
    """The distinct pieces of rows, numbered in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, Hashable], int] = {}
        self._pieces: list[str | list[int]] = []

    def number(self, key: Hashable, macro: Callable[..., Markup], *arguments: object) -> int:
        """The number of what a macro gives for these arguments; the macro is asked once for each key."""
        known = (macro, key)
        if known not in self._numbers:
            self._add(known, str(macro(*arguments)))
        return self._numbers[known]

    def together(self, items: Sequence[Hashable], macro: Callable[..., Markup], *arguments: object) -> int:
        """The number of what a macro gives for one item after the other, as the numbers of these."""
        known = (macro, (items,))
        if known not in self._numbers:
            self._add(known, [self.number(item, macro, item, *arguments) for item in items])
        return self._numbers[known]

    def _add(self, known: tuple[object, Hashable], piece: str | list[int]) -> None:
        self._numbers[known] = len(self._pieces)
        self._pieces.append(piece)

    @property
    def json(self) -> str:
        """All pieces as a list that can stand in a script, each on a line."""
        lines = ",\n".join(json.dumps(piece, separators=(",", ":")) for piece in self._pieces)
        return f"[\n{lines}\n]".replace("</", "<\\/")
