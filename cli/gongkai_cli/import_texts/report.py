"""What an import has to say: counts, and by reason every file that was not plain sailing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai_cli.import_texts.characters import plain
from gongkai_model.messages import Severity, Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file is named in the report.

    Attributes:
        title: The fact, one for all files below it.
        fix: What to do about it.
        severity: An error means that something was not imported that should be.
    """

    title: Text
    fix: Text
    severity: Severity


def _error(zh: str, en: str, fix_zh: str, fix_en: str) -> Reason:
    return Reason(Text(zh, en), Text(fix_zh, fix_en), Severity.ERROR)


def _warning(zh: str, en: str, fix_zh: str, fix_en: str) -> Reason:
    return Reason(Text(zh, en), Text(fix_zh, fix_en), Severity.WARNING)


def _note(zh: str, en: str, fix_zh: str, fix_en: str) -> Reason:
    return Reason(Text(zh, en), Text(fix_zh, fix_en), Severity.NOTE)


# What was not imported and should be.
UNSAFE = _error(
    "链接、设备文件或越出文件夹的路径，未读取",
    "links, devices and paths that leave the folder, not read",
    "把文件本身放进去再导入",
    "put the file itself there and import again",
)
TOO_LARGE = _error(
    "文件过大，未导入",
    "too large, not imported",
    "拆成几个文件，或把表格、图片另作附件",
    "split it, or make tables and pictures attachments",
)
NOT_TEXT = _error(
    "不是文本，未导入",
    "not text, not imported",
    "另存为 UTF-8 的 Markdown 再导入",
    "save it as Markdown in UTF-8 and import again",
)
TOO_LONG = _error(
    "文件名、标题或题注过长，未导入",
    "a file name, title or note that is too long, not imported",
    "缩短；题注只写沿革，其余写在 INFO END 以后",
    "shorten it; a note tells how the act came about, all else goes below INFO END",
)
RESERVED = _error(
    "文件名、标题或题注里有排版用的记号，未导入",
    "a file name, title or note with a mark that pages are put together by, not imported",
    "删去该记号再导入",
    "delete the mark and import again",
)
NO_TITLE = _error(
    "文内和文件名都没有标题，未导入",
    "no title in the text nor in its file name, not imported",
    "第一行写“# 标题”",
    "begin it with '# title'",
)
UNREADABLE = _error(
    "压缩包里的文件读不出来，未导入",
    "cannot be read from the archive, not imported",
    "重新打包；加密的包先解密",
    "pack it again; decrypt an encrypted archive first",
)
TOO_MANY = _error(
    "同名同日的文本超过 99 个，未导入",
    "more than 99 texts of one title and day, not imported",
    "在文件名里写明各自的日期",
    "give each its own day in the file name",
)
CHANGED_HERE = _error(
    "导入后改动过，新的文本未写入",
    "edited since it was imported, the new text was not written",
    "比较两者；要用新的文本，先删去站内的文件再导入",
    "compare the two; to take the new text, delete the file here and import again",
)

