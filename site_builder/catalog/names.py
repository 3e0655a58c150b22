"""Names that no entity's file or page can have."""

from dataclasses import replace

from .entities import Ref
from .kinds import KIND

# Windows gives these names to devices, so no checkout or folder there could hold such a file.
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})

# The list of a kind is a page beside the pages of its entities; the other word stands in links for "not stated".
TAKEN_BY_PAGES = frozenset({"index", "not-stated"})

GONE = "!"  # behind the name of what is gone while another has that name now: nobody can ask for it


def as_gone(ref: Ref) -> Ref:
    """The address of what is gone while another has its name."""
    return replace(ref, name=f"{ref.name}{GONE}")


def is_gone(ref: Ref) -> bool:
    """Whether it is the address of what is gone while another has its name; of what has no file names are free."""
    return ref.name.endswith(GONE) and KIND[ref.kind].has_files
