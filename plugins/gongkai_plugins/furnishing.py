"""What surrounds the content of every page, in whatever theme."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.utils import get_theme_dir

from gongkai_render.demo_notice import with_demo_notice
from gongkai_render.settings import Furniture
from gongkai_render.templating import words_of

_THEME = "gongkai"
"""Our own theme; its footer stands under every other one too."""
_FOOTER = f"{_THEME}/parts/footer.html"
_BODY_END = re.compile(r"</body\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Furnishing:
    """Gives each page what its theme does not draw itself.

    Attributes:
        env: The theme's templates.
        furniture: What surrounds every page of the portal.
        config: Of this build.
        is_foreign: The theme is neither ours nor made from it.
    """

    env: Environment
    furniture: Furniture
    config: MkDocsConfig
    is_foreign: bool

    @classmethod
    def prepare(cls, env: Environment, furniture: Furniture, config: MkDocsConfig) -> Furnishing:
        """Give a theme's templates our words and, by their path below ``gongkai/``, our own."""
        own = get_theme_dir(_THEME)
        env.globals["_"] = words_of(furniture.settings.pack)
        loaders = [env.loader] if env.loader else []
        env.loader = ChoiceLoader([*loaders, PrefixLoader({_THEME: FileSystemLoader(own)})])
        return cls(env, furniture, config, own not in config.theme.dirs)

    def complete(self, html: str, page: Page | None, base_url: str) -> str:
        """Add what a foreign theme does not draw: footer, and notice of a demonstration.

        Args:
            html: The page as the theme drew it.
            page: None for a page of the theme's own.
            base_url: From the page to the top of the site.
        """
        if not self.is_foreign:
            return html
        settings = self.furniture.settings
        footer = self.env.get_template(_FOOTER).render(
            config=self.config,
            page=page,
            base_url=base_url,
            portal=self.furniture,
            settings=settings,
        )
        ends = [match.start() for match in _BODY_END.finditer(html)]
        end = ends[-1] if ends else len(html)
        html = html[:end] + footer + html[end:]
        return with_demo_notice(html, settings.pack) if settings.demo else html
