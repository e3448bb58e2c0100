"""What is asked on the house's own pages."""

from django import forms

from casehug.models import Firm


class FirmProfileForm(forms.ModelForm):
    website = forms.URLField(
        required=False, assume_scheme="https", help_text="With https:// in front."
    )

    class Meta:
        model = Firm
        fields = ["name", "phone", "website", "address"]
        help_texts = {"phone": "Clients see it when a link no longer works."}
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}
