"""``data/addresses.csv``: every address that was ever published, kept by the command.

An address that is in it and that nothing answers for any more is an error: addresses are permanent.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from gongkai_model.messages import FileMessages, Message, Text, quoted
from gongkai_model.replacing import replace_own_file

PATH = "data/addresses.csv"
_HEADER = ("address", "source")


def read(content: Path, shown: str, messages: list[Message]) -> dict[str, tuple[str, int]]:
    """Return source and line of each published address; empty where there is no register yet."""
    file = content / PATH
    if not file.is_file():
        return {}
    report = FileMessages(f"{shown}/{PATH}", messages)
    restore = Text(
        "从版本库恢复该文件；合并时两边的行都留下",
        "restore the file from the repository; keep the lines of both sides when merging",
    )
    found: dict[str, tuple[str, int]] = {}
    try:
        rows = csv.reader(
            io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""), strict=True
        )
        if tuple(next(rows, ())) != _HEADER:
            report.error(
                1,
                Text(
                    f"第一行不是“{','.join(_HEADER)}”",
                    f"the first line is not {quoted(','.join(_HEADER))}",
                ),
                restore,
            )
            return {}
        for row in rows:
            if len(row) == len(_HEADER) and row[0].startswith("/"):
                found[row[0]] = (row[1], rows.line_num)
            elif row:
                shown = quoted(",".join(row))
                report.error(
                    rows.line_num,
                    Text(f"不是“地址,来源”：{shown}", f"not 'address,source': {shown}"),
                    restore,
                )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        report.error(
            0,
            Text(f"地址登记册读不出来：{error}", f"the register of addresses is damaged: {error}"),
            restore,
        )
        return {}
    return found


def missing(
    published: Mapping[str, tuple[str, int]], known: Iterable[str], shown: str
) -> list[Message]:
    """Return an error for each published address that nothing answers for.

    Args:
        published: As ``read`` returns it.
        known: All addresses that the sources account for, on whatever day.
        shown: How the content folder is named in messages.
    """
    messages: list[Message] = []
    report = FileMessages(f"{shown}/{PATH}", messages)
    for address in sorted(published.keys() - set(known)):
        source, line = published[address]
        report.error(
            line,
            Text(
                f"已发布的地址 {address}（来自 {source}）不见了",
                f"the published address {address} (from {source}) is gone",
            ),
            Text(
                "恢复该文件；改了网址就写“旧网址”；要撤下就写“撤下”；登记有误才删这一行",
                "restore the file; give 旧网址 where the address changed, 撤下 to withdraw it; "
                "delete this line only where it was never published",
            ),
        )
    return messages


def write(
    content: Path, published: Mapping[str, tuple[str, int]], pages: Iterable[tuple[str, str]]
) -> bool:
    """Add the addresses of ``pages`` (address and source); tell whether the file changed."""
    rows = {address: source for address, (source, _) in published.items()}
    rows.update(pages)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(sorted(rows.items()))
    data = buffer.getvalue().encode()
    file = content / PATH
    if file.is_file() and file.read_bytes() == data:
        return False
    replace_own_file(file, data)
    return True
