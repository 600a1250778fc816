"""How a rule is declared, and how all of them are found.

A rule is one module, named for the fault, in the folder of its family. Its docstring is its page in
the manual.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from gongkai_checks.finding import Problem
from gongkai_model.messages import Severity, Text

PACKAGE = "gongkai_checks"
READING = "files"


class Stage(StrEnum):
    """What a rule looks at."""

    SOURCE = "source"
    BUILT = "built"
    LIVE = "live"
    RENDERED = "rendered"


class Scope(StrEnum):
    """How much of a site a rule sees at once."""

    PAGE = "page"
    SITE = "site"


class Mark(StrEnum):
    """How sure we are of what a rule demands."""

    VERIFIED = "V"  # read in the rule itself
    MEASURED = "M"
    SECONDARY = "S"
    GENERAL = "G"  # general knowledge: a setting, never "the rule says"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: Family and fault; never changes after a release.
        title: What holds where the rule is kept.
        severity: How bad a failure is.
        source: The document that asks for it.
        mark: How sure we are of that.
        manual: The module's docstring.
        applies: Whether a page, or the site, has what the rule is about.
        check: Yields what is wrong with a page, or with the site.
        foreign: Ids of the same rule in other catalogues, by catalogue.
    """

    id: str
    title: Text
    severity: Severity
    source: str
    mark: Mark
    scope: Scope
    manual: str
    applies: Callable[[Any], bool]
    check: Callable[[Any], Iterable[Problem]]
    stage: Stage = Stage.BUILT
    foreign: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """The family's name."""
        return self.id.partition("/")[0]


def _always(_: object) -> bool:
    return True


def rule_for(scope: Scope) -> Callable[..., Callable[[Callable[[Any], Iterable[Problem]]], Rule]]:
    """Return the decorator that declares rules which see this much."""

    def declare(
        *,
        title: Text,
        severity: Severity,
        source: str,
        mark: Mark,
        applies: Callable[[Any], bool] = _always,
        stage: Stage = Stage.BUILT,
        foreign: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Callable[[Callable[[Any], Iterable[Problem]]], Rule]:
        def make(check: Callable[[Any], Iterable[Problem]]) -> Rule:
            *_, family, module = check.__module__.split(".")
            return Rule(
                id=f"{family}/{module.replace('_', '-')}",
                title=title,
                severity=severity,
                source=source,
                mark=mark,
                scope=scope,
                manual=inspect.cleandoc(sys.modules[check.__module__].__doc__ or ""),
                applies=applies,
                check=check,
                stage=stage,
                foreign=foreign or {},
            )

        return make

    return declare


page_rule = rule_for(Scope.PAGE)
"""Declares a rule that sees one page at a time (``BuiltPage``)."""

site_rule = rule_for(Scope.SITE)
"""Declares a rule that sees the whole site (``BuiltSite``)."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, by id."""
    package = importlib.import_module(PACKAGE)
    found: list[Rule] = []
    for family in pkgutil.iter_modules(package.__path__):
        if not family.ispkg:
            continue
        folder = importlib.import_module(f"{PACKAGE}.{family.name}")
        for module in pkgutil.iter_modules(folder.__path__):
            loaded = importlib.import_module(f"{PACKAGE}.{family.name}.{module.name}")
            declared = getattr(loaded, module.name, None)
            if isinstance(declared, Rule):
                found.append(declared)
    return tuple(sorted(found, key=lambda rule: rule.id))


def chosen_rules(only: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of these families or ids; all where none is named.

    Whether the files could be read at all is always asked.

    Raises:
        KeyError: Nothing has that name.
    """
    wanted = tuple(only)
    if not wanted:
        return all_rules()
    for name in wanted:
        if not any(_is_named(rule, name) for rule in all_rules()):
            raise KeyError(name)
    return tuple(
        rule
        for rule in all_rules()
        if rule.family == READING or any(_is_named(rule, name) for name in wanted)
    )


def _is_named(rule: Rule, name: str) -> bool:
    return name in (rule.id, rule.family)
