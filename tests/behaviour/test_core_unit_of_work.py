"""The unit of work and its interceptors, without a server."""

import asyncio

import pytest
from typing_extensions import override

from svcgen_runtime import Service, Trigger, UnitOfWork
from svcgen_runtime.context import (
    use_app_context,
    use_app_type,
    use_metadata,
    use_principal,
    use_session,
    use_settings,
    use_shutdown,
)
from svcgen_runtime.errors import (
    AuthenticationFailed,
    NotInUnitOfWork,
    ProviderFault,
    RuntimeFault,
)
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    Interceptor,
    PublisherInterceptor,
)
from svcgen_runtime.principal import Principal
from svcgen_runtime.settings import ServiceSettings
from svcgen_runtime.unit_of_work import Phase


class Recorder(Interceptor):
    """Writes down what happens to it, and fails where it is told to."""

    def __init__(self, log: list[str], label: str, fails: str = "") -> None:
        self.log = log
        self.label = label
        self.fails = fails

    def note(self, what: str) -> None:
        """Write it down, and fail if this is the place."""
        self.log.append(f"{what} {self.label}")
        if what == self.fails:
            raise ValueError(self.label)

    @override
    async def start(self, service: Service) -> None:
        self.note("start")

    @override
    async def stop(self) -> None:
        self.note("stop")

    @override
    async def enter(self, uow: UnitOfWork) -> None:
        self.note("enter")

    @override
    async def exit(self, uow: UnitOfWork, error: BaseException | None) -> None:
        self.note(f"exit({type(error).__name__ if error else 'ok'})")


def service_of(*interceptors: Interceptor) -> Service:
    """A service with these interceptors alone."""
    built = Service(name="plain", interceptors=interceptors)
    built.load(ServiceSettings(environment="test"))
    return built


async def test_interceptors_enter_in_order_and_leave_in_reverse() -> None:
    """The first to enter is the last to leave, and each starts and stops once."""
    log: list[str] = []
    service = service_of(Recorder(log, "a"), Recorder(log, "b"))
    async with service.running(), service.unit_of_work("job"):
        log.append("work")
    assert log == [
        "start a",
        "start b",
        "enter a",
        "enter b",
        "work",
        "exit(ok) b",
        "exit(ok) a",
        "stop b",
        "stop a",
    ]


async def test_one_that_fails_to_enter_closes_those_before_it_at_once() -> None:
    """What has entered leaves in reverse with the error; what has not is left alone."""
    log: list[str] = []
    parts = (Recorder(log, "a"), Recorder(log, "b"), Recorder(log, "c", "enter"))
    service = service_of(*parts, Recorder(log, "d"))
    with pytest.raises(ValueError, match="c"):
        async with service.unit_of_work("job"):
            log.append("work")
    assert log == [
        "enter a",
        "enter b",
        "enter c",
        "exit(ValueError) b",
        "exit(ValueError) a",
    ]
    with pytest.raises(NotInUnitOfWork):
        use_app_context()


async def test_one_that_fails_to_leave_does_not_keep_the_others_in() -> None:
    """The rest leave and are told; nothing staged goes out."""
    log: list[str] = []
    service = service_of(Recorder(log, "a"), Recorder(log, "b", "exit(ok)"))

    async def send() -> None:
        log.append("sent")

    async def work() -> None:
        async with service.unit_of_work("job") as uow:
            uow.after_commit(send)

    with pytest.raises(ValueError, match="b"):
        await work()
    assert log[-2:] == ["exit(ok) b", "exit(ValueError) a"]
    assert "sent" not in log


async def test_the_first_error_is_the_one_that_is_raised() -> None:
    """A later error of an interceptor does not hide what went wrong first."""
    log: list[str] = []
    service = service_of(Recorder(log, "a", "exit(KeyError)"))
    with pytest.raises(KeyError) as caught:
        async with service.unit_of_work("job"):
            raise KeyError("first")
    assert any("ValueError" in note for note in caught.value.__notes__)


async def test_phases_after_the_commit() -> None:
    """Messages leave before pushes, whatever was staged first, and late ones too."""
    log: list[str] = []
    service = service_of()

    async def push() -> None:
        log.append("push")

    async def publish() -> None:
        log.append("publish")

    async with service.unit_of_work("job") as uow:
        uow.after_commit(push, Phase.PUSH)
        uow.after_commit(publish, Phase.PUBLISH)
        uow.after_commit(publish)
    assert log == ["publish", "publish", "push"]


async def test_a_start_that_fails_half_way_is_undone() -> None:
    """What was started is stopped in reverse, the failed one too."""
    log: list[str] = []
    service = service_of(Recorder(log, "a"), Recorder(log, "b", "start"))
    with pytest.raises(ValueError, match="b"):
        async with service.running():
            pass
    assert log == ["start a", "start b", "stop b", "stop a"]
    assert not service.is_running


async def test_several_users_of_one_start() -> None:
    """The first to come starts the service and the last to go stops it."""
    log: list[str] = []
    service = service_of(Recorder(log, "a"))
    async with service.running():
        async with service.running():
            pass
        assert log == ["start a"]
        assert service.is_running
    assert log == ["start a", "stop a"]


def test_wrong_orders_are_refused_when_the_service_is_built() -> None:
    """A publisher outside its database, or one listed twice, is no service."""
    with pytest.raises(RuntimeFault, match="must come after 'database'"):
        service_of(PublisherInterceptor(), DatabaseInterceptor())
    with pytest.raises(RuntimeFault, match="twice"):
        service_of(DatabaseInterceptor(), DatabaseInterceptor())


async def test_hooks_in_child_tasks_and_outside() -> None:
    """Tasks started inside inherit the unit of work; outside a hook says what to do."""
    service = service_of()
    trigger = Trigger("schedule", "nightly", {"audit": "yes"})
    ann = Principal.of("ann")
    async with service.unit_of_work(trigger, ann, "id-1", "worker") as uow:

        async def child() -> tuple[object, ...]:
            return (use_app_context(), use_principal(), use_app_type(), use_metadata())

        assert await asyncio.create_task(child()) == (
            uow,
            ann,
            "worker",
            {"audit": "yes"},
        )
        assert use_settings(ServiceSettings).environment == "test"
        assert not use_shutdown().is_set()
        with pytest.raises(NotInUnitOfWork, match="DatabaseInterceptor"):
            use_session()
    with pytest.raises(NotInUnitOfWork, match="unit_of_work"):
        use_session()
    async with service.unit_of_work("job"):
        with pytest.raises(AuthenticationFailed):
            use_principal()


async def test_settings_of_another_class_are_told() -> None:
    """use_settings names both classes when they differ."""

    class Other(ServiceSettings):
        pass

    async with service_of().unit_of_work("job"):
        with pytest.raises(ProviderFault, match="not Other"):
            use_settings(Other)
