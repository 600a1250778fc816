"""tags/bad-publication-date."""

from datetime import date

import pytest

from gongkai_checks import Request, audit, chosen_rules

RULE = "tags/bad-publication-date"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<meta name="PubDate" content="2026-02-30 10:00">', 1),
        ('<meta name="PubDate" content="2026-05-18 10:19:00">', 1),
        ('<meta name="PubDate" content="2026-5-18 10:19">', 1),
        ('<meta name="PubDate" content="2026-05-18 24:19">', 1),
        ('<meta name="PubDate" content="2026——05——18 10:19">', 1),
        ('<meta name="PubDate" content="昨天">', 1),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="PubDate" content="2026-05-18 10:19">',
        "<p>x",
        '<meta name="PubDate" content="">',
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]


def test_a_day_alone_weighs_less(look):
    html = '<meta name="PubDate" content="2026-05-18">'
    assert on_page(look(RULE, html)) == [("2026-05-18", "warning")]


def test_finds_what_is_yet_to_come(tmp_path):
    html = '<meta charset="utf-8"><meta name="PubDate" content="2026-11-02 10:19">'
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    for day, count in ((date(2026, 11, 1), 1), (date(2026, 11, 2), 0)):
        assert len(audit(Request(tmp_path, chosen_rules([RULE]), day)).results) == count
