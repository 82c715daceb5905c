"""Ed25519 verification written from RFC 8032, sections 5.1.3 and 5.1.7. For tests: slow, and not in constant time."""

import hashlib
from functools import lru_cache

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def recover_x(y, sign):
    """The x of a point with this y and the parity of x; None when there is none (5.1.3)."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P != 0:
        return None
    return P - x if x % 2 != sign else x


def decode(data):
    """A point from its 32 bytes, in extended coordinates; None when it is none."""
    number = int.from_bytes(data, "little")
    y = number & ((1 << 255) - 1)
    x = recover_x(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


def encode(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


def add(one, other):
    """The sum of two points (5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply_two(one_scalar, one, other_scalar, other):
    """The sum of two multiples, doubled together bit by bit."""
    both = add(one, other)
    result = NEUTRAL
    for bit in reversed(range(max(one_scalar.bit_length(), other_scalar.bit_length()))):
        result = add(result, result)
        choice = (one_scalar >> bit & 1, other_scalar >> bit & 1)
        if choice != (0, 0):
            result = add(result, {(1, 0): one, (0, 1): other, (1, 1): both}[choice])
    return result


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = decode(BASE_Y.to_bytes(32, "little"))


@lru_cache(maxsize=100_000)
def verify(public_key, message, signature):
    """Whether the 64 bytes are the key's signature of the message."""
    point = decode(public_key)
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    negative = (P - point[0], point[1], 1, P - point[3])
    return encode(multiply_two(scalar, BASE, challenge, negative)) == signature[:32]
