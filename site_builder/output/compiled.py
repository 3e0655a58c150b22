"""Templates in, their code out, compiled once.

It stands beside the code that Python keeps of this module, and is trusted as that is.
"""

import hashlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache, __version__
from jinja2.bccache import Bucket

from .kept import keep


class CompiledTemplates(BytecodeCache):
    """Templates that are filled with the same options, which `options` tells from any others."""

    def __init__(self, options: bytes) -> None:
        self._options = options
        self._beside = Path(cache_from_source(__file__))

    def get_source_checksum(self, source: str) -> str:
        """Of all that decides what a template is compiled to."""
        return hashlib.sha256(b"\0".join((__version__.encode(), self._options, source.encode()))).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes the code that is kept, where it is that of this template."""
        try:
            bucket.bytecode_from_string(self._file(bucket).read_bytes())
        except Exception:  # none is there, or what is there is none
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code, where Python may keep its own. Failing to is no problem."""
        if not sys.dont_write_bytecode:
            keep(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._beside.with_suffix(f".{bucket.key}.jinja")
