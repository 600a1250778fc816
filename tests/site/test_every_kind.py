"""Promises for every kind of record, those not yet written included."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from gongkai_cli.drafting import record_text
from gongkai_model.fields import BY_ALIAS
from gongkai_model.kinds import all_kinds

from .conftest import column, record

GIVEN = {
    "title": "一件记录",
    "published_on": "2022-04-22",
    "written_on": "2022-04-11",
    "organ": "finance",
    "document_number": "示财〔2022〕1号",
    "amends": "policies/a",
    "interprets": "policies/a",
    "based_on": "policies/a",
    "opens_on": "2022-04-22",
    "closes_on": "2022-05-22",
    "year": "2022",
    "issue": "4",
    "prints": "policies/a",
    "owner": "office",
    "office": "局长",
}


def labels_of(kind):
    needed = dict.fromkeys((*kind.required, *kind.one_of[:1]))
    labels = {BY_ALIAS[alias].name: GIVEN.get(alias, kind.name) for alias in needed}
    return "".join(f"{name}: {value}\n" for name, value in labels.items())


WITH_PAGE = [kind for kind in all_kinds() if kind.has_page]


@pytest.mark.parametrize("kind", WITH_PAGE, ids=lambda kind: kind.alias)
def test_the_least_record_of_a_kind_is_published(kind, make_project):
    project = make_project(
        {
            "policies/a.md": record(),
            "things/index.md": column("栏目", kind.name),
            "things/x.md": f"---\n{labels_of(kind)}---\n\n第一条 正文。\n",
        }
    )
    project.built()
    page = BeautifulSoup(project.page("things/x"), "html.parser")
    assert page.h1.get_text() == "一件记录"
    assert "第一条 正文。" in page.find(id="gk-body").get_text()
    names = {meta.get("name") for meta in page.find_all("meta")}
    assert {"ArticleTitle", "PubDate", "ContentSource"} <= names
    data = json.loads(page.find("script", type="application/ld+json").string)
    assert data["@type"] == kind.schema_type
    assert [
        a.get_text()
        for a in BeautifulSoup(project.page("things"), "html.parser").select("ul.gk-list a")
    ] == ["一件记录"]


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.alias)
def test_a_draft_names_every_field_of_its_kind(kind):
    text = record_text(kind, {})
    for alias in kind.required + kind.optional:
        assert BY_ALIAS[alias].name + ":" in text


def test_names_and_aliases_are_each_given_once():
    words = [word for kind in all_kinds() for word in (kind.name, kind.alias)]
    assert len(words) == len(set(words))
