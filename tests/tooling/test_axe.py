"""The check for accessible pages sees a fault where there is one: else an empty list would say nothing."""

from playwright.sync_api import Page

from tests.axe import faults

PAGE = '<!doctype html><html lang="nb"><title>Side</title><main><h1>Side</h1>{}</main></html>'


def test_a_picture_without_words_is_a_fault(page: Page) -> None:
    page.set_content(PAGE.format('<img src="x.png">'))

    assert faults(page) == ['image-alt: <img src="x.png">']


def test_a_page_without_fault_has_none(page: Page) -> None:
    page.set_content(PAGE.format("<p>Hei</p>"))

    assert faults(page) == []
