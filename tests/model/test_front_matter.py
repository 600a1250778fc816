"""Front matter: scalars to the letter, right lines, and every way to break it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_model.front_matter import (
    Mapping,
    Names,
    Scalar,
    Sequence,
    Value,
    decode,
    read_labels,
    read_value,
    split,
    unusable,
    with_plain_colons,
    write_scalar,
)
from gongkai_model.messages import Message, Severity
from gongkai_model.reading import KNOWN_NAMES


def read(head: str, body: str = "正文") -> tuple[Mapping | None, list[Message]]:
    messages: list[Message] = []
    return split(f"---\n{head}\n---\n{body}", "a.md", messages, KNOWN_NAMES).labels, messages


def texts(head: str) -> dict[str, str]:
    labels, messages = read(head)
    assert labels is not None, messages
    return {key.text: value.text for key, value in labels.entries if isinstance(value, Scalar)}


@pytest.mark.parametrize(
    "text",
    ["01234567", "否", "no", "~", "null", "2022-04-11", "1e3", "0x1F", "12:30:45", "=", "<<"],
)
def test_keeps_every_scalar_as_typed(text: str) -> None:
    assert texts(f"值: {text}") == {"值": text}


def test_keeps_the_lines_of_names_and_values() -> None:
    labels, _ = read("类型: a\n\n附件:\n  - x\n  - {文件: y}\n# 注\n标题: b")
    assert labels is not None
    assert [(key.text, key.line) for key, _ in labels.entries] == [
        ("类型", 2),
        ("附件", 4),
        ("标题", 8),
    ]
    files = labels.entries[1][1]
    assert isinstance(files, Sequence)
    assert [item.line for item in files.items] == [5, 6]


def test_tells_where_the_body_begins() -> None:
    source = split("---\n类型: a\n---\n\n正文\n", "a.md", [])
    assert (source.body, source.body_line) == ("\n正文\n", 4)


def test_a_file_without_front_matter_is_all_body() -> None:
    source = split("第一条 甲\n---\n", "a.md", [])
    assert (source.labels, source.body, source.body_line) == (None, "第一条 甲\n---\n", 1)


BROKEN = {
    "tab": ("类型: a\n\t标题: b", 3, "制表符"),
    "tab below a name": ("栏目:\n\t名称: b", 3, "制表符"),
    "colon in a value": ("标题: 甲: 乙\n类型: a", 2, "“: ”"),
    "open double quote": ('类型: a\n标题: "甲\n主题词: x', 3, "引号"),
    "open single quote": ("类型: a\n标题: '甲\n主题词: x", 3, "引号"),
    "open quote closed by the next": ('类型: a\n标题: "甲\n主题词: "x"', 3, "引号"),
    "open bracket": ("类型: a\n收录: [甲, 乙\n主题词: x", 3, "括号"),
    "open brace": ("类型: a\n附件: {文件: a\n主题词: x", 3, "括号"),
    "open bracket at the end": ("类型: a\n收录: [\n", 3, "括号"),
    "at sign": ("类型: a\n标题: @甲\n主题词: x", 3, "@"),
    "backquote": ("类型: a\n标题: `甲`\n主题词: x", 3, "`"),
    "percent sign": ("类型: a\n标题: %甲\n主题词: x", 3, "%"),
    "asterisk": ("类型: a\n标题: *甲\n主题词: x", 3, "*"),
    "ampersand": ("类型: a\n标题: &甲\n主题词: x", 3, "&"),
    "exclamation mark": ("类型: a\n标题: !甲 乙\n主题词: x", 3, "!"),
    "bar": ("类型: a\n标题: |甲\n主题词: x", 3, "|"),
    "no blank after the colon": ("类型: a\n标提:甲\n主题词: x", 3, "冒号后加一个空格"),
    "no blank, last line": ("类型: a\n标提:甲", 3, "冒号后加一个空格"),
    "full-width colon after an unknown name": ("类型: a\n标提：甲\n主题词: x", 3, "半角"),
    "one step in": ("类型: a\n 标题: 甲", 3, "缩进"),
    "list among names": ("类型: a\n- b\n主题词: x", 3, "缩进"),
    "unknown escape": ('类型: a\n标题: "甲\\q"', 3, "\\"),
    "surrogate": ('类型: a\n标题: "\\ud800"', 3, "\\"),
    "alias": ("类型: a\n标题: *a", 3, "*"),
    "alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", 2, "&"),
    "tag": ("类型: a\n标题: !!python/object:os.system x", 3, "!"),
    "directive": ("%YAML 1.2\n类型: a", 2, ""),
    "only text": ("甲乙丙", 2, "名称: 值"),
    "a list": ("- 甲\n- 乙", 2, "名称: 值"),
    "deep": ("a: " + "[" * 10_000, 2, "括号"),
    "deep maps": ("类型: a\nb: " + "{a: " * 10_000, 3, "括号"),
    "deep blocks": ("\n".join("  " * n + "a:" for n in range(300)), 10, "括号"),
    "control character": ("类型: a\n标题: 甲\x07乙", 3, "删去"),
    "line separator": ("类型: a\n标题: 甲\u2028乙", 3, "删去"),
    "next line": ("类型: a\n标题: 甲\x85乙", 3, "删去"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_says_where_broken_labels_are_and_what_to_do(case: str) -> None:
    head, line, word = BROKEN[case]
    labels, messages = read(head)
    assert labels is None
    assert [(m.at.line, m.severity) for m in messages] == [(line, Severity.ERROR)]
    assert word in messages[0].fix.zh
    assert messages[0].fix.en


def test_refuses_escaped_control_characters() -> None:
    _, messages = read('类型: a\n标题: "甲\\0乙"')
    assert [m.at.line for m in messages] == [3]
    assert "U+0000" in messages[0].what.zh


def test_refuses_a_second_document() -> None:
    messages: list[Message] = []
    assert read_value("- a: 1\n---\n- b: 2\n", "organs.yml", messages) is None
    assert [m.at.line for m in messages] == [2]


def test_a_name_given_twice_is_an_error_and_the_rest_is_read() -> None:
    labels, messages = read("类型: a\n标题: b\n类型: c\n标题: d")
    assert [m.at.line for m in messages] == [4, 5]
    assert "第 2 行" in messages[0].what.zh
    assert labels is not None
    assert [value for _, value in labels.entries] == [Scalar("a", 2), Scalar("b", 3)]


def test_a_missing_end_is_an_error() -> None:
    messages: list[Message] = []
    assert split("---\n类型: a\n", "a.md", messages).labels is None
    assert [m.at.line for m in messages] == [1]


def test_too_long_labels_are_refused_at_once() -> None:
    start = time.process_time()
    labels, messages = read("摘要: " + "甲" * 1_000_000)
    assert labels is None
    assert "1000004" in messages[0].what.zh
    assert time.process_time() - start < 1


def test_says_what_is_taken_for_a_comment() -> None:
    assert texts("标题: 甲 # 乙") == {"标题": "甲"}
    assert [m.what.zh for m in read("标题: 甲 # 乙\n题注: #3")[1]] == [
        "'# 乙' 被当作注释，不会显示",
        "'#3' 被当作注释，不会显示",
    ]
    # A remark beside an empty field, as in a template, is none of the text.
    assert not read("标题: 甲\n有效期:  # 如 5年\n# 整行")[1]


def test_a_full_width_colon_after_a_known_name_is_read_with_a_note() -> None:
    labels, messages = read("类型：通知公告\n附件:\n  - 文件：a.pdf\n    名称： 甲")
    assert [(m.at.line, m.severity) for m in messages] == [
        (2, Severity.NOTE),
        (4, Severity.NOTE),
        (5, Severity.NOTE),
    ]
    assert labels is not None
    files = labels.entries[1][1]
    assert isinstance(files, Sequence)
    assert isinstance(files.items[0], Mapping)
    assert [value.text for _, value in files.items[0].entries if isinstance(value, Scalar)] == [
        "a.pdf",
        "甲",
    ]


@pytest.mark.parametrize("style", ["|", "|-", ">", "|2"])
def test_a_full_width_colon_within_a_text_stays(style: str) -> None:
    labels, messages = read(f"题注: {style}\n  标题：甲\n  施行日期：乙\n类型: a")
    assert not messages
    assert labels is not None
    note = labels.entries[0][1]
    assert isinstance(note, Scalar)
    assert "标题：甲" in note.text
    assert "施行日期：乙" in note.text


@pytest.mark.parametrize(
    ("text", "line", "read_as"),
    [
        ("类型:通知公告\n标题: 甲", 1, {"类型": "通知公告", "标题": "甲"}),
        ("标题: 甲\n设定依据:《某条例》", 2, {"标题": "甲", "设定依据": "《某条例》"}),
        ('标题: 甲\n摘要:"乙: 丙"\n主题词: 丁', 2, {"标题": "甲", "摘要": "乙: 丙"}),
        ("标题 :甲\n主题词: 丁", 1, {"标题": "甲"}),
        ("链接:https://www.city.example/\n标题: 甲", 1, {"链接": "https://www.city.example/"}),
        ("发布日期:2026-09-01 08:30\n标题: 甲", 1, {"发布日期": "2026-09-01 08:30"}),
        ("发文单位:某局\n标题: 甲", 1, {"发文单位": "某局"}),
        ("摘要:|\n  标题:乙\n标题: 甲", 1, {"摘要": "标题:乙\n", "标题": "甲"}),
    ],
)
def test_a_colon_without_its_blank_is_read_with_a_note(
    text: str, line: int, read_as: dict[str, str]
) -> None:
    labels, messages = read(text)
    assert [(m.at.line, m.severity) for m in messages] == [(line + 1, Severity.NOTE)]
    assert "没有空格" in messages[0].what.zh
    assert "名称: 值" in messages[0].what.zh
    assert labels is not None
    found = {key.text: value.text for key, value in labels.entries if isinstance(value, Scalar)}
    assert found.items() >= read_as.items()


def test_colons_within_nested_values_are_read_with_a_note() -> None:
    labels, messages = read(
        "附件:\n  - 文件:a.pdf\n    名称:甲\n  - {文件:b.pdf,名称：乙}\n"
        "题图: {文件:图.png, 说明: 丙}"
    )
    assert [m.at.line for m in messages] == [3, 4, 5, 5, 6]
    assert labels is not None
    shown = [[key.text + value.text for key, value in entries(v)] for v in nested(labels)]
    assert shown == [["文件a.pdf", "名称甲"], ["文件b.pdf", "名称乙"], ["文件图.png", "说明丙"]]


def nested(labels: Mapping) -> list[Value]:
    values: list[Value] = []
    for _, value in labels.entries:
        values += value.items if isinstance(value, Sequence) else (value,)
    return values


def entries(value: Value) -> list[tuple[Scalar, Scalar]]:
    assert isinstance(value, Mapping)
    return [(key, entry) for key, entry in value.entries if isinstance(entry, Scalar)]


@pytest.mark.parametrize(
    "text",
    [
        "办理流程:\n  - 说明：先交材料\n  - 标题:甲",
        "办理流程:\n- 网址:见告知单\n标题: 甲",
        "设定依据:\n  标题:甲",
        "依据:\n  - 解读：某办法",
        "附件: [a:b.pdf]",
        '更正: {日期: 2026-01-01, 说明: "甲,说明:乙"}',
        "题图: {文件: a.png, 说明: 见网址:乙}",
        "摘要: 标题:甲",
        "摘要: 甲\n  标题:乙",
        "# 标题:甲",
        "标题: #甲",
    ],
)
def test_what_is_no_name_keeps_its_colon(text: str) -> None:
    assert [message for message in read(text)[1] if "冒号" in message.what.zh] == []


def test_a_sign_of_number_is_not_made_a_comment() -> None:
    assert with_plain_colons("标题:#3 甲", KNOWN_NAMES) == ("标题:#3 甲", ())


def test_a_full_width_colon_in_a_value_going_on_stays() -> None:
    assert texts("摘要: 甲\n  标题：乙") == {"摘要": "甲 标题：乙"}


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (b"\xef\xbb\xbfa", "a", "BOM"),
        (b"a\r\nb\r\n", "a\nb\n", "CRLF"),
        (b"a\rb\r", "a\nb\n", "CR line"),
    ],
)
def test_accepts_marks_and_line_ends_with_a_note(data: bytes, text: str, note: str) -> None:
    messages: list[Message] = []
    assert decode(data, "a.md", messages) == text
    (message,) = messages
    assert message.severity is Severity.NOTE
    assert note in message.what.zh + message.what.en.replace("byte order mark", "BOM")


TITLE = "标题: 关于印发办法的通知\n发文机关: 示例市\n"


@pytest.mark.parametrize(
    ("data", "line", "word"),
    [
        (("---\n" + TITLE).encode("gbk"), 2, "GBK"),
        (("---\n" + TITLE).encode("gb18030"), 2, "GBK"),
        (("---\n" + TITLE).encode("utf-16"), 0, "UTF-16"),
        (("---\n" + TITLE).encode("utf-16-be"), 0, "UTF-16"),
        (("---\n" + TITLE * 3).encode()[:-2] + b"\n", 7, "字节"),  # cut in the middle
        (("---\n" + TITLE).encode() + b"\xff\n", 4, "字节"),
        # All of it would be GBK too, but nonsense: only the last line is broken.
        (("---\n" + "标题" * 4 + "\n").encode() + b"\xb0\xa1\n", 3, "字节"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "字节"),
        (b"PK\x03\x04\0\0\n\0", 1, "NUL"),
        (b"a\nb\0c", 2, "NUL"),
    ],
)
def test_says_what_a_file_is_that_is_not_utf_8(data: bytes, line: int, word: str) -> None:
    messages: list[Message] = []
    assert decode(data, "a.md", messages) is None
    (message,) = messages
    assert message.at.line == line
    assert word in message.what.zh


@given(st.text())
def test_what_write_scalar_writes_is_read_back(text: str) -> None:
    messages: list[Message] = []
    labels = read_labels(
        f"值: {write_scalar(text)}", "a.md", messages, known=Names(frozenset({"值"}))
    )
    if labels is None or messages:  # what no file may hold
        assert any(not c.isprintable() for c in text)
        assert all("U+" in m.what.zh or "著录项写法" in m.what.zh for m in messages)
    else:
        assert labels.entries[0][1] == Scalar(text, 1)


@given(st.text(alphabet="ab:：-#[]{}\"'\\|>&*!%@` \n\t,?\ufeff\x00标题", max_size=60))
def test_never_raises_and_every_message_has_its_line(head: str) -> None:
    labels, messages = read(head)
    lines = head.count("\n") + 1
    assert labels is not None or any(m.severity is Severity.ERROR for m in messages)
    assert all(1 <= m.at.line <= lines + 2 for m in messages)
    assert all(m.what.zh and m.what.en and m.fix.zh and m.fix.en for m in messages)


@given(st.binary(max_size=60))
def test_decoding_never_raises(data: bytes) -> None:
    messages: list[Message] = []
    text = decode(data, "a.md", messages)
    assert (text is None) == any(m.severity is Severity.ERROR for m in messages)
    assert text is None or "\r" not in text


@pytest.mark.parametrize(
    "character",
    [
        "\x00", "\x0b", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\u202a", "\u202e",
        "\u2066", "\u2069", "\ud800", "\ufdd0", "\ufdef", "\ufeff", "\ufffe", "\uffff",
        *(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)),
    ],
)  # fmt: skip
def test_knows_what_is_invisible_or_no_character(character: str) -> None:
    match = unusable(f"甲{character}")
    assert match is not None
    assert match.start() == 1
    messages: list[Message] = []
    escaped = f'标题: "\\U{ord(character):08x}"'
    read_labels(escaped, "a.md", messages)
    assert messages


@pytest.mark.parametrize(
    "text", ["\t\n", "\u200e\u200f\u3000\xa0", "\U00020000\U0002fffd\U0010fffd", "\ufdcf\ufdf0〔〕"]
)
def test_leaves_other_characters_alone(text: str) -> None:
    assert unusable(text) is None
