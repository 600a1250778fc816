"""Our own Jinja environment: label blocks, lists and furniture, overridable in the theme."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from gongkai_model.pack import Pack

_OWN = Path(__file__).parent / "templates"


def words_of(pack: Pack) -> Callable[..., Markup]:
    """Return the ``_`` of templates: an interface text in the language of a pack.

    ``_("第 %(number)s 页", number=3)``: what is put in is escaped.
    """

    def say(text: str, **values: object) -> Markup:
        said = escape(pack.text(text))
        return said % values if values else said

    return say


class Templates:
    """The templates, those of the theme before our own.

    Args:
        folders: Folders named ``gongkai`` of the theme, the most particular first.
        pack: In whose language they speak.
    """

    def __init__(self, folders: Sequence[Path], pack: Pack) -> None:
        self._folders = (*(folder for folder in folders if folder.is_dir()), _OWN)
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in self._folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._pack = pack
        self._environment.globals["_"] = words_of(pack)
        self._environment.globals["language"] = pack.language
        self._loaded: dict[tuple[str, ...], Template] = {}

    @cached_property
    def digest(self) -> str:
        """Digest of every template and asset and of the words in them: an input of each page."""
        digest = hashlib.blake2b(digest_size=16)
        words = [self._pack.language, self._pack.article_pattern, dict(self._pack.texts)]
        digest.update(json.dumps(words, sort_keys=True).encode())
        for folder in self._folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
                    digest.update(hashlib.blake2b(path.read_bytes()).digest())
        return digest.hexdigest()

    def render(self, *names: str, **values: object) -> str:
        """Render the first of some templates that there is."""
        template = self._loaded.get(names)
        if template is None:
            template = self._loaded[names] = self._environment.select_template(names)
        return template.render(values)

    def asset(self, name: str) -> Path:
        """Return the file of an asset, the theme's before our own."""
        return next(
            path for folder in self._folders if (path := folder / "assets" / name).is_file()
        )
