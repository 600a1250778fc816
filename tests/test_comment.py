"""The comment on a proposed change: only a report is posted, once, on the right change."""

import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gongkai_cli.build_report import LIMIT, as_markdown
from gongkai_model.messages import Message, Place, Text

BLOBS = "https://host.example/forker/portal/blob/0123abc"
RUN = "https://host.example/city/portal/actions/runs/77"


def message(text):
    return Message(Place("content/a.md", 3), Text(text, text), Text("改", "mend"))


def test_the_comment_says_where_the_preview_is(tmp_path, comment_script):
    text = comment_script.comment(as_markdown([], 3, tmp_path), BLOBS, RUN)
    assert text.startswith("<!-- gongkai-report -->\n## 一切正常：生成了 3 个页面\n")
    assert f"[这次运行]({RUN})" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<!-- gongkai-report -->\n", ""),
        ("## 没有生成", "## 请访问 https://evil.example/"),
        ("</details>\n", "</details>\n@everyone\n"),
        ("\n### ", "\n<img src=x>\n### "),
        ("` content/a.md `", "` content/a.md ` @x `"),
        ("` content/a.md `", "`content/a.md`"),
        ("` content/a.md `", "` a `` b `"),
        ("` content/a.md `", "`` a `"),
        ("- 第 3 行 ", "- [第 3 行](https://evil.example/a.md#L3) "),
        ("- 第 3 行 ", f"- [第 3 行]({BLOBS}/../../x) @x "),
        ("- 第 3 行 ", f"- [第 3 行]({BLOBS}.evil.example/) "),
        ("- 第 3 行 ", "- @x "),
        ("  改法 ", "  改法 ` x ` <b> "),
        ("不对", "不\u202e对"),
        ("不对", "x" * LIMIT),
        # Lines that a report has, in places where they make HTML of what is quoted.
        ("<summary>English</summary>\n\n", "<summary>English</summary>\n"),
        ("## 没有生成：1 条错误\n\n", "## 没有生成：1 条错误\n\n<details>\n"),
        ("### ` content/a.md `\n\n", "### ` content/a.md `\n"),
        ("### ` content/a.md `\n\n- ", "- "),
        ("</details>\n", "</details>\n\n### ` x `\n"),
        ("</details>\n", ""),
        ("## Not built: 1 error(s)\n\n", ""),
        # Numbers as no build gives them.
        ("1 条错误", "1 条错误、1 条错误"),
        ("1 条错误", "1 条提示、1 条错误"),
        ("1 条错误", "01 条错误"),
        ("1 条错误", "１ 条错误"),
        ("1 条错误", f"{'9' * 5000} 条错误"),
        ("- 第 3 行 ", "- 第 0 行 "),
    ],
)
def test_nothing_but_a_report_is_posted(tmp_path, comment_script, old, new):
    report = as_markdown([message("不对")], 0, tmp_path)
    assert comment_script.comment(report, BLOBS, RUN)
    assert old in report
    assert comment_script.comment(report.replace(old, new, 1), BLOBS, RUN) is None


@pytest.mark.parametrize(
    ("file", "fine"),
    [
        ("content/a.md?plain=1#L3", True),
        ("content/%E7%94%B2.md?plain=1#L3", True),
        ("content/...md?plain=1#L3", True),
        ("../../../../evil/x?plain=1#L3", False),
        ("content/../../x?plain=1#L3", False),
        ("content/./x?plain=1#L3", False),
        ("content/%2e%2E/x?plain=1#L3", False),
        ("content/.%2e/x?plain=1#L3", False),
        ("content/%252e%252e/x?plain=1#L3", False),
        ("content/..%2fx?plain=1#L3", False),
        ("content/..%5Cx?plain=1#L3", False),
        ("content//x?plain=1#L3", False),
        ("content/?plain=1#L3", False),
        ("content/%ff?plain=1#L3", False),
        ("content/%0A?plain=1#L3", False),
        ("content/%E2%80%AE?plain=1#L3", False),
        ("content/a.md?plain=1#L4", False),
        ("content/a.md?x=1#L3", False),
        ("content/a.md", False),
        ("content/a.md)(https://evil.example/?plain=1#L3", False),
    ],
)
def test_links_lead_into_the_proposed_version(tmp_path, comment_script, file, fine):
    report = as_markdown([message("不对")], 0, tmp_path)
    changed = report.replace("第 3 行", f"[第 3 行]({BLOBS}/{file})")
    assert (comment_script.comment(changed, BLOBS, RUN) is not None) == fine


PIECES = ["<details>", "<summary>English</summary>", "</details>", "", "### ` <img src=x> `"]
PIECES += [
    "- **错误** ` @x `\\",
    "  改法 ` <b> `",
    "## 没有生成：1 条错误",
    "` `",
    "## Not built: 1 error(s)",
]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1), st.sampled_from(PIECES)), max_size=4)
)
def test_whatever_is_posted_holds_no_html_but_its_own(comment_script, changes):
    lines = as_markdown([message("<img src=y>")], 0, Path()).split("\n")
    for at, taken, line in changes:
        lines[at : at + taken] = [line]
    posted = comment_script.comment("\n".join(lines), BLOBS, RUN)
    if posted is None:
        return
    found = MarkdownIt("commonmark").parse(posted)
    html = [token.content.strip() for token in found if token.type == "html_block"]
    own = ["<!-- gongkai-report -->", "<details>\n<summary>English</summary>", "</details>"]
    assert html == own
    assert not any(
        child.type in {"html_inline", "image"} for token in found for child in token.children or ()
    )


