"""Names and texts of a spec on their way into emitted files: types with one constructor each.

In the position of a name, text is refused unless it is a legal name (`identifiers`); in the position
of a literal, a comment or documentation, text is encoded (`literals`, `prose`). Templates print
`Code` and nothing else, and every type here is a `Code`.
"""

from svcgen.naming.code import BadName, BadText, Code
from svcgen.naming.identifiers import (
    ClassName,
    CommandName,
    ConstName,
    DottedName,
    EnumMember,
    FieldName,
    Ident,
    Name,
    ObjectPath,
    TableName,
    TopicName,
    TopicPattern,
    TsIdent,
    TsProperty,
    WireName,
    check_name,
)
from svcgen.naming.literals import PyLit, SqlName, TomlLit, TsLit, YamlLit
from svcgen.naming.plural import pluralise
from svcgen.naming.prose import Comment, MdText, PyDoc, TsDoc, fold_text
from svcgen.naming.words import (
    camel_case,
    human_case,
    kebab_case,
    pascal_case,
    screaming_case,
    snake_case,
    split_words,
)

__all__ = [
    "BadName",
    "BadText",
    "ClassName",
    "Code",
    "CommandName",
    "Comment",
    "ConstName",
    "DottedName",
    "EnumMember",
    "FieldName",
    "Ident",
    "MdText",
    "Name",
    "ObjectPath",
    "PyDoc",
    "PyLit",
    "SqlName",
    "TableName",
    "TomlLit",
    "TopicName",
    "TopicPattern",
    "TsDoc",
    "TsIdent",
    "TsLit",
    "TsProperty",
    "WireName",
    "YamlLit",
    "camel_case",
    "check_name",
    "fold_text",
    "human_case",
    "kebab_case",
    "pascal_case",
    "pluralise",
    "screaming_case",
    "snake_case",
    "split_words",
]
