"""Mutation testing of the core: `python -m tests.mutation` changes one thing at a time and asks if a test notices."""
