"""PDFs of one empty page that open only with a password, encrypted the new way and the old."""

import hashlib
from base64 import b64decode

PASSWORD_OF_AES_256 = "Zoë’s 1971"
AES_256 = b64decode(
    """
    JVBERi0xLjcKJb/3ov4KMSAwIG9iago8PCAvRXh0ZW5zaW9ucyA8PCAvQURCRSA8PCAvQmFzZVZlcnNpb24gLzEuNy
    AvRXh0ZW5zaW9uTGV2ZWwgOCA+PiA+PiAvUGFnZXMgMiAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMCBv
    YmoKPDwgL0NvdW50IDEgL0tpZHMgWyAzIDAgUiBdIC9UeXBlIC9QYWdlcyA+PgplbmRvYmoKMyAwIG9iago8PCAvQ2
    9udGVudHMgNCAwIFIgL01lZGlhQm94IFsgMCAwIDIwMCAyMDAgXSAvUGFyZW50IDIgMCBSIC9SZXNvdXJjZXMgPDwg
    Pj4gL1R5cGUgL1BhZ2UgPj4KZW5kb2JqCjQgMCBvYmoKPDwgL0xlbmd0aCAzMiAvRmlsdGVyIC9GbGF0ZURlY29kZS
    A+PgpzdHJlYW0KJGa4wQ9Qy7ROFqcjjFuP3gzTR3PbTz01/Vhj2F9CeEoKZW5kc3RyZWFtCmVuZG9iago1IDAgb2Jq
    Cjw8IC9DRiA8PCAvU3RkQ0YgPDwgL0F1dGhFdmVudCAvRG9jT3BlbiAvQ0ZNIC9BRVNWMyAvTGVuZ3RoIDMyID4+ID
    4+IC9GaWx0ZXIgL1N0YW5kYXJkIC9MZW5ndGggMjU2IC9PIDxiMzExMmJjZDcwYjk3YmNhODhhOWY0N2FlOTdjMDA2
    ZjE2M2RjZjEyMTViN2UyOGNmYTMwYWMzOWQzODU0ZWIwYTFhOGY2NWUzZTlmNjZlNDZhZjY1NmI2NDQ3NDcxNzg+IC
    9PRSA8MmRkNWM1MGRlZjAxNDBkNzBhYjg2ZWY4YzE4NzliYjE1N2MwOTJmNTEwYzgwNWQ4NDc3NDlkMGY4MjI1Zjcz
    Mj4gL1AgLTEwMjggL1Blcm1zIDxhODFmYzQzODE2MDAxZGEyZjE2OTMyMWY4OTk2NTM2YT4gL1IgNiAvU3RtRiAvU3
    RkQ0YgL1N0ckYgL1N0ZENGIC9VIDxiMTFiNjYzMjc5ODRiMDVmMDVkMmY5Yjg1MTRlMDk0OTdmZDMxNTVkOGZhZGJl
    N2YyNWRiOTY1ZWFmZTNjYTIzMDliYmE5MTBiOTc5NjFmZWE1ODYyNTMxMTQ3ZjQ0MmU+IC9VRSA8NTEwY2UzOWZkMz
    VhMDA5MWEyZTljNTY5YmIyYjFjNzlhNDJhZmNjYjIzMmJiMGNkZGRlOTQ2YmQ4OTM4OGM4Yj4gL1YgNSA+PgplbmRv
    YmoKeHJlZgowIDYKMDAwMDAwMDAwMCA2NTUzNSBmIAowMDAwMDAwMDE1IDAwMDAwIG4gCjAwMDAwMDAxMzAgMDAwMD
    AgbiAKMDAwMDAwMDE4OSAwMDAwMCBuIAowMDAwMDAwMjk1IDAwMDAwIG4gCjAwMDAwMDAzOTggMDAwMDAgbiAKdHJh
    aWxlciA8PCAvUm9vdCAxIDAgUiAvU2l6ZSA2IC9JRCBbPDc2N2JlOWJkYmY3MzQyMmUwYTZiOTA0MDBjMDIyNjE1Pj
    w3NjdiZTliZGJmNzM0MjJlMGE2YjkwNDAwYzAyMjYxNT5dIC9FbmNyeXB0IDUgMCBSID4+CnN0YXJ0eHJlZgo5NDgK
    JSVFT0YK
    """
)
PASSWORD_OF_RC4 = "Zoë 1971"
RC4 = b64decode(
    """
    JVBERi0xLjUKJb/3ov4KMSAwIG9iago8PCAvUGFnZXMgMiAwIFIgL1R5cGUgL0NhdGFsb2cgPj4KZW5kb2JqCjIgMC
    BvYmoKPDwgL0NvdW50IDEgL0tpZHMgWyAzIDAgUiBdIC9UeXBlIC9QYWdlcyA+PgplbmRvYmoKMyAwIG9iago8PCAv
    Q29udGVudHMgNCAwIFIgL01lZGlhQm94IFsgMCAwIDIwMCAyMDAgXSAvUGFyZW50IDIgMCBSIC9SZXNvdXJjZXMgPD
    wgPj4gL1R5cGUgL1BhZ2UgPj4KZW5kb2JqCjQgMCBvYmoKPDwgL0xlbmd0aCAwIC9GaWx0ZXIgL0ZsYXRlRGVjb2Rl
    ID4+CnN0cmVhbQoKZW5kc3RyZWFtCmVuZG9iago1IDAgb2JqCjw8IC9DRiA8PCAvU3RkQ0YgPDwgL0F1dGhFdmVudC
    AvRG9jT3BlbiAvQ0ZNIC9WMiAvTGVuZ3RoIDE2ID4+ID4+IC9FbmNyeXB0TWV0YWRhdGEgZmFsc2UgL0ZpbHRlciAv
    U3RhbmRhcmQgL0xlbmd0aCAxMjggL08gPDk5MWNjMGMzMWEzMjdhNjUzNWI5YWZiOWU4NjZiNjIxODIyZjEzYzJlNj
    BjYjYyMWZlMjcyODQwMmZkZTU1MjE+IC9PRSA8PiAvUCAtMTAyOCAvUiA0IC9TdG1GIC9TdGRDRiAvU3RyRiAvU3Rk
    Q0YgL1UgPGRlYmY3NTU2ZTgzMjc5Y2EzNjc0ZThkNmRiYTIzYTliMDAyMTQ0Njk5MGI5ZTQxMTQwNzFhNGQ5MTA0OT
    g0YzE+IC9VRSA8PiAvViA0ID4+CmVuZG9iagp4cmVmCjAgNgowMDAwMDAwMDAwIDY1NTM1IGYgCjAwMDAwMDAwMTUg
    MDAwMDAgbiAKMDAwMDAwMDA2NCAwMDAwMCBuIAowMDAwMDAwMTIzIDAwMDAwIG4gCjAwMDAwMDAyMjkgMDAwMDAgbi
    AKMDAwMDAwMDI5OSAwMDAwMCBuIAp0cmFpbGVyIDw8IC9Sb290IDEgMCBSIC9TaXplIDYgL0lEIFs8NzY3YmU5YmRi
    ZjczNDIyZTBhNmI5MDQwMGMwMjI2MTU+PDc2N2JlOWJkYmY3MzQyMmUwYTZiOTA0MDBjMDIyNjE1Pl0gL0VuY3J5cH
    QgNSAwIFIgPj4Kc3RhcnR4cmVmCjYzNQolJUVPRgo=
    """
)

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
NO_PRINTING = -64


def protected_from_printing() -> bytes:
    """One empty page that opens without a password; only its owner's lets anybody print it."""
    owner = rc4(hashlib.md5(PADDING).digest()[:5], PADDING)
    permissions = NO_PRINTING.to_bytes(4, "little", signed=True)
    key = hashlib.md5(PADDING + owner + permissions + b"id").digest()[:5]
    user = rc4(key, PADDING)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Filter/Standard/V 1/R 2/P %d/O<%s>/U<%s>>>"
        % (NO_PRINTING, owner.hex().encode(), user.hex().encode()),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<%s><%s>]>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (table, b"id".hex().encode(), b"id".hex().encode(), len(body))
    )


def rc4(key: bytes, content: bytes) -> bytes:
    box, at = list(range(256)), 0
    for nth in range(256):
        at = (at + box[nth] + key[nth % len(key)]) % 256
        box[nth], box[at] = box[at], box[nth]
    out, at = bytearray(), 0
    for nth, byte in enumerate(content, 1):
        one = nth % 256
        at = (at + box[one]) % 256
        box[one], box[at] = box[at], box[one]
        out.append(byte ^ box[(box[one] + box[at]) % 256])
    return bytes(out)
