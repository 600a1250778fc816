"""Finds who issued an act in the events of its note."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai_model.numerals import CHARACTERS
from gongkai_model.promulgation_note import Act, Event

_NUMERAL = f"[0-9{CHARACTERS}]{{1,8}}"
_TERM = re.compile(rf"第?{_NUMERAL}届")
_MEETING = re.compile(
    rf"(?:主席团)?(?:[0-9]{{4}}年)?第{_NUMERAL}(?:次|会议).*|(?:常务|全体)会议.*|公告.*|令$"
)
_ORGAN = re.compile(
    r".{0,40}(?:人民代表大会|常务委员会|中共中央|国务院|军事委员会|委员会|人民政府|法院|检察院|银行"
    r"|公安厅|办公厅|办公室|[部署局厅院])"
)
_SHORT = (("人大常委会", "人民代表大会常务委员会"), ("中央军委", "中央军事委员会"))
# 县第五届人民代表大会: which county, the note does not say.
_NO_PLACE = ("市", "县", "省", "区", "州")
_ISSUING = (Act.ADOPTED, Act.PROMULGATED)


def organs_of(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the organs that made the act, the first one first; empty where the note is silent.

    It is the body that passed or issued the first text, else the one that revised it; what another
    body approves stays the act of the one that made it.
    """
    named = [event for event in events if event.body]
    issuing = [event for event in named if event.act in _ISSUING]
    for event in issuing or [event for event in named if event.act is Act.AMENDED]:
        names = [_organ(part) for part in (event.body or "").split("、")]
        if all(names):
            return tuple(dict.fromkeys(names))
    return ()


def _organ(body: str) -> str:
    name = _MEETING.sub("", _TERM.sub("", body)).strip("，,（(")
    name = name.removeprefix("中华人民共和国").removeprefix("经")
    for short, full in _SHORT:
        if name.endswith(short):
            name = name.removesuffix(short) + full
    return name if _ORGAN.fullmatch(name) and not name.startswith(_NO_PLACE) else ""
