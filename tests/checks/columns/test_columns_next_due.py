"""columns/next-due."""

from datetime import date

import pytest

from .conftest import article, column

RULE = "columns/next-due"
DAY = date(2026, 11, 1)


def pages(day, name):
    body = f'<main><ul><li><a href="1.html">题</a> {day}</ul></main>'
    return {"a/index.html": column(name, body), "a/1.html": article(name=name)}


@pytest.mark.parametrize(
    ("name", "day", "due"),
    [
        ("要闻", "2026-10-31", "2026-11-15"),
        ("通知公告", "2026-08-31", "2027-03-01"),
        ("通知公告", "2026-05-15", "2026-11-16"),
        ("人事信息", "2026-02-28", "2027-03-01"),
    ],
)
def test_tells_the_day(judge, name, day, due):
    found = judge(RULE, pages(day, name), day=DAY)
    assert found == [("a/index.html", due, "note", "review")]


def test_says_nothing_when_it_is_too_late(judge):
    assert judge(RULE, pages("2026-10-01", "要闻"), day=DAY) == []


def test_does_not_apply_without_a_day(judge):
    assert judge(RULE, pages("2026-10-31", "要闻")) == []
