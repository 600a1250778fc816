"""MkDocs as the host: what it logs is heard, and the plugin is found in its configuration."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from gongkai_model.messages import ContentError, Message, Place, Text
from gongkai_plugins.portal import PortalPlugin

_PLUGIN = f"{mkdocs.__name__}.plugins.gongkai"


class _Listener(logging.Handler):
    """Keeps what MkDocs itself has to say; the plugin's own messages come another way."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(_PLUGIN):
            self.records.append(record)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """Hear warnings and errors of MkDocs, which then go nowhere else."""
    listener = _Listener()
    logger = logging.getLogger(mkdocs.__name__)
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield listener.records
    finally:
        logger.removeHandler(listener)
        logger.propagate = True


def loaded(config_file: Path, **options: Any) -> MkDocsConfig:  # noqa: ANN401 - as in MkDocs
    """Load a configuration as MkDocs does.

    Raises:
        ConfigurationError: It cannot be used; also for days that no calendar has, over which the
            reader of YAML stumbles.
    """
    try:
        return load_config(str(config_file), **options)
    except ValueError as error:
        raise ConfigurationError(f"{config_file.name}: {error}") from error


def plugin_of(config: MkDocsConfig, config_file: Path) -> PortalPlugin:
    """Return the portal's plugin.

    Raises:
        ContentError: The configuration does not name it.
    """
    plugin = next((p for p in config.plugins.values() if isinstance(p, PortalPlugin)), None)
    if plugin is not None:
        return plugin
    message = Message(
        Place(config_file.name),
        Text("plugins 里没有 gongkai", "plugins does not name gongkai"),
        Text("加上 gongkai 及其各项；“gongkai new”可生成样例", "add it; 'gongkai new' shows how"),
    )
    raise ContentError([message])
