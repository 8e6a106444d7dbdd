"""Reading minutes: extracted text in, meeting, items and proposed actions out."""
