"""Forms for those who plan a day."""
