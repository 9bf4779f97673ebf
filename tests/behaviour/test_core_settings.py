"""Settings: all faults at once, secrets masked, names people know."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from svcgen_runtime.errors import SettingsError
from svcgen_runtime.settings import ServiceSettings, sqlite_path


class ShopSettings(ServiceSettings):
    """A service's own, with a required secret and a second database."""

    payment_key: SecretStr
    reports_database_url: SecretStr = SecretStr("sqlite:///./reports.db")


def test_all_faults_are_reported_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Three wrong variables are three lines, each with the variable's name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "70000")
    monkeypatch.setenv("ENVIRONMENT", "moon")
    with pytest.raises(SettingsError) as caught:
        ShopSettings.load()
    names = [fault.partition(":")[0] for fault in caught.value.faults]
    assert names == ["ENVIRONMENT", "PAYMENT_KEY", "PORT"]
    assert caught.value.exit_code == 2


def test_dotenv_aliases_and_masking(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`.env` is read, both names of an address work, and no secret is printed."""
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("PAYMENT_KEY=s3cret\nLOG_LEVEL=DEBUG\n")
    monkeypatch.delenv("BROKER_URL", raising=False)
    monkeypatch.setenv("AMQP_URL", "amqp://u:pw@h/?exchange=x&prefetch_count=5")
    monkeypatch.setenv("BACKEND_URL", "redis://h/1")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:pw@h/shop")
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://a.example, https://b.example")
    settings = ShopSettings.load()
    assert settings.log_level == "DEBUG"
    assert settings.redis_url.get_secret_value() == "redis://h/1"
    assert settings.broker_options() == {"exchange": "x", "prefetch_count": "5"}
    assert settings.allowed_origins == {"https://a.example", "https://b.example"}
    assert settings.database_urls() == {
        "main": "postgresql+asyncpg://u:pw@h/shop",
        "reports": "sqlite+aiosqlite:///./reports.db",
    }
    assert "pw" not in repr(settings)
    assert "s3cret" not in repr(settings)


def test_production_needs_a_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Production does not fall back to a file beside the program."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("ENVIRONMENT", "production")
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        ServiceSettings.load()


def test_namespace_is_part_of_every_name() -> None:
    """Two deployments on one broker differ in their names."""
    assert ServiceSettings(environment="test").deployment == "test"
    assert ServiceSettings(environment="test", namespace="a1").deployment == "test-a1"
    assert sqlite_path("sqlite+aiosqlite:///./a.db") == Path("a.db")
    assert sqlite_path("postgresql://h/db") is None
