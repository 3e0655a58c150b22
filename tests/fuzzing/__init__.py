"""Looks for the input that nobody thought of: `python -m tests.fuzzing --help`.

What breaks a promise is kept in `corpus/` for ever, and tried again by every run of the tests.
"""
