"""What the program says to people: place, fact, remedy, in Chinese and English."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a message weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages of the interface.

    Attributes:
        zh: Simplified Chinese.
        en: English.
    """

    zh: str
    en: str

    def say(self, language: str) -> str:
        """Return the sentence in ``language`` (``zh`` or ``en``)."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the sources something stands.

    Attributes:
        path: POSIX path, relative to the project folder.
        line: Counted from 1; 0 where the whole file is meant.
    """

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Message:
    """Something an editor should know about a source file.

    Attributes:
        at: Where it stands.
        what: The fact, with the offending value.
        fix: What to do about it.
        severity: Only an error keeps the portal from being built.
    """

    at: Place
    what: Text
    fix: Text
    severity: Severity = Severity.ERROR

    def say(self, language: str) -> str:
        """Return the message as it is printed, two lines."""
        label, remedy = {
            "zh": (_LABELS_ZH[self.severity], "改法"),
            "en": (self.severity.value, "fix"),
        }["zh" if language == "zh" else "en"]
        what, fix = self.what.say(language), self.fix.say(language)
        return printable(f"{self.at}: {label}: {what}") + f"\n  {remedy}: {printable(fix)}"


_LABELS_ZH = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


def printable(text: str) -> str:
    """Show what a terminal would obey (controls, direction marks) as an escape instead."""
    if text.isprintable():
        return text
    return "".join(
        character
        if unicodedata.category(character) not in _OBEYED or character in "\n\t"
        else f"\\x{ord(character):02x}"
        for character in text
    )


_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def quoted(text: str) -> str:
    """Return a value between quotes, as people typed it: only what they cannot see is escaped.

    Backslashes stay single, for they belong to values; line feeds, controls, direction marks and
    blanks of unusual sorts are shown as escapes, a full-width blank as it is.
    """
    shown = "".join(
        character
        if character.isprintable() or character == "\u3000"
        else character.encode("unicode_escape").decode()
        for character in text
    )
    return f"'{shown}'"


class NotUnderstood(ValueError):  # noqa: N818 - it reads as a statement about the value
    """A value is not in the form its field asks for; raised by parsers, placed by readers.

    Attributes:
        what: The fact, quoting the value.
        fix: The right form.
    """

    def __init__(self, what: Text, fix: Text) -> None:
        super().__init__(f"{what.en} ({fix.en})")
        self.what = what
        self.fix = fix


class ContentError(Exception):
    """The content cannot be published; carries every mistake of the run.

    Attributes:
        messages: At least one; sorted by place.
    """

    def __init__(self, messages: list[Message]) -> None:
        super().__init__("\n".join(message.say("en") for message in messages))
        self.messages = sorted(messages, key=lambda message: (message.at, message.what.en))


class FileMessages:
    """Collects the messages about one file.

    Attributes:
        path: POSIX path, relative to the project folder.
        messages: Where they are added; shared with other files.
    """

    def __init__(self, path: str, messages: list[Message]) -> None:
        self.path = path
        self.messages = messages

    def error(self, line: int, what: Text, fix: Text) -> None:
        """Add an error."""
        self.messages.append(Message(Place(self.path, line), what, fix))

    def warning(self, line: int, what: Text, fix: Text) -> None:
        """Add a warning."""
        self.messages.append(Message(Place(self.path, line), what, fix, Severity.WARNING))

    def note(self, line: int, what: Text, fix: Text) -> None:
        """Add a note."""
        self.messages.append(Message(Place(self.path, line), what, fix, Severity.NOTE))


def system_language() -> str:
    """Return ``zh`` or ``en``, by the locale of the environment; ``zh`` where it names none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value.partition(".")[0] not in {"C", "POSIX"}:
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh"
