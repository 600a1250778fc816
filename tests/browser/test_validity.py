"""The Nu Html Checker finds no error in any kind of page and in no style sheet."""

from __future__ import annotations

import json
import subprocess

# Valid, in all browsers since 2023 (CSS Containment Level 3), but not known to the checker.
UNKNOWN_TO_THE_CHECKER = ("“container-type”", "“container-name”", "“@container”")


def errors(checker, files):
    """What the checker calls an error, a sentence for each; one start for all files."""
    done = subprocess.run(
        [*checker, "--format", "json", "--also-check-css", "--exit-zero-always", *map(str, files)],
        capture_output=True,
        encoding="utf-8",
    )
    report = json.loads(done.stderr)
    return [
        f"{message.get('url', '')}:{message.get('lastLine', '')}: {message['message']}"
        f" {message.get('extract', '')[:200]}"
        for message in report["messages"]
        if message["type"] != "info"
        and not any(name in message["message"] for name in UNKNOWN_TO_THE_CHECKER)
    ]


def test_every_kind_of_page_and_every_style_sheet(built, html_checker):
    files = [built.site / page.file for page in built.pages]
    files += sorted(built.site.rglob("*.css"))
    found = errors(html_checker, files)
    assert not found, "\n".join(found)


def test_it_does_find_something(html_checker, tmp_path):
    page = tmp_path / "a.html"
    page.write_text("<!DOCTYPE html><html lang=zh><title>x</title><p><div></p>", encoding="utf-8")
    style = tmp_path / "a.css"
    style.write_text("p { colour: red }", encoding="utf-8")
    found = "\n".join(errors(html_checker, [page, style]))
    assert "a.html" in found
    assert "a.css" in found
