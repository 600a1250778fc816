"""The audit of a folder: files dealt to processes, findings joined, rules for the site run."""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import multiprocessing.connection
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from gongkai_checks.baseline import Baseline
from gongkai_checks.building_day import build_day
from gongkai_checks.cache import Cache, code_version, digest
from gongkai_checks.examining import (
    Examiner,
    Portion,
    has_links,
    read_bytes,
)
from gongkai_checks.finding import (
    Audit,
    Coverage,
    Findings,
    RuleCount,
)
from gongkai_checks.identity import resolver_for
from gongkai_checks.inventory import Files, take_files
from gongkai_checks.keeping import audit_from_json, audit_to_json
from gongkai_checks.measures import Measures, known_measures
from gongkai_checks.profile import SiteProfile
from gongkai_checks.rule import Rule, Scope, Stage
from gongkai_checks.site import BuiltSite, is_page
from gongkai_checks.unreadable import Unreadable, not_measured
from gongkai_model.messages import Text

_PORTION = 64  # files that a process takes at a time
_MOST_JOBS = 8
_WORTH_A_PROCESS = 5000  # files; two processes on one machine cost more than one does
_STUCK_SECONDS = 120.0  # on one file, before its process is given up
_POLL_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Request:
    """What to audit, and how.

    Attributes:
        root: The site's folder.
        rules: What to hold it against.
        day: The day that is today.
        profile: How the site is served.
        baseline: What is accepted.
        cache: Folder of the cache; None: none.
        jobs: Processes; None: as many as there are processors.
        grouped: Whether problems with one cause are joined.
        stated: Whether ``day`` was told; else the age of what is published is reckoned on the
            build date that the site names.
        measures: Thresholds and lists that rules go by.
    """

    root: Path
    rules: tuple[Rule, ...]
    day: date
    profile: SiteProfile = field(default_factory=SiteProfile)
    baseline: Baseline = field(default_factory=Baseline)
    cache: Path | None = None
    jobs: int | None = None
    grouped: bool = True
    stated: bool = True
    measures: Measures = field(default_factory=known_measures)


def audit(request: Request) -> Audit:
    """Audit a folder of HTML, whoever built it."""
    cache = Cache(request.cache)
    cache.open()
    try:
        return _Run(request, cache).audit()
    finally:
        cache.close()


