"""Real git repositories for tests: made by the program git, the same ones every time, whatever its user has set."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.trees import write_tree

# Nothing of whoever runs the tests: no name, no hook, no signature.
SETTINGS = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
DAY = "2024-01-01T00:00:00Z"


@dataclass(frozen=True)
class Repository:
    """A repository with a working tree; its branch is `main`."""

    root: Path

    @property
    def config(self) -> Path:
        """Where the configuration stands in most tests."""
        return self.root / "config"

    def commit(
        self,
        text: str = "",
        message: str = "Change it",
        *,
        when: str = DAY,
        author: str = "Ada",
        gone: Iterable[str] = (),
    ) -> str:
        """Writes the files that the text holds, removes those that are gone, commits it, and gives the id."""
        write_tree(self.root, text)
        for path in gone:
            self.git("rm", "-rfq", "--", path)
        self.git("add", "--all")
        self.git(
            "commit", "-q", "--allow-empty", "--cleanup=verbatim", "-F", "-", given=message, when=when, author=author
        )
        return self.head

    def tag(self, name: str, commit: str = "HEAD", *, when: str = "") -> None:
        """A light tag; with a moment, an annotated one."""
        self.git("tag", *(("-a", "-m", f"Release {name}") if when else ()), name, commit, when=when or DAY)

    def branch(self, name: str, commit: str = "HEAD") -> None:
        """Goes on at a commit, on a new branch."""
        self.git("checkout", "-q", "-b", name, commit)

    def merge(self, name: str, message: str = "Merge it", *, when: str = DAY) -> str:
        """Merges a branch into main, with a commit of its own."""
        self.git("checkout", "-q", "main")
        self.git("merge", "-q", "--no-ff", "-X", "theirs", "-m", message, name, when=when)
        return self.head

    @property
    def head(self) -> str:
        """The id of the newest commit."""
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *arguments: str, given: str | bytes = "", when: str = DAY, author: str = "Ada") -> str:
        """What a command of git prints."""
        return git(self.root, *arguments, given=given, environment=_somebody(author, when))


def repository(root: Path) -> Repository:
    """A new, empty repository."""
    root.mkdir(parents=True, exist_ok=True)
    made = Repository(root)
    made.git("init", "-q", "-b", "main")
    return made


def clone(of: Repository, root: Path, *arguments: str) -> Repository:
    """A clone, made as over a network."""
    of.git("config", "uploadpack.allowFilter", "true")
    git(of.root, "clone", "-q", *arguments, of.root.as_uri(), str(root))
    return Repository(root)


def git(directory: Path, *arguments: str, given: str | bytes = "", environment: Mapping[str, str] | None = None) -> str:
    """Runs git in a directory and gives what it prints."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ended = subprocess.run(
        ["git", *arguments],
        cwd=directory,
        input=given.encode("utf-8", "surrogateescape") if isinstance(given, str) else given,
        capture_output=True,
        env={**others, **SETTINGS, **(environment or {})},
    )
    assert ended.returncode == 0, ended.stderr.decode("utf-8", "replace")
    return ended.stdout.decode("utf-8", "surrogateescape")


def _somebody(author: str, when: str) -> dict[str, str]:
    people = {f"GIT_{role}_NAME": author for role in ("AUTHOR", "COMMITTER")}
    addresses = {f"GIT_{role}_EMAIL": "ada@example.com" for role in ("AUTHOR", "COMMITTER")}
    return {**people, **addresses, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
