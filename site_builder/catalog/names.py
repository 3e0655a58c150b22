"""Names that no entity's file or page can have."""

# Windows gives these names to devices, so no checkout or folder there could hold such a file.
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})

# The list of a kind is a page beside the pages of its entities; the other word stands in links for "not stated".
TAKEN_BY_PAGES = frozenset({"index", "not-stated"})
