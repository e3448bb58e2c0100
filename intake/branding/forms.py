"""The form of Settings → Branding."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.branding import contrast, logo


class BrandingForm(forms.Form):
    colour = forms.CharField(
        label=gettext_lazy("Color"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=gettext_lazy(
            "Of buttons and links in the portal. Whatever you choose, we keep it readable."
        ),
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/png,image/jpeg", "data-logo": "preview-logo"}
        ),
        help_text=gettext_lazy(
            "PNG or JPEG, up to 1 MB. A wide one on a transparent ground looks best."
        ),
    )
    no_logo = forms.BooleanField(
        label=gettext_lazy("Show the firm’s name instead of a logo"), required=False
    )

    def clean_colour(self) -> str:
        colour = self.cleaned_data["colour"].strip()
        rgb = contrast.parsed(colour)
        if rgb is None:
            raise forms.ValidationError(_("Choose a color, or type it as # and six digits."))
        return "#{:02x}{:02x}{:02x}".format(*rgb)

    def clean_logo(self) -> object:
        if file := self.cleaned_data.get("logo"):
            try:
                logo.redrawn(file)
            except logo.NotALogo as error:
                raise forms.ValidationError(str(error)) from error
        return file
