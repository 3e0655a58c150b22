"""The core hands out values: nobody changes them, adds to them, or has to know the order of their fields."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

from site_builder import catalog
from site_builder.catalog import Catalog, ChangeClass, Code, Overlap


def values() -> Iterator[Any]:
    """Every dataclass of every module, but for the catalog, which remembers what it is asked for more than once."""
    for module in iter_modules(catalog.__path__, f"{catalog.__name__}."):
        for it in vars(import_module(module.name)).values():
            if isinstance(it, type) and is_dataclass(it) and it.__module__ == module.name and it is not Catalog:
                yield it


@pytest.mark.parametrize("value", list(values()), ids=lambda value: value.__name__)
def test_a_value_cannot_be_changed_holds_its_fields_only_and_is_made_by_their_names(value: Any) -> None:
    assert value.__dataclass_params__.frozen
    assert "__dict__" not in dir(value)
    assert all(field.kw_only for field in fields(value))


def test_words_that_programs_outside_read_stay_what_they_are() -> None:
    assert [str(word) for word in Code] == [
        "free",
        "add_on",
        "missing_add_on",
        "missing_license",
        "version_too_old",
        "not_in_realm",
        "no_add_on_sells_it",
    ]
    assert [str(word) for word in Overlap] == ["apart", "same", "contained", "mostly_contained", "partial"]
    assert [str(word) for word in ChangeClass] == [
        "added",
        "gained",
        "became_free",
        "lost",
        "became_paid",
        "cut_off_moved",
        "version_raised",
        "version_lowered",
        "renamed",
        "deprecated",
        "removed",
        "facts_only",
    ]
