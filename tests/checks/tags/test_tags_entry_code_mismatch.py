"""tags/entry-code-mismatch."""

import pytest

RULE = "tags/entry-code-mismatch"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        (
            '<meta name="SiteIDCode" content="3600000000">'
            '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3600000001&amp;url=x">x</a>',
            1,
        ),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="SiteIDCode" content="3600000000">'
        '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3600000000&amp;url=x">x</a>',
        '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3600000001&amp;url=x">x</a>',
        '<meta name="SiteIDCode" content="3600000000">',
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]
