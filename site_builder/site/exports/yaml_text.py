"""Plain data in, YAML text out, as a person would write it."""

import json
from typing import Any

import yaml
from yaml.representer import SafeRepresenter

from ...moments import is_moment_form


def to_yaml(value: Any) -> str:
    """The value as block-style YAML, keys in their order, without anchors.

    A text that does not begin as a word is quoted, a moment apart: whatever reads it takes no version for a number.
    """
    # The emitter in C is ten times as fast; only beyond ASCII it writes some texts otherwise than the one in Python.
    dumper = _InC if json.dumps(value, ensure_ascii=False, default=str).isascii() else _InPython
    return yaml.dump(value, Dumper=dumper, sort_keys=False, allow_unicode=True, default_flow_style=False)


class _Plain(SafeRepresenter):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        is_plain = data[:1].isalpha() or data.startswith("_") or is_moment_form(data)
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=None if is_plain else "'")


_Plain.add_representer(str, _Plain.represent_str)


class _InPython(_Plain, yaml.SafeDumper):
    pass


class _InC(_Plain, getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    pass
