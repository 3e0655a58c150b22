"""Which modules of the core are mutated, and which tests are to notice: a module's own, and those that are near it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_NEAR = ("tests/catalog/test_values.py",)

TARGETS = {
    name: (f"tests/catalog/test_{name}.py", *_NEAR)
    for name in ("availability", "bundles", "changes", "legacy_services", "linker")
}
