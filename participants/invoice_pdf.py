"""An invoice on paper: one tagged A4 sheet, in the language of the one who signed up."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from inkludering.pdf import render_pdf, self_contained
from participants.models import Invoice

STYLES = ["print.css", "invoice.css"]


def invoice_html(invoice: Invoice, *, on_screen: bool = False) -> str:
    """``on_screen``: with links to its style sheets, which are handed to what draws a PDF."""
    context = {"invoice": invoice, "styles": STYLES if on_screen else []}
    with translation.override(invoice.language):
        return render_to_string("participants/invoice_paper.html", context | invoice.content)


def invoice_pdf(invoice: Invoice) -> bytes:
    """Raises ``PdfUnavailable`` where the machine lacks what draws it."""
    return render_pdf(invoice_html(invoice), tagged=True, css=STYLES)


def invoice_page(invoice: Invoice) -> bytes:
    """The same sheet as one file that prints from a browser and fetches nothing: for a mail, where the PDF
    cannot be drawn."""
    rules = "".join(self_contained(f"css/{name}") for name in STYLES)
    return invoice_html(invoice).replace("</head>", f"<style>{rules}</style></head>", 1).encode()


def invoice_filename(invoice: Invoice, ending: str = "pdf") -> str:
    with translation.override(invoice.language):
        kind = _("credit note") if invoice.is_credit_note else _("invoice")
    return f"{slugify(kind)}-{invoice.number}.{ending}"
