"""Tries to break a published site: `python -m tests.torture --help`.

Builds are killed, interrupted, robbed of room and rights, and set against each other; after each the site must be the
old or the new one to the last byte, mode and time, nothing else may be touched, and the next good build leaves nothing
behind.
"""
