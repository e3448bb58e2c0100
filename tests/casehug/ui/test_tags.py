import pytest
from django import forms
from django.template import Context, Template

from casehug.ui.icons import UnknownIcon


class NewMatter(forms.Form):
    title = forms.CharField(help_text="Only your firm sees it.")
    county = forms.CharField(required=False)


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_badge_has_an_icon_and_an_escaped_word():
    drawn = draw('{% badge "stop" word %}', word="<b>Failed</b>")
    assert "badge--stop" in drawn
    assert "#x-circle" in drawn
    assert "&lt;b&gt;Failed" in drawn


def test_badge_of_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        draw('{% badge "purple" "Odd" %}')


def test_icon_nobody_has_is_refused_when_drawn():
    with pytest.raises(UnknownIcon):
        draw('{% icon "gavel" %}')


def test_wrong_field_says_what_and_keeps_what_was_typed():
    drawn = draw("{{ form }}", form=NewMatter({"title": "", "county": 'Lane "old"'}))
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'id="id_title_error"' in drawn
    assert 'value="Lane &quot;old&quot;"' in drawn
    assert 'href="#id_title"' in drawn


def test_fresh_form_shows_no_error_summary():
    drawn = draw("{{ form }}", form=NewMatter())
    assert "notice" not in drawn
    assert drawn.count("(optional)") == 1


def test_field_takes_other_words_and_a_prefix():
    drawn = draw('{% field form.title label="Name" prefix="$" placeholder="" %}', form=NewMatter())
    assert ">Name</label>" in drawn
    assert 'class="field__prefix" aria-hidden="true">$<' in drawn
    assert 'placeholder=""' in drawn


def test_stylesheet_is_one():
    assert draw('{% stylesheet "house" %}').count("<link") == 1
