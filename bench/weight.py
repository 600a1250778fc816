"""What pages weigh.

    python -m bench.weight [--config site_config.yml]

Builds a portal and prints for the heaviest page of each kind: bytes of HTML, how many of them are
not the text itself ("own"), bytes of style sheets and scripts, and of pictures. Nothing is
compressed, as none of it is when it is read from disk.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.browser.pages import build_portal

ROOT = Path(__file__).resolve().parent.parent
TEXT_ID = "gk-body"
"""The element that holds the text of a record."""

_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of one page and of everything that it loads by itself.

    Attributes:
        html: The page.
        text: What of it lies within the element of the record's text.
        code: Its style sheets and scripts.
        pictures: Its pictures, icons and posters, also those named in style sheets.
    """

    html: int
    text: int
    code: int
    pictures: int

    @property
    def own(self) -> int:
        """Bytes of HTML that are not the text."""
        return self.html - self.text

    @property
    def all(self) -> int:
        """Bytes of everything."""
        return self.html + self.code + self.pictures


def weigh(site: Path, file: str) -> Weight:
    """Weigh the page ``file`` of a built site."""
    source = (site / file).read_text(encoding="utf-8")
    reader = _Reader(source)
    code = _files(site, file, reader.code)
    pictures = _files(site, file, reader.pictures)
    for sheet in sorted(code):
        if sheet.endswith(".css"):
            named = _URL.findall((site / sheet).read_text(encoding="utf-8"))
            pictures |= _files(site, sheet, named)
    return Weight(
        html=len(source.encode()),
        text=len(reader.text.encode()),
        code=sum((site / name).stat().st_size for name in code),
        pictures=sum((site / name).stat().st_size for name in pictures),
    )


def _files(site: Path, base: str, addresses: list[str]) -> set[str]:
    """Return the site's files at addresses that stand in the file ``base``."""
    here = f"/{base}"
    paths = {
        unquote(urlsplit(urljoin(here, address)).path).lstrip("/")
        for address in addresses
        if not address.startswith("data:")
    }
    for path in sorted(paths):
        if not (site / path).is_file():
            raise FileNotFoundError(f"{base} loads {path}, which is not in the site")
    return paths


class _Reader(HTMLParser):
    """Finds what a page loads, and the source of its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.code: list[str] = []
        self.pictures: list[str] = []
        self.text = ""
        self._source = source
        self._lines = [0]
        for line in source.split("\n"):  # what the parser counts as a line
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._inside = ""
        self._depth = 0
        self._start = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        words = given.get("rel", "").split()
        if tag == "script" and "src" in given:
            self.code.append(given["src"])
        elif tag == "link" and "stylesheet" in words:
            self.code.append(given["href"])
        elif tag == "link" and "icon" in words:
            self.pictures.append(given["href"])
        elif tag == "img":
            self.pictures.append(given["src"])
            variants = given.get("srcset", "").split(",")
            self.pictures += [variant.split()[0] for variant in variants if variant.strip()]
        elif tag == "video" and "poster" in given:
            self.pictures.append(given["poster"])
        if self._inside == tag:
            self._depth += 1
        elif not self._inside and given.get("id") == TEXT_ID:
            self._inside, self._depth = tag, 1
            self._start = self._here() + len(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._inside == tag:
            self._depth -= 1
            if not self._depth:
                self.text = self._source[self._start : self._here()]
                self._inside = "-"  # found; nothing is called so

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def main() -> None:
    """Build, weigh, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=ROOT / "site_config.yml")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        built = build_portal(arguments.config, Path(folder) / "site")
        print(f"{'bytes of HTML':>13} {'own':>7} {'code':>7} {'pictures':>9} {'all':>8}  kind")
        for page in built.pages:
            weight = weigh(built.site, page.file)
            print(
                f"{weight.html:13} {weight.own:7} {weight.code:7} {weight.pictures:9} "
                f"{weight.all:8}  {page}"
            )


if __name__ == "__main__":
    main()
