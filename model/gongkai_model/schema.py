"""JSON Schemas (2020-12) of what editors write, for editors and other programs.

A schema asks for the form that is read without a note, so it is stricter than the reader, which
also understands 2022年4月11日. What depends on other files (organs, targets of relations, the
portal's own form of 索引号) only the reader can judge.

Every label may be written in Chinese or by its English alias, but not both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from gongkai_model import web_address
from gongkai_model.columns import RESERVED
from gongkai_model.feedback.reading import NUMBER, WITHIN
from gongkai_model.feedback.record import FIELDS as FEEDBACK_FIELDS
from gongkai_model.feedback.record import Result, State
from gongkai_model.fields import BY_ALIAS, FIELDS, Field, Form
from gongkai_model.kinds import Kind, all_kinds
from gongkai_model.pack import default_pack
from gongkai_model.reading import OFTEN_UNKNOWN
from gongkai_model.record import Grade, Openness, Presentation, Status
from gongkai_model.values import ADDRESS

Schema = dict[str, object]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

# JSON Schema knows the regular expressions of ECMA-262: no named groups, no possessive forms.
_YEAR = "(?:19[0-9]{2}|2[01][0-9]{2})"
_LEAP_YEAR = "(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)"
_DAY = (
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP_YEAR}-02-29)"
)
_MINUTE = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_TERM = (
    f"长期|至{_DAY}|[1-9][0-9]?年|100年"
    "|(?:[1-9][0-9]?年)?(?:[1-9]|1[01])个月|(?:1[2-9]|[2-9][0-9]|[1-9][0-9]{2}|1[01][0-9]{2}"
    "|1200)个月"
)
_NOT_IN_CODE = "(?:[的第]|关于|[0-9]号)"
_CODE = "[\u3400-\u9fff][\u3400-\u9fffA-Za-z0-9（）()、·]{0,79}"
_SERIAL = "[1-9][0-9]{0,5}"
_NAMED = "[\u3400-\u9fff][\u3400-\u9fffA-Za-z0-9（）()、 ·]{0,77}(?:令|公告|通告)"
_DOCUMENT_NUMBER = (
    f"(?![^〔]*{_NOT_IN_CODE}){_CODE}〔(?:19|20)[0-9]{{2}}〕{_SERIAL}号"
    f"|(?!.*{_NOT_IN_CODE}.*第){_NAMED}(?:(?:19|20)[0-9]{{2}}年)?"
    f"第(?:{_SERIAL}|[〇零一二三四五六七八九十百千万]{{1,12}})号"
)
_OLD_ADDRESS = "(?!.*//)(?!.*/\\.{1,2}(?:/|$))/[^\\s\"'<>\\\\{};$?#\\x00-\\x1f\\x7f-\\xa0]*"


def _text(pattern: str, **more: object) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern})$", **more}


def _number(pattern: str) -> Schema:
    # Editors that read YAML for themselves take it for a number.
    return {"type": ["string", "integer"], "pattern": f"^(?:{pattern})$", "minimum": 0}


_ANY_YEAR = "19(?:49|[5-9][0-9])|2[01][0-9]{2}|2200"
_COUNT = "0|[1-9][0-9]{0,5}"
_POSITIVE = "[1-9][0-9]{0,5}"

# Editors that read YAML for themselves take 2022 for a number; our reader does not.
_LINE: Schema = {"type": ["string", "number"], "pattern": "\\S"}
_LINES: Schema = {"anyOf": [_LINE, {"type": "array", "items": _LINE}]}
_ADDRESS: Schema = {"type": ["string", "integer"], "pattern": f"^{ADDRESS.pattern}$"}
_BLANK: Schema = {"type": ["string", "null"], "pattern": "^\\s*$"}
_ABOUT = ("description", "default")


def _one_or_more(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _object(properties: Mapping[tuple[str, str], Schema], required: Iterable[str] = ()) -> Schema:
    """Return the schema of entries that have a Chinese and an English name each.

    Args:
        properties: By both names.
        required: English names.
    """
    known: Schema = {}
    rules: list[Schema] = []
    for (name, alias), form in properties.items():
        is_required = alias in required
        # A label with nothing behind it is as good as none.
        known[name] = known[alias] = form if is_required else _or_blank(form)
        if is_required:
            rules.append({"oneOf": [{"required": [name]}, {"required": [alias]}]})
        else:
            rules.append({"not": {"required": [name, alias]}})
    return {
        "type": "object",
        "properties": known,
        "additionalProperties": False,
        "allOf": rules,
    }


def _or_blank(form: Schema) -> Schema:
    about: Schema = {key: value for key, value in form.items() if key in _ABOUT}
    rest = {key: value for key, value in form.items() if key not in _ABOUT}
    return {**about, "anyOf": [rest, _BLANK]}


_ORGAN: Schema = {"anyOf": [_LINE, _object({("外部", "external"): _LINE}, ["external"])]}
_LINK = _object(
    {
        ("目标", "target"): _LINE,
        ("标题", "title"): _LINE,
        ("网址", "address"): _text(web_address.ANY),
        ("条款", "articles"): _LINES,
        ("日期", "on"): _text(_DAY),
    }
)
_LINK["oneOf"] = [
    {"anyOf": [{"required": ["目标"]}, {"required": ["target"]}]},
    {"anyOf": [{"required": ["网址"]}, {"required": ["address"]}]},
]
_LINK["dependentSchemas"] = {
    address: {"anyOf": [{"required": ["标题"]}, {"required": ["title"]}]}
    for address in ("网址", "address")
}


_FILE = _object({("文件", "file"): _LINE, ("名称", "name"): _LINE}, ["file"])
_REMOTE_FILE = _object(
    {
        ("名称", "name"): _LINE,
        ("网址", "address"): _text(web_address.SECURE),
        ("SHA-256", "sha256"): _number("[0-9A-Fa-f]{64}"),
        ("大小", "size_bytes"): _number("[1-9][0-9]{0,14}"),
    },
    ["name", "address", "sha256", "size_bytes"],
)


def _some_of(words: tuple[str, ...]) -> Schema:
    """Return the schema of one or more of these words; several in one line are split at blanks."""
    word = "|".join(words)
    line = _text(f"[,，、;；\\s]*(?:{word})(?:[,，、;；\\s]+(?:{word}))*[,，、;；\\s]*")
    return {"anyOf": [line, {"type": "array", "items": {"enum": list(words)}}]}


def _dated(name: str, alias: str) -> Schema:
    return _object({("日期", "on"): _text(_DAY), (name, alias): _LINE}, ["on", alias])


def _subjects() -> Schema:
    tree = default_pack().subjects
    classes = [[main, *(f"{main}\\{sub}" for sub in subs)] for main, subs in tree.items()]
    return {"enum": [subject for names in classes for subject in names]}


_FORMS: dict[Form, Callable[[], Schema]] = {
    Form.ADDRESS: lambda: {**_ADDRESS, "not": {"enum": sorted(RESERVED)}},
    Form.TITLE: lambda: _LINE,
    Form.LINE: lambda: _LINE,
    Form.LINES: lambda: _LINES,
    Form.WORDS: lambda: _LINES,
    Form.DAY: lambda: _text(_DAY),
    Form.MOMENT: lambda: _text(f"{_DAY}(?: {_MINUTE})?"),
    Form.TERM: lambda: _text(_TERM),
    Form.YEAR: lambda: _number(_ANY_YEAR),
    Form.NUMBER: lambda: _number(_POSITIVE),
    Form.RANK: lambda: _number(_COUNT),
    Form.WEB_ADDRESS: lambda: _text(web_address.ANY),
    Form.SECURE_ADDRESS: lambda: _text(web_address.SECURE),
    Form.PRESENTATION: lambda: _some_of(tuple(Presentation)),
    Form.LIFE_TOPICS: lambda: _some_of(tuple(default_pack().life_topics.values())),
    Form.DISCLOSURE_ITEM: lambda: {"enum": list(default_pack().disclosure_items.values())},
    Form.PICTURE: lambda: _object(
        {("文件", "file"): _LINE, ("说明", "text"): _LINE}, ["file", "text"]
    ),
    Form.OUTCOME: lambda: _object(
        {
            ("日期", "on"): _text(_DAY),
            ("收到", "received"): _number(_COUNT),
            ("采纳", "adopted"): _number(_COUNT),
            ("说明", "what"): _LINES,
        },
        ["on", "received", "adopted"],
    ),
    Form.DOCUMENT_NUMBER: lambda: _text(_DOCUMENT_NUMBER),
    Form.INDEX_NUMBER: lambda: {**_LINE, "maxLength": 100},
    Form.SUBJECT: _subjects,
    Form.OPENNESS: lambda: {"enum": list(Openness)},
    Form.STATUS: lambda: {"enum": list(Status)},
    Form.GRADE: lambda: {"enum": list(Grade)},
    Form.ORGAN: lambda: _ORGAN,
    Form.ORGANS: lambda: _one_or_more(_ORGAN),
    Form.RELATION: lambda: _one_or_more({"anyOf": [_LINE, _LINK]}),
    Form.ATTACHMENTS: lambda: _one_or_more({"anyOf": [_LINE, _FILE, _REMOTE_FILE]}),
    Form.OLD_ADDRESSES: lambda: _one_or_more(_text(_OLD_ADDRESS)),
    Form.CORRECTIONS: lambda: _one_or_more(_dated("说明", "what")),
    Form.WITHDRAWAL: lambda: _dated("理由", "reason"),
}


def _schema_of_field(field: Field) -> Schema:
    about: Schema = {"description": field.manual.zh}
    if field.default:
        about["default"] = field.default
    return {**about, **_reference(field.form)}


def _reference(form: Form) -> Schema:
    return {"$ref": f"#/$defs/{form.name.lower()}"}


def _document(title: str, description: str, schema: Schema, forms: Iterable[Form] = ()) -> Schema:
    """Complete a schema: with its title and the forms that it refers to."""
    document: Schema = {"$schema": _DIALECT, "title": title, "description": description, **schema}
    if forms:
        used = set(forms)
        document["$defs"] = {
            form.name.lower(): make() for form, make in _FORMS.items() if form in used
        }
    return document


def schema_of(kind: Kind) -> Schema:
    """Return the schema of the front matter of a record that is one file."""
    fields = [field for field in FIELDS if field.alias in kind.allowed]
    properties = {(field.name, field.alias): _schema_of_field(field) for field in fields}
    properties[BY_ALIAS["kind"].name, "kind"] = {
        "description": BY_ALIAS["kind"].manual.zh,
        "enum": [kind.name, kind.alias],
    }
    title, description = kind.name, f"“{kind.name}”的著录项（一件一个文件）"
    forms = [field.form for field in fields if field.alias != "kind"]
    if "grade" not in kind.allowed:
        return _document(title, description, _object(properties, kind.required), forms)
    always = [alias for alias in kind.required if alias not in OFTEN_UNKNOWN]
    schema = _object(properties, always)
    grade = BY_ALIAS["grade"]
    compiled: Schema = {
        "anyOf": [
            {"required": [name], "properties": {name: {"const": str(Grade.COMPILED)}}}
            for name in (grade.name, grade.alias)
        ]
    }
    official = _object(
        {
            (field.name, field.alias): _reference(field.form)
            for field in fields
            if field.alias in kind.required and field.alias in OFTEN_UNKNOWN
        },
        OFTEN_UNKNOWN,
    )
    # Collections made by others often do not say these.
    schema["if"] = compiled
    schema["else"] = {"properties": official["properties"], "allOf": official["allOf"]}
    return _document(title, description, schema, forms)


def schema_of_text() -> Schema:
    """Return the schema of the front matter of one text of an act that has a folder."""
    fields = [field for field in FIELDS if field.per_text]
    schema = _object({(field.name, field.alias): _schema_of_field(field) for field in fields})
    forms = [field.form for field in fields]
    return _document("文本", "一件有多个文本时，某一文本的著录项", schema, forms)


def schema_of_column() -> Schema:
    """Return the schema of the front matter of a column's ``index.md``."""
    names = [name for kind in all_kinds() for name in (kind.name, kind.alias)]
    column = _object(
        {
            ("名称", "name"): {"description": "栏目名称，即 ColumnName", **_LINE},
            ("说明", "description"): {"description": "栏目说明，即 ColumnDescription", **_LINE},
            ("关键词", "keywords"): {"description": "栏目关键词，即 ColumnKeywords", **_LINES},
            ("栏目类型", "type"): {"description": "栏目类型，即 ColumnType", **_LINE},
            ("更新周期", "update_window"): _text(
                "[1-9][0-9]{0,3} ?(?:天|周|个月|年|days?|weeks?|months?|years?)",
                description="至少多久更新一次，如 2周、6个月",
            ),
            ("责任单位", "owner"): {"description": "负责本栏目的单位", **_ORGAN},
            ("收录", "kinds"): {
                "description": "本栏目收录的类型",
                **_one_or_more({"enum": names}),
            },
        },
        ("name", "description", "keywords", "kinds"),
    )
    entries = _object({("栏目", "column"): column}, ["column"])
    # Labels of the page itself are its theme's business.
    del entries["additionalProperties"]
    return _document("栏目", "栏目首页 index.md 的著录项", entries)


