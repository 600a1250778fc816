"""Whole runs: hostile files, lost processes, the cache, and sameness."""

import gzip
import os
import signal
import sys
from datetime import date
from pathlib import Path

import pytest

from gongkai_checks import Outcome, Request, audit, chosen_rules, examining
from gongkai_checks.facts import Facts
from gongkai_checks.reports import FORMATS

DAY = date(2026, 11, 1)
HOSTILE = {
    "deep": "<div>" * 10_000 + '<a href="none">x',
    "unclosed": '<p><i><u><b><a href="none">x<table><td><svg><' * 2_000,
    "formatting": "".join(f"<b a={n}>" for n in range(2_000)) + "<p>x" * 2_000,
    "one long line": '<a href="none">x</a>' + "x" * 500_000,
    "long attribute": f'<a href="{"x" * 2_000_000}">x</a>',
    "many links": "".join(f'<a href="none{n}">x</a>' for n in range(50_000)),
    "one link many times": '<a href="none">x</a>' * 20_000,
    "NUL": '<a href="no\0ne">x</a>' + "\0" * 100_000,
    "srcset of commas": f'<img srcset="{"," * 200_000}"><img srcset="{"a, " * 20_000}">',
    "styles": "<style>" + "url(" * 50_000 + "/*" * 50_000 + "@import " * 20_000 + "</style>",
    "spaces in a style": f"<style>b{{c:url({' ' * 200_000}x y)}}</style>",
    "nested frames": f"""<iframe srcdoc="{"<iframe srcdoc='" * 500}">""",
    "references": "&" * 200_000 + '<a href="&#0;&#xD800;&#x110000;none">x</a>',
    "refresh": f'<meta http-equiv=refresh content="{"0" * 100_000}; url=none">',
    "JSON": f"<script type='application/ld+json'>{'[' * 100_000}</script>",
    "address": '<a href="http://'
    + "a." * 50_000
    + '/">x</a>'
    + '<a href="'
    + "../" * 50_000
    + '">',
    "path of dots": '<a href="' + "a/%2e%2e/" * 20_000 + 'none">x</a>',
}


def make(site: Path, files):
    for path, data in files.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data if isinstance(data, bytes) else data.encode())
    return site


def run(site, *names, **options):
    return audit(Request(site, chosen_rules(names), DAY, **options))


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read(tmp_path, html):
    found = run(make(tmp_path, {"index.html": html, "ok.html": "<p>x"}))
    assert found.coverage.tested == 2
    assert not [result for result in found.results if result.outcome is Outcome.NOT_MEASURED]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("index.html", bytes(range(256)) * 100),
        ("index.html", "<meta charset='utf-16'>中文".encode("utf-16")),
        ("index.html", b"<meta charset=x-unknown><a href=none>"),
        ("map.xml", b"<urlset>" + b"<!ENTITY" * 1000),
        ("map.xml.gz", b"\x1f\x8b\x08broken"),
        ("map.xml.gz", gzip.compress(b"<urlset>" + b" " * 80_000_000)),
        ("manifest.json", b"[" * 100_000),
        ("sw.js", b"install addAll(" + b"['" * 50_000),
        ("a.css", b"\xff\xfe@import"),
    ],
)
def test_hostile_files_are_read(tmp_path, path, data):
    run(make(tmp_path, {"ok.html": "<p>x", path: data}))


def test_entities_are_neither_unfolded_nor_fetched(tmp_path):
    bomb = '<!DOCTYPE urlset [<!ENTITY a "x">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x"}">' for n in range(12)
    )
    found = run(make(tmp_path, {"map.xml": f"{bomb}]><urlset><loc>&a11;</loc></urlset>"}))
    assert len(str(found)) < 100_000


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked there")
def test_a_file_that_ends_the_process_costs_only_itself(tmp_path, monkeypatch):
    files = {f"p{n}.html": '<meta charset="utf-8"><a href="none">x</a>' for n in range(5)}
    make(tmp_path, {**files, "p2.html": "deadly"})
    real = examining.read_facts

    def read(data: bytes) -> Facts:
        if data == b"deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(data)

    # The parser cannot be made to crash, so something else ends the process where it stands.
    monkeypatch.setattr(examining, "read_facts", read)
    found = run(tmp_path, "links/missing-target", jobs=1)
    assert found.coverage.tested == 4
    assert [(r.rule, r.place.page) for r in found.results if r.outcome is Outcome.NOT_MEASURED] == [
        ("files/unreadable", "p2.html")
    ]
    assert [r.count for r in found.results if r.outcome is Outcome.FAIL] == [4]


def site_of(tmp_path, pages=150):
    files = {
        f"d{n % 7}/p{n}.html": f'<meta charset="utf-8"><p id="a"><a href="none{n % 3}">x</a>'
        f'<a href="/d0/p{n * 5 % pages}.html#a">x</a><a href="../nothing">x</a>'
        for n in range(pages)
    }
    return make(tmp_path / "site", files)


@pytest.mark.parametrize("form", FORMATS)
def test_processes_and_the_cache_do_not_change_the_report(tmp_path, form):
    site = site_of(tmp_path)
    cache = tmp_path / "cache"
    runs = [{"jobs": 1}, {"jobs": 3}, {"jobs": 2, "cache": cache}, {"cache": cache}]
    assert len({FORMATS[form](run(site, **options), "zh") for options in runs}) == 1


def test_the_cache_follows_what_changes(tmp_path):
    site, cache = site_of(tmp_path), tmp_path / "cache"
    before = run(site, "links/missing-target", cache=cache)
    (site / "nothing").write_text("x")
    after = run(site, "links/missing-target", cache=cache)
    assert len(after.results) == len(before.results) - 1
    (site / "d0" / "p0.html").write_text('<meta charset="utf-8"><a href="new">x</a>')
    pages = {result.place.page for result in run(site, "links", cache=cache).results}
    assert "d0/p0.html" in pages


def test_a_damaged_cache_is_begun_anew(tmp_path):
    site, cache = site_of(tmp_path), tmp_path / "cache"
    before = run(site, cache=cache)
    (cache / "checks.sqlite").write_bytes(b"nonsense" * 1000)
    assert run(site, cache=cache) == before


def test_one_cause_is_one_finding(tmp_path):
    found = run(site_of(tmp_path), "links/missing-target")
    (result,) = (r for r in found.results if r.message.en.endswith("/nothing"))
    assert result.count == 150
    assert len(result.samples) == 20


def test_ungrouped_gives_one_result_for_each_place(tmp_path):
    site = make(tmp_path, {"a.html": '<a href="none">x</a>' * 3, "b.html": '<a href="none">'})
    found = run(site, "links/missing-target", grouped=False)
    assert [r.count for r in found.results] == [1] * 4
    assert len({r.id for r in found.results}) == 4


def test_ids_do_not_change_with_the_place(tmp_path):
    first = run(make(tmp_path / "1", {"a.html": '<a href="none">'}), "links/missing-target")
    moved = {"a.html": '<p>x</p>\n\n<a href="none">', "0.html": '<a href="none">'}
    second = run(make(tmp_path / "2", moved), "links/missing-target")
    assert [r.id for r in first.results] == [r.id for r in second.results]


def test_an_empty_folder_has_no_findings(tmp_path):
    assert run(tmp_path).results == ()
