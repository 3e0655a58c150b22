"""What shall change in a configuration in, edits of its files out; `apply` writes them where all is valid afterwards.

Only `apply` and `write` write. Every edit keeps what it does not change, character by character.
"""

from .diff import diff
from .fixing import Fixes, fixing
from .new_files import check_name
from .open_config import OpenConfig, apply, open_config, rehearse, write
from .requests import adding, removing, renaming, updating

__all__ = [
    "Fixes",
    "OpenConfig",
    "adding",
    "apply",
    "check_name",
    "diff",
    "fixing",
    "open_config",
    "rehearse",
    "removing",
    "renaming",
    "updating",
    "write",
]