def schema_of_organs() -> Schema:
    """Return the schema of ``data/organs.yml``."""
    identifier = {**_ADDRESS, "description": "用于网址，小写字母、数字、连字符，1 到 40 个"}
    organ = _object(
        {
            ("编号", "id"): identifier,
            ("名称", "name"): {"description": "规范全称", **_LINE},
            ("简称", "short_name"): {"description": "列表中使用的简称", **_LINE},
            ("机关代字", "letters"): {"description": "发文字号中的机关代字", **_LINE},
            ("机构代码", "code"): {"description": "组织机构代码或统一社会信用代码", **_LINE},
            ("上级", "parent"): {"description": "上级机关的编号", **_ADDRESS},
            ("设立", "established_on"): _text(_DAY, description="以此名称存在的第一天"),
            ("撤销", "abolished_on"): _text(_DAY, description="不再存在的第一天"),
            ("地址", "address"): {"description": "办公地址", **_LINE},
            ("电话", "phone"): {"description": "办公电话", **_LINE},
            ("办公时间", "hours"): {"description": "办公时间", **_LINE},
        },
        ("id", "name"),
    )
    return _document(
        "机构名录", "data/organs.yml：本站的机构", {"type": ["array", "null"], "items": organ}
    )


def _step() -> Schema:
    step = _object(
        {
            ("状态", "state"): {"enum": list(State)},
            ("时间", "at"): _text(f"{_DAY}(?: {_MINUTE})?"),
            ("期限", "due"): _text(_DAY),
        },
        ("state", "at"),
    )
    given: Schema = {"anyOf": [{"required": [name]} for name in ("期限", "due")]}
    is_extension: Schema = {
        "anyOf": [
            {"required": [name], "properties": {name: {"const": str(State.EXTENDED)}}}
            for name in ("状态", "state")
        ]
    }
    step["if"], step["then"], step["else"] = is_extension, given, {"not": given}
    return step


