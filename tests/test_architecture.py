"""The house rules, read from the source of every module: who may import what, and what the core may not touch.

Each rule is a function that yields what breaks it; a test asserts that nothing does, another that the rule would
notice.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "site_builder"

# The rooms from the top down. Rooms on one floor do not know each other.
FLOORS = (
    ("__main__",),
    ("cli",),
    ("serving",),
    ("__init__",),
    ("reviewing", "unchanged"),
    ("api", "build", "editing"),
    ("earlier_states",),
    ("audiences", "built", "fingerprint", "releasing"),
    ("checking", "output"),
    ("site", "source"),
    ("catalog",),
    ("disk", "exchange", "suggestions", "settings", "explanations"),
    ("characters", "counting", "installed", "moments", "obeying", "on_demand", "problems", "version"),
    ("undisturbed",),
)
# Each library is spoken to in one place.
HOMES = {
    "click": ("cli/",),
    "graphviz": ("output/dot.py",),
    "icalendar": ("site/exports/calendars.py",),
    "jinja2": ("output/",),
    "jsonschema_rs": ("source/schemas.py",),
    "markdown": ("output/markdown.py",),
    "markupsafe": ("output/",),
    "networkx": ("catalog/graph.py",),
    "nh3": ("output/markdown.py",),
    "packaging": ("catalog/", "site/"),
    "pygraphviz": ("output/layout.py",),
    "questionary": ("cli/asking.py",),
    "xlsxwriter": ("site/exports/spreadsheet.py",),
    "yaml": ("source/", "site/exports/yaml_text.py"),
}
# Rooms without a clock, an environment, files, chance or a network.
PURE = ("catalog", "site", "characters", "counting", "explanations", "moments", "problems", "settings", "suggestions")
WORLD = frozenset(
    "asyncio fcntl getpass glob http locale logging multiprocessing os pathlib platform random requests secrets select "
    "shutil signal socket subprocess sys tempfile threading time urllib.request warnings".split()
)
TOUCHES_THE_WORLD = frozenset("open input print exec eval __import__ breakpoint uuid1 uuid4".split())
TOUCHING_METHODS = frozenset(
    "now today utcnow uuid1 uuid4 getenv read_text read_bytes write_text write_bytes open stat".split()
)
# Annotations of settings name paths; nothing is done with them there.
NAMES_PATHS = frozenset({"settings.py"})


@dataclass(frozen=True)
class Module:
    """One module: its path below the package, and its syntax tree."""

    path: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The dotted name; a package's `__init__` is called like the package."""
        return ".".join((PACKAGE, *Path(self.path).with_suffix("").parts)).removesuffix(".__init__")

    @property
    def room(self) -> str:
        """The first part of the path below the package: `catalog`, `problems`."""
        return Path(self.path).with_suffix("").parts[0]


@dataclass(frozen=True)
class Import:
    """One name that a module imports: `from ..catalog import KINDS` is `site_builder.catalog` and `KINDS`."""

    line: int
    target: str
    name: str = ""


def parsed(path: str, text: str) -> Module:
    return Module(path, ast.parse(text))


def modules() -> tuple[Module, ...]:
    files = sorted((ROOT / PACKAGE).rglob("*.py"))
    return tuple(parsed(f.relative_to(ROOT / PACKAGE).as_posix(), f.read_text(encoding="utf-8")) for f in files)


