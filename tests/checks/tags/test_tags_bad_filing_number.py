"""tags/bad-filing-number."""

import pytest

RULE = "tags/bad-filing-number"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<footer>京ICP备190号</footer>", 1),
        ("<footer>ICP备19054529号</footer>", 1),
        ("<footer>京公网安备123号</footer>", 1),
    ],
)
def test_finds(look, html, count):
    assert len(on_page(look(RULE, html))) == count


@pytest.mark.parametrize(
    "html",
    [
        "<footer>京ICP备19054529号-1 京公网安备11010602060068号</footer>",
        "<footer>备案</footer>",
        "<footer>ICP备案编号：无；公网安备案：无</footer>",
        "<p>ICP备1号",
    ],
)
def test_passes(look, html):
    assert on_page(look(RULE, html)) == []


def on_page(found):
    return [(value, weight) for page, value, weight, _ in found if page == "docs/page.html"]
