"""What WelcomeAuthor triggers."""

from svcgen_runtime.messages import ConsumerRouter, Retry

from authors.contract.messages.welcome_author import WelcomeAuthor
from authors.contract.schemas.welcome_author import WelcomeAuthorInput
from authors.wiring import welcome_author as wiring

consumers = ConsumerRouter()


@consumers.handle(
    WelcomeAuthor,
    timeout=30.0,
    retry=Retry(attempts=3, first_delay=1.0, factor=2.0, max_delay=300.0, jitter=True),
)
async def welcome_author(message: WelcomeAuthor) -> None:
    """Write a first letter to an author."""
    await wiring.welcome_author().execute(
        WelcomeAuthorInput(author_id=message.author_id),
    )
