"""Write a reminder as an e-mail: the same bytes for the same message."""

from __future__ import annotations

import hashlib
import re
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from geotimeline.adapters.notifiers import plain_text
from geotimeline.interfaces.notifiers import SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.headerregistry import Address

    from geotimeline.interfaces.messages import Message

_EXPECTED = "expected an address such as desk@example.org"
_ID_TEXT = re.compile(r"[A-Za-z0-9-]{1,32}", re.ASCII)
_LONGEST_ID_DOMAIN = 24  # longer ones would not fit the 78 columns of a header line


def read_addresses(field: str, text: str) -> tuple[Address, ...]:
    """Read addresses as a person writes them: `Desk <desk@example.org>, a@b.org`.

    Raises:
        SettingError: One is malformed, lacks its domain, or is not plain ASCII.
    """
    if not text.isprintable():
        raise SettingError(field, "an address cannot hold control characters")
    try:
        header = SMTP.header_factory("To", text)
    except IndexError as error:  # CPython's parser stumbles over "desk@"
        raise SettingError(field, _EXPECTED) from error
    addresses: tuple[Address, ...] = header.addresses
    if header.defects or not addresses:
        raise SettingError(field, _EXPECTED)
    for address in addresses:
        if not address.domain or not address.username:
            raise SettingError(field, _EXPECTED)
        if not address.addr_spec.isascii():
            raise SettingError(field, "write the address in ASCII (xn--… for a domain)")
    return addresses


def compose(
    message: Message, *, sender: Address, recipients: Sequence[Address]
) -> EmailMessage:
    """Give the message as an e-mail that its readers' programs can thread and drop.

    `Message-ID` comes from the key (RFC 5322 §3.6.4), so a repeat carries the same one;
    `References` names the event, so mails about one event stand together; `Date` is
    the instant the reminder was meant for; `Auto-Submitted` (RFC 3834) keeps holiday
    answers away.
    """
    domain = sender.domain
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = tuple(recipients)
    mail["Subject"] = plain_text.line(message.title)
    mail["Date"] = message.due_at
    mail["Message-ID"] = _id(message.key, domain)
    if message.thread:
        about = _id(f"{_id_text(message.thread)}.event", domain)
        mail["In-Reply-To"] = about
        mail["References"] = about
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Geotimeline-Key"] = plain_text.line(message.key)
    if message.possible_repeat:
        mail["X-Geotimeline-Possible-Repeat"] = "yes"
    # Quoted-printable: servers without 8BITMIME and long lines do no harm to it.
    mail.set_content(plain_text.block(message.body), cte="quoted-printable")
    return mail


def _id(text: str, domain: str) -> str:
    left, _, kind = text.partition(".")
    suffix = f".{kind}" if kind else ""
    place = domain if len(domain) <= _LONGEST_ID_DOMAIN else "geotimeline.invalid"
    return f"<{_id_text(left)}{suffix}.geotimeline@{place}>"


def _id_text(text: str) -> str:
    """Give the text if an id may hold it, else a hash of it."""
    if _ID_TEXT.fullmatch(text):
        return text
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]
