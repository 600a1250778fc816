"""files/changed and files/expired-acceptance, and what else only a whole run shows."""

from datetime import date

from gongkai_checks import Outcome, Request, Severity, audit, chosen_rules
from gongkai_checks.baseline import read_baseline
from gongkai_checks.files.changed import changed
from gongkai_checks.site import BuiltSite

ENTRY = """\
- rule: links/missing-target
  place: "*.html"
  reason: 迁移中
  owner: 信息中心
  expiry: {}
"""


def test_finds_files_that_came_during_the_run():
    site = BuiltSite(None, None, {}, None, None, changed=("new.html",))
    (problem,) = changed.check(site)
    assert (problem.page, problem.outcome) == ("new.html", Outcome.NOT_MEASURED)


def test_passes_where_nothing_changed():
    assert list(changed.check(BuiltSite(None, None, {}, None, None))) == []


def run(tmp_path, expiry, day=date(2026, 11, 1)):
    site = tmp_path / "site"
    site.mkdir(exist_ok=True)
    (site / "index.html").write_text('<meta charset="utf-8"><a href="none">x</a>')
    baseline = tmp_path / "baseline.yml"
    baseline.write_text(ENTRY.format(expiry), encoding="utf-8")
    rules = chosen_rules(["links/missing-target"])
    return audit(Request(site, rules, day, baseline=read_baseline(baseline, day), jobs=1))


def test_what_is_accepted_does_not_count(tmp_path):
    found = run(tmp_path, "2026-11-01")
    assert not found.results
    assert not found.coverage.stale


def test_an_acceptance_that_has_expired_is_an_error(tmp_path):
    found = run(tmp_path, "2026-10-31")
    assert [result.rule for result in found.results] == [
        "files/expired-acceptance",
        "links/missing-target",
    ]
    assert found.count(Severity.ERROR) == 2


def test_an_acceptance_that_nothing_meets_is_listed(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<p>x")
    baseline = tmp_path / "baseline.yml"
    baseline.write_text(ENTRY.format("2027-01-01"), encoding="utf-8")
    day = date(2026, 11, 1)
    found = audit(Request(site, chosen_rules([]), day, baseline=read_baseline(baseline, day)))
    assert len(found.coverage.stale) == 1
