from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geotimeline.adapters.redaction import MASK, Redactor
from geotimeline.adapters.secrets import LARGEST_FILE_BYTES, fill, references
from geotimeline.errors import SecretError

if TYPE_CHECKING:
    from pathlib import Path

    from geotimeline.interfaces.notifiers import Setting

ENVIRON = {"TOKEN": "t0ken", "HOST": "example.org", "ODD": "${TOKEN} $${", "EMPTY": " "}


@pytest.mark.parametrize(
    ("setting", "filled"),
    [
        ("no secret, $HOME, $$ and 5$", "no secret, $HOME, $$ and 5$"),
        ("${TOKEN}", "t0ken"),
        ("https://${HOST}/${TOKEN}?x", "https://example.org/t0ken?x"),
        ("$${TOKEN}", "${TOKEN}"),
        ("$$${TOKEN}", "$${TOKEN}"),
        ("${ODD}", "${TOKEN} $${"),
        (["a", {"b": ["${TOKEN}"]}], ["a", {"b": ["t0ken"]}]),
        ({"${TOKEN}": "${TOKEN}"}, {"${TOKEN}": "t0ken"}),
        ("${file:token}", "from a file"),
        ("${file:windows}", "from a file"),
        ("${file:deep/er/token}", "two\nlines\n"),
        (7, 7),
        (None, None),
    ],
    ids=[
        "nothing to fill",
        "a variable",
        "several in one text",
        "escaped",
        "escaped after a dollar",
        "what is filled in is not read again",
        "at any depth",
        "keys are left alone",
        "a file",
        "a file from Windows",
        "a file of several lines loses one line end",
        "a number",
        "nothing",
    ],
)
def test_references_are_filled(setting: Setting, filled: Setting, folder: Path) -> None:
    assert fill(setting, environ=ENVIRON, folder=folder) == filled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "token").write_bytes(b"from a file\n")
    (tmp_path / "windows").write_bytes(b"from a file\r\n")
    (tmp_path / "deep" / "er" / "token").write_bytes(b"two\nlines\n\n")
    (tmp_path / "empty").write_bytes(b"\n")
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    (tmp_path / "huge").write_bytes(b"x" * (LARGEST_FILE_BYTES + 1))
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("${NOWHERE}", "the environment does not have it"),
        ("${EMPTY}", "it is empty"),
        ("${file:none}", "/none: No such file or directory"),
        ("${file:empty}", "it is empty"),
        ("${file:latin}", "it is not UTF-8 text"),
        ("${file:huge}", "it is larger than 65536 bytes"),
        ("${file:pipe}", "it is not a plain file"),
        ("${file:deep}", "it is not a plain file"),
        ("${file:}", "write ${NAME} or ${file:path}"),
        ("${}", "write ${NAME} or ${file:path}"),
        ("${1ST}", "write ${NAME} or ${file:path}"),
        ("${TOKEN", "write ${NAME} or ${file:path}"),
    ],
)
def test_what_cannot_be_filled_is_named_with_its_place(
    folder: Path, text: str, reason: str
) -> None:
    setting: Setting = {"headers": ["plain", f"Bearer {text}"]}

    with pytest.raises(SecretError) as caught:
        fill(setting, environ=ENVIRON, folder=folder, where="channels.hook")

    assert " of channels.hook.headers[1] cannot be read: " in str(caught.value)
    assert reason in str(caught.value)
    assert "t0ken" not in str(caught.value)


def test_references_are_listed_without_reading_anything() -> None:
    setting: Setting = {
        "url": "https://${HOST}/${file:none}",
        "headers": ["$${ESCAPED}", {"deep": "${NOWHERE}${HOST}"}],
    }

    assert references(setting) == ("${HOST}", "${file:none}", "${NOWHERE}")


def test_a_malformed_reference_is_not_listed_but_refused() -> None:
    with pytest.raises(SecretError):
        references(["${TOKEN"])


def test_the_redactor_learns_what_was_filled_in(folder: Path) -> None:
    redactor = Redactor()
    setting: Setting = ["${TOKEN}", "${file:token}", "smtp://u:written-out@example.org"]

    fill(setting, environ=ENVIRON, folder=folder, redactor=redactor)

    told = "t0ken, from a file, written-out, example.org"
    assert redactor.redact(told) == f"{MASK}, {MASK}, {MASK}, example.org"


@given(st.text(min_size=4).filter(str.strip), st.text(), st.text())
def test_no_known_secret_survives(secret: str, before: str, after: str) -> None:
    assert secret not in Redactor([secret]).redact(f"{before}{secret}{after}")


@pytest.mark.parametrize(
    "told",
    [
        "p@ss:wörd/",
        "p%40ss%3Aw%C3%B6rd%2F",
        "p%40ss%3aw%c3%b6rd%2f",
        "p%40ss%3Aw%C3%B6rd/",
        "cEBzczp3w7ZyZC8=",
        r"p@ss:w\u00f6rd/",
        "P@SS:WÖRD/",
    ],
    ids=["plain", "encoded", "lower case", "slash kept", "base64", "JSON", "shouted"],
)
def test_a_secret_is_masked_in_the_forms_programs_repeat_it_in(told: str) -> None:
    redactor = Redactor(["p@ss:wörd/"])

    assert redactor.redact(f"login {told} refused") == f"login {MASK} refused"


@pytest.mark.parametrize("told", ["pass%20word%2F", "pass%20word/", "pass+word%2F"])
def test_a_secret_with_a_space_is_masked_however_it_is_encoded(told: str) -> None:
    assert Redactor(["pass word/"]).redact(told) == MASK


def test_a_secret_given_encoded_is_masked_decoded() -> None:
    assert Redactor(["p%40ss"]).redact("p@ss") == MASK


def test_of_a_secret_url_the_password_and_the_path_are_secrets_too() -> None:
    redactor = Redactor(["https://bot:pass%2Fword@hooks.example.org/T000/B000/XyZ"])

    told = redactor.redact(
        "hooks.example.org refused pass/word, POST /T000/B000/XyZ, pass%2Fword"
    )

    assert told == f"hooks.example.org refused {MASK}, POST /{MASK}, {MASK}"


def test_every_line_of_a_long_key_is_secret() -> None:
    key = "-----BEGIN KEY-----\nMIGHAgEAMBMG\nByqGSM49AgEG\n-----END KEY-----"

    assert Redactor([key]).redact("bad line: ByqGSM49AgEG") == f"bad line: {MASK}"


def test_a_short_secret_is_masked_only_where_it_stands_alone() -> None:
    redactor = Redactor(["abc", "a"])

    masked = redactor.redact("login abc/a failed: abcd, a cab, alpha")

    assert masked == f"login {MASK}/{MASK} failed: abcd, {MASK} cab, alpha"


def test_the_longer_of_two_secrets_goes_first() -> None:
    assert Redactor(["token", "token-of-the-desk"]).redact("token-of-the-desk") == MASK


def test_a_redactor_without_secrets_changes_nothing() -> None:
    assert Redactor(["", "  "]).redact("as it was") == "as it was"


def test_a_redactor_does_not_show_what_it_knows() -> None:
    assert "t0ken" not in repr(Redactor(["t0ken"]))
