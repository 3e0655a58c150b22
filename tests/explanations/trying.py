"""An example of an explanation in, the codes told out: its files in a sound configuration, its commands given."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from site_builder.explanations import Part
from tests.cli.running import ROOT, run, surroundings
from tests.output.publishing import plain_rights

BASE = ROOT / "tests" / "hostile" / "base"
_CODE = re.compile(r"(?:error|warning)\[([EW][0-9]{3})\]")
_PROGRAM = f"""\
#!/bin/sh
PYTHONPATH="${{PYTHONPATH:+$PYTHONPATH:}}{ROOT}" exec {shlex.quote(sys.executable)} -m site_builder "$@"
"""


def codes(parts: Sequence[Part], directory: Path) -> tuple[int, set[str]]:
    """How the last command of an example ended, and the codes that all of them told."""
    shutil.copytree(BASE, directory / "config")
    commands = ""
    for part in parts:
        if part.path:
            file = directory / part.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(part.text.encode("utf-8", "surrogateescape"))
        else:
            commands = part.text
    if not commands:
        ending = run("check", cwd=directory)
        return ending.status, set(_CODE.findall(ending.out + ending.err))
    return _given(commands if "site-builder " in commands else f"{commands}site-builder check\n", directory)


def _given(commands: str, directory: Path) -> tuple[int, set[str]]:
    """The commands in a shell that heeds permissions, `site-builder` on its PATH, our templates beside the files."""
    program = directory / ".bin" / "site-builder"
    program.parent.mkdir()
    program.write_text(_PROGRAM, encoding="utf-8")
    program.chmod(0o755)
    shutil.copytree(ROOT / "templates", directory / "templates")
    environment = surroundings()
    done = subprocess.run(
        [*(plain_rights() or ()), "sh"],
        input=commands,
        cwd=directory,
        env={**environment, "PATH": f"{program.parent}:{environment['PATH']}", "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, set(_CODE.findall(done.stdout + done.stderr))
