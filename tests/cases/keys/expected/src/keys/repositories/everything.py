"""Data access: everythings."""

from svcgen_runtime.database import Repository

from keys.contract.models.everything import Everything


class EverythingRepository(Repository[Everything, int]):
    """Where everythings are kept."""

    model = Everything
