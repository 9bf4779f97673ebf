"""Every name of svcgen-runtime and of libraries that templates print, and where it comes from.

A test imports each one, so a template cannot print a name that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping

MODULES: Mapping[str, tuple[str, ...]] = {
    "datetime": ("UTC", "date", "datetime", "time", "timedelta"),
    "decimal": ("Decimal",),
    "enum": ("IntEnum", "StrEnum"),
    "typing": ("TYPE_CHECKING", "Annotated", "Literal", "Optional"),
    "uuid": ("UUID",),
    "fastapi": ("Body", "File", "Form", "Query", "UploadFile"),
    "pydantic": ("Field", "JsonValue", "SecretStr"),
    "sqlalchemy": (
        "BigInteger",
        "CheckConstraint",
        "Column",
        "ForeignKey",
        "Index",
        "Integer",
        "UniqueConstraint",
    ),
    "sqlmodel": ("Relationship", "SQLModel"),
    "svcgen_runtime": ("Service", "run"),
    "svcgen_runtime.access": ("AUTHENTICATED", "PUBLIC", "AllOf", "AnyOf", "Owner"),
    "svcgen_runtime.context": ("use_principal", "use_provider", "use_unit_provider"),
    "svcgen_runtime.database": (
        "KeysetPage",
        "KeysetQuery",
        "OffsetPage",
        "OffsetQuery",
        "Repository",
        "SortBy",
    ),
    "svcgen_runtime.database.columns": (
        "DecimalColumn",
        "DurationColumn",
        "EnumColumn",
        "JsonColumn",
        "UnixTimestamp",
        "UtcDateTime",
    ),
    "svcgen_runtime.errors": ("CommandNotWritten", "Conflict", "DeclaredError"),
    "svcgen_runtime.fields": (
        "Base64",
        "Bigint",
        "Duration",
        "Email",
        "Slug",
        "UnixTimestamp",
        "Url",
        "UtcDatetime",
        "utc_now",
        "uuid7",
    ),
    "svcgen_runtime.http": ("Router",),
    "svcgen_runtime.http.uploads": ("FileRule",),
    "svcgen_runtime.interceptors": (
        "DatabaseInterceptor",
        "PublisherInterceptor",
        "SettingsInterceptor",
        "WebSocketInterceptor",
    ),
    "svcgen_runtime.messages": ("AnyMessage", "ConsumerRouter", "Message", "Retry"),
    "svcgen_runtime.providers": ("provide_class", "provide_factory", "provide_value"),
    "svcgen_runtime.schedules": ("ScheduleRouter",),
    "svcgen_runtime.schema": ("COMPUTED", "UNSET", "Patch", "Schema", "Unset"),
    "svcgen_runtime.settings": ("ServiceSettings",),
    "svcgen_runtime.testing": ("TestService",),
    "svcgen_runtime.websocket": ("PackageRouter", "Push", "Room", "SocketRouter"),
}

MODULE_OF: Mapping[str, str] = {
    name: module for module, names in MODULES.items() for name in names
}
