"""What ordinary Markdown is not asked to convert."""

import pytest

from gongkai_render.weight import check_weight


@pytest.mark.parametrize(
    "source",
    [
        "[" * 60_000,
        "![" * 5_000,
        "[a](" * 5_000,
        "甲\n" + "[a][b\n" * 5_000,
        "# a\n" * 5_000,
        "a\n===\n" * 5_000,
        "- " * 3_000 + "a",
        "> " * 3_000 + "a",
        "\n".join("    " * n + "- a" for n in range(200)),
        "|a" * 5_000 + "\n" + "|-" * 5_000,
        "字" * 300_000,
    ],
)
def test_what_would_take_too_long_is_a_mistake_with_a_line(source):
    mistakes = check_weight(source)
    assert mistakes
    assert all(mistake.line > 0 for mistake in mistakes)
    assert len(mistakes) < 500


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\n\n".join("一段文字，" * 100 for _ in range(500)),
        "\n".join(f"- [第{n}项](a{n}.md)" for n in range(3_000)),
        "| a | b |\n|---|---|\n" + "| [x](y.md) | 1 |\n" * 3_000,
        "\n\n".join(f"## 标题{n}\n\n正文" for n in range(1_000)),
        "- a\n    - b\n        - c\n",
    ],
)
def test_what_people_write_is_not(source):
    assert check_weight(source) == []
