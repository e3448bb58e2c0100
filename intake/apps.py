from django.apps import AppConfig


class Intake(AppConfig):
    name = "intake"
