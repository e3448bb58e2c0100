"""What a test may switch while it runs; defaults are Clio's published or likeliest ways."""

from dataclasses import asdict, dataclass, field, fields

from .answers import argument_error

APP = "CaseHug"


@dataclass
class Settings:
    client_id: str = "sandbox-client"
    client_secret: str = "sandbox-secret"  # noqa: S105
    app_name: str = APP
    deauthorize_url: str = ""  # where the app hears that a person let it out; empty: nowhere
    redirect_uris: list = field(default_factory=list)  # empty: any http(s) address
    budget: int = 50
    window: float = 60
    sliding: bool = False
    body_429: str = "error"  # error | empty | html
    type_404: str = "NotFound"
    code_lifetime: int = 600
    expires_in: int = 2_592_000
    rotate_refresh: bool = False
    echo_refresh: bool = False
    refresh_ends_old_token: bool = False
    deauthorize_ends_grant: bool = False
    api_access: bool = True
    # What the app was given, beside the right to read users.
    permissions: list = field(default_factory=lambda: ["contacts", "documents", "matters"])
    users_permission: bool = False
    practice_area_307: bool = False
    put_url_lifetime: int = 600
    put_url_renewed: bool = True
    trashed_is_404: bool = False
    closed_matter_takes_documents: bool = True
    records: bool = True
    waf: bool = True

    def change(self, wanted):
        """All of `wanted`, or nothing when one is unknown or of another type."""
        known = {one.name: getattr(self, one.name) for one in fields(self)}
        for name, value in wanted.items():
            if name not in known:
                raise argument_error(f"{name} is not a setting")
            if not fits(value, known[name]):
                raise argument_error(f"{name} must be {type(known[name]).__name__}")
        for name, value in wanted.items():
            setattr(self, name, value)

    def as_dict(self):
        return {name: value for name, value in asdict(self).items() if name != "client_secret"}


def fits(value, present):
    if isinstance(value, bool) or isinstance(present, bool):
        return isinstance(value, bool) and isinstance(present, bool)
    if isinstance(present, int | float):
        return isinstance(value, int | float)
    return isinstance(value, type(present))
