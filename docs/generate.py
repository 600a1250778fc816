"""Write the reference from code: fields, kinds, subjects, options, commands, rules, changes.

    python docs/generate.py

The test suite holds that the pages in docs/reference/ are what this gives.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from mkdocs.config.base import BaseConfigOption
from mkdocs.config.config_options import Optional

from gongkai_checks.rule import Rule, all_rules
from gongkai_cli.main import cli
from gongkai_model.fields import FIELDS, Field, Form
from gongkai_model.kinds import Kind, all_kinds
from gongkai_model.pack import default_pack
from gongkai_plugins import options
from gongkai_render import changes

FOLDER = Path(__file__).parent / "reference"


def _choices(words: Mapping[str, str]) -> str:
    return "、".join(f"`{word}`" for word in words.values())


_FORMS = {
    Form.KIND: "类型名",
    Form.ADDRESS: "`[a-z0-9-]{1,40}`",
    Form.TITLE: "一行文字",
    Form.LINE: "一行文字",
    Form.LINES: "一行或多行文字",
    Form.WORDS: "词，用顿号、逗号或空格隔开，或写成列表",
    Form.DAY: "日期 `2022-04-11`",
    Form.MOMENT: "日期，或到分 `2022-04-22 17:30`",
    Form.TERM: "`5年`、`2年6个月`、`至2027-12-31`、`长期`",
    Form.YEAR: "四位年份，1949 至 2200",
    Form.NUMBER: "整数，从 1 起",
    Form.RANK: "整数，从 0 起",
    Form.WEB_ADDRESS: "完整地址，`https://` 或 `http://` 开头",
    Form.SECURE_ADDRESS: "完整地址，`https://` 开头",
    Form.PRESENTATION: "`文字`、`图解`、`视频`、`音频`、`问答`、`发布会`、`专家`，可写多个",
    Form.LIFE_TOPICS: f"{_choices(default_pack().life_topics)}，可写多个",
    Form.DISCLOSURE_ITEM: _choices(default_pack().disclosure_items),
    Form.PICTURE: "`{文件: …, 说明: …}`，位图",
    Form.OUTCOME: "`{日期: …, 收到: 条数, 采纳: 条数, 说明: …}`，`说明` 可不写",
    Form.DOCUMENT_NUMBER: "`国办发〔2022〕8号`、`国务院令第711号`",
    Form.INDEX_NUMBER: "`000014349/2022-00039` 等",
    Form.SUBJECT: "`大类\\小类`，见[主题分类](subjects.md)",
    Form.OPENNESS: "`主动公开`、`依申请公开`、`不予公开`",
    Form.STATUS: "`有效`、`已失效` 等",
    Form.GRADE: "`官方文本`、`第三方汇编`",
    Form.ORGAN: "名录中的编号、名称、简称或机关代字；别的机关写 `{外部: 名称}`",
    Form.ORGANS: "机关的列表",
    Form.RELATION: "`栏目/网址`、发文字号或标题；别处的文件写 `{标题: …, 网址: https://…}`；"
    "可加 `条款`、`日期`",
    Form.ATTACHMENTS: "文件路径，或 `{文件: …, 名称: …}`；在别的主机上的大文件写"
    " `{名称: …, 网址: https://…, SHA-256: …, 大小: 字节数}`；可列多个",
    Form.OLD_ADDRESSES: "以 `/` 开头的路径，可列多个",
    Form.CORRECTIONS: "`{日期: …, 说明: …}`，可列多条",
    Form.WITHDRAWAL: "`{日期: …, 理由: …}`",
}


def fields_page() -> str:
    """Return the page on fields."""
    rows = "\n".join(_field_row(field) for field in FIELDS)
    return (
        "# 著录项\n\n"
        "由代码生成，请勿手改。每项可写中文名或英文名，同一项只能写一次。"
        "“文本”一栏打勾的，多文本的文件可在各个文本里分别写。\n\n"
        "| 名称 | 英文名 | 写法 | 含义 | 文本 |\n|---|---|---|---|---|\n"
        f"{rows}\n"
    )


def _field_row(field: Field) -> str:
    tick = "✓" if field.per_text else ""
    form = _FORMS[field.form].replace("|", "\\|")
    return f"| {field.name} | `{field.alias}` | {form} | {field.manual.zh} | {tick} |"


def kinds_page() -> str:
    """Return the page on kinds: which fields each requires and allows."""
    parts = [
        "# 类型\n\n由代码生成，请勿手改。表中没有的项目不能写。\n",
    ]
    names = {field.alias: field.name for field in FIELDS}
    for kind in all_kinds():
        one_of = "、".join(names[alias] for alias in kind.one_of)
        parts.append(
            f"## {kind.name}\n\n"
            f"英文名 `{kind.alias}`，{_body_of(kind)}。\n\n"
            f"- 必填：{'、'.join(names[alias] for alias in kind.required)}\n"
            + _line("应填（缺少时警告）", (names[alias] for alias in kind.expected))
            + _line("可填", (names[alias] for alias in kind.optional if alias not in kind.expected))
            + (f"- 至少写其一（关系在任一方写均可）：{one_of}\n" if one_of else "")
        )
    return "\n".join(parts)


def _body_of(kind: Kind) -> str:
    if not kind.has_page:
        return "没有自己的页面，列表直接链接到所写的地址，不能有正文"
    if kind.is_official:
        return "正文逐字显示" + ("，可有多个文本" if kind.has_texts else "")
    return "正文为普通 Markdown"


def _line(label: str, names: Iterable[str]) -> str:
    listed = "、".join(names)
    return f"- {label}：{listed}\n" if listed else ""


def subjects_page() -> str:
    """Return the page on subjects: the tree of the default pack."""
    tree = default_pack().subjects
    rows = "\n".join(f"| {main} | {'；'.join(subs)} |" for main, subs in tree.items())
    return (
        "# 主题分类\n\n由代码生成，请勿手改。写成 `大类\\小类`，如 `主题分类: 综合政务\\政务公开`；"
        "也可只写大类。这是 `zh-CN` 语言包的分类，别的语言包有自己的。\n\n"
        f"| 大类 | 小类 |\n|---|---|\n{rows}\n"
    )


def options_page() -> str:
    """Return the page on the plugin's options."""
    kinds = dict(options.PortalOptions._schema)
    rows = "\n".join(
        f"| `{name}` | {told.chinese} | {told.meaning} | {_default(kinds[name])} |"
        for name, told in options.DESCRIPTIONS.items()
    )
    return (
        "# Options of the plugin\n\nGenerated from code. They stand under `plugins: - gongkai:` "
        "in `site_config.yml`; an unknown one is an error.\n\n"
        f"| option | 配置项 | meaning | default |\n|---|---|---|---|\n{rows}\n"
    )


