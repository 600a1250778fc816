"""Whether what was reported is really gone from the built page (整改记录)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from gongkai_model.feedback.record import Evidence, FeedbackRecord, Judgement, Result, Verdict
from gongkai_model.messages import Message, Place, Severity, Text
from gongkai_model.personal_data import masked_message

STILL_THERE, UNPROVEN = "still-there", "unproven"


@dataclass(frozen=True, slots=True)
class PageContent:
    """What of a built page evidence is held against.

    Attributes:
        text: Its visible text.
        links: Every address that it refers to, as written or resolved.
    """

    text: str
    links: tuple[str, ...]


def page_within(record: FeedbackRecord, url: str) -> str | None:
    """Return the address of the record's page within the site, as in ``policies/2026-1/``.

    Args:
        record: The message.
        url: Of the portal; ends with a slash.

    Returns:
        None for a page of another site; query and fragment are left out.
    """
    if record.page.startswith("/"):
        return unquote(urlsplit(record.page).path)[1:]
    own = urlsplit(url)
    try:
        meant = urlsplit(record.page)
    except ValueError:
        return None
    if meant.hostname != own.hostname:
        return None
    path = meant.path or "/"
    if path + "/" == own.path:
        return ""
    return unquote(path.removeprefix(own.path)) if path.startswith(own.path) else None


def remaining_evidence(
    record: FeedbackRecord, page: PageContent | None, url: str
) -> tuple[Judgement, ...]:
    """Judge whether 已整改 holds.

    Args:
        record: The message; one with another result has nothing to prove.
        page: What its page holds now; None where the site has no such page.
        url: Address of the site that was built; ends with a slash.
    """
    if record.result is not Result.FIXED:
        return ()
    if not record.evidence:
        return (
            _say(
                record,
                record.line_of("result"),
                UNPROVEN,
                Text("已整改，但没有写“整改记录”", "已整改, but there is no evidence"),
                Text(
                    "写上页面上不应再有的文字或链接；不是这类问题的，请人查看页面",
                    "give the text or link that must be gone; else have somebody look",
                ),
                Verdict.REVIEW,
            ),
        )
    if page is None:
        return (
            _say(
                record,
                record.line_of("page"),
                UNPROVEN,
                Text(
                    f"整改未能核对：网站里没有页面 {record.page[:200]}",
                    f"the mending was not measured: the site has no page {record.page[:200]}",
                ),
                Text("核对“页面”；页面已删的，请人确认", "check the address of the page"),
                Verdict.NOT_MEASURED,
            ),
        )
    base = _address(record.page.removeprefix("/"), url)
    text = _level(page.text)
    links = {_address(link, base) for link in page.links}
    return tuple(
        _say(
            record,
            one.line,
            STILL_THERE,
            Text(
                f"结果是已整改，但页面上还有：{_shown(one)}",
                f"已整改, but the page still has {_shown(one)}",
            ),
            Text("改正页面，或改正结果", "mend the page, or correct the result"),
        )
        for one in record.evidence
        if (_level(one.text) in text if one.text else _address(one.link, base) in links)
    )


def _shown(one: Evidence) -> str:
    return repr((one.text or one.link)[:80])


def _level(text: str) -> str:
    """Compare as readers see it: line breaks, blanks and widths aside."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _address(link: str, base: str) -> str:
    try:
        return unquote(urljoin(base, link.strip()))
    except ValueError:
        return link


def _say(
    record: FeedbackRecord,
    line: int,
    fault: str,
    what: Text,
    fix: Text,
    verdict: Verdict = Verdict.FAIL,
) -> Judgement:
    severity = Severity.ERROR if verdict is Verdict.FAIL else Severity.WARNING
    message = Message(Place(record.path, line), what, fix, severity)
    return Judgement(fault, masked_message(message), verdict)
