"""The report as one page for people: from disk, without network, printable, accessible."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from html import escape

from gongkai_checks.finding import Audit, Outcome, Result
from gongkai_checks.reports.wording import OUTCOMES, SEVERITIES, place, safe, summary
from gongkai_checks.rule import all_rules
from gongkai_model.messages import Severity, Text

_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.6 system-ui,sans-serif;max-width:75rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem}
table{border-collapse:collapse;width:100%}
caption{text-align:start;padding:.3rem 0}
th,td{border:1px solid;padding:.3rem .5rem;text-align:start;vertical-align:top}
td.place,td.value{overflow-wrap:anywhere}
form{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:end;margin:1rem 0}
input,select,button{font:inherit;padding:.2rem .4rem}
:focus-visible{outline:3px solid;outline-offset:2px}
meter{width:12rem;max-width:100%}
@media print{form{display:none}body{max-width:none;padding:0}tr{break-inside:avoid}}
@media (max-width:40rem){thead{position:absolute;clip-path:inset(50%)}tr,td{display:block}}
"""

_SCRIPT = """
'use strict';
const form=document.querySelector('form'),status=document.querySelector('[role=status]');
const rows=[...document.querySelectorAll('#findings tbody tr')];
form.hidden=false;
form.addEventListener('input',()=>{
 const s=form.severity.value,r=form.rule.value,t=form.text.value.toLowerCase();let n=0;
 for(const row of rows){
  const on=(!s||row.dataset.severity===s)&&(!r||row.dataset.rule===r)
   &&(!t||row.textContent.toLowerCase().includes(t));
  row.hidden=!on;n+=on;
 }
 status.textContent=n+' / '+rows.length;
});
form.addEventListener('submit',event=>event.preventDefault());
"""


def as_html(audit: Audit, language: str) -> str:
    """Return a page that needs nothing beside it; its style and script are allowed by hash."""
    say = _Words(language)
    title = say("网站检查报告", "Site audit")
    policy = (
        f"default-src 'none'; style-src '{_hash(_STYLE)}'; script-src '{_hash(_SCRIPT)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return f"""<!DOCTYPE html>
<html lang="{"zh-CN" if language == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{escape(summary(audit).say(language))}</p>
{_chart(audit, say)}
{_filters(audit, say)}
{_findings(audit, say)}
{_rules(audit, say)}
</main>
<script>{_SCRIPT}</script>
</body>
</html>
"""


class _Words:
    """Says things in one language, escaped."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, zh: str, en: str) -> str:
        return escape(safe(Text(zh, en).say(self.language)))

    def text(self, text: Text) -> str:
        return escape(safe(text.say(self.language)))


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _chart(audit: Audit, say: _Words) -> str:
    counts = {severity: audit.count(severity) for severity in Severity}
    most = max(*counts.values(), 1)
    rows = "\n".join(
        f'<tr><th scope="row">{say.text(SEVERITIES[severity])}</th><td>{count}</td>'
        f'<td><meter max="{most}" value="{count}" aria-hidden="true"></meter></td></tr>'
        for severity, count in counts.items()
    )
    return (
        f"<table><caption>{say('按程度', 'By severity')}</caption>\n<thead><tr>"
        f'<th scope="col">{say("程度", "Severity")}</th><th scope="col">{say("数量", "Count")}</th>'
        f'<th scope="col">{say("图", "Chart")}</th></tr></thead>\n<tbody>\n{rows}\n</tbody></table>'
    )


def _filters(audit: Audit, say: _Words) -> str:
    rules = Counter(result.rule for result in audit.results)
    severities = "".join(
        f'<option value="{severity}">{say.text(SEVERITIES[severity])}</option>'
        for severity in Severity
    )
    options = "".join(
        f'<option value="{escape(rule)}">{escape(rule)} ({count})</option>'
        for rule, count in sorted(rules.items())
    )
    every = say("全部", "all")
    severity, rule, text = say("程度", "Severity"), say("规则", "Rule"), say("文字", "Text")
    return f"""<form hidden aria-label="{say("筛选", "Filter")}">
<label>{severity} <select name="severity"><option value="">{every}</option>
{severities}</select></label>
<label>{rule} <select name="rule"><option value="">{every}</option>
{options}</select></label>
<label>{text} <input name="text" type="search"></label>
<span role="status"></span>
</form>"""


def _findings(audit: Audit, say: _Words) -> str:
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in (
            say("程度", "Severity"),
            say("位置", "Place"),
            say("问题和改法", "Problem and remedy"),
            say("原文", "Value"),
            say("处数", "Count"),
        )
    )
    rows = "\n".join(_row(result, say) for result in audit.results)
    return (
        f"<h2>{say('问题', 'Findings')}</h2>\n"
        f'<table id="findings"><thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table>"
    )


def _row(result: Result, say: _Words) -> str:
    label = say.text(SEVERITIES[result.severity])
    if result.outcome is not Outcome.FAIL:
        label += f" ({say.text(OUTCOMES[result.outcome])})"
    others = "".join(f"<li>{escape(place(sample))}</li>" for sample in result.samples[1:])
    more = (
        f"<details><summary>{say('其他位置', 'Other places')}</summary><ul>{others}</ul></details>"
        if others
        else ""
    )
    return (
        f'<tr data-severity="{result.severity}" data-rule="{escape(result.rule)}">'
        f'<td>{label}</td><td class="place">{escape(place(result.place))}{more}</td>'
        f"<td>{say.text(result.message)}<br>{say.text(result.remedy)}<br>"
        f"<small>{escape(result.rule)} · {result.id}</small></td>"
        f'<td class="value">{escape(safe(result.place.value or ""))}</td>'
        f"<td>{result.count}</td></tr>"
    )


def _rules(audit: Audit, say: _Words) -> str:
    titles = {rule.id: rule.title for rule in all_rules()}
    heads = "".join(
        f'<th scope="col">{head}</th>'
        for head in (
            say("规则", "Rule"),
            *(say("通过", "Pass"), say("不通过", "Fail"), say("不适用", "Not applicable")),
        )
    )
    rows = "\n".join(
        f'<tr><th scope="row">{say.text(titles[rule]) if rule in titles else ""} '
        f"<small>{escape(rule)}</small></th><td>{count.passed}</td><td>{count.failed}</td>"
        f"<td>{count.not_applicable}</td></tr>"
        for rule, count in audit.coverage.rules.items()
    )
    missed = "".join(
        f"<li>{escape(rule)}: {say.text(why)}</li>" for rule, why in audit.coverage.not_run.items()
    )
    not_run = (
        f"<h3>{say('没有运行的规则', 'Rules not run')}</h3><ul>{missed}</ul>" if missed else ""
    )
    return (
        f"<h2>{say('覆盖范围', 'Coverage')}</h2>\n<table><thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table>\n{not_run}"
    )
