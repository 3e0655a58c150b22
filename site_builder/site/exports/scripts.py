"""Data as a classic script: pages opened from a folder on disk can load scripts, and nothing else."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

_EDITION = 12  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script that sets `window.<name>` to an object, of which `text` is the source.

    Its edition is a mark of that text. A page asks for the edition that it was made with, so that no cache has another
    one in its place; and where the site was published anew since, the object says in `isOther` that it is not that.
    """

    name: str
    text: str

    @property
    def query(self) -> str:
        """What follows the address of the script where a page asks for this edition."""
        return f"?{hashlib.sha256(self.text.encode()).hexdigest()[:_EDITION]}"

    @property
    def content(self) -> bytes:
        """The file."""
        is_other = f'!document.currentScript.src.endsWith("{self.query}")'
        return f"window.{self.name} = {self.text};\nwindow.{self.name}.isOther = {is_other};\n".encode()


def script(name: str, value: Any) -> Script:
    """A script that sets `window.<name>`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 may stand in JSON, but older script engines take them for line ends.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return Script(name=name, text=text)
