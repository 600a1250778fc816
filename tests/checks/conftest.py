"""A small site, and what one rule says about it."""

import pytest

from gongkai_checks.baseline import Baseline
from gongkai_checks.cache import Cache
from gongkai_checks.examining import Examiner, has_links
from gongkai_checks.finding import Findings
from gongkai_checks.identity import resolver_for
from gongkai_checks.inventory import take_files
from gongkai_checks.measures import known_measures
from gongkai_checks.profile import profile_of
from gongkai_checks.rule import Scope, all_rules
from gongkai_checks.site import BuiltSite

HOST = "www.shili.example"
HOME = (
    '<!DOCTYPE html><meta charset="utf-8"><title>首页</title>'
    f'<link rel="canonical" href="https://{HOST}/">'
)
STUB = '<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="{}"><p>x'
FILES = {
    "index.html": HOME,
    "about/index.html": '<!DOCTYPE html><meta charset="utf-8"><h1 id="here">x</h1>',
    "公告/一（一）.html": '<!DOCTYPE html><meta charset="utf-8"><p id="第一条">x',
    "folder/file.txt": "x",
    "img/a.png": "x",
    "empty.pdf": "",
    "old/index.html": STUB.format("0; url=../about/"),
    "old/dead/index.html": STUB.format("0; url=/none/"),
    "old/away/index.html": STUB.format("0; url=https://a.example/"),
}


@pytest.fixture
def look(tmp_path):
    """Return what a rule says of a page with this body: page, raw text, severity, outcome."""

    def look(rule_id, body, *, files=None, profile=None, page="docs/page.html", head=""):
        html = f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">{head}</head>\n{body}'
        content = {**FILES, page: html, **(files or {})}
        found = look_at(tmp_path, rule_id, content, profile)
        # This one is wrong on purpose, for the rules about links to it.
        return [result for result in found if result[0] != "old/dead/index.html"]

    return look


@pytest.fixture
def judge(tmp_path):
    """Return what a rule says of some pages: page, raw text, severity, outcome."""

    def judge(rule_id, pages, **options):
        return look_at(tmp_path, rule_id, {"index.html": HOME, **pages}, **options)

    return judge


def look_at(root, rule_id, content, profile=None, day=None, measures=None):
    for path, text in content.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    (rule,) = (rule for rule in all_rules() if rule.id == rule_id)
    profile = profile_of(profile or {})
    files = take_files(root, profile)
    resolver = resolver_for(root, files, profile)
    rules = (rule,) if rule.scope is Scope.PAGE else ()
    measures = measures or known_measures()
    examiner = Examiner(
        root, resolver, rules, Baseline(), Cache(None), grouped=False, measures=measures
    )
    documents = [path for path in files.sizes if has_links(path)]
    portion = examiner.examine(documents, {path: n for n, path in enumerate(files.sizes)})
    findings = Findings(grouped=False)
    findings.merge(portion.groups)
    if rule.scope is Scope.SITE:
        summaries = {summary.path: summary for summary in portion.summaries}
        site = BuiltSite(
            files,
            profile,
            summaries,
            resolver,
            examiner.page,
            unread=tuple(portion.unread),
            day=day,
            measures=measures,
        )
        if rule.applies(site):
            for problem in rule.check(site):
                findings.add(rule.id, rule.severity, problem.page, problem)
    return [
        (result.place.page, result.place.value, str(result.severity), str(result.outcome))
        for result in findings.results()
    ]
