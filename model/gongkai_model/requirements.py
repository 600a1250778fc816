"""What a record needs, by its kind and by what it says of itself, beyond the fields of its kind."""

from __future__ import annotations

import re

from gongkai_model.fields import BY_ALIAS
from gongkai_model.messages import FileMessages, Text
from gongkai_model.published_types import ending, is_media
from gongkai_model.record import Facts, Grade, Presentation, Version
from gongkai_model.web_address import path_of

PRINTED = frozenset({"pdf", "ofd"})
"""Endings of files that may be a printed edition."""

_WITH_TRANSCRIPT = frozenset({Presentation.VIDEO, Presentation.AUDIO})
_NOT_TEXT = _WITH_TRANSCRIPT | {Presentation.DIAGRAM}


def check_requirements(version: Version, report: FileMessages) -> None:
    """Report what a text lacks, and what it must not have.

    Args:
        version: The text; for kinds without dated texts, the record.
        report: Of its file.
    """
    facts = version.facts
    if not facts.kind.has_page:
        _check_no_body(version, report)
        return
    _check_presentation(version, report)
    if facts.kind.alias == "consultation":
        _check_consultation(version, report)
    _check_expected(facts, report)
    may_be_empty = (
        not facts.kind.needs_body
        or facts.attachments
        or facts.grade is Grade.COMPILED
        or _NOT_TEXT.intersection(facts.form)  # that has been reported
    )
    if not version.body.strip() and not may_be_empty:
        report.warning(
            version.body_line,
            Text("正文是空的", "there is no text"),
            Text("在第二行 --- 下面写正文", "write it below the second ---"),
        )


def has_printed_edition(facts: Facts) -> bool:
    """Tell whether a PDF or OFD file is attached."""
    return any(
        ending(path_of(file.address) if file.address else file.path) in PRINTED
        for file in facts.attachments
    )


def _check_no_body(version: Version, report: FileMessages) -> None:
    if not version.body.strip():
        return
    blank = len(version.body) - len(version.body.lstrip())
    name, alias = version.facts.kind.name, version.facts.kind.alias
    report.error(
        version.body_line + version.body.count("\n", 0, blank),
        Text(
            f"“{name}”没有自己的页面，正文不会显示",
            f"a record of kind {alias} has no page: its text would not be shown",
        ),
        Text("删去正文，说明写在“摘要”里", "delete the text; 摘要 says what it is"),
    )


def _check_presentation(version: Version, report: FileMessages) -> None:
    """Hold that what a diagram, a film or a recording says can be read, too."""
    facts = version.facts
    shown = [form for form in facts.form if form in _NOT_TEXT]
    if not shown or text_beyond_media(version.body):
        return
    line = facts.lines.get("form", 1)
    if Presentation.DIAGRAM in shown:
        report.error(
            line,
            Text("形式是“图解”，正文却没有图上的文字", "a diagram whose words are not in the text"),
            Text("在正文里写出图解的全部文字", "write all its words into the text"),
        )
    for form in shown:
        if form in _WITH_TRANSCRIPT:
            report.error(
                line,
                Text(
                    f"形式是“{form}”，正文却没有文字稿",
                    f"形式 is {form}, and there is no transcript",
                ),
                Text("在正文里写出文字稿", "write the transcript into the text"),
            )


# Each is read in linear time, whatever is written.
_MEDIA_ELEMENT = re.compile(
    r"<(figure|video|audio|picture)\b.*?(?:</\1\s*+>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^<>]*+>")
_IMAGE = re.compile(
    r"!\[[^\]\n]{0,500}\](?:\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)?\)|\[[^\[\]\n]*+\])?"
)
_LINK = re.compile(r"\[([^\[\]]*+)\]\(\s*+<?([^()\s<>]*+)[^()]*+\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]*+\]:.*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t].*)?$|^.*\n {0,3}(?:=++|-++)[ \t]*+$", re.MULTILINE)


def text_beyond_media(body: str) -> str:
    """Return what of a Markdown body is text, for a quick look.

    Pictures and films with what stands in them, links to media files and headings are left out.
    """
    text = _MEDIA_ELEMENT.sub(" ", body)
    text = _IMAGE.sub(" ", text)
    text = _LINK.sub(lambda link: " " if is_media(link[2]) else link[1], text)
    text = _HEADING.sub(" ", _DEFINITION.sub(" ", text))
    return " ".join(re.findall(r"\w+", _TAG.sub(" ", text)))


def _check_consultation(version: Version, report: FileMessages) -> None:
    facts = version.facts
    said = any(getattr(facts, alias) for alias in facts.kind.or_body)
    if not said and not version.body.strip():
        report.error(
            1,
            Text("没有说明怎样提意见", "it does not say how to send opinions"),
            Text("写“征集方式: …”，或写在正文里", "give '征集方式: …', or say it in the text"),
        )
    outcome = facts.outcome
    if outcome is not None and facts.closes_on is not None and outcome.on <= facts.closes_on:
        report.warning(
            facts.lines.get("outcome", 1),
            Text(
                f"采纳情况的日期 {outcome.on} 不晚于截止日期 {facts.closes_on}",
                f"the outcome is dated {outcome.on}, not after 截止日期 {facts.closes_on}",
            ),
            Text("核对两个日期", "check both days"),
        )


def _check_expected(facts: Facts, report: FileMessages) -> None:
    missing = [BY_ALIAS[alias] for alias in facts.kind.expected if not getattr(facts, alias)]
    if missing:
        names = "、".join(known.name for known in missing)
        report.warning(
            facts.lines.get("kind", 1),
            Text(
                f"“{facts.kind.name}”缺少{names}",
                f"a record of kind {facts.kind.alias} lacks {names}",
            ),
            Text(
                "补上；要素不全的指南，来办事的人用不了",
                "add them: who comes by an incomplete guide comes in vain",
            ),
        )
