"""What many pages have in common in, HTML out: a part that is the same on many pages is rendered once."""

from collections.abc import Callable, Hashable

from markupsafe import Markup


class SharedParts:
    """Parts of the pages of one site, as templates ask for them: `shared(key, macro, ...)`.

    The key says all that the part depends on, the page's folder included where there are links in it.
    """

    def __init__(self) -> None:
        self._parts: dict[tuple[str, Hashable], Markup] = {}

    def __call__(self, key: Hashable, macro: Callable[..., Markup], *arguments: object) -> Markup:
        """What the macro gives; it is asked once for each key."""
        known = (macro.name, key)  # type: ignore[attr-defined]
        if known not in self._parts:
            self._parts[known] = macro(*arguments)
        return self._parts[known]
