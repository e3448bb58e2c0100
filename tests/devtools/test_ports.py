import socket

from granian.net import SocketSpec

from devtools.ports import claim


def taken_port(free):
    free.bind(("127.0.0.1", 0))
    free.listen()
    return free.getsockname()[1]


def test_taken_port_gives_way_to_the_next():
    with socket.socket() as other:
        wanted = taken_port(other)
        port, holder = claim(wanted)
        holder.close()
    assert port > wanted


def test_two_launchers_never_get_the_same():
    first, holder = claim(23460)
    with holder:
        second, other = claim(first)
        other.close()
    assert second > first


def test_web_server_may_bind_the_held_port():
    port, holder = claim(23480)
    with holder:
        SocketSpec("127.0.0.1", port, 128).build()
