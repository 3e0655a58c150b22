"""The same content as sites of other generators, to measure them beside this one: `python -m tests.benchmarks.peers`.

`content` says what every page holds, `sources` writes it as each of them reads it, `tools` knows their commands, and
`plain` is the script that somebody would write in an afternoon, with and without a diagram by Graphviz on every page.
"""
