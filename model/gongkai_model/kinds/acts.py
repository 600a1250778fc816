"""Legal kinds: acts with dated texts, one model for all."""

from gongkai_model.kinds.registry import ALWAYS_OPTIONAL, CLASSIFIED, PERIOD, Kind

_REQUIRED = ("kind", "title", "published_on", "organ")
_OPTIONAL = (
    *ALWAYS_OPTIONAL,
    *CLASSIFIED,
    "life_topic",
    "joint_organs",
    "document_number",
    "written_on",
    "in_force_from",
    "lapses_on",
    "term",
    "note",
    "grade",
    "guessed",
    "based_on",
    "basis_for",
    "replaces",
    "replaced_by",
    "repeals",
    "repealed_by",
    "amends",
    "amended_by",
    "interpreted_by",
    "forwards",
    "forwarded_by",
    "printed_in",
    "status",
    "status_basis",
)


def _act(
    name: str,
    alias: str,
    *,
    required: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    one_of: tuple[str, ...] = (),
) -> Kind:
    must = _REQUIRED + required
    may = tuple(field for field in (*_OPTIONAL, *optional) if field not in must)
    return Kind(
        name,
        alias,
        "政策文件",
        must,
        may,
        one_of,
        has_texts=True,
        is_official=True,
        schema_type="Legislation",
    )


CONSTITUTION = _act("宪法", "constitution")
LAW = _act("法律", "law")
ADMINISTRATIVE_REGULATION = _act("行政法规", "administrative-regulation")
LOCAL_REGULATION = _act("地方性法规", "local-regulation")
JUDICIAL_INTERPRETATION = _act("司法解释", "judicial-interpretation")
RULE = _act("规章", "rule")
NORMATIVE_DOCUMENT = _act(
    "行政规范性文件",
    "normative-document",
    required=("document_number", "written_on"),
    optional=PERIOD,
)
POLICY_DOCUMENT = _act(
    "政策文件", "policy-document", required=("written_on",), optional=(*PERIOD, "telephone")
)
AMENDING_DECISION = _act("修改废止决定", "amending-decision", one_of=("amends", "repeals"))
