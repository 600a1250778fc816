"""The report for a terminal."""

from collections.abc import Iterator

from gongkai_checks.finding import Audit, Outcome, Result
from gongkai_checks.reports.wording import OUTCOMES, SEVERITIES, place, safe, summary
from gongkai_model.messages import Text

_SHOWN = 5  # places of one finding


def as_text(audit: Audit, language: str) -> str:
    """Return one paragraph for each finding: place, fact, remedy; the coverage at the end."""
    return "\n".join((*_findings(audit, language), *_coverage(audit, language))) + "\n"


def _findings(audit: Audit, language: str) -> Iterator[str]:
    fix = Text("改法", "fix").say(language)
    for result in audit.results:
        label = SEVERITIES[result.severity].say(language)
        if result.outcome is not Outcome.FAIL:
            label += f" ({OUTCOMES[result.outcome].say(language)})"
        what = safe(result.message.say(language))
        yield f"{place(result.place)}: {label}: {what} [{result.rule}]"
        yield f"  {fix}: {safe(result.remedy.say(language))}"
        if result.count > 1:
            yield f"  {_places(result, language)}"


def _places(result: Result, language: str) -> str:
    others = [place(sample) for sample in result.samples[1:_SHOWN]]
    told = Text(f"共 {result.count} 处，另见", f"{result.count} places, also").say(language)
    return f"{told} {', '.join(others)}" + (" …" if result.count > _SHOWN else "")


def _coverage(audit: Audit, language: str) -> Iterator[str]:
    for rule, why in audit.coverage.not_run.items():
        yield Text(f"没有运行 {rule}：{why.zh}", f"not run: {rule}: {why.en}").say(language)
    for entry in audit.coverage.stale:
        yield safe(
            Text(f"豁免已无对应问题：{entry}", f"nothing meets this acceptance: {entry}").say(
                language
            )
        )
    yield summary(audit).say(language)
