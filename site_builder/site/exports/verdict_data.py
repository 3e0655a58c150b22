"""Verdicts for programs and spreadsheets: the whole answer as JSON, and one line per unit primitive as CSV.

The objects hold only what applies: a reason its code and its data, an unlock its changes.
"""

from collections.abc import Sequence
from typing import Any

from ...catalog import Context, Reason, UnitPrimitive, Unlock, Verdict, evaluate, version_text
from ..states import state_of
from ..verdicts import unlock_words, unstated_words, why
from ..wording import Titles, iso
from .csv_tables import table
from .json_api import json_document

COLUMNS = (
    "unit_primitive",
    "available",
    "state",
    "why",
    "unlock",
    "from_gitlab_version",
    "milestone",
    "not_stated",
    "deprecated",
)


def verdicts_json(primitives: Sequence[UnitPrimitive], context: Context) -> str:
    """The context and the verdict for each of the primitives, as one JSON object."""
    verdicts = [verdict_object(primitive, evaluate(primitive, context)) for primitive in primitives]
    return json_document({"context": context_object(context), "verdicts": verdicts})


def verdicts_csv(primitives: Sequence[UnitPrimitive], context: Context, titles: Titles) -> bytes:
    """The same as a table, in words."""
    return table(COLUMNS, (_line(primitive, evaluate(primitive, context), titles) for primitive in primitives))


def context_object(context: Context) -> dict[str, Any]:
    """A customer's situation; a version that is not known is null."""
    return {
        "license_type": context.license_type,
        "add_ons": sorted(context.add_ons),
        "gitlab_realm": context.realm or None,
        "gitlab_version": version_text(context.version) if context.version else None,
        "as_of": iso(context.moment),
    }


def verdict_object(unit_primitive: UnitPrimitive, verdict: Verdict) -> dict[str, Any]:
    """One answer. `from_gitlab_version` is there where the version is not known and a minimum is stated."""
    holds = {"from_gitlab_version": version_text(verdict.from_version)} if verdict.from_version else {}
    return {
        "unit_primitive": unit_primitive.name,
        "available": verdict.available,
        "reasons": [reason_object(reason) for reason in verdict.reasons],
        "unlocks": [unlock_object(unlock) for unlock in verdict.unlocks],
        "deprecated": unit_primitive.deprecated,
        **holds,
    }


def reason_object(reason: Reason) -> dict[str, Any]:
    """A reason by its code; `any_of` are names of which one would do or did."""
    values = {
        "code": reason.code.value,
        "any_of": list(reason.any_of),
        "gitlab_version": version_text(reason.version) if reason.version else None,
        "until": iso(reason.until) if reason.until else None,
    }
    return {key: value for key, value in values.items() if value}


def unlock_object(unlock: Unlock) -> dict[str, Any]:
    """The changes of an unlock, all of which are needed; of each list any one name."""
    values = {
        "gitlab_realms": list(unlock.realms),
        "license_types": list(unlock.license_types),
        "add_ons": list(unlock.add_ons),
        "gitlab_version": version_text(unlock.version) if unlock.version else None,
        "from_gitlab_version": version_text(unlock.from_version) if unlock.from_version else None,
    }
    return {key: value for key, value in values.items() if value}


def _line(primitive: UnitPrimitive, verdict: Verdict, titles: Titles) -> tuple[str, ...]:
    return (
        primitive.name,
        "yes" if verdict.available else "no",
        state_of(verdict).word,
        why(primitive, verdict, titles),
        unlock_words(verdict.unlocks, titles),
        version_text(verdict.from_version) if verdict.from_version else "",
        version_text(primitive.milestone) if primitive.milestone else "",
        unstated_words(primitive),
        "yes" if primitive.deprecated else "no",
    )
