"""How much time, memory and space a site costs, for configurations of several sizes: `python -m benchmarks`.

Each measurement runs in a process of its own. Figures of one run are to be compared with each other, as ratios; those of
another machine, or of another hour on this one, say little.
"""