def imports(module: Module) -> Iterator[Import]:
    """Every import of a module, also those within functions."""
    package = module.name.split(".") if module.path.endswith("__init__.py") else module.name.split(".")[:-1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (Import(node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            target = ".".join((*base, *(node.module or "").split("."))).strip(".")
            yield from (Import(node.lineno, target, alias.name) for alias in node.names)


def own(module: Module) -> Iterator[Import]:
    return (found for found in imports(module) if found.target.split(".")[0] == PACKAGE)


def room_of(found: Import) -> str:
    """The room that an import leads to."""
    parts = [*found.target.split("."), found.name][1:]
    return next((part for part in parts if any(part in floor for floor in FLOORS)), "__init__")


def floor_of(room: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if room in floor)


def upward(checked: tuple[Module, ...]) -> Iterator[str]:
    """Imports that lead to a room above or beside."""
    for module in checked:
        for found in own(module):
            room = room_of(found)
            if room != module.room and floor_of(room) <= floor_of(module.room):
                yield f"{module.path}:{found.line} imports {room}"


def past_the_front_door(checked: tuple[Module, ...]) -> Iterator[str]:
    """Imports of a module within another package, or of a name that the package does not offer."""
    offered = {module.name: _offered(module) for module in checked if module.path.endswith("__init__.py")}
    for module in checked:
        for found in own(module):
            depth = len(found.target.split("."))
            if room_of(found) == module.room or depth == 1:
                continue
            is_deep = depth > 2 and module.path != "__main__.py"
            if is_deep or found.name not in offered.get(found.target, {found.name}):
                yield f"{module.path}:{found.line} imports {found.name} from {found.target}"


def _offered(module: Module) -> set[str]:
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return set(ast.literal_eval(node.value))
    return set()


def cycles(checked: tuple[Module, ...]) -> Iterator[str]:
    """Modules that import each other, in however many steps."""
    names = {module.name for module in checked}
    needs = {
        module.name: {
            within if (within := f"{found.target}.{found.name}") in names else found.target for found in own(module)
        }
        for module in checked
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        yield " -> ".join(error.args[1])


def exports_of_pages(checked: tuple[Module, ...]) -> Iterator[str]:
    """Exports that import a page: both show the same values, and neither is made from the other."""
    for module in checked:
        for found in own(module):
            if module.path.startswith("site/exports/") and found.target.startswith(f"{PACKAGE}.site.pages"):
                yield f"{module.path}:{found.line} imports {found.target}"


def strangers(checked: tuple[Module, ...]) -> Iterator[str]:
    """Libraries that are imported outside their home, or that nobody has heard of."""
    for module in checked:
        for found in imports(module):
            library = found.target.split(".")[0]
            if library == PACKAGE or library in sys.stdlib_module_names:
                continue
            if not module.path.startswith(HOMES.get(library, ("nowhere",))):
                yield f"{module.path}:{found.line} imports {library}"


def worldly(checked: tuple[Module, ...]) -> Iterator[str]:
    """What the pure rooms import or call to reach the clock, the environment, files or the network."""
    for module in checked:
        if module.room in PURE:
            for found in imports(module):
                if not WORLD.isdisjoint({found.target, found.target.split(".")[0]}) and module.path not in NAMES_PATHS:
                    yield f"{module.path}:{found.line} imports {found.target}"
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call) and (called := _touching(node.func)):
                    yield f"{module.path}:{node.lineno} calls {called}"


def _touching(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id if function.id in TOUCHES_THE_WORLD else ""
    is_touching = isinstance(function, ast.Attribute) and function.attr in TOUCHING_METHODS
    return function.attr if is_touching and isinstance(function, ast.Attribute) else ""


def globals_that_change(checked: tuple[Module, ...]) -> Iterator[str]:
    """Functions that assign to names of their module."""
    for module in checked:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Global):
                yield f"{module.path}:{node.lineno} has global {', '.join(node.names)}"


MODULES = modules()


def test_every_module_has_its_room() -> None:
    assert [module.path for module in MODULES if not any(module.room in floor for floor in FLOORS)] == []


def test_the_rooms_of_the_house_are_described_to_whoever_wants_to_help() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("## The rooms of the house")[2].partition("## Style")[0]
    described = {
        Path(name).stem for row in table.splitlines() for name in re.findall(r"`([a-z_/.]+)`", row.partition(" | ")[0])
    }

    assert {room for floor in FLOORS for room in floor} - described == {"__main__", "__init__"}


def test_imports_point_down() -> None:
    assert list(upward(MODULES)) == []


def test_a_package_is_entered_by_its_front_door() -> None:
    assert list(past_the_front_door(MODULES)) == []


def test_no_modules_import_each_other() -> None:
    assert list(cycles(MODULES)) == []


def test_exports_know_no_pages() -> None:
    assert list(exports_of_pages(MODULES)) == []


def test_each_library_is_spoken_to_in_one_place() -> None:
    assert list(strangers(MODULES)) == []


def test_the_core_and_the_pages_touch_nothing_of_the_world() -> None:
    assert list(worldly(MODULES)) == []


def test_nothing_is_kept_in_globals() -> None:
    assert list(globals_that_change(MODULES)) == []


def test_a_step_upward_or_sideways_would_be_noticed() -> None:
    wrong = (
        parsed("catalog/x.py", "from ..source import load\nfrom .. import build\nfrom ..problems import Problem\n"),
        parsed("site/pages/x.py", "def f():\n    from ...source import load\n"),
        parsed("output/x.py", "import site_builder.cli\n"),
        parsed("cli/commands/x.py", "from ...build import build\nfrom ..report import as_text\n"),
        parsed("source/x.py", "from ..catalog import KINDS\n"),
    )

    assert list(upward(wrong)) == [
        "catalog/x.py:1 imports source",
        "catalog/x.py:2 imports build",
        "site/pages/x.py:2 imports source",
        "output/x.py:1 imports cli",
    ]


def test_a_way_past_the_front_door_would_be_noticed() -> None:
    wrong = (
        parsed("catalog/__init__.py", "from .kinds import KINDS\n__all__ = ['KINDS']\n"),
        parsed("catalog/kinds.py", "from .entities import AddOn\n"),
        parsed("site/x.py", "from ..catalog import KINDS, kinds\nfrom ..catalog.kinds import KIND\n"),
        parsed("site/y.py", "import site_builder.catalog.kinds\nfrom ..problems import Problem\n"),
    )

    assert list(past_the_front_door(wrong)) == [
        "site/x.py:1 imports kinds from site_builder.catalog",
        "site/x.py:2 imports KIND from site_builder.catalog.kinds",
        "site/y.py:1 imports  from site_builder.catalog.kinds",
    ]


def test_a_cycle_would_be_noticed() -> None:
    wrong = (
        parsed("catalog/a.py", "from .b import B\n"),
        parsed("catalog/b.py", "from . import c\n"),
        parsed("catalog/c.py", "def f():\n    from .a import A\n"),
    )

    (cycle,) = cycles(wrong)
    assert set(cycle.split(" -> ")) == {f"site_builder.catalog.{name}" for name in "abc"}


def test_an_export_of_a_page_would_be_noticed() -> None:
    wrong = (parsed("site/exports/x.py", "from ..pages.matrix import MatrixPage\nfrom ..rows import facets\n"),)

    assert list(exports_of_pages(wrong)) == ["site/exports/x.py:1 imports site_builder.site.pages.matrix"]


def test_a_library_away_from_home_would_be_noticed() -> None:
    wrong = (
        parsed("catalog/linker.py", "import networkx\n"),
        parsed("source/layouts/x.py", "import yaml\nfrom jinja2 import Template\nimport leftpad\nimport json\n"),
    )

    assert list(strangers(wrong)) == [
        "catalog/linker.py:1 imports networkx",
        "source/layouts/x.py:2 imports jinja2",
        "source/layouts/x.py:3 imports leftpad",
    ]


def test_a_touch_of_the_world_would_be_noticed() -> None:
    text = "import os\nfrom pathlib import Path\nfrom datetime import datetime\nopen('x')\ndatetime.now()\nPath().read_text()\n"

    assert list(worldly((parsed("catalog/x.py", text), parsed("source/x.py", text)))) == [
        "catalog/x.py:1 imports os",
        "catalog/x.py:2 imports pathlib",
        "catalog/x.py:4 calls open",
        "catalog/x.py:5 calls now",
        "catalog/x.py:6 calls read_text",
    ]


def test_a_global_would_be_noticed() -> None:
    assert list(globals_that_change((parsed("catalog/x.py", "def f():\n    global a, b\n"),))) == [
        "catalog/x.py:2 has global a, b"
    ]
