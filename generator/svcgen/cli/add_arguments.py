"""The arguments of each kind of `add`."""

from __future__ import annotations

import argparse


def _described(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--description", metavar="TEXT", help="what it is, in a sentence"
    )


def _fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "fields",
        nargs="*",
        metavar="field:type",
        help="such as name:string born:date? tags:[string]",
    )


def _access(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--roles", action="append", metavar="ROLES", help="who may: a,b means both"
    )
    parser.add_argument("--public", action="store_true", help="anybody may")


def _id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--id",
        type=int,
        metavar="N",
        help="an id chosen by hand; it is allocated unless said",
    )


def entity(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of an entity."""
    parser.add_argument("name", help="like_this, like-this or LikeThis")
    _fields(parser)
    _described(parser)
    parser.add_argument("--plural", help="the plural, when it is not the usual one")
    parser.add_argument(
        "--timestamps", action="store_true", help="keep created_at and updated_at"
    )
    parser.add_argument(
        "--operations",
        action="append",
        metavar="LIST",
        help="create,list,get,update,delete unless said; or none",
    )
    parser.add_argument(
        "--http",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="give them HTTP routes",
    )
    parser.add_argument(
        "--packages", action="store_true", help="give them WebSocket packages"
    )
    _access(parser)


def field(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a field."""
    parser.add_argument("entity", help="the entity")
    parser.add_argument("name", help="the field's name")
    parser.add_argument(
        "type",
        help="such as string, date?, Author, [string], '{type: string, max_length: 20}'",
    )


def enum(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of an enum."""
    parser.add_argument("name", help="LikeThis")
    parser.add_argument(
        "members", nargs="+", metavar="MEMBER", help="a member; its name is its value"
    )


def role(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a role."""
    parser.add_argument("name", help="like-this")
    _described(parser)


def message(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a message."""
    parser.add_argument("name", help="LikeThis")
    _fields(parser)
    parser.add_argument(
        "--topic",
        required=True,
        help="the routing key, such as order.placed; it never changes",
    )
    parser.add_argument(
        "--kind",
        choices=("event", "task"),
        default="event",
        help="a task gets its handler at once",
    )
    _described(parser)


def command(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a command."""
    parser.add_argument("name", help="like_this")
    _fields(parser)
    _described(parser)
    parser.add_argument(
        "--http", action="append", metavar="ROUTE", help="such as 'POST /orders'"
    )
    parser.add_argument(
        "--package", metavar="NAME", help="the WebSocket package that triggers it"
    )
    parser.add_argument(
        "--output",
        metavar="TYPE",
        help="such as Author, [Author], '{page: Author}', '{count: int}'",
    )
    _access(parser)
    _id(parser)


def push(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a push."""
    parser.add_argument("name", help="LIKE_THIS")
    _fields(parser)
    parser.add_argument("--room", help="the room it goes to; to everybody unless said")
    _described(parser)
    _id(parser)


def schedule(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a schedule."""
    parser.add_argument("name", help="like_this")
    parser.add_argument(
        "--cron", required=True, help="five fields, or six with the seconds last"
    )
    parser.add_argument(
        "--command", help="the command it triggers; the one of its name unless said"
    )
    parser.add_argument(
        "--timezone", help="the IANA zone the clock is read in; UTC unless said"
    )
    _described(parser)


def handler(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a handler."""
    parser.add_argument("name", help="like_this")
    parser.add_argument("--message", help="the message it handles")
    parser.add_argument(
        "--package",
        metavar="NAME",
        nargs="?",
        help="the package it answers; of its name unless said",
    )
    parser.add_argument(
        "--command",
        help="the command that the message triggers; the one of its name unless said",
    )
    parser.add_argument(
        "--schema", nargs="+", metavar="field:type", help="what the package takes"
    )
    parser.add_argument("--output", metavar="TYPE", help="what it gives back")
    parser.add_argument(
        "--paginated",
        nargs="?",
        const="*",
        metavar="ENTITY",
        help="it gives pages of an entity",
    )
    _described(parser)
    _access(parser)
    _id(parser)


def package(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a package."""
    parser.add_argument("name", help="LIKE_THIS; one without an id gets its id")
    parser.add_argument("--command", help="a command that is there, which it triggers")
    _id(parser)
