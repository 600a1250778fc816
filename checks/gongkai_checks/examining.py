"""One file after the other: read, take its facts, run the rules that see one page at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gongkai_checks.baseline import Baseline
from gongkai_checks.cache import Cache, digest
from gongkai_checks.facts import Facts, facts_from_json, read_facts
from gongkai_checks.finding import Findings, Group, Key, Problem, RuleCount
from gongkai_checks.machine_files import reader_of
from gongkai_checks.measures import Measures, known_measures
from gongkai_checks.resolving import Resolver
from gongkai_checks.rule import Rule
from gongkai_checks.site import BuiltPage, Summary, is_page
from gongkai_checks.unreadable import Unreadable
from gongkai_model.messages import Text

LARGEST = 64 * 1024 * 1024  # bytes of a file that is still read


@dataclass(slots=True)
class Portion:
    """What came of some files of a site.

    Attributes:
        summaries: Of the pages, for rules that see the whole site.
        groups: Findings.
        counts: Rule -> how often each outcome was seen.
        fresh: Hash and facts of what was not known before.
        names: Path and hash of each file read.
        accepted: Numbers of the baseline's entries that were met.
        unread: What to say of files that could not be read.
    """

    summaries: list[Summary] = field(default_factory=list)
    groups: dict[Key, Group] = field(default_factory=dict)
    counts: dict[str, RuleCount] = field(default_factory=dict)
    fresh: list[tuple[str, str]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    accepted: set[int] = field(default_factory=set)
    unread: list[Problem] = field(default_factory=list)


def has_links(path: str) -> bool:
    """Tell whether a file is read at all."""
    return is_page(path) or reader_of(path) is not None


def read_bytes(path: str) -> bytes:
    """Return a file's bytes, as they were at one moment.

    Raises:
        Unreadable: It is too large, gone, closed to us, or changed meanwhile.
    """
    try:
        file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            before = os.fstat(file)
            if before.st_size > LARGEST:
                raise Unreadable(
                    Text("文件太大，没有检查", "too large to be read"),
                    Text("把它拆开", "split it"),
                )
            data = os.read(file, before.st_size + 1)
            after = os.fstat(file)
        finally:
            os.close(file)
    except OSError as error:
        raise Unreadable(
            Text(f"读不出来：{error.strerror}", f"cannot be read: {error.strerror}"),
            Text("检查文件和权限", "see to the file and its permissions"),
        ) from None
    steady = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not steady or len(data) != before.st_size:
        raise Unreadable(
            Text("检查时文件正在改动", "it changed while it was read"),
            Text("构建结束后再检查", "run the audit when the build is done"),
        )
    return data


@dataclass(frozen=True)
class Examiner:
    """Examines files; one for each process.

    Attributes:
        root: The site's folder.
        resolver: Resolves links.
        rules: Those that see one page at a time.
        baseline: What is accepted.
        cache: Facts that are known already.
        grouped: Whether problems with one cause are joined.
        day: The day that is today.
        measures: Thresholds and lists that rules go by.
    """

    root: Path
    resolver: Resolver
    rules: tuple[Rule, ...]
    baseline: Baseline
    cache: Cache
    grouped: bool = True
    day: date = date.max
    measures: Measures = field(default_factory=known_measures)

    def examine(self, paths: Iterable[str], numbers: Mapping[str, int]) -> Portion:
        """Examine some files."""
        portion = Portion()
        findings = Findings(grouped=self.grouped)
        counts = {rule.id: RuleCount() for rule in self.rules}
        for path in paths:
            self.examine_file(path, numbers, portion, findings, counts)
        portion.groups = findings.groups
        portion.counts = counts
        return portion

    def examine_file(
        self,
        path: str,
        numbers: Mapping[str, int],
        portion: Portion,
        findings: Findings,
        counts: Mapping[str, RuleCount],
    ) -> None:
        """Examine one file."""
        try:
            page = self.page(path, portion)
        except Unreadable as error:
            portion.unread.append(replace(error.problem, page=path))
            return
        for rule in self.rules:
            count = counts[rule.id]
            if not rule.applies(page):
                count.not_applicable += 1
                continue
            failed = False
            try:
                for problem in rule.check(page):
                    accepted = self.baseline.accepting(rule.id, path, problem.value)
                    if accepted is not None:
                        portion.accepted.add(accepted)
                        continue
                    failed = True
                    findings.add(rule.id, rule.severity, path, problem)
            except Exception as error:
                error.add_note(f"while {rule.id} looked at {path}")
                raise
            if failed:
                count.failed += 1
            else:
                count.passed += 1
        if page.html:
            portion.summaries.append(page.summary(numbers))

    def page(self, path: str, portion: Portion | None = None) -> BuiltPage:
        """Return a file as rules see it.

        Raises:
            Unreadable: It could not be read.
        """
        data = read_bytes(f"{self.root}/{path}")
        name = digest(data) if self.cache.path is not None else ""
        reader = read_facts if is_page(path) else reader_of(path)
        key = name if is_page(path) else f"{name}.{getattr(reader, '__name__', '')}"
        known = self.cache.facts(key)
        if known is not None:
            facts = facts_from_json(known)
        else:
            facts = reader(data) if reader else Facts()
            if portion is not None and self.cache.path is not None:
                portion.fresh.append((key, facts.to_json()))
        if portion is not None:
            portion.names.append((path, name))
        return BuiltPage(path, facts, self.resolver, self.day, self.measures, data)