# What was imported with less than the collection has, or against what it says.
EMPTY = _warning(
    "空文件，没有可导入的",
    "empty, nothing to import",
    "补上文本再导入",
    "add the text and import again",
)
NO_BODY = _warning(
    "只有标题和题注，没有正文",
    "a title and perhaps a note, but no text",
    "补上正文",
    "add the text",
)
BAD_CHARACTERS = _warning(
    "含有网页或著录项不能有的控制字符，已删去",
    "control characters that cannot stand in a page or a label, removed",
    "对照原文，看是否丢了字",
    "compare with the original, see whether a character was lost",
)
OTHER_ENCODING = _warning(
    "不是 UTF-8，按推定的编码读取",
    "not UTF-8, read in an encoding that was guessed",
    "看一看文字是否正确",
    "see whether the text is right",
)
NAME_EARLIER = _warning(
    "题注所载比文件名（目录）的日期更晚：日期取自题注，目录的这一行不用",
    "the note tells of a later day than the file name (the catalogue): the day is taken from the "
    "note, the catalogue's row is not used",
    "核对文件里是哪一个文本",
    "check which text the file holds",
)
NOTE_OLDER = _note(
    "文件名（目录）的日期比题注最后所载晚一年以上，题注可能不全",
    "the file name (the catalogue) has a day more than a year after the last in the note, which "
    "may be incomplete",
    "核对文件里是哪一个文本，补全题注",
    "check which text the file holds, complete the note",
)
CONFLICTING_FORCE = _warning(
    "施行日期有几种说法",
    "more than one day of entry into force is stated",
    "核对后改正施行日期",
    "check and correct it",
)
EARLIER_FORCE = _note(
    "所载施行日期早于本文本的公布日期，是原文本的，未采用",
    "the day of entry into force is before this text's promulgation, so it is an earlier text's; "
    "not used",
    "查明本文本的施行日期",
    "find out when this text entered into force",
)
BAD_DAY = _warning(
    "日期不存在或读不懂，未采用",
    "a day that does not exist or is not understood, not used",
    "对照原文补上日期",
    "look at the original and add the day",
)
ODD_NOTE = _warning(
    "题注里有读不懂的行（原样保留）",
    "lines of the note that are not understood (kept as they are)",
    "看是不是题注，是否断行",
    "see whether they belong to the note, and whether a line was cut",
)
ODD_TITLE = _warning(
    "文件名、目录与文内标题不同（用文内标题）",
    "the file name or the catalogue differs from the title in the text (which is used)",
    "核对标题",
    "check the title",
)
EXPIRED_UNUSED = _warning(
    "目录标为失效，但说的不是本文本，或已有更新的文本，未采用",
    "marked expired in the catalogue, but that is said of another text or a later one is here; "
    "not used",
    "查明后写有效性和有效性依据",
    "find out and write 有效性 and 有效性依据",
)
EXPIRED = _warning(
    "目录标为失效：写作“已失效”，以目录为依据",
    "marked expired in the catalogue: written as 已失效, with the catalogue as its basis",
    "查明失效日期或废止文件，写上后可删去有效性",
    "find out when or by what it lapsed; with that, 有效性 can be deleted",
)
SAME_DAY = _warning(
    "同名同日而内容不同，加了序号",
    "one title, one day, different texts: numbered",
    "核对哪一个是对的",
    "check which one is right",
)
PART = _warning(
    "几个文件同一标题、同一日期而文件名不同：当作各自独立的部分",
    "several files of one title and day but with different names: taken for parts of their own",
    "核对标题",
    "check the title",
)
MOVED = _warning(
    "已导入，但这次推定的日期不同：站内文件没有动",
    "imported before, but the day comes out differently now: the file here was left alone",
    "要改日期，先删去站内的文件再导入（网址会变）",
    "to change the day, delete the file here and import again (its address changes)",
)

# What was guessed.
GUESSED_KIND = _note("类型是推定的", "the kind was guessed", "核对类型", "check the kind")
GUESSED_TITLE = _note(
    "没有标题行，标题取自文件名",
    "no title line, the title is taken from the file name",
    "核对标题",
    "check the title",
)
GUESSED_NOTE = _note(
    "没有 INFO END，题注与正文的界线是推定的",
    "no INFO END, where the note ends was guessed",
    "核对题注和正文",
    "check the note and the text",
)
GUESSED_DAY = _note(
    "文件名和目录没有日期，取自题注",
    "no day in the file name or the catalogue, taken from the note",
    "核对日期",
    "check the day",
)
UNSURE_DAY = _note(
    "日期只见于文件名，推定为公布日期",
    "a day that only the file name gives, taken for that of promulgation",
    "核对日期",
    "check the day",
)
UNDATED = _note(
    "没有日期",
    "no date at all",
    "查明日期后写上，改文件名（网址会变）",
    "find it out, write it down and rename the file (its address changes)",
)
FORCE_FROM_TEXT = _note(
    "施行日期取自正文“自……起施行”，是推定的",
    "the day of entry into force was guessed from the text (自…起施行)",
    "核对施行日期",
    "check it",
)
NO_ORGAN = _note(
    "题注里找不到发文机关",
    "the note does not tell who issued it",
    "补上发文机关",
    "add 发文机关",
)
GUESSED_ROW = _note(
    "目录的日期或文件夹与文件不同，按名称对上",
    "matched with the catalogue by name alone",
    "核对日期",
    "check the day",
)

