"""A recording on its way, told aloud, and played from any place."""

import re
import struct

import pytest
from playwright.sync_api import expect

from intake.models import Item, Upload
from tests.integrations.proof.waiting import eventually

MEGABYTE = 1024 * 1024


def box(kind, content):
    return struct.pack(">I", 8 + len(content)) + kind + content


def film(size):
    """The boxes of an MP4: what kind it is, what is in it, and as many bytes as are asked for."""
    head = box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + box(b"moov", box(b"mvhd", bytes(100)))
    return head + box(b"mdat", bytes(range(256)) * ((size - len(head) - 8) // 256))


@pytest.fixture
def scene(phone, intake, tmp_path):
    """At an item that welcomes recordings; the film that will be sent, of several pieces."""
    item = Item.objects.get(intake=intake, title="Tax return")
    Item.objects.filter(pk=item.pk).update(takes_recordings=True)
    phone.goto(f"/portal/{intake.key}/items/{item.pk}/")
    path = tmp_path / "IMG_2041.MOV"
    path.write_bytes(film(6 * MEGABYTE))
    return path


HEARD = """() => {
    window.heard = [];
    new MutationObserver(() => {
        const said = document.getElementById("upload-said").textContent.trim();
        if (said && window.heard.at(-1) !== said) window.heard.push(said);
    }).observe(document.getElementById("upload-said"),
               { childList: true, characterData: true, subtree: true });
}"""


def test_a_recording_is_told_of_aloud_and_played(phone, scene, intake, enter, lena, context):
    phone.evaluate(HEARD)
    live = phone.locator("#upload-said")
    expect(live).to_have_attribute("aria-live", "polite")
    phone.locator(".portal__choose input").set_input_files(scene)
    expect(phone.locator("#files")).to_contain_text("IMG_2041.mp4")
    expect(live).to_contain_text("arrived")
    heard = phone.evaluate("() => window.heard")
    quarters = [int(found[1]) for one in heard if (found := re.search(r"(\d+)\s?%", one))]
    assert set(quarters) <= {25, 50, 75}
    assert quarters == sorted(set(quarters)) != []
    assert "IMG_2041" in heard[-1]
    assert "arrived" in heard[-1]
    upload = Upload.objects.get(item__intake=intake)
    assert (upload.name, upload.content_type, upload.size) == (
        "IMG_2041.mp4",
        "video/mp4",
        scene.stat().st_size,
    )

    enter(lena)
    staff = context.new_page()
    asked = []
    staff.on(
        "response", lambda one: asked.append(one) if f"/uploads/{upload.pk}/" in one.url else None
    )
    staff.goto(f"/review/?at={upload.pk}")
    player = staff.locator("video.player")
    expect(player).to_be_visible()
    player.evaluate("one => { one.preload = 'auto'; one.load(); }")
    eventually(lambda: staff.wait_for_timeout(20) or asked)
    answer = staff.evaluate(
        """async (url) => {
            const answer = await fetch(url, { headers: { Range: "bytes=100-103" } });
            return [answer.status, answer.headers.get("Content-Range"),
                    [...new Uint8Array(await answer.arrayBuffer())]];
        }""",
        f"/uploads/{upload.pk}/",
    )
    content = scene.read_bytes()
    assert answer == [206, f"bytes 100-103/{len(content)}", list(content[100:104])]
    assert {one.status for one in asked} == {206}
    assert asked[0].request.headers["range"].startswith("bytes=")
