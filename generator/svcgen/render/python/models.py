"""The table of an entity, and the link tables of its many-to-many relations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from svcgen.graph.entities import Check, Entity, LinkTable, Relation
from svcgen.graph.types import Field, Reference, TypeRef
from svcgen.layout.expressions import Expression, Text
from svcgen.naming import (
    ClassName,
    Code,
    ConstName,
    FieldName,
    PyLit,
    TableName,
    screaming_case,
)
from svcgen.render.python.computed import computed_lines
from svcgen.render.python.context import Context
from svcgen.render.python.module import ClassesView, ClassView, Module, doc, field_names
from svcgen.render.python.types import literal, type_name

SPECIAL = frozenset(
    ("bigint", "decimal", "datetime", "unix_timestamp", "duration", "json")
)
COLUMNS = {
    "datetime": "UtcDateTime",
    "unix_timestamp": "UnixTimestamp",
    "duration": "DurationColumn",
}
OPERATORS = {"eq": "=", "ne": "<>", "ge": ">=", "gt": ">", "le": "<=", "lt": "<"}
ON_DELETE = {"cascade": "CASCADE", "set_null": "SET NULL"}
INDENT = 4


@dataclass(frozen=True, slots=True)
class ModelView(ClassesView):
    """A module of tables, with what stands above them."""

    before: tuple[Code, ...]


def build_model(context: Context, entity: Entity) -> ModelView:
    """Show one entity's table."""
    module = Module(context, fields=field_names(entity.columns, entity.computed))
    links = tuple(_link_classes(module, entity))
    return ModelView(
        module=module,
        doc=doc(f"The table of {entity.plural.replace('_', ' ')}.", ""),
        classes=(*links, _model(module, entity)),
        before=_before_class(module, entity),
    )


def _model(module: Module, entity: Entity) -> ClassView:
    layout = module.layout
    name = ClassName(entity.name)
    module.mark(name, entity.pointer)
    args = list(_table_args(module, entity))
    body: list[Code] = [layout.assign("__tablename__", PyLit(entity.table), INDENT)]
    if args:
        body.append(layout.assign("__table_args__", layout.tuple_of(args), INDENT))
    if entity.version:
        pair = layout.dict_of([(PyLit("version_id_col"), _version_column(entity))])
        body.append(layout.assign("__mapper_args__", pair, INDENT))
    body.append(Code(""))
    body.extend(_column_line(module, entity, field) for field in entity.columns)
    relations = [
        _relation_line(module, entity, relation) for relation in entity.relations
    ]
    if relations:
        body.append(Code(""))
        body.extend(relations)
    body.extend(computed_lines(module, entity))
    base: list[Text] = [module.use("SQLModel"), layout.named("table", "True")]
    head = layout.class_header(name, base)
    return ClassView(
        head, doc(entity.description, f"A row of {entity.table}.", INDENT), tuple(body)
    )


def _version_column(entity: Entity) -> ConstName:
    """Give the name of the column object that SQLAlchemy counts versions in."""
    return ConstName(f"{screaming_case(entity.snake)}_VERSION")


def _before_class(module: Module, entity: Entity) -> tuple[Code, ...]:
    """Give the statements that stand above the class: the version's column, which it names twice."""
    if not entity.version:
        return ()
    layout = module.layout
    args: list[Text] = [
        PyLit("version"),
        module.use("Integer"),
        layout.named("nullable", "False"),
    ]
    return (
        layout.assign(_version_column(entity), layout.call(module.use("Column"), args)),
    )


def _table_args(module: Module, entity: Entity) -> Iterator[Expression]:
    layout = module.layout
    columns = {field.name: field.column for field in entity.columns}
    for index in entity.indexes:
        names = [PyLit(columns.get(column, column)) for column in index.columns]
        if index.unique:
            args: list[Text] = [*names, layout.named("name", PyLit(index.name))]
            yield layout.call(module.use("UniqueConstraint"), args)
        else:
            yield layout.call(module.use("Index"), [PyLit(index.name), *names])
    for check in entity.checks:
        rule = PyLit(_check_rule(check, columns))
        yield layout.call(
            module.use("CheckConstraint"),
            [rule, layout.named("name", PyLit(check.name))],
        )


def _check_rule(check: Check, columns: dict[str, str]) -> str:
    """Give the rule in SQL; both sides are checked names or numbers, never text of the spec."""
    other = (
        TableName(columns[str(check.other)])
        if check.other_is_column
        else PyLit(check.other)
    )
    return f"{TableName(columns[check.column])} {OPERATORS[check.operator]} {other}"


def _column_line(module: Module, entity: Entity, field: Field) -> Code:
    name = FieldName(field.name)
    module.mark(f"{entity.name}.{name}", field.pointer)
    is_key = field.name in {key.name for key in entity.key}
    generated = is_key and entity.key_kind in ("int", "bigint")
    annotated = _python_type(module, field.type)
    if field.nullable or generated:
        annotated = f"{annotated} | None"
    args = _field_args(module, entity, field, is_key, generated)
    if not args:
        return module.layout.annotated(name, annotated, None, INDENT)
    value = module.layout.call(module.add("sqlmodel", "Field"), args)
    return module.layout.annotated(name, annotated, value, INDENT)


