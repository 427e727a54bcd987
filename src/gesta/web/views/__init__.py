"""What templates show, made from records."""
