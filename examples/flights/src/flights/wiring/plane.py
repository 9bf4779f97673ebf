# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of plane get what they ask for."""

from flights.commands.get_plane import GetPlane
from flights.commands.list_planes import ListPlanes
from flights.repositories.plane import PlaneRepository


def list_planes() -> ListPlanes:
    """Make the command list_planes."""
    return ListPlanes(PlaneRepository())


def get_plane() -> GetPlane:
    """Make the command get_plane."""
    return GetPlane(PlaneRepository())
