"""Plain data in, YAML text out, as a person would write it."""

from typing import Any

import yaml

from ...catalog import is_moment_form


def to_yaml(value: Any) -> str:
    """The value as block-style YAML, keys in their order, without anchors.

    A text that does not begin as a word is quoted, a moment apart: whatever reads it takes no version for a number.
    """
    return yaml.dump(value, Dumper=_Plain, sort_keys=False, allow_unicode=True, default_flow_style=False)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        is_plain = data[:1].isalpha() or data.startswith("_") or is_moment_form(data)
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=None if is_plain else "'")


_Plain.add_representer(str, _Plain.represent_str)
