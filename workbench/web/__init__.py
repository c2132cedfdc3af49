"""The workbench in a browser: the screen of the terminal, served to people who have a link."""