def _default(option: BaseConfigOption[Any]) -> str:
    if option.default is not None:
        return f"`{json.dumps(option.default)}`"
    return "" if isinstance(option, Optional) else "required"


def rules_page() -> str:
    """Return the page on the rules of the audit: each with its page of the manual."""
    parts = [
        "# 检查规则 · Rules of the audit\n\n由代码生成，请勿手改。Generated from code.\n\n"
        "程度：error 错误，warning 警告，note 提示。依据后的字母：V 见于原文，M 实测，S 转述，"
        "G 一般认识，只作设置。\n"
    ]
    family = ""
    for rule in all_rules():
        if rule.family != family:
            family = rule.family
            parts.append(f"## {family}\n")
        parts.append(_rule_page(rule))
    return "\n".join(parts)


def _rule_page(rule: Rule) -> str:
    manual = re.sub(r"^## (.+)$", r"**\1.**", rule.manual.partition("\n\n")[2], flags=re.MULTILINE)
    return (
        f"### {rule.id}\n\n{rule.title.zh}。{rule.title.en}.\n\n"
        f"`{rule.severity}` · {rule.source} ({rule.mark})\n\n{manual}\n"
    )


def commands_page() -> str:
    """Return the page on the command line: every help text."""
    parts = ["# 命令\n\n由代码生成，请勿手改。\n"]
    top = click.Context(cli, info_name="gongkai", terminal_width=96, **cli.context_settings)
    for context in _contexts(top):
        text = context.get_help()
        parts.append(f"## {context.command_path}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            child = command.commands[name]
            settings = child.context_settings
            yield from _contexts(click.Context(child, context, name, **settings))


def changes_schema() -> str:
    """Return the JSON Schema of what ``gongkai build --changes`` writes."""
    return json.dumps(changes.schema(), ensure_ascii=False, indent=2) + "\n"


PAGES = {
    "fields.md": fields_page,
    "kinds.md": kinds_page,
    "subjects.md": subjects_page,
    "options.md": options_page,
    "commands.md": commands_page,
    "changes.schema.json": changes_schema,
    "rules.md": rules_page,
}


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
