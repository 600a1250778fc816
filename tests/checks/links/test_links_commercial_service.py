"""links/commercial-service."""

import pytest

RULE = "links/commercial-service"


@pytest.mark.parametrize(
    ("html", "value", "severity"),
    [
        ('<a href="https://t.cn/x">x</a>', "https://t.cn/x", None),
        ('<a href="https://pan.baidu.com/s/x">x</a>', "https://pan.baidu.com/s/x", None),
        ('<a href="https://www.wjx.cn/x">x</a>', "https://www.wjx.cn/x", None),
    ],
)
def test_finds(look, html, value, severity):
    ((page, found, weight, outcome),) = look(RULE, html)
    assert (page, found) == ("docs/page.html", value)
    assert severity in (None, weight)
    assert outcome == "fail"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://baidu.com/">x</a>',
        '<a href="https://not-t.cn/">x</a>',
    ],
)
def test_passes(look, html):
    assert look(RULE, html) == []
