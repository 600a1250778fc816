"""What the audit says: problems from rules, results for people and programs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from gongkai_model.messages import Severity, Text

SAMPLES = 20  # places named for one finding


class Outcome(StrEnum):
    """What was seen; how bad that is says the severity."""

    PASS = "pass"  # noqa: S105 - an outcome
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    NOT_MEASURED = "not-measured"
    BLOCKED = "blocked"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule says about one place.

    Attributes:
        what: The fact.
        fix: What to do about it.
        line: From 1; 0 where it is not known.
        column: From 1.
        value: The attribute's text; None where there is none.
        group: Problems of a rule with the same text here are one finding; empty: those with the
            same value are.
        page: Set by rules for the whole site, which know it.
        severity: None: the rule's own.
        outcome: Fail, unless it could not be decided.
    """

    what: Text
    fix: Text
    line: int = 0
    column: int = 0
    value: str | None = None
    group: str = ""
    page: str | None = None
    severity: Severity | None = None
    outcome: Outcome = Outcome.FAIL


class Sample(NamedTuple):
    """One place of a finding."""

    page: str | None
    line: int
    column: int
    value: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """One finding.

    Attributes:
        id: The same in every run, as long as rule and cause are the same.
        rule: Id of the rule.
        place: The first place.
        message: The fact.
        remedy: What to do about it.
        count: In how many places.
        samples: The first of them, the one above included.
        source: Where it stands in the sources; None where no map of the build tells.
        template: The theme's template it comes from, likewise.
    """

    id: str
    rule: str
    severity: Severity
    outcome: Outcome
    place: Sample
    message: Text
    remedy: Text
    count: int
    samples: tuple[Sample, ...]
    source: Mapping[str, Any] | None = None
    template: str | None = None


@dataclass(slots=True)
class RuleCount:
    """How often each outcome was seen, in pages; by rules for the whole site, in sites."""

    passed: int = 0
    failed: int = 0
    not_applicable: int = 0

    def add(self, other: RuleCount) -> None:
        """Add the counts of another part of the site."""
        self.passed += other.passed
        self.failed += other.failed
        self.not_applicable += other.not_applicable


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at.

    Attributes:
        pages: Pages of HTML there are.
        tested: Those that could be read.
        files: All files.
        rules: Rule -> counts, of those that ran.
        not_run: Rule -> why it did not run.
        stale: Entries of the baseline that nothing met, as they stand there.
    """

    pages: int
    tested: int
    files: int
    rules: Mapping[str, RuleCount]
    not_run: Mapping[str, Text] = field(default_factory=dict)
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything one run found.

    Attributes:
        coverage: What was looked at.
        results: By severity, rule and place.
    """

    coverage: Coverage
    results: tuple[Result, ...]

    def count(self, severity: Severity) -> int:
        """Return how many findings failed with this severity."""
        return sum(
            result.severity is severity and result.outcome is Outcome.FAIL
            for result in self.results
        )


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(slots=True)
class Group:
    """Problems that are one finding."""

    severity: Severity
    outcome: Outcome
    problem: Problem
    count: int
    samples: list[Sample]

    def merge(self, other: Group) -> None:
        """Take in the places of a group from another part of the site."""
        self.count += other.count
        if _order(other.samples[0]) < _order(self.samples[0]):
            self.problem = other.problem
        self.samples = sorted((*self.samples, *other.samples), key=_order)[:SAMPLES]


Key = tuple[str, str, str, str]
"""Rule, group, severity, outcome."""


class Findings:
    """Collects problems and joins those that are one finding."""

    def __init__(self, *, grouped: bool = True) -> None:
        self.groups: dict[Key, Group] = {}
        self._grouped = grouped

    def add(self, rule: str, severity: Severity, page: str | None, problem: Problem) -> None:
        """Take in what a rule says about a page."""
        page = problem.page if page is None else page
        severity = problem.severity or severity
        sample = Sample(page, problem.line, problem.column, problem.value)
        group = problem.group or problem.value or problem.what.zh
        if not self._grouped:
            group = f"{page or ''}\0{group}"
            again = 0
            while (rule, f"{group}\0{again}", severity, problem.outcome) in self.groups:
                again += 1
            group = f"{group}\0{again}"
        key = (rule, group, str(severity), str(problem.outcome))
        known = self.groups.get(key)
        if known is None:
            self.groups[key] = Group(severity, problem.outcome, problem, 1, [sample])
            return
        known.count += 1
        if len(known.samples) < SAMPLES:
            known.samples.append(sample)

    def merge(self, groups: Mapping[Key, Group]) -> None:
        """Take in what was found in another part of the site."""
        for key, group in groups.items():
            known = self.groups.get(key)
            if known is None:
                self.groups[key] = group
            else:
                known.merge(group)

    def results(self) -> tuple[Result, ...]:
        """Return the findings, by severity, rule and place."""
        found = [_result(key, group) for key, group in self.groups.items()]
        found.sort(key=lambda r: (_WEIGHT[r.severity], r.rule, _order(r.place), r.id))
        return tuple(found)


def _result(key: Key, group: Group) -> Result:
    digest = hashlib.sha256("\0".join(key[:2]).encode("utf-8", "surrogatepass")).hexdigest()
    samples = tuple(sorted(group.samples, key=_order))
    return Result(
        id=digest[:16],
        rule=key[0],
        severity=group.severity,
        outcome=group.outcome,
        place=samples[0],
        message=group.problem.what,
        remedy=group.problem.fix,
        count=group.count,
        samples=samples,
    )


def _order(sample: Sample) -> tuple[str, int, int, str]:
    return (sample.page or "", sample.line, sample.column, sample.value or "")
