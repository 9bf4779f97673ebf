"""Reading the data of a frame as the model its handler declares."""

from typing import Generic, Protocol, TypeVar, cast

from pydantic import BaseModel, ValidationError, create_model

from svcgen_runtime.websocket.faults import invalid_data

M = TypeVar("M", bound=BaseModel)


class _Frame(Protocol[M]):
    """A frame of which everything but `data` is ignored."""

    data: M


class FrameData(Generic[M]):
    """Reads the member `data` of a request frame.

    It is read from the JSON text itself, so that bytes, dates and strictness are those of JSON.
    """

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._frame = create_model(
            f"{model.__name__}Frame", __config__={"extra": "ignore"}, data=(model, ...)
        )

    def read(self, frame: str) -> M:
        """The data. Raises `InvalidData` with the path of every faulty field."""
        try:
            read = cast("_Frame[M]", self._frame.model_validate_json(frame))
        except ValidationError as error:
            if _is_absent(error):
                return read_json(self._model, "{}")
            raise invalid_data(error, skip=1) from None
        return read.data


def read_json(model: type[M], text: str) -> M:
    """A model from a JSON text. Raises `InvalidData` with the path of every faulty field."""
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise invalid_data(error) from None


def _is_absent(error: ValidationError) -> bool:
    """Whether there was no data, or null: a request may leave out what has only optional fields."""
    faults = error.errors(include_url=False, include_context=False)
    if len(faults) != 1 or faults[0]["loc"] != ("data",):
        return False
    return faults[0]["type"] == "missing" or faults[0]["input"] is None
