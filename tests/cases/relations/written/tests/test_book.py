"""What leads to books and from them, and what is worked out of them."""

from uuid import uuid4

import httpx
from svcgen_runtime.testing import TestService

from library.contract.packages import PkgID


async def add(client: httpx.AsyncClient, path: str, **data: object) -> str:
    """Add a row and give its key."""
    answer = await client.post(path, json=data)
    assert answer.status_code == 201, answer.text
    row: dict[str, str] = answer.json()
    return row.get("id") or row["code"]


async def names(
    client: httpx.AsyncClient, path: str, relation: str, field: str = "title"
) -> list[str]:
    """Give a field of the rows that an answer includes."""
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return sorted(row[field] for row in answer.json()[relation])


def faults(answer: httpx.Response) -> list[tuple[str, str]]:
    """Give the details of an answer that refuses data."""
    assert answer.status_code == 422, answer.text
    error = answer.json()["error"]
    assert error["code"] == "invalid_data"
    return [(one["field"], one["code"]) for one in error["details"]]


async def test_both_ends_include_the_other(running: TestService) -> None:
    """An author includes books and a book its authors; a list includes them too."""
    async with running.http() as client:
        emma = await add(client, "/books", title="Emma")
        ann = await add(client, "/authors", name="Ann", books=[emma])
        bob = await add(client, "/authors", name="Bob", books=[emma, emma])
        await add(client, "/authors", name="Eve")
        assert await names(client, f"/books/{emma}", "authors", "name") == [
            "Ann",
            "Bob",
        ]
        assert await names(client, f"/authors/{ann}", "books") == ["Emma"]
        items = (await client.get("/authors")).json()["items"]
        assert sorted(len(item["books"]) for item in items) == [0, 1, 1]
        changed = await client.patch(f"/authors/{bob}", json={"books": []})
        assert changed.status_code == 200
        assert await names(client, f"/books/{emma}", "authors", "name") == ["Ann"]


async def test_keys_are_replaced_as_a_set(running: TestService) -> None:
    """Absent leaves the links, an empty list removes them; PUT sets what is left out too; versions tell."""
    async with running.http() as client:
        for code in ("a", "b", "c"):
            await add(client, "/genres", code=code)
        book = await add(client, "/books", title="Emma", genres=["a", "b"])
        path = f"/books/{book}"
        for change, genres, version in (
            ({"genres": ["c", "b", "c"]}, ["b", "c"], 2),
            ({"genres": ["b", "c"]}, ["b", "c"], 2),
            ({"title": "Emma II"}, ["b", "c"], 3),
            ({"title": "Emma", "genres": ["a"]}, ["a"], 4),
            ({"genres": []}, [], 5),
        ):
            answer = await client.patch(path, json=change)
            assert answer.json()["version"] == version, change
            assert await names(client, path, "genres", "code") == genres
        await client.patch(path, json={"genres": ["a"]})
        answer = await client.put(path, json={"title": "Emma"})
        assert answer.status_code == 200
        assert await names(client, path, "genres", "code") == []
        assert (await client.delete("/genres/a")).status_code == 204


async def test_a_key_that_leads_nowhere_is_named(running: TestService) -> None:
    """Unknown, ill-formed and softly deleted rows are refused with their place, and nothing is kept."""
    gone = str(uuid4())
    async with running.http() as client:
        emma = await add(client, "/books", title="Emma")
        data = {"name": "Ann", "books": [gone, emma, gone]}
        answer = await client.post("/authors", json=data)
        assert faults(answer) == [("books.0", "not_found"), ("books.2", "not_found")]
        assert (await client.get("/authors")).json()["items"] == []
        data = {"name": "Ann", "books": ["x"]}
        assert faults(await client.post("/authors", json=data))[0][0] == "books.0"
        data = {"title": "x", "genres": ["no", "\x00"]}
        assert faults(await client.post("/books", json=data)) == [
            ("genres.0", "not_found"),
            ("genres.1", "not_found"),
        ]
        shelf = await add(client, "/shelves", room="a")
        other = await add(client, "/shelves", room="b", neighbours=[shelf])
        assert (await client.delete(f"/shelves/{shelf}")).status_code == 204
        change = await client.patch(f"/shelves/{other}", json={"neighbours": [shelf]})
        assert faults(change) == [("neighbours.0", "not_found")]


async def test_rows_lead_to_rows_of_their_own_table(running: TestService) -> None:
    """A tree has parents and children; many-to-many with itself has two sides."""
    async with running.http() as client:
        await add(client, "/genres", code="fiction")
        await add(client, "/genres", code="novel", parent_code="fiction")
        await add(client, "/genres", code="essay", related=["novel", "fiction"])
        fiction = (await client.get("/genres/fiction")).json()
        assert [child["code"] for child in fiction["children"]] == ["novel"]
        novel = (await client.get("/genres/novel")).json()
        assert novel["parent"]["code"] == "fiction"
        assert "children" not in novel["parent"]
        related = await names(client, "/genres/essay", "related", "code")
        assert related == ["fiction", "novel"]
        one = await add(client, "/books", title="One")
        two = await add(client, "/books", title="Two", sequels=[one])
        assert await names(client, f"/books/{two}", "sequels") == ["One"]
        assert await names(client, f"/books/{two}", "prequels") == []
        assert await names(client, f"/books/{one}", "prequels") == ["Two"]
        ann = await add(client, "/authors", name="Ann")
        bob = await add(client, "/authors", name="Bob", friends=[ann])
        assert await names(client, f"/authors/{ann}", "befriended", "name") == ["Bob"]
        assert await names(client, f"/authors/{bob}", "friends", "name") == ["Ann"]


