"""Names of the own organs are written as registered.

## Why
A wrong character, one too many or one missing in the name of an organ is among the first things an
inspection looks for. The register given in the file for ``--rules`` says which names there are;
without one nothing is judged.

## How to fix
Write the registered name. Where another body is meant, whose name is alike, add it to the list.
"""

from collections.abc import Iterator

from gongkai_checks.finding import Outcome, Problem
from gongkai_checks.rule import Mark, page_rule
from gongkai_checks.site import BuiltPage
from gongkai_model.messages import Severity, Text

_SHORTEST = 7  # characters; shorter names are too much alike
# What stands at the end of a name, and what tells one body of a kind from the next.
_LAST = frozenset("局厅委办室院会处署队心站所府部科股")
_TELLING = frozenset("东西南北中上下左右前后新老大小省市县区州盟旗镇乡村一二三四五六七八九十〇零第")


@page_rule(
    title=Text("本级机关名称与名录一致", "Names of own organs are as registered"),
    severity=Severity.WARNING,
    source="the portal's own register of organs; rules reference, D6",
    mark=Mark.SECONDARY,
    applies=lambda page: page.html and bool(page.measures.wording.organs),
)
def organ_name(page: BuiltPage) -> Iterator[Problem]:
    names = page.measures.wording.organs
    told: set[int] = set()
    for name in names:
        if len(name) < _SHORTEST:
            continue
        for start, end in _alike(page, name, names):
            if start in told:
                continue
            told.add(start)
            seen = page.text.text[start:end]
            yield Problem(
                Text(
                    f"机关名称有误？“{seen}”，名录里是“{name}”",
                    f"a wrong name? {seen!r}; the register has {name!r}",
                ),
                Text("核对后改正", "correct it after a look at the original"),
                *page.text.place(start),
                value=seen,
                outcome=Outcome.REVIEW,
            )


def _alike(page: BuiltPage, name: str, names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where something stands that is this name but for one slip: one half of it is whole."""
    text, length, middle = page.text.text, len(name), len(name) // 2
    whole = [other for other in names if len(other) >= length]
    places: list[tuple[int, int]] = []
    for start in page.text.find(name[:middle]):
        if not any(text.startswith(other, start) for other in whole):
            places += ((start, start + length + more) for more in (0, -1, 1))
    for offset in page.text.find(name[middle:]):
        end = offset + length - middle
        if not any(text.endswith(other, 0, end) for other in whole):
            places += ((max(end - length - more, 0), end) for more in (0, -1, 1))
    for start, end in places:
        seen = text[start:end]
        if seen not in names and _is_slip(name, seen):
            yield start, end


def _is_slip(name: str, seen: str) -> bool:
    """Tell whether one character of a name, not its first, is wrong, missing, too many or swapped.

    What tells the town from the county, or the north from the south, is another name, no slip.
    """
    if name == seen or name[0] != seen[:1]:
        return False
    same = next((n for n, (a, b) in enumerate(zip(name, seen, strict=False)) if a != b), -1)
    if same < 0:
        return False  # one is the beginning of the other
    if len(name) == len(seen):
        if name[same + 1 :] == seen[same + 1 :]:
            wrong = {name[same], seen[same]}
            last = same == len(name) - 1
            return wrong <= _LAST if last else _is_han(seen[same]) and not wrong & _TELLING
        swapped = seen[same + 1 : same + 2] + seen[same]
        return name[same : same + 2] == swapped and name[same + 2 :] == seen[same + 2 :]
    if len(name) > len(seen):
        return name[same + 1 :] == seen[same:]
    return name[same:] == seen[same + 1 :] and _is_han(seen[same])


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
