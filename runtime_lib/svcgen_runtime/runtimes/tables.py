"""The tables of a service's main database, its own and the runtime's: made, compared and, in dev, reset."""

from typing import TYPE_CHECKING

from svcgen_runtime.database.databases import Databases
from svcgen_runtime.database.tables import (
    TableBehind,
    create_all,
    find_tables_behind_model,
)
from svcgen_runtime.errors import DependencyMissing, SettingsError, TopologyMismatch
from svcgen_runtime.runtime_tables import RUNTIME_TABLES

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from svcgen_runtime.service import Service


async def prepare_tables(service: "Service", reset: bool) -> None:
    """Make the tables that are missing; with `reset` drop all of the model's first.

    Raises TopologyMismatch when a table is behind its model, SettingsError for a reset
    outside dev and test, DependencyMissing when the database does not answer.
    """
    metadata = service.metadata
    if metadata is None:
        return
    if reset and not service.config.is_development:
        raise SettingsError("--reset deletes data: it works in dev and test only")
    databases = Databases(service.config.database_urls())
    try:
        behind = await _bring_up(databases, metadata, reset)
        behind += await _bring_up(databases, RUNTIME_TABLES, reset)
    except OSError as error:
        raise DependencyMissing(f"DATABASE_URL: no answer ({error})") from error
    finally:
        await databases.stop()
    if behind:
        listed = "; ".join(str(table) for table in behind)
        hint = (
            "'--reset' drops and makes them again"
            if service.config.is_development
            else ""
        )
        raise TopologyMismatch(f"behind the model: {listed}. {hint}".rstrip(". ") + ".")


async def _bring_up(
    databases: Databases, metadata: "MetaData", reset: bool
) -> tuple[TableBehind, ...]:
    engine = databases.engine()
    if reset:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.drop_all)
    await create_all(engine, metadata)
    return await find_tables_behind_model(engine, metadata)
