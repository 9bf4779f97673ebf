# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Say hello."""

from svcgen_runtime.messages import Message


class HelloTask(Message, topic="task.topic.name", kind="task", name="HelloTask"):
    """Say hello."""

    message: str
