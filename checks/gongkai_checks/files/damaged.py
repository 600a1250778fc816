"""Every file holds the text it declares.

## Why
Bytes that are not in the declared encoding, and NUL, show as signs nobody wrote; a page without
declared encoding is read differently from browser to browser. Links in such a page may be judged
wrongly.

## How to fix
Save the file as UTF-8 and say so: ``<meta charset="utf-8">`` within the first 1,024 bytes.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Problem
from gongkai_checks.parsing import NO_ENCODING, NUL, WRONG_BYTES
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_TEXTS = {
    NUL: Text("文件里有空字符（NUL）", "the file holds NUL"),
    WRONG_BYTES: Text("字节与声明的编码不符", "bytes that are not in the declared encoding"),
    NO_ENCODING: Text("没有声明编码，也不是 UTF-8", "no encoding is declared, and it is not UTF-8"),
    "not-well-formed": Text("格式不完整，程序读不下去", "not well-formed: programs stop reading"),
}


@page_rule(
    title=Text("文件内容与声明的编码一致", "Files hold the text they declare"),
    severity=Severity.WARNING,
    source="HTML standard, determining the character encoding",
    mark=Mark.VERIFIED,
)
def damaged(page: BuiltPage) -> Iterator[Problem]:
    for damage in page.facts.damage:
        yield Problem(
            _TEXTS[damage],
            Text("按 UTF-8 重新保存，并声明编码", "save it as UTF-8, and declare that"),
            group=damage,
        )
