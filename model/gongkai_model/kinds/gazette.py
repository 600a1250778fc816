"""政府公报: one record for each issue (国办发〔2018〕22号)."""

from gongkai_model.kinds.registry import ALWAYS_OPTIONAL, CLASSIFIED, Kind

GAZETTE_ISSUE = Kind(
    name="政府公报",
    alias="gazette-issue",
    column_type="政策文件",
    required=("kind", "title", "published_on", "year", "issue"),
    optional=(*ALWAYS_OPTIONAL, *CLASSIFIED, "organ", "serial", "picture", "prints"),
    one_of=("prints", "attachments"),
    names=(("organ", "编印单位"),),
    needs_body=False,
    schema_type="PublicationIssue",
)