def schema_of_feedback() -> Schema:
    """Return the schema of ``data/feedback/*.yml``: one message of 我为政府网站找错."""
    evidence: Schema = {
        **_object({("文字", "text"): _LINE, ("链接", "link"): _LINE}),
        "minProperties": 1,
        "maxProperties": 1,
    }
    forms: dict[str, Schema] = {
        "number": {**_LINE, "pattern": f"^{NUMBER}$"},
        "received": _text(f"{_DAY} {_MINUTE}"),
        "page": _text(f"{WITHIN}|{web_address.ANY}"),
        "class": {"enum": list(default_pack().feedback_classes.values())},
        "text": _LINES,
        "complex": {"enum": ["是", "否", "true", "false", True, False]},
        "unit": _ORGAN,
        "states": {"type": "array", "items": _step(), "minItems": 1},
        "due": _text(_DAY),
        "result": {"enum": list(Result)},
        "changed": _LINES,
        "reply": _LINES,
        "evidence": _one_or_more({"anyOf": [_LINE, evidence]}),
        "summary": _LINE,
    }
    message = _object(
        {
            (one.name, one.alias): {"description": one.manual.zh, **forms[one.alias]}
            for one in FEEDBACK_FIELDS
        },
        [one.alias for one in FEEDBACK_FIELDS if one.required],
    )
    return _document("找错留言", "data/feedback/*.yml：我为政府网站找错，一条留言一个文件", message)


def all_schemas() -> dict[str, Schema]:
    """Return every schema by the name of its file, in a fixed order."""
    schemas = {f"{kind.alias}.schema.json": schema_of(kind) for kind in all_kinds()}
    schemas["act-text.schema.json"] = schema_of_text()
    schemas["column.schema.json"] = schema_of_column()
    schemas["organs.schema.json"] = schema_of_organs()
    schemas["feedback.schema.json"] = schema_of_feedback()
    return schemas
