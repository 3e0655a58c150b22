"""Plain data in, YAML text out, as a person would write it."""

from typing import Any

import yaml


def to_yaml(value: Any) -> str:
    """The value as block-style YAML, keys in their order, without anchors."""
    return yaml.dump(value, Dumper=_Plain, sort_keys=False, allow_unicode=True, default_flow_style=False)


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True