class _Run:
    """One run over a folder."""

    def __init__(self, request: Request, cache: Cache) -> None:
        self._request = request
        self._cache = cache
        self._files = take_files(request.root, request.profile)
        self._settings = _settings(request)
        self._documents = [path for path in self._files.sizes if has_links(path)]

    def audit(self) -> Audit:
        last = self._cache.run(self._settings)
        if last is not None and last[0] == self._input(self._hashes()):
            return audit_from_json(last[1])
        built = tuple(rule for rule in self._request.rules if rule.stage is Stage.BUILT)
        resolver = resolver_for(self._request.root, self._files, self._request.profile)
        examiner = Examiner(
            self._request.root,
            resolver,
            tuple(rule for rule in built if rule.scope is Scope.PAGE),
            self._request.baseline,
            self._cache,
            self._request.grouped,
            self._request.day,
            self._request.measures,
        )
        gathered = self._gather(examiner)
        findings = Findings(grouped=self._request.grouped)
        findings.merge(gathered.groups)
        site = self._site(examiner, gathered)
        self._run_site_rules(site, gathered, findings, built)
        audit = Audit(self._coverage(gathered), findings.results())
        if not site.changed and not site.unread:
            self._cache.keep_run(
                self._settings, self._input(iter(gathered.names)), audit_to_json(audit)
            )
        self._cache.forget_all_but(frozenset(name for _, name in gathered.names))
        return audit

    def _hashes(self) -> Iterator[tuple[str, str]]:
        for path in self._documents:
            try:
                yield path, digest(read_bytes(f"{self._request.root}/{path}"))
            except Unreadable:
                yield path, ""

    def _input(self, hashes: Iterable[tuple[str, str]]) -> str:
        """Return a name for everything a result depends on, settings aside."""
        whole = hashlib.blake2b(digest_size=16)
        for path, size in self._files.sizes.items():
            whole.update(f"{path}\0{size}\0".encode("utf-8", "surrogateescape"))
        for path, name in sorted(hashes):
            whole.update(f"{path}\0{name}\0".encode("utf-8", "surrogateescape"))
        return whole.hexdigest()

    def _gather(self, examiner: Examiner) -> Portion:
        """Examine every file, and put together what came of it."""
        gathered = Portion(counts={rule.id: RuleCount() for rule in examiner.rules})
        findings = Findings(grouped=self._request.grouped)
        for portion in _deal(examiner, self._documents, self._files, self._request.jobs):
            self._cache.keep(portion.fresh)
            gathered.summaries += portion.summaries
            gathered.names += portion.names
            gathered.accepted |= portion.accepted
            gathered.unread += portion.unread
            findings.merge(portion.groups)
            for rule, count in portion.counts.items():
                gathered.counts[rule].add(count)
        gathered.groups = findings.groups
        gathered.summaries.sort(key=lambda summary: summary.path)
        return gathered

    def _site(self, examiner: Examiner, gathered: Portion) -> BuiltSite:
        baseline = self._request.baseline
        return BuiltSite(
            self._files,
            self._request.profile,
            {summary.path: summary for summary in gathered.summaries},
            examiner.resolver,
            examiner.page,
            unread=tuple(gathered.unread),
            changed=self._changed(),
            expired=tuple(entry for entry in baseline.entries if entry.expires_on < baseline.day),
            day=self._request.day if self._request.stated else build_day(self._request.root),
            measures=self._request.measures,
        )

    def _run_site_rules(
        self, site: BuiltSite, gathered: Portion, findings: Findings, built: tuple[Rule, ...]
    ) -> None:
        for rule in built:
            if rule.scope is not Scope.SITE:
                continue
            count = gathered.counts[rule.id] = RuleCount()
            if not rule.applies(site):
                count.not_applicable = 1
                continue
            failed = False
            try:
                for problem in rule.check(site):
                    accepted = self._request.baseline.accepting(
                        rule.id, problem.page, problem.value
                    )
                    if accepted is not None:
                        gathered.accepted.add(accepted)
                        continue
                    failed = True
                    findings.add(rule.id, rule.severity, problem.page, problem)
            except Exception as error:
                error.add_note(f"while {rule.id} looked at the site")
                raise
            count.failed, count.passed = int(failed), int(not failed)

    def _changed(self) -> tuple[str, ...]:
        """Return the files that came, went or changed in size during the run."""
        before, now = self._files.sizes, take_files(self._request.root).sizes
        return tuple(sorted(path for path in {*before, *now} if before.get(path) != now.get(path)))

    def _coverage(self, gathered: Portion) -> Coverage:
        known = sum(is_page(path) for path in self._documents)
        entries = self._request.baseline.entries
        return Coverage(
            pages=known,
            tested=len(gathered.summaries),
            files=len(self._files.sizes),
            rules=dict(sorted(gathered.counts.items())),
            not_run={
                rule.id: Text(f"需要另一阶段：{rule.stage}", f"needs another stage: {rule.stage}")
                for rule in self._request.rules
                if rule.stage is not Stage.BUILT
            },
            stale=tuple(
                str(entry)
                for number, entry in enumerate(entries)
                if number not in gathered.accepted and entry.expires_on >= self._request.day
            ),
        )


def _settings(request: Request) -> str:
    """Return a name for everything but the files that a result depends on."""
    told = {
        "code": code_version(),
        "root": os.fspath(request.root.resolve()),
        "rules": [rule.id for rule in request.rules],
        "day": request.day.isoformat(),
        "profile": repr(request.profile),
        "baseline": [f"{entry}{entry.reason}" for entry in request.baseline.entries],
        "grouped": request.grouped,
        "stated": request.stated,
        "measures": repr(request.measures),
    }
    return digest(json.dumps(told, sort_keys=True).encode())


def _deal(
    examiner: Examiner, documents: list[str], files: Files, jobs: int | None
) -> Iterator[Portion]:
    """Examine files in processes of their own, and yield what came of each portion.

    A process that dies or stands still costs the file it was at, which is said, and no more.
    """
    portions = deque(
        documents[start : start + _PORTION] for start in range(0, len(documents), _PORTION)
    )
    wanted = min(jobs or _processors(len(documents)), len(portions))
    if not wanted:
        return
    numbers = {path: number for number, path in enumerate(files.sizes)}
    examiner.cache.close()  # a process does not inherit an open database
    gc.collect()
    gc.freeze()
    gc.disable()  # what comes back is kept, and there are no cycles in it
    workers = [_Worker(examiner, numbers) for _ in range(wanted)]
    examiner.cache.open()
    try:
        for worker in workers:
            if portions:
                worker.give(portions.popleft())
        while any(worker.busy for worker in workers):
            _wait(workers)
            for place, worker in enumerate(workers):
                portion = worker.take()
                if portion is not None:
                    yield portion
                if worker.lost:
                    path, rest = worker.give_up()
                    yield _lost(path)
                    if rest:
                        portions.appendleft(rest)
                    workers[place] = worker = _Worker(examiner, numbers)
                if not worker.busy and portions:
                    worker.give(portions.popleft())
    finally:
        for worker in workers:
            worker.stop()
        gc.unfreeze()
        gc.enable()


