from django.urls import path

from inkludering.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.mail_list, name="list"),
    path("<slug:name>/", views.mail_detail, name="detail"),
    path("<slug:name>/html/", views.mail_html, name="html"),
    path("<slug:name>/vedlegg/<int:number>/", views.mail_attachment, name="attachment"),
]
