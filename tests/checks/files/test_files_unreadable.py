"""files/unreadable."""

import os
import sys

import pytest

RULE = "files/unreadable"


def test_passes(look):
    assert look(RULE, "x") == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_a_circle_is_no_file(look, tmp_path):
    (tmp_path / "loop.html").symlink_to("loop.html")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "again").symlink_to(tmp_path)
    assert look(RULE, "x") == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_finds_a_file_that_is_closed_to_us(look, tmp_path):
    closed = tmp_path / "closed.html"
    closed.write_text("x", encoding="utf-8")
    closed.chmod(0)
    ((page, _, _, outcome),) = look(RULE, "x")
    assert (page, outcome) == ("closed.html", "not-measured")
