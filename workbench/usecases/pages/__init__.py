"""What results look like: the pages, tables and pictures that the verbs hand over, one module a page."""
