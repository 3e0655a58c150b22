"""One file of the published site, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A path relative to the site's root (with `/`) and the bytes that go there."""

    path: str
    content: bytes
