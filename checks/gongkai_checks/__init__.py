"""The audit suite: any folder of HTML, whoever built it, held against rules."""

from gongkai_checks.finding import Audit, Outcome, Problem, Result
from gongkai_checks.rule import all_rules, chosen_rules, page_rule, site_rule
from gongkai_checks.runner import Request, audit
from gongkai_checks.site import BuiltPage, BuiltSite
from gongkai_model.messages import Severity

__all__ = [
    "Audit",
    "BuiltPage",
    "BuiltSite",
    "Outcome",
    "Problem",
    "Request",
    "Result",
    "Severity",
    "all_rules",
    "audit",
    "chosen_rules",
    "page_rule",
    "site_rule",
]
