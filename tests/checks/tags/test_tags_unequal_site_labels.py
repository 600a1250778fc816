"""tags/unequal-site-labels."""

RULE = "tags/unequal-site-labels"
LABEL = '<meta charset="utf-8"><meta name="SiteName" content="{}">'


def test_finds_the_page_that_differs(look):
    files = {f"p{n}.html": LABEL.format("示例") for n in range(3)}
    files["other.html"] = LABEL.format("别处")
    assert look(RULE, "", files=files) == [("other.html", "别处", "error", "fail")]


def test_passes_where_all_say_the_same_or_nothing(look):
    files = {f"p{n}.html": LABEL.format(" 示例 ") for n in range(3)}
    assert look(RULE, "", files=files) == []
