from django.apps import AppConfig


class CaseHug(AppConfig):
    name = "casehug"
