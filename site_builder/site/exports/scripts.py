"""Data as a classic script: pages opened from a folder on disk can load scripts, and nothing else."""

import json
from typing import Any


def script(name: str, value: Any) -> bytes:
    """A script that sets `window.<name>`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 may stand in JSON, but older script engines take them for line ends.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f"window.{name} = {text};\n".encode()
