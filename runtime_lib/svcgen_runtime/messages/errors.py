"""What can go wrong with messages; branches of the runtime's one error tree."""

from svcgen_runtime.errors import RuntimeFault, Unavailable


class PublishFailed(Unavailable):
    """The broker did not confirm a message in time; it may or may not have it."""

    default_msg = "A message could not be handed to the broker."


class Unroutable(PublishFailed):
    """A task reached no queue: nobody declared a handler for its topic."""

    default_msg = "A task reached no queue."


class AlreadySettled(RuntimeFault):
    """A delivery was settled twice, or a handler decided on it twice."""


class NotSettled(RuntimeFault):
    """A handler with manual settlement returned without deciding."""


class SettlementNotManual(RuntimeFault):
    """ack, nack, reject or retry was called where settlement is automatic."""


class Duplicate(RuntimeFault):
    """The message was dealt with before; what this run did is undone."""
