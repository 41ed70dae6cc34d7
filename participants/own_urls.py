"""A participant's own pages: the link of a mail first, then clean addresses."""

from django.urls import path

from participants.views import own, own_here, own_more, own_needs, own_offers
from participants.views.own_fees import invoice, payer

app_name = "own"

urlpatterns = [
    path("<int:registration_id>/", own.registration, name="registration"),
    path("<int:registration_id>/endre/", own.change, name="change"),
    path("<int:registration_id>/faktura/<int:number>/", invoice, name="invoice"),
    path("<int:registration_id>/betaler/", payer, name="payer"),
    path("<int:registration_id>/avmelding/", own.cancel, name="cancel"),
    path("<int:registration_id>/plass/", own_offers.offer, name="offer"),
    path("<int:registration_id>/plass/ja/", own_offers.accept, name="offer_accept"),
    path("<int:registration_id>/plass/nei/", own_offers.decline, name="offer_decline"),
    path("<int:registration_id>/her/", own_here.here, name="here"),
    path("<int:registration_id>/gi-videre/", own_more.hand_over, name="hand_over"),
    path("<int:registration_id>/tavle/slett/", own_more.leave_wall, name="wall_withdraw"),
    path("<int:registration_id>/data/", own_more.data, name="data"),
    path("<int:registration_id>/data.json", own_more.data_file, name="data_file"),
    path("<int:registration_id>/slett/", own_more.erase, name="erase"),
    path("<int:registration_id>/behov/", own_needs.write, name="needs"),
    path("<int:registration_id>/behov/<slug:kind>/slett/", own_needs.withdraw, name="needs_withdraw"),
    path("<str:token>/", own.link, name="link"),
    path("<str:token>/plass/", own_offers.link_offer, name="link_offer"),
    path("<str:token>/avmelding/", own.link_cancel, name="link_cancel"),
]
