"""What the public sees of a configuration, what it must not be told in its place, and what it knows of the past."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from site_builder.catalog import (
    INTERNAL,
    AddOn,
    BackendService,
    Edit,
    Entity,
    GitlabRealm,
    Internal,
    Names,
    Passed,
    Record,
    Ref,
    Service,
    Tagged,
    Words,
    fates_of,
    left_out,
    other_realms,
    paired,
    public,
    public_problems,
    public_record,
    renamed_in,
    telling_words,
    versions_of,
)
from site_builder.problems import Span
from tests.catalog.makers import primitive, source

NOBODY = Internal()
SECRET = AddOn(name="secret", visibility="internal")
OPEN = AddOn(name="open")
UNTIL_OCTOBER = datetime(2024, 10, 17, tzinfo=UTC)


def marked(*fields: str, kinds: tuple[str, ...] = ()) -> Internal:
    return Internal(left_out=left_out(fields, kinds))


def wrong(*entities: Entity, internal: Internal = NOBODY) -> list[str]:
    return [str(problem) for problem in public_problems(entities, internal)]


# What is left out


def test_an_internal_entity_goes_and_so_does_its_name_wherever_it_is_listed() -> None:
    chat = primitive("chat", add_ons=("secret", "open"))

    assert public((chat, SECRET, OPEN), NOBODY) == (primitive("chat", add_ons=("open",)), OPEN)


def test_a_field_goes_from_every_kind_that_has_it() -> None:
    entities = (primitive("chat"), BackendService(name="gateway", group="group::ai"))

    assert public(entities, marked("group", "documentation_url")) == (
        primitive("chat", group=None, documentation_url=None),
        BackendService(name="gateway"),
    )


def test_a_kind_goes_with_the_field_that_names_it() -> None:
    entities = (primitive("chat", backend_services=("gateway",)), BackendService(name="gateway"))

    assert public(entities, marked(kinds=("backend_services",))) == (primitive("chat"),)


def test_what_goes_with_a_mark_is_told_by_kind_and_field() -> None:
    both = {("unit_primitive", "group"), ("backend_service", "group")}
    other_ends = {("group", "unit_primitives"), ("group", "backend_services")}

    for found in (left_out(("group",), ()), left_out((), ("groups",))):
        assert found.kinds == {"group"}
        assert {pair for pair in found.fields if pair[1] != "visibility"} == both | other_ends


def test_of_a_file_the_path_is_left_and_none_of_its_text() -> None:
    file = source("unit_primitives/chat.yml", "name: chat  # of secret", name=Span(line=1, column=7, width=4))

    (seen,) = public((primitive("chat", source=file),), NOBODY)

    assert seen.source == source("unit_primitives/chat.yml")


# What must not be said in its place


@pytest.mark.parametrize("field", ["add_ons", "license_types", "gitlab_realms"])
def test_a_list_that_would_be_empty_is_an_error_since_an_empty_list_says_something_else(field: str) -> None:
    chat = primitive("chat", **{field: ("hidden",)})

    assert wrong(chat, internal=marked(field)) == [
        f"unit_primitive/chat: error[E411] {field}: this field is internal, and an empty list gives the public another answer"
    ]
    assert wrong(chat) == [
        f"unit_primitive/chat: error[E411] {field}: all of them are internal, and an empty list gives the public another answer"
    ]


def test_a_list_from_which_some_are_left_says_what_it_said() -> None:
    assert wrong(primitive("chat", add_ons=("secret", "open")), SECRET, OPEN) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cut_off_date", UNTIL_OCTOBER),
        ("min_gitlab_version", "16.9"),
        ("min_gitlab_version_for_free_access", "16.8"),
        ("deprecation_message", "Use another."),
    ],
)
def test_a_field_that_decides_cannot_be_left_out_where_it_is_stated(field: str, value: object) -> None:
    assert wrong(primitive("chat"), internal=marked(field)) == []
    assert wrong(primitive("chat", **{field: value}), internal=marked(field)) == [
        f"unit_primitive/chat: error[E411] {field}: this is internal, and without it the public gets another answer"
    ]


def test_members_of_a_service_must_not_be_left_out_while_older_versions_read_the_values_of_one() -> None:
    service = Service(name="old", unit_primitives=("chat",))

    assert wrong(primitive("chat"), service, internal=marked("unit_primitives")) == [
        (
            "service/old: error[E411] unit_primitives: older GitLab versions read the values of 'chat' for the whole service, "
            "and the field unit_primitives is internal"
        )
    ]


@pytest.mark.parametrize(
    ("name", "members", "bundled"),
    [
        ("old", ("plain", "hidden"), "open"),
        ("self_hosted_models", ("chat",), "duo_enterprise"),
        ("self_hosted_models", ("hidden",), None),
        ("old", ("chat", "hidden"), None),
        ("old", ("chat", "more"), "other"),
        ("old", ("plain",), None),
    ],
)
def test_a_service_that_is_sold_must_not_be_said_to_be_sold_with_nothing_or_with_less(
    name: str, members: tuple[str, ...], bundled: str | None
) -> None:
    enterprise = AddOn(name="duo_enterprise", visibility=INTERNAL)
    entities = (
        primitive("chat", add_ons=("open", "duo_enterprise")),
        primitive("hidden", add_ons=("open",), visibility=INTERNAL),
        primitive("more", add_ons=("other", "duo_enterprise"), visibility=INTERNAL),
        primitive("plain"),
    )
    service = Service(name=name, unit_primitives=("plain", *members), basic_unit_primitive="plain")

    every = (*entities, OPEN, AddOn(name="other"), enterprise, service)
    assert wrong(*every) == [
        f"service/{name}: error[E411] unit_primitives: older GitLab versions read that it is bundled with '{bundled}', "
        "but not for the public"
        for _ in [bundled]
        if bundled
    ]
    sold = "sold" if bundled == "duo_enterprise" else f"sold with '{bundled}'"
    assert [problem.help for problem in public_problems(every, NOBODY)] == [
        f"make all legacy services internal with internal_kinds of site.yml, or name a public member that is {sold}"
        for _ in [bundled]
        if bundled
    ]


def test_the_fix_is_in_the_file_that_marks_too_much() -> None:
    service, chat = Service(name="old", unit_primitives=("chat",)), primitive("chat", add_ons=("open",))
    internal = marked("add_ons", "unit_primitives")

    assert [problem.help for problem in public_problems((chat, OPEN, service), internal)] == [
        "take add_ons out of what site.yml marks as internal, or give this unit primitive visibility: internal",
        "take unit_primitives out of internal_fields, or give this service visibility: internal",
    ]


def test_a_deprecation_may_lose_its_link_as_long_as_it_has_a_message() -> None:
    gone = primitive("chat", deprecated_by_url="https://gitlab.com/1", deprecation_message="Use another.")

    assert wrong(gone, internal=marked("deprecated_by_url")) == []


def test_a_service_keeps_the_member_whose_values_older_versions_read() -> None:
    members = (primitive("a", visibility="internal"), primitive("b"))
    first = Service(name="old", unit_primitives=("a", "b"))
    basic = Service(name="other", unit_primitives=("b", "a"), basic_unit_primitive="a")
    kept = Service(name="kept", unit_primitives=("a", "b"), basic_unit_primitive="b")

    assert wrong(*members, first, basic, kept) == [
        "service/old: error[E411] unit_primitives: older GitLab versions read the values of 'a' for the whole service, and 'a' is internal",
        "service/other: error[E411] basic_unit_primitive: older GitLab versions read the values of 'a' for the whole service, and 'a' is internal",
    ]


@pytest.mark.parametrize(
    ("entity", "field"),
    [
        (Service(name="old", gitlab_realm=("gitlab-com",)), "gitlab_realm"),
        (GitlabRealm(name="saas", legacy_realm="gitlab-com"), "legacy_realm"),
    ],
)
def test_what_says_in_which_realms_older_versions_read_a_service_must_not_be_left_out(
    entity: Entity, field: str
) -> None:
    assert wrong(entity, internal=marked(field)) == [
        f"{entity.ref}: error[E411] {field}: this is internal, and without it older GitLab versions of other realms are said to read something else"
    ]
    assert wrong(entity, internal=marked(field, kinds=("services",))) == []


def test_older_versions_must_not_be_said_to_read_the_audience_of_another_backend_service() -> None:
    hidden = BackendService(name="hidden", jwt_aud="hidden-gateway", visibility="internal")
    gateway = BackendService(name="gateway", jwt_aud="gitlab-gateway")
    other = primitive("other", backend_services=("hidden", "gateway"))
    kept = primitive("kept", backend_services=("gateway", "hidden"))

    assert wrong(hidden, gateway, other, kept) == [
        "unit_primitive/other: error[E411] backend_services[0]: older GitLab versions read the jwt_aud of 'hidden', which is internal, not that of 'gateway'"
    ]
    assert wrong(replace(hidden, jwt_aud="gitlab-gateway"), gateway, other) == []
    assert wrong(hidden, gateway, other, internal=marked("jwt_aud")) == []
    assert wrong(hidden, gateway, other, internal=marked(kinds=("services",))) == []


def test_a_unit_primitive_must_not_be_said_to_state_no_backend_service() -> None:
    hidden = BackendService(name="hidden", jwt_aud="hidden-gateway", visibility="internal")
    hosted = primitive("hosted", backend_services=("hidden",))

    assert wrong(hidden, hosted, primitive("other")) == [
        "unit_primitive/hosted: error[E411] backend_services: all of them are internal, and the public would read that none is stated"
    ]
    assert wrong(hidden, hosted, internal=marked("backend_services")) == []
    assert wrong(hidden, hosted, internal=marked(kinds=("backend_services",))) == []


def test_an_internal_service_must_not_turn_a_unit_primitive_into_a_service_of_its_own() -> None:
    service = Service(name="chat", unit_primitives=("chat",), visibility="internal")

    assert wrong(primitive("chat"), service) == [
        "service/chat: error[E411] name: without this service the public reads that unit primitive 'chat' is one of its own"
    ]
    assert wrong(primitive("chat"), service, internal=marked(kinds=("services",))) == []


def test_a_public_text_must_not_name_what_is_internal() -> None:
    internal = Internal(words=Words(internal=("Secret Suite", "secret")))

    assert wrong(
        primitive("chat", description="Better than secret."),
        primitive("call", alias_names=("secret",)),
        primitive("mail", description="Secretly, by secret_service or secrets."),
        primitive("sing", deprecation_message="Comes with Secret Suite"),
        internal=internal,
    ) == [
        "unit_primitive/chat: error[E412] description: names 'secret', which is internal",
        "unit_primitive/call: error[E412] alias_names[0]: names 'secret', which is internal",
        "unit_primitive/sing: error[E412] deprecation_message: names 'Secret Suite', which is internal",
    ]


@pytest.mark.parametrize(
    ("values", "help"),
    [
        ({"description": "By secret."}, "write in description what the public may read"),
        ({"alias_names": ("secret",)}, "take the former name out"),
    ],
)
def test_what_names_something_internal_is_told_the_way_out(values: dict[str, Any], help: str) -> None:
    internal = Internal(words=Words(internal=("secret",)))
    (found,) = public_problems((primitive("chat", **values), OPEN), internal)

    assert found.help == f"{help}, or give this visibility: internal as well"


def test_a_word_of_the_schema_names_nothing_internal() -> None:
    internal = Internal(words=Words(internal=("beta", "self-managed")))

    assert (
        wrong(
            primitive("chat", status="beta"),
            GitlabRealm(name="dedicated", legacy_realm="self-managed"),
            Service(name="chat", unit_primitives=("chat",), gitlab_realm=("gitlab-com", "self-managed")),
            internal=internal,
        )
        == []
    )


def test_of_realms_that_older_versions_call_alike_one_that_is_public_is_needed_in_each_unit_primitive() -> None:
    realms = (
        GitlabRealm(name="saas", legacy_realm="gitlab-com"),
        GitlabRealm(name="self-managed", legacy_realm="self-managed", visibility="internal"),
        GitlabRealm(name="dedicated", legacy_realm="self-managed"),
        GitlabRealm(name="other", visibility="internal"),
    )
    all_of_them = primitive("all", gitlab_realms=("saas", "self-managed", "dedicated", "other"))
    some = primitive("some", gitlab_realms=("saas", "self-managed"))
    message = "without those that are internal, older GitLab versions of other realms are said to read this"

    found = other_realms((*realms, all_of_them, some), NOBODY)

    assert [str(problem) for problem in found] == [f"unit_primitive/some: error[E411] gitlab_realms: {message}"]
    assert wrong(*realms, all_of_them, some) == []  # no page and no other file tells of older versions by this


# The past


def edit(day: int, *pairs: tuple[Entity | None, Entity | None], kinds: Names = ()) -> Edit:
    return Edit(
        id=f"{day:040}",
        moment=datetime(2024, 1, day, tzinfo=UTC),
        subject=f"Say {day}",
        merge_requests=(f"a/b!{day}",),
        entities=paired(pairs),
        internal_kinds=kinds,
    )


def internal_refs(record: Record, today: tuple[Entity, ...]) -> frozenset[Ref]:
    return fates_of(record, today).refs


def told(
    record: Record,
    *,
    today: tuple[Entity, ...] | None = None,
    releases: tuple[str, ...] = (),
) -> Record:
    """`today`: what is there, where that is not what the last edit left."""
    today = at_the_end(record) if today is None else today
    refs = internal_refs(record, today)
    return public_record(
        fates_of(record, today).record,
        Internal(refs=refs, words=telling_words((ref.name for ref in refs), ())),
        releases,
    )


def at_the_end(record: Record) -> tuple[Entity, ...]:
    there = {it.ref: it for it in record.beginning}
    for it in record.edits:
        it.apply_to(there)
    return tuple(there.values())


def steps(record: Record) -> list[tuple[int, tuple[tuple[Entity | None, Entity | None], ...]]]:
    return [(it.moment.day, it.entities) for it in record.edits]


CHAT, OTHER = primitive("chat"), primitive("other")


def test_an_edit_is_told_without_id_message_and_merge_request_and_only_where_it_did_something_public() -> None:
    hidden = primitive("hidden", visibility="internal")
    record = Record(edits=(edit(1), edit(2, (None, hidden)), edit(3, (None, OTHER))), beginning=(CHAT,))

    found = told(record)

    assert [(it.id, it.subject, it.merge_requests) for it in found.edits] == [("", "", ())] * 2
    assert steps(found) == [(1, ()), (3, ((None, OTHER),))]
    assert found.beginning == (CHAT,)


def test_what_goes_is_told_and_so_is_what_no_longer_names_it() -> None:
    sold, free = primitive("chat", add_ons=("open",)), primitive("chat")
    record = Record(edits=(edit(1), edit(2, (OPEN, None), (sold, free))), beginning=(OPEN, OTHER, sold))

    assert steps(told(record)) == [(1, ()), (2, ((OPEN, None), (sold, free)))]


def test_what_was_internal_for_a_time_comes_when_it_is_opened() -> None:
    then, now = primitive("chat", visibility="internal"), primitive("chat", description="For all.")

    assert steps(told(Record(edits=(edit(1), edit(2, (then, now))), beginning=(then, OTHER)))) == [
        (1, ()),
        (2, ((None, now),)),
    ]


def test_the_past_begins_where_something_public_is_there() -> None:
    hidden, then = primitive("hidden", visibility="internal"), primitive("chat", visibility="internal")
    releases = tuple(Tagged(name=f"v{it}", moment=datetime(2024, 2, it, tzinfo=UTC), edits=it) for it in (2, 3))
    edits = (edit(1), edit(2, (None, then)), edit(3, (then, CHAT)), edit(4, (None, OTHER)))

    found = told(Record(edits=edits, beginning=(hidden,), releases=releases), releases=("v2", "v3"))

    assert (found.beginning, steps(found)) == ((CHAT,), [(3, ()), (4, ((None, OTHER),))])
    assert [(it.name, it.edits) for it in found.releases] == [("v3", 1)]
    nothing = told(Record(edits=edits[:2], beginning=(hidden,)))
    assert (nothing.edits, nothing.missing) == ((), "the whole history is not known here")


def test_every_change_of_an_entity_is_a_version_of_the_past_marked_as_its_kind_was() -> None:
    then, later, gone = (AddOn(name=name) for name in ("then", "later", "gone"))
    edits = (edit(1, kinds=("add_ons",)), edit(2, (None, later), kinds=("add_ons",)), edit(3, (CHAT, OTHER)))
    record = Record(edits=edits, beginning=(then, CHAT), last_internal=(gone,))

    assert [*versions_of(record)] == [then, CHAT, later, OTHER, gone]
    hidden = [replace(it, visibility="internal") for it in (then, later)]
    assert [*versions_of(fates_of(record, (then, later, OTHER)).record)] == [
        hidden[0],
        CHAT,
        hidden[1],
        OTHER,
        then,
        later,
        gone,
    ]


def test_who_has_a_name_now_is_not_who_had_it() -> None:
    secret, again = primitive("next", description="Reads minds."), primitive("next", description="Reads mail.")
    now = primitive("deep", description="Reads minds.", visibility="internal")
    record = Record(
        edits=(edit(1), edit(2, (secret, None), (None, now)), edit(3, (None, again))), beginning=(secret, CHAT)
    )

    assert steps(told(record, today=(now, again, CHAT))) == [(1, ()), (3, ((None, again),))]
    found, then = fates_of(record, (now, again, CHAT)), replace(record, edits=record.edits[:1])
    assert found.internal_at(then) == {secret.ref}
    assert found.internal_at(record) == {now.ref}
    assert found.internal_at(Record()) == frozenset()


def test_what_said_what_something_internal_says_today_is_new_since_it_says_something_else() -> None:
    was, now = primitive("next", description="Reads minds."), primitive("next", description="Reads mail.")
    copy = replace(was, name="deep", visibility="internal")
    at_once = Record(edits=(edit(1), edit(2, (was, now), (None, copy))), beginning=(was, CHAT))
    apart = Record(edits=(edit(1), edit(2, (None, copy)), edit(3, (was, now))), beginning=(was, CHAT))

    assert steps(told(at_once, today=(now, copy, CHAT))) == [(1, ()), (2, ((None, now),))]
    assert steps(told(apart, today=(now, copy, CHAT))) == [(1, ()), (3, ((None, now),))]
    other = replace(CHAT, description="Reads minds.")
    assert steps(told(apart, today=(now, copy, other))) == [(1, ()), (3, ((was, now),))]


def test_who_has_a_former_name_of_something_internal_that_goes_is_another() -> None:
    was, now = primitive("next", description="Reads minds."), primitive("next", description="Reads mail.")
    hidden = replace(was, name="deep", alias_names=("next",), visibility="internal")
    record = Record(edits=(edit(1), edit(2, (was, None), (None, hidden)), edit(3, (hidden, None), (None, now))))
    record = replace(record, beginning=(was, CHAT))

    assert steps(told(record, today=(now, CHAT))) == [(1, ()), (3, ((None, now),))]


def test_names_that_go_from_one_to_the_next_are_each_told_of() -> None:
    first, second = (primitive(name, description=f"For {name}.") for name in ("aaa", "bbb"))
    moved = (replace(second, name="ccc"), replace(first, name="bbb"))
    known = {moved[0].ref: second.ref, moved[1].ref: first.ref}
    pairs = paired([(first, None), (second, moved[1]), (None, moved[0])], known)

    assert pairs == ((first, moved[1]), (second, moved[0]))
    record = Record(edits=(edit(1), replace(edit(2), entities=pairs)), beginning=(first, second))
    assert steps(told(record, today=moved)) == [(1, ()), (2, ((first, moved[1]), (second, moved[0])))]
    hidden = replace(moved[0], visibility="internal")
    record = replace(
        record,
        edits=(edit(1), replace(edit(2), entities=paired([(first, None), (second, moved[1]), (None, hidden)], known))),
    )
    assert steps(told(record, today=(hidden, moved[1]))) == [(1, ()), (2, ((first, moved[1]),))]


def test_what_has_another_name_has_it_for_the_public_too_whatever_is_left_out() -> None:
    url = "https://gitlab.example/1"
    old, new = (primitive(name, unit_primitive_issue_url=url, status="beta") for name in ("talk", "chat"))
    member, renamed = (Service(name="of", unit_primitives=(name,)) for name in ("talk", "chat"))
    record = Record(edits=(edit(1), edit(2, (old, None), (None, new), (member, renamed))), beginning=(old, member))
    marked = left_out(["unit_primitive_issue_url"], [])

    found = public_record(record, Internal(left_out=marked), ())

    shown_old, shown_new = (replace(it, unit_primitive_issue_url=None) for it in (old, new))
    assert steps(found) == [(1, ()), (2, ((member, renamed), (shown_old, shown_new)))]
    assert renamed_in(found.edits[1].entities) == {new.ref: old.ref}
    assert paired([(shown_old, None), (None, shown_new)]) == ((shown_old, None), (None, shown_new))


def test_what_has_another_name_and_a_text_that_cannot_be_told_is_told_as_it_was() -> None:
    hidden = primitive("secret", visibility="internal")
    old, later = (
        primitive("talk", description="For all."),
        primitive("chat", description="For most.", alias_names=("talk",)),
    )
    wrong = replace(later, description="Like secret.")
    record = Record(
        edits=(edit(1), edit(2, (old, None), (None, wrong)), edit(3, (wrong, later))), beginning=(old, hidden)
    )

    told_then = replace(wrong, description="For all.")
    assert steps(told(record, today=(hidden, later))) == [(1, ()), (2, ((old, told_then),)), (3, ((told_then, later),))]


def test_a_text_that_cannot_be_told_is_left_out_where_it_never_could() -> None:
    hidden = primitive("secret", visibility="internal")
    wrong, later = primitive("chat", description="Like secret."), primitive("chat", description="For all.")
    record = Record(edits=(edit(1), edit(2, (wrong, later))), beginning=(wrong, hidden))

    found = told(record, today=(hidden, later))

    untold = replace(wrong, description="(left out for the public)")
    assert (found.beginning, steps(found)) == ((untold,), [(1, ()), (2, ((untold, later),))])


def test_what_is_deprecated_with_a_text_that_cannot_be_told_is_so_from_the_beginning() -> None:
    hidden = primitive("secret", visibility="internal")
    wrong, later = (primitive("chat", deprecation_message=text) for text in ("Use secret.", "Use another."))
    record = Record(edits=(edit(1), edit(2, (wrong, later))), beginning=(wrong, hidden))

    found = told(record, today=(hidden, later))

    untold = replace(wrong, deprecation_message="(left out for the public)")
    assert (found.beginning, steps(found)) == ((untold,), [(1, ()), (2, ((untold, later),))])


def test_what_becomes_deprecated_with_a_text_that_cannot_be_told_does_when_it_did() -> None:
    hidden, open_ = primitive("secret", visibility="internal"), primitive("chat")
    wrong, later = (primitive("chat", deprecation_message=text) for text in ("Use secret.", "Use another."))
    record = Record(edits=(edit(1), edit(2, (open_, wrong)), edit(3, (wrong, later))), beginning=(open_, hidden))

    untold = replace(wrong, deprecation_message="(left out for the public)")
    assert steps(told(record, today=(hidden, later))) == [(1, ()), (2, ((open_, untold),)), (3, ((untold, later),))]


def test_a_text_of_what_got_a_name_that_another_had_until_then_is_left_out_where_it_names_what_is_internal() -> None:
    early, late = (AddOn(name=name, description="Sings early in the morning.") for name in ("early", "late"))
    new, now = (AddOn(name="early", description=text) for text in ("Comes with secret.", "Comes in spring."))
    record = Record(
        edits=(edit(1), edit(2, (early, late), (None, new)), edit(3, (new, now))), beginning=(early, SECRET)
    )

    assert steps(told(record, today=(late, now, SECRET))) == [
        (1, ()),
        (2, ((None, replace(new, description="(left out for the public)")), (early, late))),
        (3, ((replace(new, description="(left out for the public)"), now),)),
    ]


def closed(entity: Entity) -> Entity:
    return replace(entity, visibility="internal")


def test_what_was_internal_for_a_time_is_new_since_then_whatever_was_open_before() -> None:
    later = replace(OPEN, description="For all.")
    edits = (edit(1), edit(2, (OPEN, closed(OPEN))), edit(3, (None, OTHER)), edit(4, (closed(OPEN), later)))
    record = Record(edits=edits, beginning=(OPEN, CHAT))

    found = told(record, today=(later, CHAT, OTHER))

    assert (found.beginning, steps(found)) == ((CHAT,), [(1, ()), (3, ((None, OTHER),)), (4, ((None, later),))])


def test_what_can_be_told_without_what_was_internal_for_a_time_names_it_since_then() -> None:
    kept, sold = AddOn(name="kept"), primitive("chat", add_ons=("open", "kept"))
    edits = (edit(1), edit(2, (OPEN, closed(OPEN))), edit(3, (closed(OPEN), OPEN)))
    record = Record(edits=edits, beginning=(kept, OPEN, sold))

    found, without = told(record, today=(kept, OPEN, sold)), primitive("chat", add_ons=("kept",))

    assert (found.beginning, steps(found)) == ((kept, without), [(1, ()), (3, ((None, OPEN), (without, sold)))])


def test_what_cannot_be_told_without_what_was_internal_for_a_time_is_new_with_it_and_so_on() -> None:
    kept, sold = AddOn(name="kept"), primitive("chat", add_ons=("open",))
    service, other = Service(name="legacy", unit_primitives=("chat",)), primitive("other", add_ons=("kept",))
    edits = (edit(1), edit(2, (OPEN, closed(OPEN))), edit(3, (closed(OPEN), OPEN)))
    record = Record(edits=edits, beginning=(kept, OPEN, sold, other, service))

    found = told(record, today=(kept, OPEN, sold, other, service))

    assert (found.beginning, steps(found)) == (
        (kept, other),
        [(1, ()), (3, ((None, OPEN), (None, service), (None, sold)))],
    )


def test_what_was_sold_otherwise_before_is_new_since_it_can_be_told() -> None:
    rented = primitive("chat", add_ons=("secret",), description="Sold by one.")
    sold = primitive("chat", add_ons=("open",), description="Sold by all.")
    record = Record(
        edits=(edit(1), edit(2, (CHAT, rented)), edit(3, (rented, sold))), beginning=(CHAT, OPEN, OTHER, SECRET)
    )

    found = told(record)

    assert ({*found.beginning}, steps(found)) == ({OPEN, OTHER}, [(1, ()), (3, ((None, sold),))])


def test_what_has_another_name_since_it_was_internal_for_a_time_is_new_by_that() -> None:
    before, now = (AddOn(name=name, description="Sings.") for name in ("open", "now"))
    again = AddOn(name="open", description="A ship.")
    sold = [primitive("chat", add_ons=names) for names in (("open", "kept"), ("now", "kept"))]
    kept = AddOn(name="kept")
    edits = (
        edit(1),
        edit(2, (before, closed(now)), (sold[0], sold[1])),
        edit(3, (None, again)),
        edit(4, (closed(now), now)),
    )
    record = Record(edits=edits, beginning=(kept, before, sold[0]))

    found, without = told(record, today=(kept, again, now, sold[1])), primitive("chat", add_ons=("kept",))

    assert ({*found.beginning}, steps(found)) == (
        {kept, without},
        [(1, ()), (3, ((None, again),)), (4, ((None, now), (without, sold[1])))],
    )
    assert internal_refs(record, (kept, again, now, sold[1])) == frozenset()


def test_what_is_renamed_and_edited_while_something_is_internal_for_a_time_is_told_when_it_is() -> None:
    once, then, now = (primitive(name, description="Sings early in the morning.") for name in ("once", "then", "now"))
    edits = (
        edit(1),
        edit(2, (OPEN, closed(OPEN)), (once, None), (None, then)),
        edit(3, (closed(OPEN), OPEN), (then, None), (None, now)),
    )
    record = Record(edits=edits, beginning=(OPEN, once))

    assert steps(told(record, today=(OPEN, now))) == [(1, ()), (2, ((once, then),)), (3, ((None, OPEN), (then, now)))]


def test_what_went_by_a_name_that_something_internal_has_today_was_never_there() -> None:
    early, late = (AddOn(name=name, description="Sings early in the morning.") for name in ("early", "late"))
    hidden, again = AddOn(name="late", description="Quite another.", visibility="internal"), AddOn(name="early")
    edits = (edit(1), edit(2, (early, late)), edit(3, (late, None)), edit(4, (None, hidden)), edit(5, (None, again)))
    record = Record(edits=edits, beginning=(early, OTHER))

    found = told(record, today=(hidden, again, OTHER))

    assert (found.beginning, steps(found)) == ((OTHER,), [(1, ()), (5, ((None, again),))])


def test_a_kind_that_was_internal_for_a_time_is_new_since_then() -> None:
    edits = (edit(1), edit(2, (None, OTHER), kinds=("add_ons",)), edit(3))
    record = Record(edits=edits, beginning=(CHAT, OPEN))

    found = told(record, today=(CHAT, OPEN, OTHER))

    assert (found.beginning, steps(found)) == ((CHAT,), [(1, ()), (2, ((None, OTHER),)), (3, ((None, OPEN),))])


def test_what_goes_while_another_takes_its_name_is_told_as_gone() -> None:
    first, second = (AddOn(name=name, description=f"For {name}.") for name in ("aaa", "bbb"))
    moved = replace(second, name="aaa")
    record = Record(
        edits=(edit(1), replace(edit(2), entities=((first, None), (second, moved)))), beginning=(first, second, CHAT)
    )

    assert steps(told(record, today=(moved, CHAT))) == [(1, ()), (2, ((second, moved), (first, None)))]


def test_what_may_have_been_internal_when_it_went_was_never_there_and_what_has_its_name_is_new() -> None:
    was, now = AddOn(name="open", description="Sings at night."), AddOn(name="open", description="Tells the hour.")
    went = replace(edit(2), entities=((was, now),), passed=Passed(in_doubt=frozenset({was.ref})))
    record = Record(edits=(edit(1), went), beginning=(was, CHAT))

    found = told(record, today=(now, CHAT))

    assert (found.beginning, steps(found)) == ((CHAT,), [(1, ()), (2, ((None, now),))])
    since = Record(edits=(edit(1),), beginning=(was, CHAT), passed=Passed(in_doubt=frozenset({was.ref})))
    assert told(since, today=(now, CHAT)).beginning == (CHAT,)
    assert internal_refs(since, (CHAT,)) == {was.ref}


def test_a_name_that_there_was_among_errors_may_be_one_of_something_internal_of_its_kind() -> None:
    names = frozenset({Ref(kind="add_on", name="between"), Ref(kind="service", name="of")})
    was, now = AddOn(name="open", description="Sings."), AddOn(name="now", description="Sings.", visibility="internal")

    def internal(before: Entity | None, after: Entity) -> set[str]:
        made = replace(edit(2), entities=((before, after),), passed=Passed(names=names))
        record = Record(edits=(edit(1), made), beginning=(CHAT, *([before] if before else [])))
        return {ref.name for ref in internal_refs(record, (CHAT, after))}

    assert internal(was, now) == {"open", "now", "between"}
    assert internal(None, now) == {"now", "between"}
    assert internal(was, closed(was)) == {"open", "between"}
    assert internal(was, replace(was, description="Hums.")) == set()
    since = Record(edits=(edit(1),), beginning=(CHAT, was), passed=Passed(names=names))
    assert internal_refs(since, (CHAT, now)) == {Ref(kind="add_on", name=name) for name in ("open", "now", "between")}
    assert internal_refs(since, (CHAT, was)) == frozenset()


def test_what_never_could_be_told_comes_when_it_can_be() -> None:
    closed, sold = AddOn(name="closed", visibility="internal"), primitive("chat", add_ons=("closed",))
    now = primitive("chat", add_ons=("open",))
    record = Record(edits=(edit(1), edit(2, (None, OPEN), (sold, now))), beginning=(closed, sold, OTHER))

    found = told(record, today=(closed, OPEN, now, OTHER))

    assert (found.beginning, steps(found)) == ((OTHER,), [(1, ()), (2, ((None, OPEN), (None, now)))])


def test_what_is_internal_in_the_end_was_never_there_by_none_of_its_names() -> None:
    former = primitive("former", description="Once for all.")
    now = primitive("now", alias_names=("former", "older"), visibility="internal")
    record = Record(edits=(edit(1), edit(2, (former, None), (None, now))), beginning=(former, CHAT))

    assert internal_refs(record, (now, CHAT)) == {
        Ref(kind="unit_primitive", name=name) for name in ("former", "now", "older")
    }
    assert told(record, today=(now, CHAT)).beginning == (CHAT,)
    assert steps(told(record, today=(now, CHAT))) == [(1, ())]


def test_an_alias_that_something_internal_had_once_is_one_of_its_names() -> None:
    then, now = primitive("now", alias_names=("older",), visibility="internal"), primitive("now", visibility="internal")
    record = Record(edits=(edit(1), edit(2, (then, now))), beginning=(then, CHAT))

    assert internal_refs(record, (now, CHAT)) == {Ref(kind="unit_primitive", name=name) for name in ("now", "older")}
    assert internal_refs(record, (now, replace(CHAT, alias_names=("older",)))) == {now.ref}


def test_a_name_that_something_public_has_again_is_not_internal() -> None:
    former, again = primitive("former", description="Once for all."), primitive("former", description="Another.")
    now = primitive("now", alias_names=("former",), visibility="internal")
    record = Record(edits=(edit(1), edit(2, (former, None), (None, now))), beginning=(former, CHAT))

    assert internal_refs(record, (now, again, CHAT)) == {Ref(kind="unit_primitive", name="now")}


def test_an_alias_that_something_public_has_or_had_at_last_is_public_whoever_had_it() -> None:
    former = primitive("former", alias_names=("call", "ring"), visibility="internal")
    now = primitive("now", alias_names=("call", "former"))
    record = Record(edits=(edit(1), edit(2, (former, None), (None, now))), beginning=(former, CHAT))

    kept = {Ref(kind="unit_primitive", name=name) for name in ("former", "ring")}
    assert internal_refs(record, (now, CHAT)) == kept
    assert internal_refs(record, (CHAT,)) == kept


def test_what_is_renamed_and_made_internal_since_the_last_commit_was_never_there_either() -> None:
    former, now = (primitive(name, description="Sings early in the morning.") for name in ("former", "now"))
    now = replace(now, visibility="internal")
    record = Record(edits=(edit(1), edit(2, (None, former))), beginning=(CHAT,))

    assert internal_refs(record, (now, CHAT)) == {Ref(kind="unit_primitive", name=name) for name in ("former", "now")}
    assert steps(told(record, today=(now, CHAT))) == [(1, ())]


def test_a_kind_that_was_internal_as_a_whole_comes_when_it_is_opened_as_it_is_then() -> None:
    then, now, moved = (AddOn(name="open", description=text) for text in ("Once.", "Now.", "Later."))
    kept = AddOn(name="kept")
    edits = (edit(1, kinds=("add_ons",)), edit(2, (then, now), kinds=("add_ons",)), edit(3), edit(4, (now, moved)))
    record = Record(edits=edits, beginning=(CHAT, then, kept))

    assert told(record, today=(CHAT, moved, kept)).beginning == (CHAT,)
    assert steps(told(record, today=(CHAT, moved, kept))) == [
        (1, ()),
        (3, ((None, kept), (None, now))),
        (4, ((now, moved),)),
    ]


def test_what_said_once_what_something_internal_says_is_told_by_none_of_the_names_that_it_had_then() -> None:
    first, second, third = (
        AddOn(name=name, description=text)
        for name, text in (("early", "Sings early in the morning."), ("late", "Sings."), ("later", "Sleeps all day."))
    )
    renamed, edited = replace(first, name="late"), replace(third, name="late")
    hidden = AddOn(name="bird", description="Sings early in the morning.", visibility="internal")
    edits = (
        edit(1),
        edit(2, (first, renamed)),
        edit(3, (renamed, second)),
        edit(4, (second, edited)),
        edit(5, (edited, third)),
        edit(6, (third, None)),
        edit(7, (None, hidden)),
    )
    record = Record(edits=edits, beginning=(first, OTHER))

    assert steps(told(record, today=(hidden, OTHER))) == [(1, ()), (5, ((None, third),)), (6, ((third, None),))]


@pytest.mark.parametrize("comes_first", [True, False])
def test_what_went_and_what_is_internal_may_be_one_however_many_edits_lie_between(comes_first: bool) -> None:
    before = primitive("nightingale", description="Sings early in the morning.")
    now = replace(before, name="luscinia", visibility="internal")
    came, went = (None, now), (before, None)
    between = edit(3, (None, OTHER))
    edits = (edit(1), edit(2, came if comes_first else went), between, edit(4, went if comes_first else came))
    record = Record(edits=edits, beginning=(before, CHAT))

    assert told(record, today=(now, CHAT, OTHER)).beginning == (CHAT,)
    assert steps(told(record, today=(now, CHAT, OTHER))) == [(1, ()), (3, ((None, OTHER),))]


def test_what_is_internal_is_so_in_a_later_state_too_under_its_name_there() -> None:
    before, other_name = (
        primitive(name, description="Sings early in the morning.") for name in ("nightingale", "lark")
    )
    hidden = replace(before, name="luscinia", visibility="internal")
    record = Record(edits=(edit(1), edit(2, (before, None), (None, hidden))), beginning=(before, CHAT))
    found = fates_of(record, (hidden, CHAT))

    def later(*pairs: tuple[Entity | None, Entity | None]) -> frozenset[Ref]:
        return found.internal_at(replace(record, edits=(*record.edits, edit(9, *pairs))))

    assert later((None, OTHER)) == {hidden.ref}
    assert later((hidden, None), (None, other_name)) == {other_name.ref}
    assert later((hidden, None), (None, OTHER)) == frozenset()


def test_a_state_is_on_the_line_where_one_past_begins_with_the_other() -> None:
    record = Record(edits=(edit(1), edit(2)), beginning=(CHAT,))
    found = fates_of(record, (CHAT,))

    assert found.is_of_line(record)
    assert found.is_of_line(replace(record, edits=record.edits[:1]))
    assert found.is_of_line(replace(record, edits=(*record.edits, edit(3))))
    assert not found.is_of_line(replace(record, edits=(edit(1), edit(3))))
    assert not found.is_of_line(replace(record, edits=(edit(1), edit(3), edit(2))))
    assert not found.is_of_line(Record())


def test_a_kind_that_was_internal_from_the_beginning_comes_with_the_edit_that_opens_it() -> None:
    record = Record(edits=(edit(1, kinds=("add_ons",)), edit(2)), beginning=(CHAT, OPEN))

    assert told(record, today=(CHAT, OPEN)).beginning == (CHAT,)
    assert steps(told(record, today=(CHAT, OPEN))) == [(1, ()), (2, ((None, OPEN),))]


def test_what_went_while_its_kind_was_internal_was_never_there_by_none_of_its_names() -> None:
    about = "Sings early in the morning."
    early, late = (AddOn(name=name, description=about) for name in ("early", "late"))
    moved, gone = (AddOn(name=name, description="Sleeps until the afternoon.") for name in ("moved", "gone"))
    edits = (
        edit(1),
        edit(2, (moved, None), (None, gone), kinds=("add_ons",)),
        edit(3, (early, None), (None, late), kinds=("add_ons",)),
        edit(4, (gone, None)),
    )
    record = Record(edits=edits, beginning=(CHAT, early, moved))

    assert internal_refs(record, (CHAT, late)) == {Ref(kind="add_on", name=name) for name in ("gone", "moved")}


def test_a_list_grows_when_what_it_names_is_opened_by_another_file() -> None:
    chat = primitive("chat", add_ons=("open", "secret"))
    opened = AddOn(name="secret")
    record = Record(edits=(edit(1), edit(2, (SECRET, opened))), beginning=(chat, OPEN, SECRET))

    assert steps(told(record, today=(chat, OPEN, opened))) == [
        (1, ()),
        (2, ((None, opened), (primitive("chat", add_ons=("open",)), chat))),
    ]


def test_a_text_of_the_past_that_names_what_is_internal_is_not_told() -> None:
    named = primitive("chat", description="As secret has it.")
    record = Record(edits=(edit(1), edit(2, (CHAT, named)), edit(3, (named, CHAT))), beginning=(CHAT, SECRET))

    untold = replace(named, description="(left out for the public)")
    assert steps(told(record)) == [(1, ()), (2, ((CHAT, untold),)), (3, ((untold, CHAT),))]


def test_of_releases_those_that_are_named_are_told_of_the_edits_that_are_left() -> None:
    hidden = primitive("hidden", visibility="internal")
    releases = tuple(
        Tagged(name=f"v{edits}", moment=datetime(2024, 2, edits, tzinfo=UTC), edits=edits) for edits in (1, 2, 3)
    )
    edits = (edit(1), edit(2, (None, hidden)), edit(3, (None, OTHER)))
    record = Record(edits=edits, beginning=(CHAT,), releases=releases)

    found = told(record, releases=("v2", "v3")).releases

    assert [(release.name, release.edits) for release in found] == [("v2", 1), ("v3", 2)]


def test_why_the_past_is_not_known_is_told_in_no_words_of_a_commit() -> None:
    record = Record(missing="no commit has a configuration without errors; the newest has: config/secret.yml: E301")

    assert told(record).missing == "the whole history is not known here"
    assert told(Record()).missing == ""
    assert [told(Record(is_incomplete=it)).is_incomplete for it in (True, False)] == [True, False]


def test_what_may_be_told_only_with_what_comes_with_it_comes_in_the_same_edit() -> None:
    """The unit primitive, which no edit touches, can be told once its add-on is public, and its service with it."""
    chat = primitive("chat", add_ons=("secret",), cut_off_date=UNTIL_OCTOBER)
    service = Service(name="old", basic_unit_primitive="chat", unit_primitives=("chat",), visibility="internal")
    opened = replace(SECRET, visibility=None), replace(service, visibility=None)
    record = Record(
        beginning=(chat, SECRET, service, OPEN), edits=(edit(1), edit(2, (SECRET, opened[0]), (service, opened[1])))
    )

    found = told(record, today=(chat, *opened, OPEN))

    assert found.beginning == (OPEN,)
    assert steps(found)[1:] == [(2, ((None, opened[0]), (None, opened[1]), (None, chat)))]


def test_no_alias_is_told_of_what_said_what_something_internal_says_today() -> None:
    address = "https://gitlab.com/a/b/-/issues/1"
    old = primitive("old", alias_names=("older",), unit_primitive_issue_url=address)
    new = primitive("new", description="Another.", unit_primitive_issue_url=address, visibility="internal")
    record = Record(edits=(edit(1), edit(2, (old, None)), edit(3, (None, new))), beginning=(old, OTHER))

    assert {ref.name for ref in internal_refs(record, (new, OTHER))} == {"old", "older", "new"}
    assert steps(told(record, today=(new, OTHER))) == [(1, ())]


def named(*names: str, kind: str = "add_on") -> frozenset[Ref]:
    return frozenset(Ref(kind=kind, name=name) for name in names)


def test_a_name_among_errors_that_was_open_once_or_is_what_something_open_was_called_is_no_internal_one() -> None:
    """Whatever else of its kind is internal today."""
    owl, lark = AddOn(name="owl", description="Tells the hour."), closed(AddOn(name="lark", description="Sings."))
    gone = replace(edit(2, (owl, None)), passed=Passed(names=named("owl")))
    chat, secret = primitive("chat", alias_names=("old_chat",)), closed(primitive("secret", description="Hums."))
    edited = replace(edit(2, (CHAT, chat)), passed=Passed(names=named("old_chat", kind="unit_primitive")))

    assert internal_refs(Record(edits=(edit(1), gone), beginning=(CHAT, owl, lark)), (CHAT, lark)) == named("lark")
    found = internal_refs(Record(edits=(edit(1), edited), beginning=(CHAT, secret)), (chat, secret))
    assert found == named("secret", kind="unit_primitive")


def test_what_is_not_committed_yet_is_not_what_was_internal_last_by_its_name() -> None:
    """That went with errors, another came by its name, and one more is there today."""
    sings, hunts, tells = (AddOn(name="owl", description=text) for text in ("Sings.", "Hunts.", "Tells the hour."))
    record = Record(edits=(edit(1),), beginning=(CHAT, hunts), last_internal=(closed(sings),))

    assert told(record, today=(CHAT, tells)).beginning == (CHAT,)


def test_every_name_counts_that_something_marked_ever_had() -> None:
    names = [AddOn(name=name, description="Sings.") for name in ("first", "second", "third")]
    steps = (edit(2, (names[0], names[1])), edit(3, (names[1], names[2])), edit(4, (names[2], closed(names[2]))))
    record = Record(edits=(edit(1), *steps), beginning=(CHAT, names[0]))

    assert fates_of(record, (CHAT, closed(names[2]))).by_themselves == named("first", "second", "third")


def test_the_past_begins_in_the_order_of_names() -> None:
    record = Record(edits=(edit(1),), beginning=tuple(AddOn(name=name) for name in ("b", "c", "a")))

    assert [it.name for it in public_record(record, NOBODY, ()).beginning] == ["a", "b", "c"]


def test_what_is_called_as_something_internal_is_not_told_of() -> None:
    record = Record(edits=(edit(1),), beginning=(AddOn(name="owl"), CHAT))

    assert public_record(record, Internal(words=Words(internal=("owl",))), ()).beginning == (CHAT,)


def test_what_cannot_be_told_at_the_end_is_not_told_of() -> None:
    """As where something internal alone sells it, which a build of today refuses."""
    sold = primitive("sold", add_ons=("secret",))
    record = Record(edits=(edit(1),), beginning=(SECRET, CHAT, sold))

    assert public_record(record, Internal(refs=frozenset({SECRET.ref})), ()).beginning == (CHAT,)


def test_what_names_one_that_gave_its_name_to_something_internal_names_it_no_more() -> None:
    owl, sold = AddOn(name="owl", description="Tells the hour."), primitive("sold", add_ons=("open", "owl"))
    hidden = closed(AddOn(name="owl", description="Sings."))
    record = Record(
        edits=(edit(1), replace(edit(2), entities=((owl, None), (None, hidden)))), beginning=(OPEN, owl, sold)
    )

    found = public_record(record, NOBODY, ())

    assert found.beginning == (OPEN, owl, sold)
    assert at_the_end(found) == (OPEN, primitive("sold", add_ons=("open",)))
