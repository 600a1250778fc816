"""Packs: a portal in another language, and what a pack may get wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from gongkai_model.messages import NotUnderstood
from gongkai_model.pack import default_pack, read_pack

PACKS = Path(__file__).parents[1] / "packs"
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")

COLUMN = """\
---
title: {name}
column:
  name: {name}
  description: Made for tests
  keywords: test
  kinds: [{kinds}]
---

# {name}
"""
CONTENT = {
    "index.md": "---\ntitle: Home\n---\n\n# Sampleton\n\n{{ home }}\n",
    "find.md": "---\ntitle: All lists\n---\n\n# All lists\n\n{{ browse }}\n",
    "map.md": "---\ntitle: Site map\n---\n\n# Site map\n\n{{ map }}\n",
    "large.md": "---\ntitle: Large type\n---\n\n# Large type\n\n{{ elder }}\n",
    "units/index.md": "---\ntitle: Units\n---\n\n# Units\n\n{{ units }}\n",
    "disclosure.md": "---\ntitle: Public\n---\n\n# Public\n\n{{ disclosure }}\n",
    "about.md": "---\ntitle: About\nrole: about\n---\n\n# About\n\nA test.\n",
    "data/organs.yml": (
        "- id: council\n  name: Sampleton Council\n  phone: 000-0000\n  group: Council\n"
    ),
    "policies/index.md": COLUMN.format(name="Policy", kinds="normative-document"),
    "policies/a/index.md": (
        "---\nkind: normative-document\ntitle: Order on rent\norgan: council\n"
        "document_number: ORD 12 of 2026\nwritten_on: 2026-01-02\nsubject: Housing\\Rent\n"
        "audience: residents\nlife_topic: housing\nkeywords: rent\n---\n"
    ),
    "policies/a/2026-02-01.md": (
        "---\npublished_on: 2026-01-03\nin_force_from: 2026-02-01\n---\n\nArticle 1 Rent.\n"
    ),
    "policies/a/2027-01-01.md": (
        "---\npublished_on: 2026-10-03\nin_force_from: 2027-01-01\n---\n\nArticle 1 New rent.\n"
    ),
    "policies/b.md": (
        "---\nkind: normative-document\ntitle: Order on fees\norgan: council\n"
        "document_number: ORD 3 of 2020\nwritten_on: 2020-01-02\npublished_on: 2020-01-03\n"
        "in_force_from: 2020-02-01\nattachments: [{file: fees.csv, name: Fees}]\n"
        "corrections: [{on: 2020-03-01, what: A figure}]\nold_addresses: /old/b.html\n"
        "repealed_by: {target: policies/a, on: 2026-02-01}\n---\n\nArticle 1 Fees.\n"
    ),
    "policies/fees.csv": "fee,1\n",
    "explained/index.md": COLUMN.format(name="Explained", kinds="interpretation, answer"),
    "explained/a.md": (
        "---\nkind: interpretation\ntitle: Rent explained\npublished_on: 2026-01-04\n"
        "interprets: policies/a\n---\n\nIn short.\n"
    ),
    "explained/q.md": (
        "---\nkind: answer\ntitle: Who pays?\npublished_on: 2026-01-05\nbased_on: policies/a\n"
        "life_topic: housing\n---\n\nThe tenant.\n"
    ),
    "news/index.md": COLUMN.format(name="News", kinds="news, consultation"),
    "news/a.md": "---\nkind: news\ntitle: A meeting\npublished_on: 2026-10-30\n---\n\nMet.\n",
    "news/c.md": (
        "---\nkind: consultation\ntitle: Your view\npublished_on: 2026-10-01\n"
        "opens_on: 2026-10-01\ncloses_on: 2026-11-20\n---\n\nTell us.\n"
    ),
}


@pytest.fixture
def english(make_project):
    project = make_project(options="      pack: packs/en\n")
    shutil.rmtree(project.content)
    project.write(CONTENT)
    shutil.copytree(PACKS / "en", project.folder / "packs/en")
    text = project.config.read_text(encoding="utf-8")
    text = text.replace("site_name: 示例市", "site_name: Sampleton")
    project.config.write_text(
        text.replace("name: 示例市人民政府", "name: Sampleton Council"), encoding="utf-8"
    )
    return project


def test_a_portal_of_six_records_in_english_holds_no_chinese(english):
    english.built()
    files = english.files()
    texts = {name: data.decode() for name, data in files.items() if not name.endswith(".png")}
    assert [name for name, text in texts.items() if CHINESE.search(text)] == []
    page = texts["policies/a/index.html"]
    assert '<html lang="en"' in page
    assert "ORD 12 of 2026" in page
    assert '<meta name="dcterms.title" content="Order on rent">' in page
    assert "SiteName" not in page
    assert "zfwzgl" not in page
    assert "unverified" not in texts["policies/b/index.html"]
    assert "repealed" in texts["policies/b/index.html"]


def test_a_number_is_read_by_the_pack(english):
    english.write(
        {"policies/b.md": CONTENT["policies/b.md"].replace("ORD 3 of 2020", "ORD No. 3/2020")}
    )
    report = english.build()
    assert report.failed
    assert [message.fix.en for message in report.messages] == ["write ORD 12 of 2026"]


def test_a_subject_is_of_the_packs_tree(english):
    text = CONTENT["policies/a/index.md"].replace("Housing\\Rent", "综合政务")
    english.write({"policies/a/index.md": text})
    report = english.build()
    assert report.failed
    assert "Housing" in report.messages[0].fix.en


def test_every_marked_text_is_translated_by_the_english_pack(root):
    marked = {
        text
        for folder in ("render", "theme", "plugins")
        for _, _, text, _, _ in extract_from_dir(
            root / folder,
            method_map=[("**.py", "python"), ("**.html", "jinja2")],
            keywords={"_": None, "text": None, "say": None},
        )
        if isinstance(text, str)
    }
    assert len(marked) > 80
    assert sorted(marked - read_pack("en", PACKS).texts.keys()) == []


def test_the_pack_that_is_shipped_translates_nothing():
    pack = default_pack()
    assert pack.texts == {}
    assert len(pack.subjects) == 22
    assert len(pack.disclosure_items) == 15


@pytest.mark.parametrize(
    ("pack", "mistake"),
    [
        ("", "language is missing"),
        ('language = "not a tag"', "language is missing"),
        ('language = "en"\nnonsense = 1', "unknown: nonsense"),
        ('language = "en"\nlabels = ["no-field"]', "no field is called no-field"),
        ('language = "en"\nlabels = "status"', "labels is no list"),
        ('language = "en"\n[texts]\na = 1', "texts is no table"),
        ('language = "en"\n[numbering]\npattern = "("', "numbering: pattern"),
        ('language = "en"\n[numbering]\npattern = "x"', "needs the groups code and serial"),
        ("language = ", "cannot be read"),
        ('language = "en"\n\'\xff', "cannot be read"),
    ],
)
def test_mistakes_in_a_pack_are_told(tmp_path, pack, mistake):
    (tmp_path / "pack.toml").write_text(pack, encoding="latin-1")
    with pytest.raises(NotUnderstood) as told:
        read_pack(".", tmp_path)
    assert mistake in told.value.what.en
