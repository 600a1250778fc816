"""The kinds of records. One module for each family; a new module here is found by itself."""

from gongkai_model.kinds.registry import Kind, all_kinds, kind_named

__all__ = ["Kind", "all_kinds", "kind_named"]
