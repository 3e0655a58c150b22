"""How much time, memory and space a site costs, for configurations of several sizes: `python -m tests.benchmarks`.

Each measurement runs in a process of its own. Figures of one run are to be compared with each other, as ratios; those
of another machine, or of a busy hour on this one, say little.

`builds` and `children` measure, `stages` and `weights` look into one build and into what it built, `report` tells all
of it. `generator` makes entities, with names and sentences of `chance`, `config_files` writes them, and `histories`
commits them again and again.
"""
