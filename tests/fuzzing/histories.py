"""Histories of a configuration: of no text is the public told that the README does not let it be told of.

What may be told is worked out from the files of each commit alone, by another rule than that of the program: it knows
nothing of renames that are found, of records, or of edits. Where nothing was ever marked all of it is to be told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import strategies as st

from site_builder.audiences import seen_today
from site_builder.checking import checked
from site_builder.installed import own_files
from site_builder.settings import Audience
from site_builder.source import load_schemas, load_site_settings
from tests.source.repositories import Repository, repository

Tree = Mapping[str, str]  # the text of every file, by its path

_NAMES = ("crow", "lark", "owl", "wren")
_ACTIONS = (
    *("write", "write hidden", "say the first hidden", "hide or open", "remove", "rename", "rename and hide"),
    *("hide or open the kind", "lose the marks", "break", "mend", "move", "copy", "write beside", "something else"),
)
_PLACES = ("config", "next", "tmp")
_CHAT = """\
name: chat
description: Chat.
group: group::chat
feature_category: chat
documentation_url: https://docs.gitlab.com/
"""
_OPEN, _HIDDEN_KIND = "internal_fields: []\n", "internal_kinds: [add_ons]\n"
_MARK, _WRONG = "visibility: internal\n", "wrong: field\n"
_TEXT = re.compile(r"Text (\d+)\.")


class Move(NamedTuple):
    """What somebody does: to an add-on, with another name or directory."""

    action: str
    name: str
    other: str
    place: str


class Step(NamedTuple):
    """A commit of the line; with moves on a branch before, the merge of that."""

    branch: tuple[Move, ...]
    move: Move


def histories() -> st.SearchStrategy[tuple[Step, ...]]:
    """Any of them, from three to nine steps long."""
    names = st.sampled_from(_NAMES)
    moves = st.builds(Move, st.sampled_from(_ACTIONS), names, names, st.sampled_from(_PLACES))
    branches = st.just(()) | st.lists(moves, min_size=1, max_size=4).map(tuple)
    return st.lists(st.builds(Step, branches, moves), min_size=3, max_size=9).map(tuple)


def public_promised(history: Sequence[Step]) -> None:
    """Nothing is told that must not be, and all that stayed open since; where nothing was marked, all there was."""
    made = _Made()
    made.begin()
    for step in history:
        made.go_on(step)
    made.end()
    with TemporaryDirectory() as directory:
        place = repository(Path(directory))
        place.git("fast-import", "--quiet", given=made.stream)
        place.git("checkout", "-q", "-f", "main")
        told = _told(place)
    may_be_told = set(_tellable(made.line))
    assert told <= may_be_told
    assert may_be_told.intersection(_stayed_open(made.line)) <= told
    if not any(_MARK in text or text == _HIDDEN_KIND for tree in made.every for text in tree.values()):
        assert told == may_be_told


def _told(place: Repository) -> set[int]:
    """The texts that the public is told, today and of the past."""
    schemas = load_schemas(own_files("schemas"))
    site = load_site_settings(place.config, schemas)
    seen = seen_today(
        checked(place.config, schemas, "config"), site, Audience.PUBLIC, place.config, schemas, label="config"
    )
    return {int(it) for it in _TEXT.findall(repr((seen.told_past(()), [*seen.checked.catalog])))}


@dataclass
class _Made:
    """A history as `git fast-import` reads it, with the tree of every commit, and of those on the line."""

    stream: str = ""
    every: list[Tree] = field(default_factory=list)
    line: list[Tree] = field(default_factory=list)
    _tip: int = 0
    _where: str = "config"
    _count: int = 0

    def begin(self) -> None:
        """With an add-on that is open to all."""
        first = {"config/unit_primitives/chat.yml": _CHAT, "config/site.yml": _OPEN}
        self._commit("main", {**first, "config/add_ons/lark.yml": self._add_on("lark")}, [])

    def go_on(self, step: Step) -> None:
        """With the commits of a branch first, where there are any."""
        tree, above = self.line[-1], self._tip
        for move in step.branch:
            tree = self._moved(tree, move)
            above = self._commit("branch", tree, [above])
        parents = [self._tip, above] if step.branch else [self._tip]
        self._commit("main", self._moved(tree, step.move), parents)

    def end(self) -> None:
        """Where the program looks, without errors, and with what it needs."""
        tree = _at(self.line[-1], self._where, "config")
        tree = {path: text.replace(_WRONG, "") for path, text in tree.items()}
        needed = {"config/unit_primitives/chat.yml": _CHAT}
        self._commit("main", {"config/site.yml": _OPEN, **tree, **needed}, [self._tip])

    def _commit(self, branch: str, tree: Tree, parents: Sequence[int]) -> int:
        self.every.append(tree)
        number = len(self.every)
        words = [f"commit refs/heads/{branch}", f"mark :{number}", f"committer A <a@b> {1_700_000_000 + number} +0000"]
        words += ["data 1", "x", *(f"{'merge' if place else 'from'} :{it}" for place, it in enumerate(parents))]
        words += ["deleteall", *(f"M 100644 inline {path}\ndata {len(text)}\n{text}" for path, text in tree.items())]
        self.stream += "\n".join([*words, ""])
        if branch == "main":
            self.line.append(tree)
            self._tip = number
        return number

    def _add_on(self, name: str, more: str = "") -> str:
        self._count += 1
        return f"name: {name}\ndescription: Text {self._count}.\n{more}"

    def _moved(self, tree: Tree, move: Move) -> Tree:  # noqa: C901 one case for each action
        path, other = (f"{self._where}/add_ons/{name}.yml" for name in (move.name, move.other))
        site, text = f"{self._where}/site.yml", tree.get(path, "")
        rest = {name: it for name, it in tree.items() if name != path}
        renamed = re.sub(r"name: \w+", f"name: {move.other}", text)
        match move.action:
            case "write":
                return {**tree, path: self._add_on(move.name)}
            case "write hidden":
                return {**tree, path: self._add_on(move.name, _MARK)}
            case "say the first hidden":
                return {**tree, path: f"name: {move.name}\ndescription: Text 1.\n{_MARK}"}
            case "hide or open" if text:
                return {**tree, path: _turned(text)}
            case "remove":
                return rest
            case "rename" if text:
                return {**rest, other: renamed}
            case "rename and hide" if text:
                return {**rest, other: renamed.replace(_MARK, "") + _MARK}
            case "hide or open the kind":
                return {**tree, site: _OPEN if tree.get(site) == _HIDDEN_KIND else _HIDDEN_KIND}
            case "lose the marks":
                return {name: it for name, it in tree.items() if name != site}
            case "break" if text:
                return {**tree, path: text + _WRONG}
            case "mend":
                return {name: it.replace(_WRONG, "") for name, it in tree.items()}
            case "move" | "copy":
                was, self._where = self._where, move.place
                there = _at(tree, was, move.place)
                return {**tree, **there} if move.action == "copy" else there
            case "write beside" if move.place != self._where:
                beside = f"{move.place}/add_ons/{move.name}.yml"
                return {**tree, beside: self._add_on(move.name, _MARK), f"{move.place}/unit_primitives/chat.yml": _CHAT}
        return {**tree, "README": str(len(self.every))}


def _at(tree: Tree, was: str, now: str) -> Tree:
    """With a directory in the place of another."""
    if was == now:
        return tree
    kept = {path: text for path, text in tree.items() if not path.startswith((f"{was}/", f"{now}/"))}
    return kept | {f"{now}{path[len(was) :]}": text for path, text in tree.items() if path.startswith(f"{was}/")}


def _turned(text: str) -> str:
    return text.replace(_MARK, "") if _MARK in text else text + _MARK


class _AddOn(NamedTuple):
    """What one says in a commit; whether it is internal, and whether the public may read it."""

    text: int
    is_internal: bool
    is_open: bool


def _tellable(line: Sequence[Tree]) -> Iterator[int]:
    """What a commit of the line left open while `config` was there last, but for what is internal in the end.

    That is as it is today or was when it was last there, and by what it says.
    """
    began = max((place for place, tree in enumerate(line) if not _is_there(tree)), default=-1) + 1
    states = [*_states(line[began:])]
    ends = _last(states)
    shown = {it.text for it in states[-1].values() if it.is_open}
    said = {it.text for last in ends for it in last.values() if it.is_internal} - shown
    for tree, state, last in zip(line[began:], states, ends, strict=True):
        if not any(_WRONG in text for path, text in tree.items() if path.startswith("config/")):
            told = (it for name, it in state.items() if it.is_open and not last[name].is_internal)
            yield from (it.text for it in told if it.text not in said)


def _stayed_open(line: Sequence[Tree]) -> Iterator[int]:
    """What something says that was there since by the name that it has, and open with every commit."""
    open_since: set[str] | None = None
    for state in reversed([*_states(line)]):
        names = {name for name, it in state.items() if it.is_open}
        open_since = names if open_since is None else open_since & names
        yield from (state[name].text for name in open_since)


def _last(states: Sequence[Mapping[str, _AddOn]]) -> list[Mapping[str, _AddOn]]:
    """How each of a state was when it was there last; what comes by a name that was gone is another.

    With the commit that it went, what says the same may be it.
    """
    found: list[Mapping[str, _AddOn]] = [{}]
    for state, after in zip(states[::-1], ({}, *states[:0:-1]), strict=True):
        last: dict[str, _AddOn] = {}
        for name, it in state.items():
            heirs = [other for other, new in after.items() if new.text == it.text and other not in state]
            goes_on = [name] if name in after else heirs
            last[name] = found[-1][goes_on[0]] if goes_on else it
        found.append(last)
    return found[:0:-1]


def _states(line: Iterable[Tree]) -> Iterator[Mapping[str, _AddOn]]:
    """The add-ons of each commit. Without a file of marks what was internal with its kind stays so."""
    is_hidden = False
    for tree in line:
        site = tree.get("config/site.yml")
        is_hidden = site == _HIDDEN_KIND or (site is None and is_hidden)
        found = {Path(path).stem: text for path, text in tree.items() if path.startswith("config/add_ons/")}
        yield {
            name: _AddOn(
                text=int(_TEXT.findall(text)[0]),
                is_internal=is_hidden or _MARK in text,
                is_open=site == _OPEN and _MARK not in text,
            )
            for name, text in found.items()
        }


def _is_there(tree: Tree) -> bool:
    return any(path.startswith(("config/add_ons/", "config/unit_primitives/")) for path in tree)
