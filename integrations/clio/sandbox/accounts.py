"""Accounts: each sees its own records alone; whoever is signed in to Clio decides which is connected."""

KINDS = {"contact", "matter", "practice_area", "document", "folder"}


class AccountStore:
    """The store as one account sees it. Rows without an account belong to the first."""

    def __init__(self, store, account_id):
        self._store = store
        self._is_first = account_id == store.all("account")[0]["id"]
        self._account_id = account_id

    def __getattr__(self, name):
        return getattr(self._store, name)

    def _sees(self, kind, row):
        if kind not in KINDS or row is None:
            return True
        return row.get("account_of", None if self._is_first else 0) == (
            None if self._is_first else self._account_id
        )

    def add(self, kind, row):
        is_stamped = kind in KINDS and not self._is_first
        return self._store.add(kind, row | {"account_of": self._account_id} if is_stamped else row)

    def all(self, kind):
        return [row for row in self._store.all(kind) if self._sees(kind, row)]

    def get(self, kind, key):
        row = self._store.get(kind, key)
        return row if self._sees(kind, row) else None


def visitor(world):
    return world.store.get("user", world.visitor) or world.store.all("user")[0]