def _processors(documents: int) -> int:
    """Return how many processes are worth their cost: one for some thousand files."""
    available = getattr(os, "sched_getaffinity", None)
    count = len(available(0)) if available else os.cpu_count() or 1
    return min(count, _MOST_JOBS, 1 + documents // _WORTH_A_PROCESS)


def _wait(workers: Iterable[_Worker]) -> None:
    multiprocessing.connection.wait(
        [waited for worker in workers if worker.busy for waited in worker.waited_for()],
        timeout=_POLL_SECONDS,
    )


def _lost(path: str) -> Portion:
    what = Text("检查这个文件时程序中断或超时", "the program broke off or took too long here")
    fix = Text("检查文件是否损坏", "see whether the file is damaged")
    return Portion(unread=[not_measured(what, fix, path)])


class _Worker:
    """A process that examines what it is given."""

    def __init__(self, examiner: Examiner, numbers: Mapping[str, int]) -> None:
        methods = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
        self._at = context.Value("q", 0, lock=False)
        self._connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, self._at, examiner, numbers), daemon=True
        )
        self._process.start()
        theirs.close()
        self._given: list[str] = []
        self._seen = (-1, 0.0)

    @property
    def busy(self) -> bool:
        """Whether it has something to do."""
        return bool(self._given)

    def waited_for(self) -> tuple[Any, ...]:
        """Return what becomes ready when there is something to look at."""
        return (self._connection, self._process.sentinel)

    def give(self, paths: list[str]) -> None:
        """Have it examine these."""
        self._given = paths
        self._seen = (-1, time.monotonic())
        self._at.value = 0
        with suppress(OSError):  # it has died; that shows when its answer is awaited
            self._connection.send(paths)

    def take(self) -> Portion | None:
        """Return what came of it, if it is done."""
        if not self._given:
            return None
        try:
            if not self._connection.poll():
                return None
            portion = self._connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(portion, BaseException):
            raise portion
        self._given = []
        return portion if isinstance(portion, Portion) else None

    @property
    def lost(self) -> bool:
        """Whether it died, or has stood still for too long."""
        if not self._given or self._connection_ready():
            return False
        if not self._process.is_alive():
            return True
        now = time.monotonic()
        if self._seen[0] != self._at.value:
            self._seen = (self._at.value, now)
        return now - self._seen[1] > _STUCK_SECONDS

    def _connection_ready(self) -> bool:
        try:
            return bool(self._connection.poll()) and self._process.is_alive()
        except (EOFError, OSError):
            return False

    def give_up(self) -> tuple[str, list[str]]:
        """End it; return the file it was at, and the others."""
        self.stop()
        at = min(self._at.value, len(self._given) - 1)
        return self._given[at], self._given[:at] + self._given[at + 1 :]

    def stop(self) -> None:
        """End it."""
        self._connection.close()
        self._process.terminate()
        self._process.join()


def _serve(
    connection: Any,  # noqa: ANN401 - what Pipe gives differs by system
    at: Any,  # noqa: ANN401
    examiner: Examiner,
    numbers: Mapping[str, int],
) -> None:
    """Examine what comes, until nothing more does."""
    own = replace(examiner, cache=Cache(_folder(examiner.cache)))
    own.cache.open()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            paths = connection.recv()
            answer: Portion | BaseException
            try:
                answer = _examine(own, paths, numbers, at)
            except Exception as error:
                answer = error
            connection.send(answer)


def _folder(cache: Cache) -> Path | None:
    return None if cache.path is None else cache.path.parent


def _examine(
    examiner: Examiner,
    paths: list[str],
    numbers: Mapping[str, int],
    at: Any,  # noqa: ANN401
) -> Portion:
    def counted() -> Iterator[str]:
        for place, path in enumerate(paths):
            at.value = place
            yield path

    return examiner.examine(counted(), numbers)
