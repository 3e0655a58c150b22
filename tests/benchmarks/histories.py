"""A config directory in, a repository with a long history of it out: `python -m tests.benchmarks.histories CONFIG DIR`.

Without a DIR, the history that CONFIG has is read, which is what is measured.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from site_builder.installed import own_files
from site_builder.source import load_schemas, record_of

from .builds import COMMITS

_EVERYBODY = "Ada <ada@example.com>"
_FIRST_SECOND, _BETWEEN = 1_600_000_000, 3600
_EVERY_TAG = 50
_REMARK = "# Commit {}.\n"


def write_history(config: Path, target: Path, *, commits: int) -> None:
    """Makes a repository whose first commit is the configuration; each other changes a unit primitive's file."""
    target.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=target, check=True)
    stream = b"".join(_stream(config, commits)) + b"done\n"
    subprocess.run(["git", "fast-import", "--quiet", "--done"], cwd=target, input=stream, check=True)
    (target / "config").mkdir()


def _stream(config: Path, commits: int) -> Iterator[bytes]:
    files = {path.relative_to(config).as_posix(): path.read_bytes() for path in sorted(config.rglob("*.yml"))}
    yield _commit(0)
    yield from (_file(path, data) for path, data in files.items())
    primitives = [path for path in files if path.startswith("unit_primitives/")]
    for number in range(1, commits):
        path = primitives[number % len(primitives)]
        yield _commit(number)
        yield _file(path, files[path] + _REMARK.format(number).encode("ascii"))
        if number % _EVERY_TAG == 0:
            yield f"reset refs/tags/v{number // _EVERY_TAG}\nfrom refs/heads/main\n\n".encode("ascii")


def _commit(number: int) -> bytes:
    message = f"Change {number}\n\nSee merge request group/project!{number}\n"
    who = f"{_EVERYBODY} {_FIRST_SECOND + number * _BETWEEN} +0000"
    return f"commit refs/heads/main\ncommitter {who}\ndata {len(message)}\n{message}".encode("ascii")


def _file(path: str, data: bytes) -> bytes:
    return f"M 100644 inline config/{path}\ndata {len(data)}\n".encode() + data + b"\n"


@click.command()
@click.argument("config", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--commits", type=click.IntRange(min=1), default=COMMITS, show_default=True)
def main(config: Path, target: Path | None, commits: int) -> None:
    """Make a history of CONFIG in the directory TARGET; without a target, read the history that CONFIG has."""
    if target:
        write_history(config, target, commits=commits)
    else:
        record = record_of(config, load_schemas(own_files("schemas")))
        click.echo(f"{len(record.edits)} commits, {len(record.releases)} releases {record.missing}")


if __name__ == "__main__":
    main()