async def test_through_an_entity(running: TestService) -> None:
    """What stands between two entities is added by itself; both sides see it, held by the database or not."""
    async with running.http() as client:
        emma = await add(client, "/books", title="Emma")
        ann = await add(client, "/readers", name="Ann")
        bob = await add(client, "/readers", name="Bob")
        await add(client, "/loans", book_id=emma, reader_id=ann, due="2030-01-01")
        answer = await client.post(
            "/follows", json={"reader_id": ann, "followed_id": bob}
        )
        assert answer.status_code == 201
        assert await names(client, f"/books/{emma}", "borrowers", "name") == ["Ann"]
        assert await names(client, f"/readers/{ann}", "borrowed") == ["Emma"]
        assert await names(client, f"/readers/{ann}", "follows", "name") == ["Bob"]
        assert await names(client, f"/readers/{ann}", "followers", "name") == []
        assert await names(client, f"/readers/{bob}", "followers", "name") == ["Ann"]
        refused = await client.post("/books", json={"title": "x", "borrowers": [ann]})
        assert faults(refused) == [("borrowers", "extra_forbidden")]


async def test_what_is_worked_out(running: TestService) -> None:
    """Computed fields come out wherever a book does, cannot be given, and fail as what they raise."""
    async with running.http() as client:
        emma = await add(client, "/books", title="Emma")
        await add(client, "/books", title="emma")
        ann = await add(client, "/authors", name="Ann", books=[emma])
        items = (await client.get("/books?sort=title")).json()["items"]
        assert sorted((one["title_length"], one["label"] or "") for one in items) == [
            (4, ""),
            (4, "#Emma"),
        ]
        included = (await client.get(f"/authors/{ann}")).json()["books"]
        assert (included[0]["title_length"], included[0]["label"]) == (4, "#Emma")
        data = {"title": "Emma", "title_length": 1}
        answer = await client.post("/books", json=data)
        assert faults(answer) == [("title_length", "extra_forbidden")]
        answer = await client.post("/books", json={"title": "Forbidden"})
        assert answer.status_code == 409
        assert answer.json()["error"]["msg"] == "This book has no label."
        assert len((await client.get("/books")).json()["items"]) == 2


async def test_over_websocket(running: TestService) -> None:
    """Packages take keys and give what is included, as HTTP does."""
    async with running.http() as client, running.websocket() as socket:
        emma = await add(client, "/books", title="Emma")
        data = {"name": "Ann", "books": [emma]}
        made = await socket.call(PkgID.ADD_AUTHOR, data)
        assert isinstance(made.data, dict)
        key = made.data["id"]
        found = await socket.call(PkgID.LOOK_UP_AUTHOR, {"id": key})
        assert isinstance(found.data, dict)
        assert [book["label"] for book in found.data["books"]] == ["#Emma"]
        wrong = {"id": key, "books": [str(uuid4())]}
        refused = await socket.call(PkgID.CHANGE_AUTHOR, wrong)
        assert (refused.status_code, refused.error_code) == (2, "invalid_data")
        change = {"id": emma, "title": "Emma II"}
        changed = await socket.call(PkgID.CHANGE_BOOK, change)
        assert isinstance(changed.data, dict)
        assert changed.data["title_length"] == 7
        cleared = await socket.call(PkgID.CHANGE_AUTHOR, {"id": key, "books": []})
        assert cleared.status_code == 0
        assert await names(client, f"/books/{emma}", "authors", "name") == []


async def test_the_document_tells(running: TestService) -> None:
    """OpenAPI marks what is worked out, and tells of conflicts where there can be one, and nowhere else."""
    async with httpx.AsyncClient(trust_env=False) as client:
        document = (await client.get(f"{running.url}/openapi.json")).json()
    schemas, paths = document["components"]["schemas"], document["paths"]
    assert schemas["BookRead"]["properties"]["title_length"]["readOnly"] is True
    assert "title_length" not in schemas["BookCreate"]["properties"]
    assert schemas["BookCreate"]["properties"]["genres"]["type"] == "array"
    assert "genres" not in schemas["BookCreate"]["required"]
    told = {
        (method, path)
        for path, routes in paths.items()
        for method, route in routes.items()
        if "409" in route["responses"]
    }
    assert told == {
        ("post", "/api/authors"),
        ("patch", "/api/authors/{id}"),
        ("put", "/api/authors/{id}"),
        ("patch", "/api/books/{id}"),
        ("put", "/api/books/{id}"),
        ("post", "/api/genres"),
        ("delete", "/api/genres/{code}"),
        ("post", "/api/follows"),
    }
