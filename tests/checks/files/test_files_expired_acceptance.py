"""files/expired-acceptance; a whole run of it is in test_files_changed."""

from datetime import date

from gongkai_checks.baseline import Entry
from gongkai_checks.files.expired_acceptance import expired_acceptance
from gongkai_checks.site import BuiltSite

ENTRY = Entry("links/missing-target", "*", None, "迁移", "信息中心", date(2026, 1, 1))


def test_finds():
    site = BuiltSite(None, None, {}, None, None, expired=(ENTRY,))
    (problem,) = expired_acceptance.check(site)
    assert "信息中心" in problem.what.zh


def test_does_not_apply_without_any():
    assert not expired_acceptance.applies(BuiltSite(None, None, {}, None, None))
