"""What the command needs to know of a project without building it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs.exceptions import MkDocsException

from gongkai_model.messages import ContentError, Message, NotUnderstood, Place, Text
from gongkai_model.pack import Pack, read_pack
from gongkai_plugins.hosting import listening, loaded, plugin_of


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of a project.

    Attributes:
        content: The content folder.
        shown: How it is named in messages: relative to the project where it lies within.
        time_zone: The portal's one time zone.
        size_limit_bytes: Of one source file.
        pack: What is national about the portal.
    """

    content: Path
    shown: str
    time_zone: ZoneInfo
    size_limit_bytes: int
    pack: Pack


def read_project(config_file: Path) -> Project:
    """Read ``site_config.yml`` as a build would.

    Raises:
        ContentError: It cannot be used.
    """
    with listening() as records:
        try:
            config = loaded(config_file)
        except MkDocsException as error:
            texts = [record.getMessage().strip() for record in records] or [str(error)]
            raise ContentError([_message(config_file, Text(t, t)) for t in texts]) from error
    plugin = plugin_of(config, config_file)
    content = Path(config.docs_dir).resolve()
    project = config_file.parent.resolve()
    inside = content.is_relative_to(project)
    shown = content.relative_to(project).as_posix() if inside else content.name
    limit = int(plugin.config.size_limit_mb * 1_000_000)
    try:
        pack = read_pack(plugin.config.pack, project)
    except NotUnderstood as error:
        raise ContentError([Message(Place(config_file.name), error.what, error.fix)]) from None
    return Project(content, shown, plugin.config.time_zone, limit, pack)


def _message(config_file: Path, what: Text) -> Message:
    fix = Text("改正配置；“gongkai new”可生成样例", "correct it; 'gongkai new' makes a sample")
    return Message(Place(config_file.name), what, fix)
