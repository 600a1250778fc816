"""有效性 on a day: the table, written statuses, and what holds of any act."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.dates import Moment, Term
from gongkai_model.kinds import kind_named
from gongkai_model.organs import Register
from gongkai_model.portal import Portal, is_public, is_withdrawn, public_versions
from gongkai_model.reading import Rules
from gongkai_model.record import Facts, Link, Openness, Record, Status, Version, Withdrawal
from gongkai_model.relations import relate
from gongkai_model.status import (
    check_statuses,
    contradiction,
    status_of,
    statuses,
    version_in_force,
    version_status,
)

RULE = kind_named("规章")
assert RULE is not None
D = date.fromisoformat


def text(name: str, suffix: str = "", **facts: object) -> Version:
    assert RULE is not None
    known = Facts(RULE, title=name, **facts)  # type: ignore[arg-type]
    published = known.published_on.day if known.published_on else None
    day = known.in_force_from or known.written_on or published
    key = (day.strftime("%Y%m%d") if day else "undated") + suffix
    return Version(known, key, day, f"p/{name}/{key}.md", "", 1, b"")


def act(name: str, *versions: Version, **facts: object) -> Record:
    assert RULE is not None
    ordered = sorted(versions or (text(name),), key=lambda v: (v.day or date.min, v.key))
    known = Facts(RULE, title=name, **facts)  # type: ignore[arg-type]
    return Record(known, "p", name, f"p/{name}/index.md", tuple(ordered))


def portal(*records: Record) -> Portal:
    messages: list = []
    relations = relate(records, "content", messages)
    assert not messages, messages
    return Portal({}, {r.key: r for r in records}, {}, {}, Register(), relations)


def status(records: tuple[Record, ...], day: str) -> Status:
    return status_of(portal(*records), records[0], D(day))


def repealer(name: str = "r", *, day: str | None = "2022-05-01", **links: object) -> Record:
    version = text(name, in_force_from=D(day) if day else None)
    return act(name, version, **links)


TEXT = text("a", in_force_from=D("2020-07-01"))
TO_A = (Link("p/a"),)
PART_OF_A = (Link("p/a", articles=("第三条",)),)


# --- the table ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "day", "expected"),
    [
        ({"in_force_from": "2020-07-01"}, "2020-06-30", Status.NOT_YET),
        ({"in_force_from": "2020-07-01"}, "2020-07-01", Status.IN_FORCE),
        ({"in_force_from": "2020-07-01"}, "2199-12-31", Status.IN_FORCE),
        ({"written_on": "2020-07-01"}, "2020-06-30", Status.NOT_YET),
        ({"written_on": "2020-07-01"}, "2020-07-01", Status.UNVERIFIED),
        ({}, "2020-07-01", Status.UNVERIFIED),
        ({"in_force_from": "2020-07-01", "lapses_on": "2021-01-01"}, "2020-12-31", Status.IN_FORCE),
        ({"in_force_from": "2020-07-01", "lapses_on": "2021-01-01"}, "2021-01-01", Status.LAPSED),
        ({"lapses_on": "2021-01-01"}, "2020-12-31", Status.UNVERIFIED),
        ({"lapses_on": "2021-01-01"}, "2021-01-01", Status.LAPSED),
        ({"in_force_from": "2020-07-01", "term": Term(5)}, "2025-06-30", Status.IN_FORCE),
        ({"in_force_from": "2020-07-01", "term": Term(5)}, "2025-07-01", Status.LAPSED),
        ({"in_force_from": "2020-02-29", "term": Term(1)}, "2021-02-28", Status.IN_FORCE),
        ({"in_force_from": "2020-02-29", "term": Term(1)}, "2021-03-01", Status.LAPSED),
        ({"in_force_from": "2020-07-01", "term": Term()}, "2199-12-31", Status.IN_FORCE),
        (
            {"in_force_from": "2020-07-01", "term": Term(until=D("2020-12-31"))},
            "2020-12-31",
            Status.IN_FORCE,
        ),
        (
            {"in_force_from": "2020-07-01", "term": Term(until=D("2020-12-31"))},
            "2021-01-01",
            Status.LAPSED,
        ),
        ({"term": Term(5)}, "2199-12-31", Status.UNVERIFIED),
        ({"written_on": "2020-07-01", "term": Term(5)}, "2025-07-01", Status.LAPSED),
    ],
)
def test_dates_alone(facts, day, expected):
    known = {k: D(v) if isinstance(v, str) else v for k, v in facts.items()}
    version = text("a", **known)
    record = act("a", version)
    assert status((record,), day) is expected
    assert version_status(portal(record), record, version, D(day)) is expected


@pytest.mark.parametrize("alias", ["repeals", "replaces"])
def test_what_ends_it_does_so_from_its_own_day(alias):
    records = (act("a", TEXT), repealer(**{alias: TO_A}))
    assert status(records, "2022-04-30") is Status.IN_FORCE
    assert status(records, "2022-05-01") is Status.REPEALED


def test_what_has_not_begun_is_not_repealed_yet():
    records = (act("a", text("a", in_force_from=D("2023-01-01"))), repealer(repeals=TO_A))
    assert status(records, "2022-06-01") is Status.NOT_YET
    assert status(records, "2023-01-01") is Status.REPEALED


def test_a_repeal_goes_before_the_end_of_the_term():
    ending = act("a", text("a", in_force_from=D("2020-07-01"), lapses_on=D("2021-01-01")))
    assert status((ending,), "2023-01-01") is Status.LAPSED
    assert status((ending, repealer(repeals=TO_A)), "2021-06-01") is Status.LAPSED
    assert status((ending, repealer(repeals=TO_A)), "2023-01-01") is Status.REPEALED


@pytest.mark.parametrize("alias", ["repeals", "replaces"])
def test_a_repeal_of_articles_leaves_the_rest(alias):
    records = (act("a", TEXT), repealer(**{alias: PART_OF_A}))
    assert status(records, "2022-04-30") is Status.IN_FORCE
    assert status(records, "2022-05-01") is Status.PARTLY_LAPSED


def test_a_partial_repeal_worked_into_a_later_text_is_over():
    later = text("a", in_force_from=D("2022-05-01"))
    records = (act("a", TEXT, later), repealer(repeals=PART_OF_A))
    assert status(records, "2022-05-01") is Status.IN_FORCE


def test_an_amendment_shows_until_a_text_has_it_worked_in():
    later = text("a", in_force_from=D("2022-06-01"))
    record = act("a", TEXT, later)
    records = (record, repealer(amends=TO_A))
    days = ("2022-04-30", "2022-05-01", "2022-06-01")
    assert [status(records, day) for day in days] == [
        Status.IN_FORCE,
        Status.AMENDED,
        Status.IN_FORCE,
    ]
    assert version_status(portal(*records), record, TEXT, D("2022-06-01")) is Status.AMENDED


def test_a_document_that_cannot_be_seen_changes_nothing():
    embargoed = repealer("r", repeals=TO_A, published_on=Moment(D("2030-01-01")))
    internal = repealer("r", repeals=TO_A, openness=Openness.CLOSED)
    undated = act("r", published_on=Moment(D("2030-01-01")), repeals=TO_A)
    for hidden in (embargoed, internal, undated):
        assert status((act("a", TEXT), hidden), "2029-12-31") is Status.IN_FORCE
    assert status((act("a", TEXT), embargoed), "2030-01-01") is Status.REPEALED
    assert status((act("a", TEXT), undated), "2030-01-01") is Status.UNVERIFIED


def test_a_withdrawn_repeal_still_repeals():
    gone = repealer(repeals=TO_A, withdrawal=Withdrawal(D("2023-01-01"), "误发"))
    assert status((act("a", TEXT), gone), "2024-01-01") is Status.REPEALED


def test_a_repeal_by_another_body_needs_its_day():
    def elsewhere(**facts: object) -> Record:
        link = Link("某决定", "https://x.example/", line=1, **facts)
        return act("a", TEXT, repealed_by=(link,))

    assert status((elsewhere(),), "2022-01-01") is Status.UNVERIFIED
    assert status((elsewhere(),), "2020-01-01") is Status.NOT_YET
    dated = elsewhere(on=D("2021-01-01"))
    assert status((dated,), "2020-12-31") is Status.IN_FORCE
    assert status((dated,), "2021-01-01") is Status.REPEALED
    part = elsewhere(on=D("2021-01-01"), articles=("第一条",))
    assert status((part,), "2021-01-01") is Status.PARTLY_LAPSED


@pytest.mark.parametrize("alias", ["repeals", "replaces", "amends"])
def test_what_happens_nobody_knows_when_leaves_it_open(alias):
    records = (act("a", TEXT), repealer(day=None, **{alias: TO_A}))
    assert status(records, "2022-01-01") is Status.UNVERIFIED
    # A day with the relation tells.
    dated = repealer(day=None, **{alias: (Link("p/a", on=D("2021-01-01")),)})
    assert status((act("a", TEXT), dated), "2020-12-31") is Status.IN_FORCE
    assert status((act("a", TEXT), dated), "2021-01-01") in {Status.REPEALED, Status.AMENDED}


def test_other_relations_change_nothing():
    for alias in ("based_on", "interprets", "forwards", "repealed_by", "replaced_by", "amended_by"):
        assert status((act("a", TEXT), repealer(**{alias: TO_A})), "2023-01-01") is Status.IN_FORCE


def test_a_later_text_keeps_the_act_in_force_and_makes_the_earlier_one_amended():
    old, new = TEXT, text("a", in_force_from=D("2023-01-01"))
    record = act("a", old, new)
    site = portal(record)
    for day, shown, of_old, of_new in [
        ("2020-01-01", old, Status.NOT_YET, Status.NOT_YET),
        ("2022-12-31", old, Status.IN_FORCE, Status.NOT_YET),
        ("2023-01-01", new, Status.AMENDED, Status.IN_FORCE),
    ]:
        assert version_in_force(record, D(day)) is shown
        assert version_status(site, record, old, D(day)) is of_old
        assert version_status(site, record, new, D(day)) is of_new
        assert status_of(site, record, D(day)) is version_status(site, record, shown, D(day))


def test_a_text_that_cannot_be_seen_takes_no_other_away():
    new = text("a", in_force_from=D("2023-01-01"), published_on=Moment(D("2024-01-01")))
    record = act("a", TEXT, new)
    assert version_status(portal(record), record, TEXT, D("2023-06-01")) is Status.IN_FORCE
    assert version_in_force(record, D("2023-06-01")) is TEXT
    assert version_status(portal(record), record, TEXT, D("2024-01-01")) is Status.AMENDED


def test_of_two_texts_of_one_day_nobody_can_tell():
    one, two = TEXT, text("a", "-2", in_force_from=D("2020-07-01"))
    record = act("a", one, two)
    site = portal(record)
    for version in (one, two):
        assert version_status(site, record, version, D("2021-01-01")) is Status.UNVERIFIED
    assert status_of(site, record, D("2021-01-01")) is Status.IN_FORCE
    assert status_of(portal(record, repealer(repeals=TO_A)), record, D("2023-01-01")) is (
        Status.REPEALED
    )


def test_an_undated_text_stays_open_until_something_ends_the_act():
    undated = text("a")
    record = act("a", undated, TEXT)
    assert record.versions[0] is undated
    assert version_status(portal(record), record, undated, D("2021-01-01")) is Status.UNVERIFIED
    both = portal(record, repealer(repeals=TO_A))
    assert version_status(both, record, undated, D("2023-01-01")) is Status.REPEALED


def test_what_is_done_to_an_act_is_not_done_to_each_of_its_undated_texts():
    one, two = text("a"), text("a", "-2")
    record = act("a", one, two)
    site = portal(record, repealer(repeals=PART_OF_A))
    assert status_of(site, record, D("2023-01-01")) is Status.PARTLY_LAPSED
    for version in (one, two):
        assert version_status(site, record, version, D("2023-01-01")) is Status.UNVERIFIED
    alone = act("a", one)
    site = portal(alone, repealer(repeals=PART_OF_A))
    assert version_status(site, alone, one, D("2023-01-01")) is Status.PARTLY_LAPSED


def test_only_acts_that_can_be_seen_have_a_status(content):
    content.record("policies/a.md", "规章", 施行日期="2020-07-01")
    content.record("policies/b.md", "规章", 施行日期="2020-07-01", 发布日期="2030-01-01")
    content.record("policies/c.md")
    content.record("policies/d.md", "规章", 施行日期="2020-07-01", 公开方式="不予公开")
    site = content.read(Rules(public_repository=False))
    assert statuses(site, D("2025-01-01")) == {"policies/a": Status.IN_FORCE}


# --- written by hand ------------------------------------------------------------------------------


def test_a_written_status_counts_where_nothing_else_tells():
    record = act("a", text("a", status=Status.LAPSED))
    assert status((record,), "2020-01-01") is Status.LAPSED
    assert contradiction(portal(record), record, record.versions[0], D("2020-01-01")) is None


def test_a_written_status_that_contradicts_is_an_error_with_its_place(content):
    content.record("policies/a.md", "规章", 施行日期="2020-07-01", 有效性="有效", 有效期="1年")
    content.record("policies/b.md", "规章", 施行日期="2020-07-01", 有效性="有效")
    site = content.read()
    assert check_statuses(site, D("2022-05-01"))[1:] == []
    (message,) = check_statuses(site, D("2022-05-01"))
    assert str(message.at) == "content/policies/a.md:7"
    for word in ("“有效”", "“已失效”", "2022-05-01"):
        assert word in message.what.zh
    assert message.what.en
    assert message.fix.zh
    assert message.fix.en
    # Before the publication nobody sees it, whatever it says.
    assert check_statuses(site, D("2019-05-01")) == []


def test_the_index_speaks_of_the_act_and_a_text_of_itself(content):
    texts = {
        "2020-07-01": "发布日期: 2020-06-03\n施行日期: 2020-07-01\n有效性: 已修改",
        "2023-01-01": "发布日期: 2022-12-03\n施行日期: 2023-01-01",
    }
    content.act("a", texts, 有效性="有效")
    site = content.read()
    assert check_statuses(site, D("2024-01-01")) == []
    # A text that waits takes 有效 over from the act, and does not say so of itself.
    assert [m.at.path for m in check_statuses(site, D("2022-12-10"))] == [
        "content/policies/a/2020-07-01.md"
    ]
    assert [str(m.at) for m in check_statuses(site, D("2022-01-01"))] == [
        "content/policies/a/2020-07-01.md:4"
    ]
    assert [str(m.at) for m in check_statuses(site, D("2020-06-03"))] == [
        "content/policies/a/2020-07-01.md:4",
        "content/policies/a/index.md:5",
    ]


def test_all_contradictions_are_said_in_order(content):
    for name in ("c", "a", "b"):
        content.record(f"policies/{name}.md", "规章", 施行日期="2020-07-01", 有效性="已废止")
    content.record("policies/d.md", "规章", 施行日期="2020-07-01", 有效性="待核")
    content.record(
        "policies/e.md",
        "规章",
        施行日期="2020-07-01",
        有效性="已废止",
        撤下="{日期: 2023-01-01, 理由: 误发}",
    )
    places = [str(m.at) for m in check_statuses(content.read(), D("2024-01-01"))]
    assert places == [f"content/policies/{name}.md:7" for name in "abc"]


# --- whatever comes -------------------------------------------------------------------------------

DAYS = st.dates(D("2020-01-01"), D("2020-02-10"))
MAYBE = st.none() | DAYS
ENDED = {Status.REPEALED, Status.LAPSED}


@st.composite
def sites(draw: st.DrawFn) -> Portal:
    """An act with up to four texts, and up to three documents that do something to it."""
    versions = []
    for _ in range(draw(st.integers(1, 4))):
        published = draw(MAYBE)
        version = text(
            "a",
            in_force_from=draw(MAYBE),
            written_on=draw(MAYBE),
            published_on=Moment(published) if published else None,
            lapses_on=draw(st.none() | st.none() | DAYS),
        )
        twins = sum(other.day == version.day for other in versions)
        key = version.key + (f"-{twins + 1}" if twins else "")
        versions.append(replace(version, key=key, path=f"p/a/{key}.md"))
    records = [act("a", *versions)]
    for number in range(draw(st.integers(0, 3))):
        alias = draw(st.sampled_from(["repeals", "replaces", "amends", "based_on"]))
        link = Link(
            "p/a", articles=draw(st.sampled_from([(), ("第一条",)])), on=draw(st.none() | DAYS)
        )
        published = draw(MAYBE)
        version = text(f"r-{number}", in_force_from=draw(MAYBE))
        records.append(
            act(
                f"r-{number}",
                version,
                published_on=Moment(published) if published else None,
                openness=draw(st.sampled_from([Openness.PUBLIC, Openness.PUBLIC, Openness.CLOSED])),
                **{alias: (link,)},
            )
        )
    return portal(*records)


def days() -> list[date]:
    return [D("2019-12-25") + timedelta(days=n) for n in range(0, 55, 2)]


@given(sites())
def test_at_most_one_text_is_in_force_and_it_is_the_one_shown(site):
    record = site.records["p/a"]
    for day in days():
        if not is_public(record, day):
            continue
        by_text = {
            version.key: version_status(site, record, version, day)
            for version in public_versions(record, day)
        }
        applies = [
            key for key, s in by_text.items() if s in {Status.IN_FORCE, Status.PARTLY_LAPSED}
        ]
        shown = version_in_force(record, day)
        assert applies in ([], [shown.key])
        for version in public_versions(record, day):
            begun = version.day is None or version.day <= day
            assert (by_text[version.key] is Status.NOT_YET) == (not begun)
            if begun and version.day is not None and shown.day and version.day < shown.day:
                assert by_text[version.key] in {Status.AMENDED, *ENDED}


@given(sites())
def test_time_never_brings_back_what_was_repealed(site):
    record = site.records["p/a"]
    seen = [status_of(site, record, day) for day in days() if is_public(record, day)]
    if Status.REPEALED in seen:
        assert set(seen[seen.index(Status.REPEALED) :]) == {Status.REPEALED}
    begun = [s is not Status.NOT_YET for s in seen]
    if all(v.facts.published_on is None for v in record.versions):
        assert begun == sorted(begun)


@given(sites())
def test_nothing_changes_between_the_days_that_are_written(site):
    record = site.records["p/a"]
    written = {D("2019-01-01")}
    for other in site.records.values():
        for facts in (other.facts, *(version.facts for version in other.versions)):
            days_of = (facts.in_force_from, facts.written_on, facts.lapses_on)
            published = facts.published_on.day if facts.published_on else None
            links = (*facts.repeals, *facts.replaces, *facts.amends)
            written |= {d for d in (*days_of, published, *(link.on for link in links)) if d}
    every = [D("2019-12-25") + timedelta(days=n) for n in range(55)]
    for before, after in pairwise(every):
        if after not in written and is_public(record, before):
            assert status_of(site, record, before) is status_of(site, record, after)


@given(sites())
def test_what_is_hidden_or_only_refers_to_it_changes_nothing(site):
    record = site.records["p/a"]
    for day in days():
        if not is_public(record, day):
            continue
        seen = [
            other
            for key, other in site.records.items()
            if key == "p/a" or (is_public(other, day) and not other.facts.based_on)
        ]
        assert status_of(portal(*seen), record, day) is status_of(site, record, day)


@given(sites(), st.sampled_from(Status))
def test_only_a_written_status_other_than_the_computed_one_contradicts(site, written):
    record = site.records["p/a"]
    marked = replace(
        record,
        versions=tuple(
            replace(v, facts=replace(v.facts, status=written, lines={"status": 2}))
            for v in record.versions
        ),
    )
    site = portal(marked, *(r for key, r in site.records.items() if key != "p/a"))
    for day in days()[::4]:
        if not is_public(marked, day):
            assert not check_statuses(site, day)
            continue
        wrong = {m.at.path for m in check_statuses(site, day)}
        for version in public_versions(marked, day):
            says = version_status(site, marked, version, day)
            computed_otherwise = says is not written and written is not Status.UNVERIFIED
            assert (f"content/{version.path}" in wrong) == computed_otherwise


def test_a_withdrawn_record_is_told_from_a_hidden_one():
    gone = act("a", TEXT, withdrawal=Withdrawal(D("2023-01-01"), "误发"))
    assert is_public(gone, D("2024-01-01"))
    assert [is_withdrawn(gone, D(day)) for day in ("2022-12-31", "2023-01-01")] == [False, True]