def _python_type(module: Module, type_: TypeRef) -> str:
    """Give the type of an attribute of the table's class; embedded objects are their schema."""
    return type_name(module, type_, plain=True)


def _field_args(
    module: Module, entity: Entity, field: Field, is_key: bool, generated: bool
) -> list[Text]:
    layout = module.layout
    args: list[Text] = []
    default = _default(module, entity, field, generated)
    if default is not None:
        args.append(default)
    if field.name == "version" and entity.version and field.read_only:
        return [*args, layout.named("sa_column", _version_column(entity))]
    column = _column_type(module, field.type)
    if column is not None:
        if generated:
            column = _counted_by_sqlite(module, column)
        args.append(layout.named("sa_column", _column(module, field, column, is_key)))
        return args
    if field.constraints.max_length:
        args.append(layout.named("max_length", PyLit(field.constraints.max_length)))
    if is_key:
        args.append(layout.named("primary_key", "True"))
    args.extend(_foreign_key(module, field))
    args.extend(
        layout.named(word, "True")
        for word in ("unique", "index")
        if getattr(field, word)
    )
    if field.column != field.name:
        names = layout.dict_of([(PyLit("name"), PyLit(TableName(field.column)))])
        args.append(layout.named("sa_column_kwargs", names))
    return args


def _counted_by_sqlite(module: Module, column: Text) -> Text:
    """Give a key's column type as one that SQLite counts up: there, only INTEGER is."""
    layout = module.layout
    variant: list[Text] = [layout.call(module.use("Integer")), PyLit("sqlite")]
    return layout.call(f"{column}().with_variant", variant)


def _foreign_key(module: Module, field: Field) -> Iterator[Text]:
    """Give what says which row a plain column refers to."""
    layout, reference = module.layout, field.reference
    if reference is None or not reference.constraint:
        return
    yield layout.named("foreign_key", PyLit(_target(module, reference)))
    if reference.on_delete in ON_DELETE:
        yield layout.named("ondelete", PyLit(ON_DELETE[reference.on_delete]))


def _default(
    module: Module, entity: Entity, field: Field, generated: bool
) -> Expression | None:
    layout = module.layout
    if field.name == "id" and entity.key_kind == "uuid7" and not field.reference:
        return layout.named("default_factory", module.use("uuid7"))
    if (
        field.name in ("created_at", "updated_at")
        and entity.timestamps
        and field.read_only
    ):
        return layout.named("default_factory", module.use("utc_now"))
    if field.name == "version" and entity.version and field.read_only:
        return layout.named("default", "1")
    if generated or (field.nullable and field.default is None):
        return layout.named("default", "None")
    if not field.has_default:
        return None
    value = literal(module, field.type, field.default)
    if field.type.item is not None:
        flat = value if isinstance(value, str) else value.flat
        return layout.named("default_factory", f"lambda: {flat}")
    return layout.named("default", value)


def _column_type(module: Module, type_: TypeRef) -> Text | None:
    """Give the column type of what SQLModel cannot keep by itself, else None."""
    layout = module.layout
    if type_.kind == "enum":
        return layout.call(module.use("EnumColumn"), [type_name(module, type_)])
    if type_.kind in ("list", "map", "object"):
        return layout.call(module.use("JsonColumn"), [_python_type(module, type_)])
    if type_.name not in SPECIAL:
        return None
    if type_.name == "decimal":
        rule = type_.constraints
        digits, places = (rule.digits, rule.places) if rule else (None, None)
        return layout.call(
            module.use("DecimalColumn"),
            [PyLit(digits or 18), PyLit(6 if places is None else places)],
        )
    if type_.name == "bigint":
        return module.use("BigInteger")
    if type_.name == "json":
        return layout.call(module.use("JsonColumn"), [module.use("JsonValue")])
    return module.add("svcgen_runtime.database.columns", COLUMNS[type_.name])


def _column(module: Module, field: Field, column: Text, is_key: bool) -> Expression:
    layout = module.layout
    args: list[Text] = (
        [PyLit(TableName(field.column))] if field.column != field.name else []
    )
    args.append(column)
    if field.reference is not None and field.reference.constraint:
        target: list[Text] = [PyLit(_target(module, field.reference))]
        if field.reference.on_delete in ON_DELETE:
            target.append(
                layout.named("ondelete", PyLit(ON_DELETE[field.reference.on_delete]))
            )
        args.append(layout.call(module.use("ForeignKey"), target))
    args.append(
        layout.named("primary_key", "True")
        if is_key
        else layout.named("nullable", str(field.nullable))
    )
    args.extend(
        layout.named(word, "True")
        for word in ("unique", "index")
        if getattr(field, word)
    )
    return layout.call(module.use("Column"), args)


