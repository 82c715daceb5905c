"""JSON in canonical form (RFC 8785): a text is canonical when writing down what it says gives the same text."""

import json
import math

DEEPEST_NESTING = 100

SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class NotCanonical(Exception):
    pass


class Members(list):
    """The members of an object in the order in which they stand."""


def refuse(_text):
    raise NotCanonical


def read(data):
    """The value that canonical bytes say, objects as dictionaries. Raises NotCanonical."""
    try:
        text = data.decode("utf-8")
        value = json.loads(text, object_pairs_hook=Members, parse_constant=refuse)
        if write(value, 0) != text:
            raise NotCanonical
    except (ValueError, RecursionError, OverflowError) as error:
        raise NotCanonical from error
    return plain(value)


def plain(value):
    if isinstance(value, Members):
        return {name: plain(member) for name, member in value}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def write(value, depth):
    if isinstance(value, list):
        if depth == DEEPEST_NESTING:
            raise NotCanonical
        if isinstance(value, Members):
            names = [name.encode("utf-16-be", "surrogatepass") for name, _ in value]
            if any(after <= before for before, after in zip(names, names[1:])):
                raise NotCanonical
            return "{" + ",".join(write(name, 0) + ":" + write(member, depth + 1) for name, member in value) + "}"
        return "[" + ",".join(write(item, depth + 1) for item in value) + "]"
    if isinstance(value, str):
        return '"' + "".join(map(write_character, value)) + '"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return write_number(float(value))


def write_character(character):
    if character in SHORT_ESCAPES:
        return SHORT_ESCAPES[character]
    return "\\u%04x" % ord(character) if character < " " else character


def write_number(number):
    """A number as ECMAScript writes it: the fewest digits that say it, which Python's repr finds too."""
    if not math.isfinite(number):
        raise NotCanonical
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = repr(abs(number)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    # The number is 0.digits times ten to this power.
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = point - 1
    tail = "." + digits[1:] if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}e{'+' if power > 0 else '-'}{abs(power)}"