class Code(ThreadingHTTPServer):
    """A code host: what it answers, and what it was asked to post."""

    def __init__(self, answers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers
        self.asked = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        path = self.path.removeprefix("/repos/city/portal")
        rights = self.headers.get("Authorization")
        self.server.asked.append((self.command, path, body, rights))
        found = self.server.answers.get((self.command, path))
        if found is None:
            self.send_error(404)
            return
        self.send_response(302 if isinstance(found, str) else 200)
        if isinstance(found, str):
            self.send_header("Location", found)
            data = b""
        else:
            data = found if isinstance(found, bytes) else json.dumps(found).encode()
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PATCH = answer  # noqa: N815 - names of the standard library

    def log_message(self, *arguments):
        pass


@pytest.fixture
def serve():
    servers = []

    def start(answers):
        server = Code(answers)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def archive(text, name="report.md", method=zipfile.ZIP_DEFLATED):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as files:
        files.writestr(name, text)
    return data.getvalue()


def damaged(packed):
    """The same archive, with other bytes where the file's own begin."""
    start = packed.index(b"report.md") + len("report.md")
    return packed[:start] + b"\xff" * 30 + packed[start + 30 :]


@pytest.fixture
def run(serve, comment_script, tmp_path, capsys):
    """Run the script after a proposed change has been built; what the host was asked to post."""

    def run(left, *, comments=(), heads=("0123abc",), size=None, gone=False):
        storage = serve({("GET", "/report.zip"): left or b""})
        one = {"id": 5, "size_in_bytes": len(left or b"") if size is None else size}
        pulls = [{"number": n, "head": {"sha": sha}} for n, sha in enumerate(heads, 11)]
        host = serve(
            {
                ("GET", "/pulls?state=open&head=forker%3Afix%2F%E4%B8%80"): pulls,
                ("GET", "/actions/runs/77/artifacts?name=report"): {
                    "artifacts": [] if left is None else [one]
                },
                ("GET", "/actions/artifacts/5/zip"): f"{storage.url}/report.zip",
                ("GET", "/issues/11/comments?per_page=100&page=1"): list(comments),
                ("POST", "/issues/11/comments"): {},
                ("PATCH", "/issues/comments/8"): {},
            }
        )
        head = {"full_name": "forker/portal", "owner": {"login": "forker"}}
        event = {
            "workflow_run": {
                "id": 77,
                "head_sha": "0123abc",
                "head_branch": "fix/一",
                "head_repository": None if gone else head,
            }
        }
        file = tmp_path / "event.json"
        file.write_text(json.dumps(event), encoding="utf-8")
        code = comment_script.main(
            {
                "GITHUB_EVENT_PATH": str(file),
                "GITHUB_SERVER_URL": "https://host.example",
                "GITHUB_REPOSITORY": "city/portal",
                "GITHUB_API_URL": host.url,
                "GITHUB_TOKEN": "secret",
            }
        )
        assert {rights for _, _, _, rights in host.asked} <= {"Bearer secret"}
        assert not any(rights for _, _, _, rights in storage.asked)
        posted = [(m, path, body["body"]) for m, path, body, _ in host.asked if m != "GET"]
        return code, posted, capsys.readouterr().out

    return run


def bot(number, body, login="github-actions[bot]"):
    return {"id": number, "user": {"login": login}, "body": body}


def test_a_report_is_posted(run):
    report = as_markdown([message("不对")], 0, Path(), BLOBS)
    code, posted, _ = run(archive(report))
    ((method, path, body),) = posted
    assert (code, method, path) == (0, "POST", "/issues/11/comments")
    assert body.startswith(report)
    assert RUN in body


def test_a_later_report_takes_the_place_of_the_earlier(run):
    comments = [
        bot(6, "<!-- gongkai-report -->\nnot ours", login="somebody"),
        {"id": 5, "user": None, "body": "<!-- gongkai-report -->\nof an account that is gone"},
        {"id": 7, "user": {"login": "github-actions[bot]"}, "body": None},
        bot(7, "something else"),
        bot(8, "<!-- gongkai-report -->\n## 没有生成"),
    ]
    _, posted, _ = run(archive(as_markdown([], 3, Path())), comments=comments)
    assert [(method, path) for method, path, _ in posted] == [("PATCH", "/issues/comments/8")]


@pytest.mark.parametrize(
    ("left", "options", "code", "said"),
    [
        (archive("@everyone"), {}, 1, "no report"),
        (archive(as_markdown([], 3, Path()), "other.md"), {}, 1, "no archive"),
        (b"PK no zip", {}, 1, "no archive"),
        (damaged(archive(as_markdown([], 3, Path()))), {}, 1, "no archive"),
        (archive(as_markdown([], 3, Path()), method=zipfile.ZIP_LZMA), {}, 1, "method 14"),
        (damaged(archive("x" * 99, method=zipfile.ZIP_LZMA)), {}, 1, "no archive"),
        (damaged(archive("x" * 99, method=zipfile.ZIP_BZIP2)), {}, 1, "no archive"),
        (archive(as_markdown([], 3, Path()))[:60], {}, 1, "no archive"),
        (archive(as_markdown([], 3, Path())), {"gone": True}, 0, "nothing to post"),
        (archive(as_markdown([], 3, Path()) + " " * 9_000_000), {}, 1, "no report"),
        (archive(as_markdown([], 3, Path())), {"size": 240_001}, 1, "too large"),
        (archive(as_markdown([], 3, Path())), {"heads": ()}, 0, "nothing to post"),
        (archive(as_markdown([], 3, Path())), {"heads": ("ffff",)}, 0, "nothing to post"),
        (None, {}, 0, "no report"),
    ],
)
def test_nothing_else_is_posted(run, left, options, code, said):
    result, posted, output = run(left, **options)
    assert (result, posted) == (code, [])
    assert said in output