def _target(module: Module, reference: Reference) -> str:
    entity = module.context.graph.entity(reference.entity)
    return f"{TableName(entity.table)}.{TableName(entity.key[0].column)}"


def _relation_line(module: Module, entity: Entity, relation: Relation) -> Code:
    layout = module.layout
    name = FieldName(relation.name)
    module.mark(f"{entity.name}.{name}", relation.pointer)
    target = ClassName(relation.target)
    if relation.target != entity.name:
        other = module.context.graph.entity(relation.target)
        module.forward(f"contract.models.{other.snake}", target)
    args: list[Text] = []
    if relation.back:
        args.append(layout.named("back_populates", PyLit(relation.back)))
    args.append(
        layout.named(
            "sa_relationship_kwargs", _relation_options(module, entity, relation)
        )
    )
    call = layout.call(module.use("Relationship"), args)
    quoted = PyLit(target)
    written = f"{quoted}" if relation.kind == "one" else f"list[{quoted}]"
    if relation.kind == "one" and _may_dangle(entity, relation):
        written = f"{module.use('Optional')}[{quoted}]"
    return layout.annotated(name, written, call, INDENT)


def _may_dangle(entity: Entity, relation: Relation) -> bool:
    """May the row at the other end be missing?"""
    field = next(field for field in entity.columns if field.name == relation.column)
    return relation.nullable or (
        field.reference is not None and not field.reference.constraint
    )


def _relation_options(module: Module, entity: Entity, relation: Relation) -> Expression:
    """Give SQLAlchemy's options: nothing loads by itself, and the join is said, not guessed."""
    target = module.context.graph.entity(relation.target)
    pairs: list[tuple[str, Text]] = [("lazy", PyLit("raise"))]
    if relation.link is not None:
        pairs += _link_join(entity, target, relation.link)
    elif relation.kind == "one":
        pairs += _join(entity, relation, target)
        if target.name == entity.name:
            pairs.append(("remote_side", PyLit(_key_of(target))))
    else:
        pairs += _join(target, relation, entity)
    return module.layout.dict_of([(PyLit(name), value) for name, value in pairs])


def _join(
    owner: Entity, relation: Relation, other: Entity
) -> Iterator[tuple[str, Text]]:
    """Say how the column of the owner leads to the key of the other."""
    column = f"{ClassName(owner.name)}.{FieldName(relation.column)}"
    yield "primaryjoin", PyLit(f"{column} == {_key_of(other)}")
    yield "foreign_keys", PyLit(column)


def _link_join(
    entity: Entity, target: Entity, link: LinkTable
) -> Iterator[tuple[str, Text]]:
    """Say how the table between two ends leads to each of them."""
    between = ClassName(link.class_name)
    left, right = (f"{between}.{FieldName(name)}" for name in (link.left, link.right))
    yield "secondary", PyLit(TableName(link.table))
    yield "primaryjoin", PyLit(f"{_key_of(entity)} == {left}")
    yield "secondaryjoin", PyLit(f"{_key_of(target)} == {right}")
    if not link.held:
        yield "foreign_keys", PyLit(f"[{left}, {right}]")
    if link.through is not None:
        yield "viewonly", "True"


def _key_of(entity: Entity) -> str:
    return f"{ClassName(entity.name)}.{FieldName(entity.key[0].name)}"


def _link_classes(module: Module, entity: Entity) -> Iterator[ClassView]:
    for relation in entity.relations:
        own = relation.link is not None and not relation.is_back
        if own and relation.link is not None and relation.link.through is None:
            yield _link_class(module, entity, relation, relation.link)


def _link_class(
    module: Module, entity: Entity, relation: Relation, link: LinkTable
) -> ClassView:
    layout = module.layout
    name = ClassName(link.class_name)
    module.mark(name, relation.pointer)
    ends = (
        (link.left, entity),
        (link.right, module.context.graph.entity(relation.target)),
    )
    body = [layout.assign("__tablename__", PyLit(link.table), INDENT), Code("")]
    for column, end in ends:
        key = f"{TableName(end.table)}.{TableName(end.key[0].column)}"
        args = [
            layout.named("foreign_key", PyLit(key)),
            layout.named("ondelete", PyLit("CASCADE")),
            layout.named("primary_key", "True"),
        ]
        if column == link.right:
            # the key begins with the other end
            args.append(layout.named("index", "True"))
        value = layout.call(module.add("sqlmodel", "Field"), args)
        body.append(
            layout.annotated(
                FieldName(column), _python_type(module, end.key[0].type), value, INDENT
            )
        )
    head = layout.class_header(
        name, [module.use("SQLModel"), layout.named("table", "True")]
    )
    return ClassView(
        head,
        doc(f"Which {relation.name} a row of {entity.table} has.", "", INDENT),
        tuple(body),
    )
