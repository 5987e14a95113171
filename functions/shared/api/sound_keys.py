"""Which keys of an issuer's set may check tokens: strong and public ones that are made for signatures."""

from collections.abc import Mapping

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

# NIST SP 800-57 allows no less since 2014; more than 8192 bits only make a check slow.
RSA_BITS = range(2048, 8192 + 1)
ALGORITHMS = ("RS256", "ES256", "EdDSA")
PRIVATE_PARTS = frozenset({"d", "p", "q", "dp", "dq", "qi", "k"})


class UnsoundKey(ValueError):
    """Tokens must not be checked with this key; the text says why."""


def sound_key(entry: Mapping[str, object]) -> jwt.PyJWK:
    """Read a key of a set (RFC 7517).

    Raises:
        UnsoundKey: it is weak, not public, not for signatures, or nothing that we know.
    """
    if entry.get("use", "sig") != "sig":
        raise UnsoundKey("its use is not sig")
    operations = entry.get("key_ops", ["verify"])
    if not isinstance(operations, list) or "verify" not in operations:
        raise UnsoundKey("its key_ops do not hold verify")
    if entry.get("kty") == "oct":
        raise UnsoundKey("a symmetric key in a public set is a secret that everybody has")
    if PRIVATE_PARTS & entry.keys():
        raise UnsoundKey("the set shows its private part: whoever reads it can sign")
    try:
        key = jwt.PyJWK(dict(entry))
    except jwt.PyJWTError as error:
        raise UnsoundKey(f"it is malformed or of a kind that is not used here: {error}") from error
    if key.algorithm_name not in ALGORITHMS:
        raise UnsoundKey(f"its algorithm is none of {', '.join(ALGORITHMS)}")
    # The set can say ES256 of any curve.
    if key.algorithm_name == "ES256" and entry.get("crv") != "P-256":
        raise UnsoundKey("ES256 needs the curve P-256")
    if isinstance(key.key, RSAPublicKey) and key.key.key_size not in RSA_BITS:
        raise UnsoundKey(f"it has {key.key.key_size} bits; RSA keys have {RSA_BITS[0]} to {RSA_BITS[-1]}")
    return key
