"""What differs between two sites, by their bytes, and in which order it is safe to publish."""

import json
import subprocess
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from gongkai_render.changes import Action, SiteFile, compare, digest_of, files_of, schema


def site(**files):
    """Files by path; equal text stands for equal bytes."""
    return {
        path: SiteFile(path, len(text), text.encode().hex().ljust(64, "0"))
        for path, text in sorted(files.items())
    }


def test_reads_every_file_with_its_size_and_digest(tmp_path):
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "附件.pdf").write_bytes(b"abc")
    (tmp_path / "a").write_bytes(b"")
    assert files_of(tmp_path) == {
        "a": SiteFile("a", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        "b/c/附件.pdf": SiteFile(
            "b/c/附件.pdf", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        ),
    }
    assert list(files_of(tmp_path)) == ["a", "b/c/附件.pdf"]


def test_the_digest_of_a_site_is_what_other_programs_compute(tmp_path):
    for name in ("b.html", "a/index.html", "附件.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    command = "find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum"
    run = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True)  # noqa: S607
    if run.returncode or not run.stdout:
        pytest.skip("no GNU find and coreutils here")
    assert run.stdout.split()[0] == digest_of(files_of(tmp_path))


def test_groups_what_differs():
    before = site(**{"same.html": "1", "other.html": "1", "gone.html": "1"})
    after = site(**{"same.html": "1", "other.html": "2", "new.html": "1"})
    changes = compare(before, after)
    assert [file.path for file in changes.added] == ["new.html"]
    assert changes.changed == (after["other.html"],)
    assert changes.removed == (before["gone.html"],)
    assert (changes.before, changes.after) == (digest_of(before), digest_of(after))


def test_without_an_earlier_site_everything_is_new():
    changes = compare(None, site(**{"index.html": "1"}))
    assert changes.before is None
    assert [file.path for file in changes.added] == ["index.html"]
    assert changes.purge == ()
    assert compare({}, site(**{"index.html": "1"})).before is not None


def test_the_order_leaves_the_published_site_usable():
    before = site(
        **{
            "assets/gongkai/record.css": "1",
            "policies/a/index.html": "1",
            "policies/old/index.html": "1",
            "policies/old/index.pdf": "1",
            "policies/all/1/index.html": "1",
            "policies/all/2/index.html": "1",
            "policies/index.html": "1",
            "index.html": "1",
            "404.html": "1",
            "sitemap.xml": "1",
            "redirects.nginx.map": "1",
        }
    )
    gone = {"policies/old/index.html", "policies/old/index.pdf", "policies/all/2/index.html"}
    after = site(
        **dict.fromkeys(before.keys() - gone, "2"),
        **{
            "policies/b/index.html": "1",
            "policies/b/20220501/index.html": "1",
            "policies/b/plan.pdf": "1",
            "sitemap-1.xml": "1",
        },
    )
    assert [(step.action.value, step.path) for step in compare(before, after).steps] == [
        ("upload", "policies/b/plan.pdf"),
        ("upload", "assets/gongkai/record.css"),
        ("upload", "policies/b/20220501/index.html"),
        ("upload", "policies/b/index.html"),
        ("upload", "policies/a/index.html"),
        ("upload", "policies/all/1/index.html"),
        ("upload", "policies/index.html"),
        ("upload", "404.html"),
        ("upload", "index.html"),
        ("upload", "redirects.nginx.map"),
        ("upload", "sitemap-1.xml"),
        ("upload", "sitemap.xml"),
        ("remove", "policies/all/2/index.html"),
        ("remove", "policies/old/index.html"),
        ("remove", "policies/old/index.pdf"),
    ]


_PATHS = st.sets(
    st.lists(st.sampled_from(["a", "b", "index.html", "all"]), min_size=1, max_size=3).map(
        "/".join
    ),
    max_size=8,
).filter(lambda paths: not any(_above(path) & paths for path in paths))


def _above(path):
    return {str(parent) for parent in PurePosixPath(path).parents} - {"."}


@given(_PATHS, _PATHS, st.sampled_from("xy"))
def test_the_steps_make_the_new_site_of_the_old_on_any_disk(old, new, letter):
    before = site(**dict.fromkeys(old, "x"))
    after = site(**dict.fromkeys(new, letter))
    published = dict(before)
    for step in compare(before, after).steps:
        if step.action is Action.REMOVE:
            del published[step.path]
            continue
        assert not _above(step.path) & published.keys(), "a file stands where a folder is needed"
        assert not any(step.path in _above(path) for path in published), "a folder is in its place"
        published[step.path] = after[step.path]
    assert published == after


def test_caches_forget_what_changed_vanished_or_was_withdrawn():
    before = site(**{"index.html": "1", "a/index.html": "1", "附件 1.pdf": "1", "b.html": "1"})
    after = site(**{"index.html": "2", "a/index.html": "1", "new/index.html": "1", "b.html": "2"})
    changes = compare(before, after, base="/city/", purge="/city/policies/公告/\n/city/x%.pdf\n")
    assert changes.purge == (
        "/city/",
        "/city/%E9%99%84%E4%BB%B6%201.pdf",
        "/city/b.html",
        "/city/policies/%E5%85%AC%E5%91%8A/",
        "/city/x%25.pdf",
    )


def test_the_file_is_as_its_schema_says_and_always_the_same():
    before = site(**{"index.html": "1", "a/index.html": "1"})
    after = site(**{"index.html": "2", "附件.pdf": "1"})
    data = compare(before, after, purge="/gone/\n").as_json()
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(json.loads(data))
    assert data == compare(dict(reversed(before.items())), after, purge="/gone/\n").as_json()
    assert '"附件.pdf"'.encode() in data
