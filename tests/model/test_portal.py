"""What may be seen on which day."""

from datetime import date

import pytest

from gongkai_model.portal import is_public, is_withdrawn, public_versions
from gongkai_model.reading import Rules

INTERNAL = Rules(public_repository=False)
DAY = date(2022, 4, 22)


@pytest.mark.parametrize(
    ("published", "seen"),
    [
        ("2022-04-21", True),
        ("2022-04-22", True),
        ("2022-04-22 23:59", True),
        ("2022-04-23", False),
        ("2022-04-23 00:00", False),
    ],
)
def test_a_record_is_seen_from_its_day_of_publication(content, published, seen):
    content.record("policies/a.md", 发布日期=published)
    record = content.read().records["policies/a"]
    assert is_public(record, DAY) == seen
    assert len(public_versions(record, DAY)) == seen


@pytest.mark.parametrize("openness", ["依申请公开", "不予公开"])
def test_a_record_that_is_not_open_is_never_seen(content, openness):
    content.record("policies/a.md", 公开方式=openness)
    content.act(
        "b", {"2020-01-01": "发布日期: 2020-01-01\n施行日期: 2020-01-01"}, 公开方式=openness
    )
    for record in content.read(INTERNAL).records.values():
        assert not is_public(record, date(2199, 1, 1))
        assert public_versions(record, date(2199, 1, 1)) == ()


def test_a_text_is_seen_from_its_own_day(content):
    content.act(
        "a",
        {
            "2020-01-01": "发布日期: 2025-01-01\n施行日期: 2020-01-01",
            "2021-01-01": "发布日期: 2021-01-01\n施行日期: 2021-01-01",
            "2023-01-01": "发布日期: 2022-12-01\n施行日期: 2023-01-01",
        },
    )
    record = content.read().records["policies/a"]
    assert not is_public(record, date(2020, 12, 31))
    for day, keys in [
        (date(2021, 1, 1), ["20210101"]),
        (date(2022, 12, 1), ["20210101", "20230101"]),
        (date(2025, 1, 1), ["20200101", "20210101", "20230101"]),
    ]:
        assert is_public(record, day)
        assert [version.key for version in public_versions(record, day)] == keys


def test_an_act_may_be_held_back_as_a_whole(content):
    texts = {"2020-01-01": "施行日期: 2020-01-01"}
    content.act("a", texts, 发布日期="2022-04-23")
    record = content.read().records["policies/a"]
    assert not is_public(record, DAY)
    assert is_public(record, date(2022, 4, 23))


def test_a_withdrawn_record_leaves_a_notice(content):
    content.record("policies/a.md", 撤下="{日期: 2022-05-01, 理由: 内容有误}")
    record = content.read().records["policies/a"]
    assert not is_withdrawn(record, date(2022, 4, 30))
    assert is_withdrawn(record, date(2022, 5, 1))
    assert is_public(record, date(2022, 5, 1))
    assert not is_public(record, date(2022, 4, 21))


def test_a_compiled_text_without_a_day_is_seen_always(content):
    content.record("policies/a.md", "规章", 发布日期="", 文本等级="第三方汇编")
    record = content.read().records["policies/a"]
    assert record.facts.published_on is None
    assert is_public(record, date(1900, 1, 1))
