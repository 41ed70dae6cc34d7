"""What the demo tells: invented places, organisations, themes and programmes. No real person or body."""
