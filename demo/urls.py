"""Addresses of the demo."""

from django.urls import path

from demo import views

app_name = "demo"

urlpatterns = [
    path("", views.index, name="index"),
    path("inn/<slug:who>/", views.sign_in, name="sign_in"),
    path("dor/", views.door, name="door"),
]