# What was left out, on purpose.
DUPLICATE = _note(
    "与另一文件逐字节相同，只导入一次",
    "the same bytes as another file, imported once",
    "不必处理",
    "nothing to do",
)
SAME_TEXT = _note(
    "内容与另一文件相同而日期不同，两个都导入了",
    "the same bytes as another file under another day, both imported",
    "核对日期",
    "check the day",
)
MARKS = _note(
    "去掉了汇编自己的标记",
    "marks of the collection itself, removed",
    "不必处理",
    "nothing to do",
)
HIDDEN = _note("隐藏文件，未读取", "hidden, not read", "不必处理", "nothing to do")
OTHER_FILE = _note(
    "不是法规文本，未读取",
    "not a legal text, not read",
    "若是文本，改名为 .md",
    "if it is a text, name it .md",
)
NO_ROW = _note("目录里没有", "not in the catalogue", "不必处理", "nothing to do")
NO_FILE = _note(
    "目录里有，但没有文件",
    "in the catalogue, but there is no file",
    "补上文件再导入",
    "add the file and import again",
)
CATALOGUE = _note(
    "目录里没有用到或读不懂的内容",
    "parts of the catalogue that were not used or not understood",
    "需要的内容请手工补上",
    "add by hand what is needed of it",
)
MOVED = _note(
    "上次导入的文本已改名或删除，未再写入",
    "a text of an earlier import was renamed or deleted; not written again",
    "要它回来，从版本库恢复",
    "restore it from the repository to have it back",
)
UNTOUCHED = _note(
    "改动过，这次内容没有变化，未动",
    "edited here, unchanged in the collection, left alone",
    "不必处理",
    "nothing to do",
)
UNUSED_COLUMN = _error(
    "栏目不收这些类型，没有写入任何文件",
    "the column does not take these kinds; nothing was written",
    "在栏目 index.md 的“收录”里加上，或导入到别的栏目",
    "add them to 收录 in the column's index.md, or import into another column",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file named in the report.

    Attributes:
        reason: Why.
        file: Path within the collection, as it is there.
        detail: The values concerned, quoted; empty for none.
    """

    reason: Reason
    file: str
    detail: str = ""

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return self.reason.severity


@dataclass(slots=True)
class Findings:
    """Collects what is to be reported."""

    entries: list[Entry] = field(default_factory=list)

    def add(self, reason: Reason, file: str, detail: object = "") -> None:
        """Name a file."""
        self.entries.append(Entry(reason, file, str(detail)))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of an import.

    Attributes:
        counts: What was counted, and how often.
        entries: In order of reason and file.
        path: Where the whole report was written, relative to the project; empty for nowhere.
    """

    counts: tuple[tuple[Text, int], ...]
    entries: tuple[Entry, ...]
    path: str = ""

    @property
    def failed(self) -> bool:
        """Whether something was not imported that should be; guesses are no failure."""
        return any(entry.severity is Severity.ERROR for entry in self.entries)

    def say(self, language: str, limit: int | None = None) -> str:
        """Return the report as text.

        Args:
            language: ``zh`` or ``en``.
            limit: Files named below each reason; None for all.
        """
        return "\n".join(self._lines(language, limit)) + "\n"

    def _lines(self, language: str, limit: int | None) -> Iterator[str]:
        colon = "：" if language == "zh" else ": "
        for label, count in self.counts:
            yield f"{label.say(language)}{colon}{count}"
        by_reason: dict[Reason, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            by_reason[entry.reason].append(entry)
        for reason, entries in by_reason.items():
            yield ""
            yield (
                f"{_SEVERITIES[reason.severity].say(language)}{colon}{reason.title.say(language)}"
                f" ({len(entries)})"
            )
            yield f"  {_FIX.say(language)}{colon}{reason.fix.say(language)}"
            for entry in entries[:limit]:
                detail = f"{colon}{plain(entry.detail)}" if entry.detail else ""
                yield f"  - {plain(entry.file)}{detail}"
            if limit is not None and len(entries) > limit:
                more = len(entries) - limit
                yield Text(f"  - 另有 {more} 个", f"  - {more} more").say(language)
        if self.path and limit is not None:
            yield ""
            yield Text(f"完整报告：{self.path}", f"the whole report: {self.path}").say(language)


_SEVERITIES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
}
_FIX = Text("改法", "fix")
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def in_order(entries: list[Entry]) -> tuple[Entry, ...]:
    """Sort entries: errors first, then by reason, file and detail; the same one only once."""
    return tuple(
        sorted(
            set(entries),
            key=lambda entry: (
                _WEIGHT[entry.severity],
                entry.reason.title.en,
                entry.file,
                entry.detail,
            ),
        )
    )
