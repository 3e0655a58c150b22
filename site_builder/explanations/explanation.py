"""What an explanation of a code is made of: a meaning, who is hurt, an example and the same repaired, and the fix."""

import re
from dataclasses import dataclass

from ..problems import CODES, Severity, severity_of, visible

# The files of two unit primitives, up to what their examples are about.
EXPLAIN_CODE = """\
-- config/unit_primitives/explain_code.yml --
name: explain_code
description: Explains code.
group: group::duo_chat
feature_category: duo_chat
documentation_url: https://docs.gitlab.com/
"""
DUO_CHAT = """\
-- config/unit_primitives/duo_chat.yml --
name: duo_chat
description: Opens a chat.
group: group::duo_chat
feature_category: duo_chat
documentation_url: https://docs.gitlab.com/
"""

_HEADER = re.compile(r"^-- (\S+) --\n", re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file of an example, or the commands that follow its files: `path` is then empty."""

    path: str
    text: str

    @property
    def shown(self) -> str:
        """The text as it can be shown: what nobody would see, and bytes that are no text, as escapes."""
        text = self.text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return "\n".join(map(visible, text.split("\n")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a code means to the author who meets it. Texts are Markdown of one paragraph, where only `code` is marked.

    `example` gives exactly this code in a configuration that is sound otherwise, and `repaired` none. Both are written
    as files, each below a header `-- path --`, and commands, each behind a `$`; without any command it is
    `site-builder check`.
    """

    code: str
    meaning: str
    harm: str
    example: str
    repaired: str
    fix: str

    @property
    def title(self) -> str:
        """What the code stands for, in a few words."""
        return CODES[self.code]

    @property
    def severity(self) -> Severity:
        """Whether it stops a build."""
        return severity_of(self.code)

    @property
    def wrong(self) -> tuple[Part, ...]:
        """The example in its parts."""
        return _parts(self.example)

    @property
    def right(self) -> tuple[Part, ...]:
        """The repaired one in its parts."""
        return _parts(self.repaired)


def _parts(text: str) -> tuple[Part, ...]:
    _, *pieces = _HEADER.split(_COMMAND.sub("", text))
    commands = "".join(f"{line}\n" for line in _COMMAND.findall(text))
    files = tuple(Part(path=path, text=lines) for path, lines in zip(pieces[::2], pieces[1::2], strict=True))
    return (*files, Part(path="", text=commands)) if commands else files
