"""Addresses of the coordinators' pages about people, door and paper."""

from django.urls import path

from participants.views import work_accounts as accounts
from participants.views import (
    work_applications,
    work_desk,
    work_door,
    work_door_day,
    work_needs,
    work_paper,
    work_prices,
    work_questions,
    work_sign_up,
)
from participants.views import work_fees as fees
from participants.views import work_registrations as people

app_name = "participants_work"
EVENT = "arbeid/arrangementer/<int:event_id>"
ASKS = f"{EVENT}/pameldte/sporsmal"
MONEY = f"{EVENT}/okonomi"

urlpatterns = [
    path("arbeid/", work_desk.desk, name="desk"),
    path(f"{EVENT}/", work_desk.overview, name="overview"),
    path(f"{EVENT}/pameldte/", people.registrations, name="registrations"),
    path(f"{EVENT}/pameldte/ny/", people.add, name="add"),
    path(f"{EVENT}/pameldte/liste.xlsx", people.export_file, {"kind": "xlsx"}, name="export_xlsx"),
    path(f"{EVENT}/pameldte/liste.csv", people.export_file, {"kind": "csv"}, name="export_csv"),
    path(f"{EVENT}/pameldte/<int:registration_id>/", people.change, name="change"),
    path(f"{EVENT}/pameldte/<int:registration_id>/meld-av/", people.cancel, name="cancel"),
    path(f"{EVENT}/pameldte/<int:registration_id>/slipp-inn/", people.confirm, name="confirm"),
    path(f"{EVENT}/pameldte/tilbud/<int:offer_id>/trekk/", people.withdraw_offer, name="offer_withdraw"),
    path(f"{EVENT}/pameldte/soknader/", work_applications.applications, name="applications"),
    path(f"{EVENT}/pameldte/soknader/ja/", work_applications.accept, name="applications_accept"),
    path(f"{EVENT}/pameldte/soknader/nei/", work_applications.decline, name="applications_decline"),
    path(f"{ASKS}/", work_sign_up.sign_up, name="sign_up"),
    path(f"{ASKS}/kvoter/", work_sign_up.quotas, name="quotas"),
    path(f"{ASKS}/ny/", work_questions.add, name="question_add"),
    path(f"{ASKS}/<int:question_id>/", work_questions.change, name="question"),
    path(f"{ASKS}/<int:question_id>/opp/", work_questions.up, name="question_up"),
    path(f"{ASKS}/<int:question_id>/ned/", work_questions.down, name="question_down"),
    path(f"{ASKS}/<int:question_id>/slett/", work_questions.delete, name="question_delete"),
    path(f"{EVENT}/pameldte/kjokken/", work_needs.kitchen, name="kitchen"),
    path(f"{EVENT}/tilrettelegging/", work_needs.needs, name="needs"),
    path(f"{EVENT}/tilrettelegging/<int:need_id>/", work_needs.arranged, name="need_arranged"),
    path(f"{MONEY}/", accounts.overview, name="accounts"),
    path(f"{MONEY}/avsender/", accounts.seller, name="seller"),
    path(f"{MONEY}/fakturaer/", accounts.invoice_all, name="invoice_all"),
    path(f"{MONEY}/uten-pris/", accounts.give_fee, name="give_fee"),
    path(f"{MONEY}/regnskap.csv", accounts.csv_file, name="accounts_csv"),
    path(f"{MONEY}/<int:registration_id>/faktura/", accounts.invoice_one, name="invoice_one"),
    path(f"{MONEY}/<int:registration_id>/betaling/", accounts.pay, name="pay"),
    path(f"{MONEY}/<int:registration_id>/betaler/", accounts.payer, name="payer"),
    path(f"{MONEY}/<int:registration_id>/pris/", work_prices.other_price, name="other_price"),
    path(f"{MONEY}/betaling/<int:payment_id>/angre/", accounts.undo, name="payment_undo"),
    path(f"{MONEY}/faktura/<int:invoice_id>/krediter/", accounts.credit, name="invoice_credit"),
    path(f"{MONEY}/faktura/<int:invoice_id>/faktura.pdf", accounts.pdf, name="invoice_pdf"),
    path(f"{MONEY}/faktura/<int:invoice_id>/ehf.xml", accounts.ehf_file, name="invoice_ehf"),
    path(f"{EVENT}/deltakeravgift/", fees.fees, name="fees"),
    path(f"{EVENT}/deltakeravgift/av/", fees.off, name="fees_off"),
    path(f"{EVENT}/deltakeravgift/pris/", fees.add_price, name="fee_price"),
    path(f"{EVENT}/deltakeravgift/kode/", fees.add_code, name="fee_code"),
    path(f"{EVENT}/deltakeravgift/<int:fee_type_id>/", fees.price, name="fee_type"),
    path(f"{EVENT}/deltakeravgift/<int:fee_type_id>/fjern/", fees.withdraw, name="fee_withdraw"),
    path(f"{EVENT}/dor/", work_door.doors, name="doors"),
    path(f"{EVENT}/dor/<int:day_id>/", work_door_day.door_day, name="door_day"),
    path(f"{EVENT}/dor/<int:day_id>/vakt/", work_door_day.shift_add, name="shift_add"),
    path(f"{EVENT}/dor/vakt/<int:shift_id>/fjern/", work_door_day.shift_remove, name="shift_remove"),
    path(f"{EVENT}/dor/<int:day_id>/samme/", work_door_day.same, name="door_same"),
    path(f"{EVENT}/dor/<int:day_id>/to/", work_door_day.apart, name="door_apart"),
    path("rom/<int:day_id>/dor/", work_door_day.live_screen, name="door_screen"),
    path(f"{EVENT}/dor/<int:day_id>/lenke/", work_door.make_link, name="door_link"),
    path(f"{EVENT}/dor/enhet/<int:device_id>/lukk/", work_door.revoke, name="door_revoke"),
    path(f"{EVENT}/utskrift/", work_paper.overview, name="paper"),
    path(f"{EVENT}/utskrift/<int:day_id>/navnelapper/", work_paper.tags, name="paper_tags"),
    path(f"{EVENT}/utskrift/<int:day_id>/ark/<slug:kind>/", work_paper.order_sheet, name="paper_sheet"),
    path(f"{EVENT}/utskrift/<int:day_id>/dagspakke/", work_paper.order_pack, name="paper_pack"),
    path(f"{EVENT}/utskrift/<int:paper_id>/", work_paper.wait, name="paper_wait"),
    path(f"{EVENT}/utskrift/<int:paper_id>/fil.pdf", work_paper.download, name="paper_download"),
    path(f"{EVENT}/utskrift/<int:paper_id>/trykt/", work_paper.printed, name="paper_printed"),
    path(f"{EVENT}/pameldte/<int:registration_id>/navnelapp.pdf", work_paper.one_tag, name="one_tag"),
]
