r"""Subjects (主题分类): the two-level tree documents are filed under: 综合政务\政务公开."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from gongkai_model.messages import NotUnderstood, Text, quoted

Tree = Mapping[str, tuple[str, ...]]
"""Classes with their subclasses, in order."""

_SEPARATORS = re.compile(r"[\\＼/／>＞]")
_TO_FULL_WIDTH = str.maketrans("()", "（）")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Subject:
    r"""A place in the subject tree.

    Attributes:
        main: The class (大类).
        sub: The subclass (小类); None where only the class is given.
    """

    main: str
    sub: str | None = None

    def __str__(self) -> str:
        return self.main if self.sub is None else f"{self.main}\\{self.sub}"


def parse(text: str, tree: Tree) -> tuple[Subject, bool]:
    r"""Read a subject.

    Args:
        text: ``大类\小类`` or a class alone; other separators, blanks around the names and
            half-width parentheses are understood.
        tree: Of the portal's pack.

    Returns:
        The subject, and whether ``text`` was not in the official form.

    Raises:
        NotUnderstood: The class or the subclass is not in the tree; the remedy names all
            subclasses of a known class, else near classes.
    """
    if len(text) > _LONGEST:
        raise _unknown(text[:_LONGEST] + "…", [], tree)
    main, *rest = (
        "".join(name.split()).translate(_TO_FULL_WIDTH) for name in _SEPARATORS.split(text)
    )
    if len(rest) > 1:
        raise NotUnderstood(
            Text(
                f"主题分类超过两级：{quoted(text)}",
                f"a subject of more than two levels: {quoted(text)}",
            ),
            Text(
                "写成 大类\\小类，如 综合政务\\政务公开",
                "write 大类\\小类, as in 综合政务\\政务公开",
            ),
        )
    if main not in tree:
        raise _unknown(text, _near_classes(main, tree), tree)
    subject = Subject(main, *rest)
    if subject.sub is not None and subject.sub not in tree[main]:
        raise _unknown(text, [Subject(main, sub) for sub in tree[main] or (None,)], tree)
    return subject, str(subject) != text


def _near_classes(name: str, tree: Tree) -> list[Subject]:
    """Return subjects an editor may have meant: of that subclass, or of a class so spelt."""
    known = [Subject(main, name) for main, subs in tree.items() if name in subs]
    # Nearly every class has 其他, which says nothing about the class meant.
    if known and name != "其他":
        return known
    # Classes join several fields, 财政、金融、审计, and one of them is often all that was written.
    parts = [main for main in tree if name and name in main]
    return [Subject(main) for main in parts or get_close_matches(name, tree, cutoff=0.3)]


def _unknown(text: str, near: list[Subject], tree: Tree) -> NotUnderstood:
    what = Text(f"主题分类中没有：{quoted(text)}", f"not in the subject tree: {quoted(text)}")
    if near:
        names = [str(subject) for subject in near]
        return NotUnderstood(what, Text(f"可选：{'；'.join(names)}", f"one of: {'; '.join(names)}"))
    return NotUnderstood(
        what,
        Text(f"大类共 {len(tree)} 个：{'；'.join(tree)}", f"the classes: {'; '.join(tree)}"),
    )
