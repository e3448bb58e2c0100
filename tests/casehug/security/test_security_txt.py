from datetime import datetime, timedelta

from django.utils import timezone


def test_whoever_finds_a_weakness_reads_whom_to_write_to(client, settings, db):
    settings.SUPPORT_EMAIL, settings.PUBLIC_URL = "help@casehug.example", "https://in.example"
    answer = client.get("/.well-known/security.txt")
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert told["Contact"] == "mailto:help@casehug.example"
    assert told["Canonical"] == "https://in.example/.well-known/security.txt"
    left = datetime.fromisoformat(told["Expires"]) - timezone.now()
    assert timedelta(days=362) < left < timedelta(days=365)
