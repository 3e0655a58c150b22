"""A number of executions in; a child process that tries so many inputs on the reader, and the status it ends with.

What it finds is written into the corpus, so that it is never lost and never comes back unseen.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from site_builder.installed import own_files
from site_builder.source import load_schemas

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(__file__).parent / "corpus" / "reader"

_LONGEST = 4096
_MARKS = (
    *("- ", ": ", "? ", "'", '"', "|", "|2-", ">+", "[", "]", "{", "}", "#", "&a ", "*a", "!a ", "!!str ", "<<: "),
    *("---\n", "...\n", "%YAML 1.1\n", "<<<<<<< ", "=======\n", ">>>>>>> ", "\\x00", "\\u202e", "\\U0001F600", "\r\n"),
    *(
        "name: duo_chat\n",
        "group::",
        "https://",
        "2024-10-17T00:00:00Z",
        "16.10",
        "yes",
        "null",
        "~",
        "\u202e",
        "\ufeff",
    ),
)


def hunt(executions: int, seed: int, found: Path = CORPUS) -> int:
    """0 where nothing broke a promise; else an input that does stands in `found`, named after what happened."""
    with tempfile.TemporaryDirectory() as directory:
        tried, words = Path(directory, "tried"), Path(directory, "words")
        tried.mkdir()
        words.write_text("".join(_words()), encoding="ascii")
        options = (
            f"-runs={executions}",
            f"-seed={seed}",
            f"-max_len={_LONGEST}",
            f"-dict={words}",
            "-print_final_stats=1",
        )
        command = (sys.executable, "-m", "tests.fuzzing.guided", *options, f"-artifact_prefix={found}/", tried, CORPUS)
        return subprocess.run(command, cwd=ROOT, check=False).returncode


def _words() -> Iterator[str]:
    """What stands in configurations, in libFuzzer's form: every byte as its number."""
    fields = {f"{field}:" for schema in load_schemas(own_files("schemas")).values() for field in schema.fields}
    for word in (*_MARKS, *sorted(fields)):
        yield '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n'
