"""Where the values of a configuration come from, as values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value was found, and whether the source states it or it was inferred from the source."""

    source: str
    confidence: str


# (path below the config directory, field, value) -> origin; items of lists stand under `field[]`
Provenance = Mapping[tuple[str, str, str], Origin]
