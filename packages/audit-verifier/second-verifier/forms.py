"""The forms of the format: single values, statements, lines, and the tree of an anchor's heads."""

import hashlib
import re

import canonical_json

LONGEST_LINE = 16 * 1024 * 1024
MOST_ANCHORS = 1_048_576
MOST_SEGMENTS = 999_999
GREATEST_SEQUENCE = 2_147_483_647
GREATEST_COUNT = 2**53 - 1
ZEROS = "0" * 64

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HASH = re.compile(r"[0-9a-f]{64}")
SERVICE = re.compile(r"[a-z][a-z0-9-]{0,39}")
TIME = re.compile(
    r"(19[7-9][0-9]|20[0-9][0-9]|21[0-9][0-9])-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
)
HEAD = re.compile(
    rb'\["([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",([1-9][0-9]{0,9}),"([0-9a-f]{64})",([1-9][0-9]{0,9})\]'
)
ENTRY = re.compile(rb'\{"entry":(.+),"hash":"([0-9a-f]{64})"\}', re.DOTALL)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def is_text(pattern):
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def is_integer(least, greatest):
    return lambda value: type(value) is int and least <= value <= greatest


is_hash = is_text(HASH)
is_time = is_text(TIME)
is_count = is_integer(0, GREATEST_COUNT)
is_sequence = is_integer(1, GREATEST_SEQUENCE)


def is_string(value):
    return isinstance(value, str)


def is_list_of(check):
    return lambda value: isinstance(value, list) and all(map(check, value))


def has_fields(**fields):
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == fields.keys()
        and all(check(value[name]) for name, check in fields.items())
    )


is_manifest = has_fields(
    anchors=is_integer(0, MOST_ANCHORS),
    createdAt=is_time,
    entries=is_count,
    files=is_list_of(has_fields(bytes=is_count, lines=is_count, name=is_string, sha256=is_hash)),
    format=lambda value: value == "thidua-audit-export/1",
    keyId=is_hash,
    keys=is_list_of(has_fields(keyId=is_hash, publicKey=is_hash)),
    lastAnchor=lambda value: value is None or has_fields(number=is_count, root=is_hash)(value),
    service=is_text(SERVICE),
    subjects=is_count,
)
is_anchor = has_fields(
    changed=is_count,
    entries=is_count,
    format=lambda value: value == "thidua-audit-anchor/1",
    **{"from": is_time},
    headsRoot=is_hash,
    keyId=is_hash,
    number=is_integer(1, MOST_ANCHORS),
    previousRoot=is_hash,
    service=is_string,
    subjects=is_count,
    to=is_time,
)


def lines_of(content):
    """Pairs of a line and whether it is whole."""
    parts = content.split(b"\n")
    last = parts.pop()
    lines = [(part, len(part) <= LONGEST_LINE) for part in parts]
    return lines + ([(last, False)] if last else [])


def unseal(line, name, is_statement):
    """The statement's bytes, what it says, and its signature; None when the line is not as the format says."""
    match = re.fullmatch(rb'\{"%s":(.+),"signature":"([0-9a-f]{128})"\}' % name, line, re.DOTALL)
    if match is None:
        return None
    try:
        value = canonical_json.read(match[1])
    except canonical_json.NotCanonical:
        return None
    return (match[1], value, bytes.fromhex(match[2].decode())) if is_statement(value) else None


def merkle_root(leaves):
    """The root of RFC 9162, 2.1.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + merkle_root(leaves[:half]) + merkle_root(leaves[half:])).digest()
