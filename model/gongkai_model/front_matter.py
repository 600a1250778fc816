"""Front matter: the one reader of the labels at the head of a Markdown file.

Every scalar stays text, exactly as typed: 索引号 ``01234567`` keeps its zero and ``否`` its word,
for YAML would turn them into 342391 and False. What a field means is decided by the model.
The YAML events are read directly, so that a field given twice, an alias or a tag is seen
instead of resolved, and the depth is bounded.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import yaml

from gongkai_model.messages import Message, Place, Severity, Text, quoted

_FENCE = re.compile(r"-{3}[ \t]*")
_CLOSE = re.compile(r"(?:-{3}|\.{3})[ \t]*")
_MAX_DEPTH = 8
_MAX_CHARACTERS = 200_000
# YAML refuses most of these. The three that it takes for line ends would alter a text in silence;
# marks that turn the direction of writing show something else than what is there; noncharacters
# are no text at all.
_USABLE = (
    r"\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd"
    + "".join(rf"\U{plane:04x}0000-\U{plane:04x}fffd" for plane in range(1, 17))
)
_UNUSABLE = re.compile(f"[^{_USABLE}]")
_MARK = re.compile("gongkai-(?:frame|region)-", re.IGNORECASE)
"""What themes draw in the place of a record; in a label it would be taken for such a mark."""
_BLOCK_MARK = re.compile(r"[|>][-+0-9]{0,2}")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as typed."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values, in order."""

    items: tuple[Value, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named values, in order; no name occurs twice."""

    entries: tuple[tuple[Scalar, Value], ...]
    line: int


Value = Scalar | Sequence | Mapping


def scalars(value: Value) -> Iterator[Scalar]:
    """Yield the single values within a value, names of entries left out."""
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from scalars(item)
    else:
        for _, entry in value.entries:
            yield from scalars(entry)


def unusable(text: str) -> re.Match[str] | None:
    """Find the first character that no label may have: what is invisible, or no character."""
    return _UNUSABLE.search(text)


def reserved(text: str) -> re.Match[str] | None:
    """Find a mark that pages are put together by."""
    return _MARK.search(text)


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file, taken apart.

    Attributes:
        labels: The front matter; None where the file has none or it cannot be read.
        body: Everything below it, line ends as LF.
        body_line: Line of the file on which the body begins, from 1.
    """

    labels: Mapping | None
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class Names:
    """Names after which a colon that is none for YAML is read as one.

    Attributes:
        top: Of labels.
        nested: Of entries within their values.
        texts: Labels whose lists hold sentences: what looks like a name there is text.
    """

    top: frozenset[str] = frozenset()
    nested: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


NO_NAMES = Names()


def decode(data: bytes, path: str, messages: list[Message]) -> str | None:
    """Turn the bytes of a text file into text with LF line ends.

    A byte order mark, CRLF and lone CR are accepted with a note. Returns None, with an error in
    ``messages``, for bytes that are not UTF-8 text.
    """
    at = Place(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        messages.append(_not_utf8(data, error, path))
        return None
    if "\0" in text:
        messages.append(
            Message(
                Place(path, text.count("\n", 0, text.index("\0")) + 1),
                Text("不是文本文件：含有 NUL 字节", "not a text file: it contains a NUL byte"),
                Text(
                    "把二进制文件作为附件放在旁边，正文另写成 Markdown 文本",
                    "put a binary file beside it as an attachment and write the text as Markdown",
                ),
            )
        )
        return None
    if text.startswith("\ufeff"):
        text = text[1:]
        messages.append(
            Message(
                at,
                Text("文件以字节顺序标记（BOM）开头，已忽略", "a byte order mark was skipped"),
                Text("另存为“UTF-8（无 BOM）”", "save as UTF-8 without BOM"),
                Severity.NOTE,
            )
        )
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        form = "CR" if "\r" in text else "CRLF"
        text = text.replace("\r", "\n")
        messages.append(
            Message(
                at,
                Text(f"换行符为 {form}，已按 LF 读取", f"{form} line ends were read as LF"),
                Text("编辑器中把换行设为 LF", "set line ends to LF in the editor"),
                Severity.NOTE,
            )
        )
    return text


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> Message:
    line = data.count(b"\n", 0, error.start) + 1
    if _is_utf16(data):
        return Message(
            Place(path),
            Text("文件是 UTF-16 编码，不是 UTF-8", "the file is encoded in UTF-16, not UTF-8"),
            Text("在编辑器里“另存为 UTF-8”", "save it as UTF-8 in the editor"),
        )
    if _is_gbk(data):
        return Message(
            Place(path, line),
            Text("文件是 GBK 编码，不是 UTF-8", "the file is encoded in GBK, not UTF-8"),
            Text(
                "记事本：文件→另存为→编码选 UTF-8；或运行 gongkai fix 文件 --write",
                "save it as UTF-8 in the editor, or run 'gongkai fix FILE --write'",
            ),
        )
    return Message(
        Place(path, line),
        Text(
            f"不是 UTF-8 文本：第 {error.start + 1} 个字节无法识别",
            f"not UTF-8 text: byte {error.start + 1} cannot be read",
        ),
        Text(
            "若是文本，另存为 UTF-8；若是图片、文档，请作为附件",
            "save text as UTF-8; attach pictures and documents as files",
        ),
    )


def _is_utf16(data: bytes) -> bool:
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return data.startswith((*marks, "---".encode("utf-16-le"), "---".encode("utf-16-be")))


def _is_gbk(data: bytes) -> bool:
    """Tell GBK from UTF-8 with a few broken bytes, which GBK decodes to nonsense."""
    try:
        readable = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    if "\0" in readable or not any("\u4e00" <= c <= "\u9fff" for c in readable):
        return False
    as_utf8 = data.decode("utf-8", "replace")
    return as_utf8.count("\ufffd") > sum("\u2000" <= c <= "\uffef" for c in as_utf8)


def split(text: str, path: str, messages: list[Message], known: Names = NO_NAMES) -> Source:
    """Take a decoded file apart into labels and body.

    Args:
        text: The file, with LF line ends.
        path: For messages, relative to the project folder.
        messages: Mistakes and notes are added here.
        known: Names after which a colon of another form is read as a colon.
    """
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return Source(None, text, 1)
    end = next((n for n, line in enumerate(lines[1:], 1) if _CLOSE.fullmatch(line)), None)
    if end is None:
        messages.append(
            Message(
                Place(path, 1),
                Text("著录项没有结束行 ---", "the front matter has no closing line ---"),
                Text("在著录项之后单独写一行 ---", "write a line --- of its own after the labels"),
            )
        )
        return Source(None, "", len(lines) + 1)
    labels = read_labels("\n".join(lines[1:end]), path, messages, first_line=2, known=known)
    return Source(labels, "\n".join(lines[end + 1 :]), end + 2)


@dataclass(frozen=True, slots=True)
class ColonSlip:
    """A colon that was read as ': '.

    Attributes:
        name: What stands before it.
        is_full_width: It is a full-width one; else it lacks the blank.
    """

    name: str
    is_full_width: bool


_NAME_AND_COLON = re.compile(r"([^:：]*)([:：])")
_FLOW_NAME_AND_COLON = re.compile(r"(?<=[{,])(\s*)([^\s{},\[\]:：]+)\s*(：\s*|:(?=[^\s,}]))")
_FLOW = re.compile(r"(?:[^:：]*:)?\s*\[?\s*\{[^\"']*")
"""An entry, or an item, whose value is in braces and holds no quotes."""


def with_plain_colons(line: str, names: Names) -> tuple[str, tuple[ColonSlip, ...]]:
    """Write ': ' after the known names of a line; return it with what was mended."""
    start = line.lstrip(" -")
    known = names.nested if line[:1] in {" ", "-"} else names.top
    slips: list[ColonSlip] = []
    match = _NAME_AND_COLON.match(start)
    if match is not None and match[1].strip() in known:
        name, rest = match[1].strip(), start[match.end() :]
        is_full_width = match[2] == "："
        # YAML takes a sign of number after a blank for a comment: the value would vanish.
        if (is_full_width or rest[:1].strip()) and not rest.lstrip().startswith("#"):
            indent = line[: len(line) - len(start)]
            line = f"{indent}{name}: {rest.strip()}".rstrip()
            slips.append(ColonSlip(name, is_full_width))

    def mend(match: re.Match[str]) -> str:
        if match[2] not in names.nested:
            return match[0]
        slips.append(ColonSlip(match[2], match[3].startswith("：")))
        return f"{match[1]}{match[2]}: "

    if "{" in line and _FLOW.fullmatch(line.lstrip(" -")):
        line = _FLOW_NAME_AND_COLON.sub(mend, line)
    return line, tuple(slips)


def _normalise_colons(
    lines: list[str], path: str, messages: list[Message], names: Names, first_line: int
) -> None:
    column, opens = -1, True  # of the line that the next one may go on with
    is_text = False  # what stands below a name of ``texts``
    for number, line in enumerate(lines):
        start = line.lstrip(" -")
        if not start.strip() or start.startswith("#"):
            continue
        is_nested = line[0] in " -"
        if is_nested and is_text:
            continue
        indent = len(line) - len(start)
        if indent > column and not opens:
            continue  # it goes on with a value
        line, slips = with_plain_colons(line, names)
        lines[number] = line
        messages += (_colon_note(slip, Place(path, number + first_line)) for slip in slips)
        if not is_nested:
            is_text = line.partition(":")[0].strip() in names.texts
        last = line.split()[-1]
        is_block = _BLOCK_MARK.fullmatch(last) is not None
        column = len(line) - len(line.lstrip(" ")) if is_block else indent
        opens = last.endswith((":", "-")) and not is_block


def _colon_note(slip: ColonSlip, at: Place) -> Message:
    name = slip.name
    what = (
        Text(
            f"“{name}”后面是全角冒号，已按半角读取",
            f"a full-width colon after {quoted(name)} was read as ':'",
        )
        if slip.is_full_width
        else Text(
            f"“{name}”的冒号后面没有空格，已按“名称: 值”读取",
            f"the blank is missing after the colon of {quoted(name)}; it was read with one",
        )
    )
    return Message(at, what, Text(f"写成“{name}: ”", f"write '{name}: '"), Severity.NOTE)


def read_labels(
    text: str,
    path: str,
    messages: list[Message],
    *,
    first_line: int = 1,
    known: Names = NO_NAMES,
) -> Mapping | None:
    """Read ``name: value`` lines; None, with an error in ``messages``, where that fails.

    A name given twice is an error too, but keeps its first value: the rest can still be checked.

    Args:
        text: YAML in the subset described above.
        path: For messages, relative to the project folder.
        messages: Mistakes and notes are added here.
        first_line: Line of the file on which ``text`` begins.
        known: Names after which a colon of another form is read as a colon.
    """
    value = read_value(text, path, messages, first_line=first_line, known=known)
    if value is None or isinstance(value, Mapping):
        return value
    line = text.split("\n")[value.line - first_line].strip()[:60]
    messages.append(
        Message(
            Place(path, value.line),
            Text(
                f"不是“名称: 值”的形式：{quoted(line)}",
                f"these are not 'name: value' lines: {quoted(line)}",
            ),
            Text(
                "每行写一个“名称: 值”，用半角冒号，后加一个空格",
                "write one 'name: value' a line, with a blank after the colon",
            ),
        )
    )
    return None


def read_value(
    text: str,
    path: str,
    messages: list[Message],
    *,
    first_line: int = 1,
    known: Names = NO_NAMES,
    max_characters: int = _MAX_CHARACTERS,
) -> Value | None:
    """Read one YAML value of any form; see ``read_labels``. An empty text is an empty mapping."""
    if len(text) > max_characters:
        messages.append(
            Message(
                Place(path, first_line),
                Text(f"著录项长达 {len(text)} 个字符", f"the labels have {len(text)} characters"),
                Text(
                    "这里只写要素；正文写在第二行 --- 之后",
                    "keep only labels here; the text goes below the second ---",
                ),
            )
        )
        return None
    lines = text.split("\n")
    refused = list(islice(_unusable_lines(lines, path, first_line), _MOST_UNUSABLE))
    if refused:
        messages += refused
        return None
    _normalise_colons(lines, path, messages, known, first_line)
    reader = _Reader(lines, path, messages, first_line)
    try:
        return reader.read("\n".join(lines) + "\n")
    except yaml.MarkedYAMLError as error:
        number = reader.place_of(error)
        messages.append(_not_yaml(error, lines[number], Place(path, number + first_line)))
        return None


_MOST_UNUSABLE = 20


def _unusable_lines(lines: list[str], path: str, first_line: int) -> Iterator[Message]:
    for number, line in enumerate(lines, first_line):
        match = unusable(line)
        if match is not None:
            code = f"U+{ord(match[0]):04X}"
            yield Message(
                Place(path, number),
                Text(
                    f"第 {match.start() + 1} 个字是不能使用的字符 {code}",
                    f"character {match.start() + 1} is {code}, which cannot be used",
                ),
                Text(
                    "删去该字符（多由复制带入，看不见）",
                    "delete it; it is invisible and came by copying",
                ),
            )


def _not_yaml(error: yaml.MarkedYAMLError, line: str, at: Place) -> Message:
    shown = quoted(line.strip()[:60])
    return Message(
        at,
        Text(
            f"著录项写法有误：{shown}",
            f"the front matter cannot be read: {shown}",
        ),
        _remedy(line, error.context or "", error.problem or ""),
    )


def _remedy(line: str, context: str, problem: str) -> Text:
    value = line.partition(":")[2].strip()
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Text("缩进用空格，不用制表符", "indent with blanks, not tabs")
    if "：" in line and ":" not in line.partition("：")[0]:
        return Text(
            "冒号用半角，后加一个空格：“名称: 值”",
            "write an ASCII colon and a blank: 'name: value'",
        )
    if "escape" in problem:
        return Text(
            "双引号里的 \\ 写成 \\\\，或改用单引号",
            "double each \\ within double quotes, or use single quotes",
        )
    if value[:1] in {"@", "`", "%", "*", "&", "!", "|", ">"}:
        return Text(
            f"值以 {value[0]} 开头时加英文引号", f"quote a value that begins with {value[0]}"
        )
    if "quoted scalar" in context or value.count('"') % 2 or value.startswith("'"):
        return Text("英文引号要成对，值写在一行里", "close the quote on the same line")
    if "flow" in context:
        return Text(
            "括号 [ ]、{ } 要成对，各项之间用半角逗号", "close the bracket; commas between items"
        )
    if "simple key" in context:
        return Text(
            "写成“名称: 值”，冒号后加一个空格", "write 'name: value', with a blank after the colon"
        )
    if "mapping values" in problem and ": " in value:
        return Text(
            '值里有“: ”时，给整个值加上英文引号：标题: "甲: 乙"',
            "put quotes around a value that contains ': '",
        )
    return Text(
        "检查缩进一致（同一层的各项对齐）、冒号后有一个空格、引号成对",
        "check that entries are aligned, the blank after the colon, and paired quotes",
    )


_OPENED = ("simple key", "quoted scalar", "flow sequence", "flow mapping")
"""What YAML was reading when it noticed an end that is missing further up."""

_QUOTED = Text("直接写值；以 & * ! 开头的值加英文引号", "write the value itself, in quotes")
_ONE = Text("删去多出的 --- 行和它后面的内容", "delete the extra line --- and what follows it")
_SHALLOW = Text("值里的括号加英文引号；列表里不再套列表", "quote brackets that belong to the value")


class _Reader:
    """Builds values from YAML events, without recursion into what the file dictates."""

    def __init__(
        self, lines: list[str], path: str, messages: list[Message], first_line: int
    ) -> None:
        self._lines = lines
        self._path = path
        self._messages = messages
        self._first_line = first_line
        self._last: yaml.Event | None = None

    def place_of(self, error: yaml.MarkedYAMLError) -> int:
        """Return the line, from 0, on which the mistake was made, not where it was noticed."""
        last = self._last
        if isinstance(last, yaml.ScalarEvent) and last.style in {"'", '"'}:
            assert last.end_mark is not None  # noqa: S101 - libyaml always tells
            if last.end_mark.line > _line(last):
                return _line(last)  # an open quote swallowed the lines up to the next one
        mark = error.problem_mark or error.context_mark
        if error.context_mark and any(word in (error.context or "") for word in _OPENED):
            mark = error.context_mark
        number = min(mark.line if mark else 0, len(self._lines) - 1)
        if self._lines[0].startswith("%"):
            return 0  # a directive is noticed by what follows it
        while number and not self._lines[number].strip():
            number -= 1  # the end is where something was missed
        return number

    def read(self, text: str) -> Value | None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        stack: list[tuple[str, int, list[Value]]] = []
        result: Value | None = None
        documents = 0
        for event in yaml.parse(text, Loader=loader):
            self._last = event
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "第二个 YAML 文档", "a second YAML document", _ONE)
                    return None
                continue
            if isinstance(event, yaml.AliasEvent):
                self._refuse(event, "引用（*）", "an alias (*)")
                return None
            value: Value | None = None
            if isinstance(event, yaml.NodeEvent):
                if event.anchor is not None or _has_tag(event):
                    self._refuse(event, "锚点（&）或类型标记（!）", "an anchor (&) or a tag (!)")
                    return None
                line = _line(event) + self._first_line
                if isinstance(event, yaml.ScalarEvent):
                    self._check_comment(event)
                    self._check_characters(event)
                    value = Scalar(event.value, line)
                else:
                    if len(stack) >= _MAX_DEPTH:
                        self._refuse(
                            event,
                            f"超过 {_MAX_DEPTH} 层的嵌套",
                            f"more than {_MAX_DEPTH} levels",
                            _SHALLOW,
                        )
                        return None
                    is_map = isinstance(event, yaml.MappingStartEvent)
                    stack.append(("map" if is_map else "list", line, []))
                    continue
            elif isinstance(event, yaml.CollectionEndEvent):
                form, line, values = stack.pop()
                value = (
                    self._mapping(values, line) if form == "map" else Sequence(tuple(values), line)
                )
            if value is None:
                continue
            if stack:
                stack[-1][2].append(value)
            else:
                result = value
        return Mapping((), self._first_line) if _is_blank(result) else result

    def _mapping(self, values: list[Value], line: int) -> Mapping:
        entries: list[tuple[Scalar, Value]] = []
        seen: dict[str, int] = {}
        for key, value in zip(values[::2], values[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._messages.append(
                    Message(
                        Place(self._path, key.line),
                        Text("名称不是文字", "a name is not text"),
                        Text("写成“名称: 值”", "write 'name: value'"),
                    )
                )
                continue
            if key.text in seen:
                self._messages.append(
                    Message(
                        Place(self._path, key.line),
                        Text(
                            f"“{key.text}”写了两次（第 {seen[key.text]} 行已有）",
                            f"{quoted(key.text)} is given twice (already on line {seen[key.text]})",
                        ),
                        Text("只留一个", "keep one of them"),
                    )
                )
                continue
            seen[key.text] = key.line
            entries.append((key, value))
        return Mapping(tuple(entries), line)

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """YAML reads `` #`` as a comment: say so, for text would vanish in silence."""
        if event.style:
            return
        end = event.end_mark
        assert end is not None  # noqa: S101 - libyaml always tells
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        # A remark after a name without value, as templates have it, is no text: "# …".
        if rest.lstrip().startswith("#") and (event.value or rest.lstrip()[1:2].strip()):
            self._messages.append(
                Message(
                    Place(self._path, end.line + self._first_line),
                    Text(
                        f"{quoted(rest.strip())} 被当作注释，不会显示",
                        f"{quoted(rest.strip())} is taken for a comment and will not be shown",
                    ),
                    Text("若属于内容，给整个值加上英文引号", "quote the value if it belongs to it"),
                    Severity.WARNING,
                )
            )

    def _check_characters(self, event: yaml.ScalarEvent) -> None:
        """Escapes in double quotes can write what no file may hold; marks are ours."""
        match = unusable(event.value)
        if match is not None:
            code = f"U+{ord(match[0]):04X}"
            self._messages.append(
                Message(
                    Place(self._path, _line(event) + self._first_line),
                    Text(f"含有不能使用的字符 {code}", f"it holds {code}, which cannot be used"),
                    Text("删去该字符", "delete the character"),
                )
            )
        mark = reserved(event.value)
        if mark is not None:
            self._messages.append(
                Message(
                    Place(self._path, _line(event) + self._first_line),
                    Text(
                        f"{quoted(mark[0])} 是程序自己用的",
                        f"{quoted(mark[0])} is the program's own",
                    ),
                    Text("改用别的写法", "write it otherwise"),
                )
            )

    def _refuse(
        self,
        event: yaml.Event,
        zh: str,
        en: str,
        fix: Text | None = None,
    ) -> None:
        self._messages.append(
            Message(
                Place(self._path, _line(event) + self._first_line),
                Text(f"著录项不接受{zh}", f"the front matter does not accept {en}"),
                fix or _QUOTED,
            )
        )


def _is_blank(value: Value | None) -> bool:
    return value is None or (isinstance(value, Scalar) and value.text == "")


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    assert mark is not None  # noqa: S101 - libyaml always tells
    return mark.line


def _has_tag(event: yaml.NodeEvent) -> bool:
    return getattr(event, "tag", None) is not None


def write_scalar(text: str) -> str:
    """Return ``text`` as a YAML scalar on one line that this reader gives back unchanged."""
    plain = (
        text
        and text == text.strip()
        and text[0] not in "-?:,[]{}#&*!|>'\"%@`~="
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and all(character.isprintable() or character == "\u3000" for character in text)
        and "：" not in text
    )
    if plain:
        return text
    escaped = "".join(_escape(character) for character in text)
    return f'"{escaped}"'


def _escape(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == "\n":
        return "\\n"
    if character.isprintable() or character == "\u3000":
        return character
    return f"\\U{ord(character):08x}"
