"""``gongkai check`` and ``gongkai rules``: what the arguments mean, and what the exit code says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_checks.baseline import Baseline, read_baseline
from gongkai_checks.cache import FOLDER
from gongkai_checks.finding import Audit, Outcome
from gongkai_checks.measures import SCHEMA as RULES_SCHEMA
from gongkai_checks.measures import known_measures, read_measures
from gongkai_checks.profile import SCHEMA as PROFILE_SCHEMA
from gongkai_checks.profile import SiteProfile, read_profile
from gongkai_checks.reports import FORMATS
from gongkai_checks.reports.as_json import SCHEMA as REPORT_SCHEMA
from gongkai_checks.reports.rules_list import rule_as_text, rules_as_json, rules_as_text
from gongkai_checks.rule import Rule, all_rules, chosen_rules
from gongkai_checks.runner import Request, audit
from gongkai_model.messages import NotUnderstood, Severity, Text
from gongkai_model.replacing import replace_file

EXIT_ERRORS = 10
EXIT_NOT_MEASURED = 11

SCHEMAS = {"report": REPORT_SCHEMA, "profile": PROFILE_SCHEMA, "rules": RULES_SCHEMA}


@dataclass(frozen=True, slots=True)
class Wish:
    """What ``gongkai check`` was asked for.

    Attributes:
        site: The folder.
        day: The day that is today.
        only: Families and rules.
        required: Families that must be measured.
        profile: File of the site profile.
        baseline: File of what is accepted.
        cache: Folder of the cache; None: none.
        jobs: Processes; None: as many as there are processors.
        grouped: Whether problems with one cause are joined.
        stated: Whether ``day`` was told, rather than taken from the clock.
        rules: File of thresholds and lists.
    """

    site: Path
    day: date
    only: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    profile: Path | None = None
    baseline: Path | None = None
    cache: Path | None = None
    jobs: int | None = None
    grouped: bool = True
    stated: bool = True
    rules: Path | None = None


def check(wish: Wish) -> Audit:
    """Audit a folder.

    Raises:
        NotUnderstood: A family, rule, profile, baseline or file of rules is not what it should be.
    """
    families = {rule.family for rule in all_rules()}
    for family in wish.required:
        if family not in families:
            raise _unknown(family)
    return audit(
        Request(
            root=wish.site,
            rules=rules_named(wish.only),
            day=wish.day,
            profile=read_profile(wish.profile) if wish.profile else SiteProfile(),
            baseline=read_baseline(wish.baseline, wish.day) if wish.baseline else Baseline(),
            cache=wish.cache,
            jobs=wish.jobs,
            grouped=wish.grouped,
            stated=wish.stated,
            measures=read_measures(wish.rules) if wish.rules else known_measures(),
        )
    )


def rules_named(names: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of these families and ids; all where none is named.

    Raises:
        NotUnderstood: Nothing has that name.
    """
    try:
        return chosen_rules(names)
    except KeyError as error:
        raise _unknown(error.args[0]) from None


def exit_code(found: Audit, required: Iterable[str]) -> int:
    """Return 10 for errors, else 11 where something required was not measured, else 0."""
    if found.count(Severity.ERROR):
        return EXIT_ERRORS
    wanted = set(required)
    for result in found.results:
        unknown = result.outcome in (Outcome.NOT_MEASURED, Outcome.BLOCKED)
        # What could not be read was not held against any family.
        if wanted and unknown and result.rule.partition("/")[0] in {*wanted, "files"}:
            return EXIT_NOT_MEASURED
    if any(rule.partition("/")[0] in wanted for rule in found.coverage.not_run):
        return EXIT_NOT_MEASURED
    measured = {rule.partition("/")[0] for rule in found.coverage.rules}
    return EXIT_NOT_MEASURED if wanted - measured else 0


def report(found: Audit, form: str, language: str) -> str:
    """Return the report in one of the forms."""
    return FORMATS[form](found, language)


def write_report(text: str, output: Path) -> None:
    """Write a report; what was there before stays until the new one is whole."""
    output.parent.mkdir(parents=True, exist_ok=True)
    replace_file(output, text.encode("utf-8", "backslashreplace"))


def cache_folder(given: Path | None, site: Path) -> Path | None:
    """Return where the cache lies; None where that would be inside the site."""
    folder = (given or Path(FOLDER)).resolve()
    return None if folder.is_relative_to(site.resolve()) else folder


def list_rules(name: str | None, form: str, language: str) -> str:
    """Return the list of rules, or the page of the manual on one.

    Raises:
        NotUnderstood: Nothing has that name.
    """
    rules = [
        rule for rule in rules_named((name,) if name else ()) if not name or _named(rule, name)
    ]
    if form == "json":
        return rules_as_json(rules)
    if name and rules[0].id == name:
        return rule_as_text(rules[0], language)
    return rules_as_text(rules, language)


def schema(name: str) -> str:
    """Return a published schema."""
    return json.dumps(SCHEMAS[name], ensure_ascii=False, indent=2) + "\n"


def _named(rule: Rule, name: str) -> bool:
    return name in (rule.id, rule.family)


def _unknown(name: str) -> NotUnderstood:
    return NotUnderstood(
        Text(f"没有这样的规则或规则族：{name!r}", f"no rule or family is called {name!r}"),
        Text("见 gongkai rules", "see 'gongkai rules'"),
    )
